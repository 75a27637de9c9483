package dev.vitrine.papers.mixer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.learn.nn.Initializer;
import dev.vitrine.papers.GradientCheck;
import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MixerBlockTests {

    private static final int S = 5;
    private static final int C = 6;

    private final Initializer init = new Initializer(new Philox(71), DType.DOUBLE);
    private final MixerBlock block = new MixerBlock(S, new MixerSize("block", 1, C, 3, 8), 0, init);

    private Tensor tokens() {
        return init.normal(1, 2, S, C).detach();
    }

    @Test
    void gradientsAgreeWithFiniteDifferences() {
        GradientCheck.ofLayer(block, init, tokens(), block::forward);
    }

    /** The norm before it has scale 1 and bias 0, so it does not know channels apart either. */
    @Test
    void tokenMixingIsTheSameForEveryChannel() {
        Tensor x = tokens();
        int[] order = {3, 0, 5, 1, 4, 2};
        Tensor scale = Tensor.full(DType.DOUBLE, 1, C);
        Tensor bias = Tensor.zeros(DType.DOUBLE, C);
        Tensor permuted = block.mixTokens(x.indexSelect(2, order).layerNorm(scale, bias, 1e-6));
        assertThat(permuted.toDoubleArray())
                .containsExactly(
                        block.mixTokens(x.layerNorm(scale, bias, 1e-6))
                                .indexSelect(2, order)
                                .toDoubleArray(),
                        within(1e-12));
    }

    @Test
    void onlyTokenMixingConnectsTokens() {
        Map<String, Tensor> state = block.state();
        state.put("token_mixing/Dense_1/kernel", Tensor.zeros(DType.DOUBLE, 3, S));
        block.load(state);
        Tensor x = tokens();
        int[] order = {4, 2, 0, 1, 3};
        assertThat(block.forward(x.indexSelect(1, order)).toDoubleArray())
                .containsExactly(
                        block.forward(x).indexSelect(1, order).toDoubleArray(), within(1e-12));
    }

    @Test
    void kernelsAreLecunNormalAndBiasesZero() {
        MixerBlock large = new MixerBlock(64, new MixerSize("large", 1, 128, 64, 256), 0, init);
        double[] kernel = large.parameters().get("channel_mixing/Dense_1/kernel").toDoubleArray();
        double squares = 0;
        for (double weight : kernel) {
            squares += weight * weight;
        }
        // Variance 1 / fan-in = 1 / 256; xavier would give 2 / 384.
        assertThat(squares / kernel.length * 256).isCloseTo(1, within(0.05));
        assertThat(large.parameters().get("token_mixing/Dense_0/bias").toDoubleArray())
                .containsOnly(0);
    }
}
