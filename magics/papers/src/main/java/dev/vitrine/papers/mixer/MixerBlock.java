package dev.vitrine.papers.mixer;

import dev.vitrine.learn.nn.Initializer;
import dev.vitrine.learn.nn.Layer;
import dev.vitrine.learn.nn.LayerNorm;
import dev.vitrine.learn.nn.Linear;
import dev.vitrine.learn.nn.Mlp;
import dev.vitrine.learn.nn.StochasticDepth;
import dev.vitrine.tensor.Scope;
import dev.vitrine.tensor.Tensor;

/** One Mixer layer: a perceptron across tokens, then one across channels (Eq. 1). */
public final class MixerBlock extends Layer {

    private final LayerNorm tokenNorm;
    private final Mlp tokenMixing;
    private final LayerNorm channelNorm;
    private final Mlp channelMixing;
    private final StochasticDepth tokenDepth;
    private final StochasticDepth channelDepth;

    /**
     * @param tokens S
     * @param dropped probability with which training drops each of the two halves
     */
    public MixerBlock(int tokens, MixerSize size, double dropped, Initializer init) {
        int width = size.width();
        tokenNorm = child("LayerNorm_0", new LayerNorm(width, init));
        tokenMixing = child("token_mixing", mlp(tokens, size.tokenMlp(), init));
        channelNorm = child("LayerNorm_1", new LayerNorm(width, init));
        channelMixing = child("channel_mixing", mlp(width, size.channelMlp(), init));
        tokenDepth = child("StochasticDepth_0", new StochasticDepth(dropped));
        channelDepth = child("StochasticDepth_1", new StochasticDepth(dropped));
    }

    /** Flax's default initial values, unlike the transformers'. */
    private static Mlp mlp(int width, int hidden, Initializer init) {
        return new Mlp(new Linear(width, hidden, init), new Linear(hidden, width, init), 0);
    }

    /**
     * @param x (B, S, C)
     * @return (B, S, C)
     */
    public Tensor forward(Tensor x) {
        return Scope.keepResult(
                () -> {
                    Tensor across = mixTokens(tokenNorm.forward(x));
                    Tensor y = x.add(tokenDepth.forward(across)); // Eq. 1, left
                    Tensor within = channelMixing.forward(channelNorm.forward(y));
                    return y.add(channelDepth.forward(within)); // Eq. 1, right
                });
    }

    /** The same perceptron on each channel, from the tokens to the tokens: (B, S, C) as well. */
    Tensor mixTokens(Tensor normed) {
        return tokenMixing.forward(normed.transpose()).transpose();
    }
}
