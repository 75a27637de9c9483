package dev.vitrine.papers.vit;

import dev.vitrine.learn.nn.Dropout;
import dev.vitrine.learn.nn.Initializer;
import dev.vitrine.learn.nn.Layer;
import dev.vitrine.learn.nn.LayerNorm;
import dev.vitrine.learn.nn.Mlp;
import dev.vitrine.learn.nn.MultiHeadAttention;
import dev.vitrine.learn.nn.StochasticDepth;
import dev.vitrine.tensor.Scope;
import dev.vitrine.tensor.Tensor;

/** One block of the encoder, with the norms before attention and perceptron: Eq. 2 and 3. */
public final class EncoderBlock extends Layer {

    private final LayerNorm attentionNorm;
    private final MultiHeadAttention attention;
    private final LayerNorm mlpNorm;
    private final Mlp mlp;
    private final Dropout dropout;
    private final StochasticDepth depth;

    /** A block whose halves are never dropped. */
    public EncoderBlock(int width, int mlpWidth, int heads, double dropout, Initializer init) {
        this(width, mlpWidth, heads, dropout, 0, init);
    }

    /**
     * @param dropout rate after attention, inside the perceptron and after it; not on the attention
     *     weights
     * @param dropped probability with which training leaves out attention, and the perceptron, for
     *     an image; see {@link StochasticDepth}
     */
    public EncoderBlock(
            int width, int mlpWidth, int heads, double dropout, double dropped, Initializer init) {
        attentionNorm = child("LayerNorm_0", new LayerNorm(width, init));
        attention =
                child("MultiHeadDotProductAttention_0", new MultiHeadAttention(width, heads, init));
        mlpNorm = child("LayerNorm_1", new LayerNorm(width, init));
        mlp = child("MlpBlock_0", new Mlp(width, mlpWidth, dropout, init));
        this.dropout = child("Dropout_0", new Dropout(dropout));
        depth = child("StochasticDepth_0", new StochasticDepth(dropped));
    }

    /**
     * @param x (B, T, D)
     * @return (B, T, D)
     */
    public Tensor forward(Tensor x) {
        return Scope.keepResult(
                () -> {
                    Tensor mixed = attention.forward(attentionNorm.forward(x));
                    Tensor y = x.add(branch(mixed)); // Eq. 2
                    return y.add(branch(mlp.forward(mlpNorm.forward(y)))); // Eq. 3
                });
    }

    private Tensor branch(Tensor made) {
        return depth.forward(dropout.forward(made));
    }

    /**
     * The attention weights that {@link #forward} uses.
     *
     * @param x (B, T, D)
     * @return (B, heads, T, T); row = the token that looks, column = the token looked at; rows sum
     *     to 1
     */
    public Tensor attention(Tensor x) {
        Tensor normed = attentionNorm.forward(x);
        return attention.weights(normed, normed);
    }
}
