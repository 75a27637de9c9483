package dev.vitrine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeviceTests {

    private Device before;

    @BeforeEach
    void remember() {
        before = Device.current();
    }

    @AfterEach
    void restore() {
        Device.use(before);
    }

    @Test
    void everyRowSaysWhatItIsAndWhyItCannotBeUsed() {
        assertThat(Device.list())
                .isNotEmpty()
                .extracting(DeviceInfo::name)
                .doesNotHaveDuplicates()
                .contains("java");
        for (DeviceInfo info : Device.list()) {
            assertThat(info.library()).isNotBlank();
            assertThat(info.usable() || !info.reason().isBlank()).as(info.toString()).isTrue();
        }
    }

    @Test
    void anUnknownNameListsTheNames() {
        assertThatThrownBy(() -> Device.named("onnednn"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("onnednn")
                .hasMessageContaining("java");
    }

    @Test
    void theEnvironmentChoosesTheDevice() {
        assertThat(Device.initial("java").name()).isEqualTo("java");
        assertThat(Device.initial(" java ").name()).isEqualTo("java");
        assertThatThrownBy(() -> Device.initial("gpu"))
                .hasMessageContaining("VITRINE_DEVICE")
                .hasMessageContaining("\"gpu\"");
    }

    @Test
    void withoutAChoiceThereIsAUsableDevice() {
        assertThat(Device.initial(null).info().usable()).isTrue();
        assertThat(Device.initial("").info().usable()).isTrue();
    }

    @Test
    void anExplicitlyRequestedDeviceThatCannotBeUsedIsAnError() {
        Device.list().stream()
                .filter(info -> !info.usable())
                .forEach(
                        info -> {
                            assertThatThrownBy(() -> Device.named(info.name()))
                                    .hasMessageContaining(info.name())
                                    .hasMessageContaining(info.reason());
                            assertThatThrownBy(() -> Device.initial(info.name()))
                                    .hasMessageContaining(info.reason());
                        });
    }

    @Test
    void newTensorsAreMadeOnTheDeviceInUse() {
        Device.use(Device.named("java"));
        try (Tensor x = Tensor.ones(2)) {
            assertThat(x.device().name()).isEqualTo("java");
        }
    }

    @Test
    void tensorsOfTwoDevicesDoNotMixButCopy() {
        Device.use(Device.named("java"));
        try (Scope scope = Scope.open()) {
            Tensor here = Tensor.ones(2);
            for (Device device : Devices.usable().filter(d -> !d.name().equals("java")).toList()) {
                Tensor there = here.to(device);
                assertThat(there.device()).isSameAs(device);
                assertThat(there.toFloatArray()).containsExactly(1, 1);
                assertThatThrownBy(() -> here.add(there))
                        .hasMessageContaining("argument 2 is on device " + device)
                        .hasMessageContaining("to(Device)");
            }
        }
    }
}
