package dev.vitrine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConvolutionsTests {

    /** Sizes and paddings as {@code jax.lax.padtype_to_pads(..., "SAME")} gives them. */
    @ParameterizedTest
    @CsvSource({
        "5,3,1,1,1,1",
        "32,3,2,1,0,1",
        "7,3,2,1,1,1",
        "224,7,2,1,2,3",
        "5,2,3,1,0,0",
        "5,3,1,2,2,2"
    })
    void samePaddingIsThatOfJax(
            int size, int window, int stride, int dilation, int top, int bottom) {
        Window same =
                Window.of(window)
                        .withStride(stride)
                        .withDilation(dilation)
                        .withSamePadding(size, size);
        assertThat(same.top()).isEqualTo(top);
        assertThat(same.bottom()).isEqualTo(bottom);
        assertThat(same.outHeight(size)).isEqualTo((size + stride - 1) / stride);
    }

    @Test
    void anImpulseBecomesTheTurnedWeight() {
        float[] impulse = new float[9];
        impulse[4] = 1;
        Tensor weight = Tensor.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, 3, 3, 1, 1);
        Tensor y =
                Convolutions.conv2d(
                        Tensor.of(impulse, 1, 3, 3, 1), weight, null, Window.of(3).withPadding(1));
        assertThat(y.toFloatArray()).containsExactly(9, 8, 7, 6, 5, 4, 3, 2, 1);
    }

    @Test
    void anEmptyBatchHasAnEmptyResultAndNoGradient() {
        Tensor weight = Tensor.ones(3, 3, 2, 4).requiresGrad(true);
        Tensor y = Convolutions.conv2d(Tensor.zeros(0, 5, 5, 2), weight, Tensor.ones(4));
        assertThat(y.shape()).containsExactly(0, 3, 3, 4);
        y.sum().backward();
        assertThat(weight.grad().toFloatArray()).containsOnly(0f);
    }

    @Test
    void misuseNamesTheShapes() {
        Tensor images = Tensor.zeros(1, 4, 4, 3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Convolutions.conv2d(images, Tensor.zeros(3, 3, 2, 8), null))
                .withMessageContaining("images (1, 4, 4, 3), weight (3, 3, 2, 8)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Convolutions.conv2d(images, Tensor.zeros(5, 5, 3, 8), null))
                .withMessageContaining("is larger than images (1, 4, 4, 3)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Convolutions.maxPool(images, Window.of(2).withPadding(2)))
                .withMessageContaining("padding must be smaller than the window");
        assertThatIllegalArgumentException().isThrownBy(() -> Window.of(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Normalization.groupNorm(images, 2, null, null, 1e-5))
                .withMessage(
                        "groupNorm: the channels, the last axis of shape (1, 4, 4, 3), do not divide into 2 groups");
    }
}
