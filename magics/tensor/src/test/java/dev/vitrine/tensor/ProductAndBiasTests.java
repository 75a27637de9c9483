package dev.vitrine.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProductAndBiasTests {

    @ParameterizedTest
    @ValueSource(strings = {"java", "onednn", "nd4j"})
    void addToWhatIsThere(String name) {
        Device device = Device.named(name);
        try (Scope scope = Scope.open()) {
            Tensor a = Tensor.of(new double[] {1, 2, 3, 4}, 2, 2).to(device);
            Tensor b = Tensor.of(new double[] {5, 6, 7, 8}, 2, 2).to(device);
            Tensor bias = Tensor.of(new double[] {100, 200}, 2).to(device);
            Tensor out = Tensor.of(new double[] {1000, 2000, 3000, 4000}, 2, 2).to(device);
            device.kernels()
                    .matmul(
                            a.view(),
                            false,
                            b.view(),
                            false,
                            bias.view(),
                            Activation.NONE,
                            null,
                            out.view(),
                            true);
            assertThat(out.toDoubleArray()).containsExactly(1119, 2222, 3143, 4250);
        }
    }
}
