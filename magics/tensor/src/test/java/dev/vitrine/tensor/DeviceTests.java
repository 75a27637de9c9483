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

    private static Device other() {
        return Device.named(Device.current().name().equals("java") ? "onednn" : "java");
    }

    @Test
    void gradientsFlowBackToTheOtherDevice() {
        for (DType dtype : DType.values()) {
            try (Scope scope = Scope.open()) {
                Tensor x = Tensor.of(new double[] {1, 2, 3}, 3).to(dtype).requiresGrad(true);
                Tensor there = x.to(other());
                there.mul(there).sum().backward();
                assertThat(x.grad().device()).isSameAs(x.device());
                assertThat(x.grad().toDoubleArray()).containsExactly(2, 4, 6);
                Tensor y = x.mul(2);
                y.mul(y.to(other()).to(y.device())).sum().backward();
                assertThat(x.grad().toDoubleArray()).containsExactly(10, 20, 30);
            }
        }
    }

    @Test
    void aLeafMovesWithItsGradientAndStaysTheSameTensor() {
        try (Scope scope = Scope.open()) {
            Tensor x = Tensor.of(new double[] {1, 2}, 2).requiresGrad(true);
            Tensor shared = x.detach();
            x.mul(x).sum().backward();
            assertThat(x.moveTo(other())).isSameAs(x);
            assertThat(x.device()).isSameAs(other());
            assertThat(x.grad().device()).isSameAs(other());
            assertThat(x.grad().toDoubleArray()).containsExactly(2, 4);
            assertThat(shared.device()).isNotSameAs(other());
            assertThat(shared.toDoubleArray()).containsExactly(1, 2);
            x.mul(3).sum().backward();
            assertThat(x.grad().toDoubleArray()).containsExactly(5, 7);
            x.zeroGrad();
            x.moveTo(shared.device()).mul(3).sum().backward();
            assertThat(x.grad().toDoubleArray()).containsExactly(3, 3);
        }
    }

    @Test
    void aMoveBetweenForwardAndBackwardIsAnError() {
        try (Scope scope = Scope.open()) {
            Tensor x = Tensor.of(new double[] {1, 2}, 2).requiresGrad(true);
            Tensor loss = x.mul(x).sum();
            x.moveTo(other());
            assertThatThrownBy(loss::backward)
                    .hasMessageContaining("shape (2,)")
                    .hasMessageContaining("move it between steps");
            assertThatThrownBy(() -> x.mul(2).moveTo(loss.device()))
                    .hasMessageContaining("affine")
                    .hasMessageContaining("to(Device)");
        }
    }

    @Test
    void valuesAreCopiedBetweenDevices() {
        try (Scope scope = Scope.open()) {
            Tensor here = Tensor.ones(2, 3);
            Tensor there = Tensor.zeros(2, 3).moveTo(other());
            Updates.copy(here, there);
            assertThat(there.toFloatArray()).containsOnly(1);
            assertThatThrownBy(() -> Updates.copy(Tensor.ones(6), there))
                    .hasMessageContaining("copy: all tensors must be alike");
            assertThat(there.zerosLike().device()).isSameAs(other());
            assertThat(there.zerosLike().toFloatArray()).hasSize(6).containsOnly(0);
        }
    }
}
