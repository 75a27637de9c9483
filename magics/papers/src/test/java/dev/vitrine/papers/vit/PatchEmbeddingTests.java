package dev.vitrine.papers.vit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.learn.nn.Initializer;
import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Tensor;
import org.junit.jupiter.api.Test;

class PatchEmbeddingTests {

    private static final int P = 3;
    private static final int C = 3;
    private static final int D = 8;

    private final Initializer init = new Initializer(new Philox(31), DType.DOUBLE);
    private final PatchEmbedding patches = new PatchEmbedding(P, C, D, init);

    /**
     * Stride P, no padding, written out as the definition of a convolution with kernel (P, P, C,
     * D).
     */
    private double[] convolution(double[] image, int height, int width) {
        double[] kernel = patches.parameters().get("kernel").toDoubleArray();
        int rows = (height - P) / P + 1;
        int columns = (width - P) / P + 1;
        double[] out = new double[rows * columns * D];
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                for (int d = 0; d < D; d++) {
                    double sum = 0;
                    for (int ky = 0; ky < P; ky++) {
                        for (int kx = 0; kx < P; kx++) {
                            for (int c = 0; c < C; c++) {
                                double pixel = image[((y * P + ky) * width + x * P + kx) * C + c];
                                sum += pixel * kernel[((ky * P + kx) * C + c) * D + d];
                            }
                        }
                    }
                    out[(y * columns + x) * D + d] = sum;
                }
            }
        }
        return out;
    }

    @Test
    void equalsAConvolutionWithStrideOfThePatch() {
        Tensor image = init.normal(1, 1, 6, 9, C).detach();
        Tensor tokens = patches.forward(image);
        assertThat(tokens.shape()).containsExactly(1, 6, D);
        assertThat(tokens.toDoubleArray())
                .containsExactly(convolution(image.toDoubleArray(), 6, 9), within(1e-12));
    }

    @Test
    void pixelsThatFillNoPatchAreDropped() {
        Tensor image = init.normal(1, 1, 8, 10, C).detach();
        Tensor tokens = patches.forward(image);
        assertThat(tokens.shape()).containsExactly(1, 6, D);
        assertThat(tokens.toDoubleArray())
                .containsExactly(convolution(image.toDoubleArray(), 8, 10), within(1e-12));
    }

    @Test
    void patchIsReadRowByRowThenChannel() {
        float[] pixels = new float[4 * 4];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = i;
        }
        Tensor unfolded = PatchEmbedding.unfold(Tensor.of(pixels, 1, 4, 4, 1), 2, 1);
        assertThat(unfolded.toFloatArray())
                .containsExactly(0, 1, 4, 5, 2, 3, 6, 7, 8, 9, 12, 13, 10, 11, 14, 15);
    }

    @Test
    void wrongShapesAreNamed() {
        assertThatThrownBy(() -> patches.forward(Tensor.zeros(1, 6, 6, 1)))
                .hasMessage(
                        "images of shape [1, 6, 6, 1]: expected (batch, height, width, 3) with both sides at least 3");
        assertThatThrownBy(() -> patches.forward(Tensor.zeros(6, 6, 3)))
                .hasMessageContaining("[6, 6, 3]");
        assertThatThrownBy(() -> patches.forward(Tensor.zeros(1, 2, 6, 3)))
                .hasMessageContaining("at least 3");
    }
}
