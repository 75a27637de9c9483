package dev.vitrine.tensor;

import java.util.stream.Stream;

/** The devices that this machine has. */
final class Devices {

    private Devices() {}

    static Stream<Device> usable() {
        return Device.list().stream()
                .filter(DeviceInfo::usable)
                .map(info -> Device.named(info.name()));
    }
}
