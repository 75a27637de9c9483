package dev.vitrine.papers.vit;

import dev.vitrine.learn.nn.Dropout;
import dev.vitrine.learn.nn.Initializer;
import dev.vitrine.learn.nn.Layer;
import dev.vitrine.learn.nn.LayerNorm;
import dev.vitrine.learn.nn.Mlp;
import dev.vitrine.learn.nn.MultiHeadAttention;
import dev.vitrine.tensor.Scope;
import dev.vitrine.tensor.Tensor;

/** One block of the encoder, with the norms before attention and perceptron: Eq. 2 and 3. */
public final class EncoderBlock extends Layer {

    private final LayerNorm attentionNorm;
    private final MultiHeadAttention attention;
    private final LayerNorm mlpNorm;
    private final Mlp mlp;
    private final Dropout dropout;

    /**
     * @param dropout rate after attention, inside the perceptron and after it; not on the attention
     *     weights
     */
    public EncoderBlock(int width, int mlpWidth, int heads, double dropout, Initializer init) {
        attentionNorm = child("LayerNorm_0", new LayerNorm(width, init));
        attention =
                child("MultiHeadDotProductAttention_0", new MultiHeadAttention(width, heads, init));
        mlpNorm = child("LayerNorm_1", new LayerNorm(width, init));
        mlp = child("MlpBlock_0", new Mlp(width, mlpWidth, dropout, init));
        this.dropout = child("Dropout_0", new Dropout(dropout));
    }

    /**
     * @param x (B, T, D)
     * @return (B, T, D)
     */
    public Tensor forward(Tensor x) {
        return Scope.keepResult(
                () -> {
                    Tensor mixed = attention.forward(attentionNorm.forward(x));
                    Tensor y = x.add(dropout.forward(mixed)); // Eq. 2
                    return y.add(dropout.forward(mlp.forward(mlpNorm.forward(y)))); // Eq. 3
                });
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
