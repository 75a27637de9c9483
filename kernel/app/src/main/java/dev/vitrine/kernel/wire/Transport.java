package dev.vitrine.kernel.wire;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What carries a kernel's messages. */
public enum Transport {
    /** TCP ports of an address. */
    TCP,
    /** Unix sockets, one file per channel; launchers choose it where ports are scarce or public. */
    IPC;

    /** Its name in a connection file and in a ZeroMQ address. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Transport> named(String label) {
        return Arrays.stream(values()).filter(each -> each.label().equals(label)).findFirst();
    }
}
