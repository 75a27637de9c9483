package dev.vitrine.papers.transformer;

import dev.vitrine.learn.nn.Initializer;
import dev.vitrine.learn.nn.Layer;
import dev.vitrine.learn.nn.Mlp;
import dev.vitrine.learn.nn.MultiHeadAttention;
import dev.vitrine.tensor.Activation;
import dev.vitrine.tensor.AttentionMask;
import dev.vitrine.tensor.Tensor;

/** One layer of the encoder: every token looks at all of its sentence; section 3.1. */
final class EncoderLayer extends Layer {

    private final MultiHeadAttention attention;
    private final Residual aroundAttention;
    private final Mlp perceptron;
    private final Residual aroundPerceptron;

    EncoderLayer(TransformerConfig config, Initializer init) {
        int width = config.width();
        attention = child("attention", new MultiHeadAttention(width, config.heads(), init));
        aroundAttention =
                child(
                        "attention_residual",
                        new Residual(width, config.dropout(), config.norms(), init));
        perceptron =
                child("mlp", new Mlp(width, config.hidden(), Activation.RELU, 0, init)); // Eq. 2
        aroundPerceptron =
                child("mlp_residual", new Residual(width, config.dropout(), config.norms(), init));
    }

    /**
     * @param x (B, S, D)
     * @param words which tokens are no padding
     * @return (B, S, D)
     */
    Tensor forward(Tensor x, AttentionMask words) {
        x = aroundAttention.around(x, z -> attention.forward(z, words));
        return aroundPerceptron.around(x, perceptron::forward);
    }

    /** (B, heads, S, S): how much each token looks at each other one. */
    Tensor attention(Tensor x, AttentionMask words) {
        Tensor z = aroundAttention.input(x);
        return attention.weights(z, z, words);
    }
}
