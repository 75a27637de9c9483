package dev.vitrine.papers.transformer;

import dev.vitrine.learn.nn.Initializer;
import dev.vitrine.learn.nn.KeyValues;
import dev.vitrine.learn.nn.Layer;
import dev.vitrine.learn.nn.Mlp;
import dev.vitrine.learn.nn.MultiHeadAttention;
import dev.vitrine.tensor.Activation;
import dev.vitrine.tensor.AttentionMask;
import dev.vitrine.tensor.Tensor;

/**
 * One layer of the decoder: every token looks at those before it, and at the sentence that the
 * encoder read; section 3.1.
 */
final class DecoderLayer extends Layer {

    private final MultiHeadAttention selfAttention;
    private final Residual aroundSelf;
    private final MultiHeadAttention crossAttention;
    private final Residual aroundCross;
    private final Mlp perceptron;
    private final Residual aroundPerceptron;

    DecoderLayer(TransformerConfig config, Initializer init) {
        int width = config.width();
        double dropout = config.dropout();
        selfAttention =
                child("self_attention", new MultiHeadAttention(width, config.heads(), init));
        aroundSelf =
                child(
                        "self_attention_residual",
                        new Residual(width, dropout, config.norms(), init));
        crossAttention =
                child("cross_attention", new MultiHeadAttention(width, config.heads(), init));
        aroundCross =
                child(
                        "cross_attention_residual",
                        new Residual(width, dropout, config.norms(), init));
        perceptron = child("mlp", new Mlp(width, config.hidden(), Activation.RELU, 0, init));
        aroundPerceptron =
                child("mlp_residual", new Residual(width, dropout, config.norms(), init));
    }

    /**
     * @param x (B, T, D) the tokens of the target
     * @param memory (B, S, D) what the encoder made of the source
     * @param words which tokens of the source are no padding
     * @return (B, T, D); a token depends on none behind it
     */
    Tensor forward(Tensor x, Tensor memory, AttentionMask words) {
        x = aroundSelf.around(x, z -> selfAttention.forward(z, AttentionMask.causal()));
        x = aroundCross.around(x, z -> crossAttention.forward(z, memory, words));
        return aroundPerceptron.around(x, perceptron::forward);
    }

    /** Keys and values of the source, which stay the same while a target is written. */
    KeyValues remember(Tensor memory) {
        return crossAttention.keyValues(memory);
    }

    /**
     * What comes of one more token.
     *
     * @param output (B, 1, D)
     * @param seen keys and values of this token and all before it
     */
    record Step(Tensor output, KeyValues seen) {}

    /**
     * One more token, without computing those before it again.
     *
     * @param x (B, 1, D)
     * @param before keys and values of the tokens before it; null for the first
     */
    Step step(Tensor x, KeyValues before, KeyValues memory, AttentionMask words) {
        KeyValues own = selfAttention.keyValues(aroundSelf.input(x));
        KeyValues seen = before == null ? own : before.append(own);
        x = aroundSelf.around(x, z -> selfAttention.forward(z, seen, AttentionMask.none()));
        x = aroundCross.around(x, z -> crossAttention.forward(z, memory, words));
        return new Step(aroundPerceptron.around(x, perceptron::forward), seen);
    }

    /** (B, heads, T, T): how much each token of the target looks at those before it. */
    Tensor selfAttention(Tensor x) {
        Tensor z = aroundSelf.input(x);
        return selfAttention.weights(z, z, AttentionMask.causal());
    }

    /** (B, heads, T, S): how much each token of the target looks at each of the source. */
    Tensor crossAttention(Tensor x, Tensor memory, AttentionMask words) {
        Tensor looked = aroundSelf.around(x, z -> selfAttention.forward(z, AttentionMask.causal()));
        return crossAttention.weights(aroundCross.input(looked), memory, words);
    }
}
