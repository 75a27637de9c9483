package dev.vitrine.papers.vit;

import dev.vitrine.learn.nn.Initializer;
import dev.vitrine.learn.nn.Layer;
import dev.vitrine.learn.nn.LayerNorm;
import dev.vitrine.learn.nn.Mlp;
import dev.vitrine.learn.nn.MultiHeadAttention;
import dev.vitrine.tensor.Tensor;

/**
 * Multi-head attention pooling: a learned probe asks, the tokens answer ("Scaling Vision
 * Transformers", arXiv 2106.04560; big_vision's MAPHead).
 *
 * <p>The probe is only the query: it is not added to the answer.
 */
public final class MapHead extends Layer {

    private final int width;
    private final Tensor probe;
    private final MultiHeadAttention attention;
    private final LayerNorm norm;
    private final Mlp mlp;

    public MapHead(int width, int mlpWidth, int heads, Initializer init) {
        this.width = width;
        probe = parameter("probe", init.xavierUniform(1, 1, width));
        attention =
                child("MultiHeadDotProductAttention_0", new MultiHeadAttention(width, heads, init));
        norm = child("LayerNorm_0", new LayerNorm(width, init));
        mlp = child("MlpBlock_0", new Mlp(width, mlpWidth, 0, init));
    }

    /**
     * @param x (B, T, D), already normed
     * @return (B, D)
     */
    public Tensor forward(Tensor x) {
        Tensor z = attention.forward(probeFor(x), x);
        z = z.add(mlp.forward(norm.forward(z)));
        return z.reshape(x.size(0), width);
    }

    /**
     * How much the probe looks at each token.
     *
     * @param x (B, T, D), already normed
     * @return (B, heads, 1, T); the last axis sums to 1
     */
    public Tensor attention(Tensor x) {
        return attention.weights(probeFor(x), x);
    }

    private Tensor probeFor(Tensor x) {
        return probe.broadcastTo(x.size(0), 1, width);
    }
}
