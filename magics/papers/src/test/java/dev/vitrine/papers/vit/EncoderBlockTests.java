package dev.vitrine.papers.vit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.learn.nn.Initializer;
import dev.vitrine.papers.GradientCheck;
import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Gelu;
import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Tensor;
import org.junit.jupiter.api.Test;

class EncoderBlockTests {

    private static final int D = 8;
    private static final int T = 5;

    private final Initializer init = new Initializer(new Philox(41), DType.DOUBLE);
    private final EncoderBlock block = new EncoderBlock(D, 12, 2, 0, init);

    private Tensor tokens() {
        return init.normal(1, 2, T, D).detach();
    }

    @Test
    void gradientsOfOneBlockAgreeWithFiniteDifferences() {
        GradientCheck.ofLayer(block, init, tokens(), block::forward);
    }

    @Test
    void permutedTokensGivePermutedOutputs() {
        Tensor x = tokens();
        int[] order = {2, 4, 0, 1, 3};
        assertThat(block.forward(x.indexSelect(1, order)).toDoubleArray())
                .containsExactly(
                        block.forward(x).indexSelect(1, order).toDoubleArray(), within(1e-12));
    }

    @Test
    void attentionRowsSumToOne() {
        Tensor attention = block.attention(tokens());
        assertThat(attention.shape()).containsExactly(2, 2, T, T);
        for (double sum : attention.sum(3).toDoubleArray()) {
            assertThat(sum).isCloseTo(1, within(1e-12));
        }
    }

    @Test
    void geluIsTheTanhForm() {
        Tensor x = Tensor.of(new double[] {1, -1}, 2);
        assertThat(x.gelu(Gelu.TANH).toDoubleArray())
                .containsExactly(new double[] {0.841192, -0.158808}, within(5e-7));
        assertThat(x.gelu(Gelu.ERF).toDoubleArray()[0]).isCloseTo(0.841345, within(5e-7));
    }

    @Test
    void parametersHaveBigVisionsNames() {
        assertThat(block.parameters().keySet())
                .contains(
                        "LayerNorm_0/scale",
                        "MultiHeadDotProductAttention_0/query/kernel",
                        "MultiHeadDotProductAttention_0/out/bias",
                        "LayerNorm_1/bias",
                        "MlpBlock_0/Dense_0/kernel",
                        "MlpBlock_0/Dense_1/bias")
                .hasSize(16);
    }
}
