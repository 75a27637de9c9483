package dev.vitrine.papers.vit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.learn.nn.Initializer;
import dev.vitrine.tensor.Activation;
import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MapHeadTests {

    private final Initializer init = new Initializer(new Philox(51), DType.DOUBLE);
    private final MapHead head = new MapHead(8, 12, 2, init);

    /**
     * One token gets all attention, so z = out(value(x)), with no trace of the probe; then z +
     * MLP(LN(z)).
     */
    @Test
    void oneTokenGoesThroughValueAndOutOnly() {
        Tensor x = init.normal(1, 3, 1, 8).detach();
        assertThat(head.attention(x).toDoubleArray()).containsOnly(1);
        Map<String, Tensor> p = head.parameters();
        String attention = "MultiHeadDotProductAttention_0/";
        Tensor z =
                x.linear(p.get(attention + "value/kernel"), p.get(attention + "value/bias"))
                        .linear(p.get(attention + "out/kernel"), p.get(attention + "out/bias"));
        Tensor mlp =
                z.layerNorm(p.get("LayerNorm_0/scale"), p.get("LayerNorm_0/bias"), 1e-6)
                        .linear(
                                p.get("MlpBlock_0/Dense_0/kernel"),
                                p.get("MlpBlock_0/Dense_0/bias"),
                                Activation.GELU_TANH)
                        .linear(
                                p.get("MlpBlock_0/Dense_1/kernel"),
                                p.get("MlpBlock_0/Dense_1/bias"));
        Tensor pooled = head.forward(x);
        assertThat(pooled.shape()).containsExactly(3, 8);
        assertThat(pooled.toDoubleArray())
                .containsExactly(z.add(mlp).toDoubleArray(), within(1e-10));
    }

    @Test
    void orderOfTheTokensDoesNotMatter() {
        Tensor x = init.normal(1, 2, 4, 8).detach();
        assertThat(head.forward(x.indexSelect(1, 3, 1, 0, 2)).toDoubleArray())
                .containsExactly(head.forward(x).toDoubleArray(), within(1e-12));
    }
}
