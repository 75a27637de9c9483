package dev.vitrine.papers.gan;

import dev.vitrine.learn.nn.Initializer;
import dev.vitrine.learn.nn.Layer;
import dev.vitrine.learn.nn.Linear;
import dev.vitrine.tensor.Tensor;

/**
 * h_j = max over k of (W_jk x + b_jk): each unit is the largest of some linear pieces, a convex
 * function that is learned (Goodfellow et al., "Maxout Networks", arXiv 1302.4389).
 */
public final class Maxout extends Layer {

    private final int units;
    private final int pieces;
    private final Linear linear;

    /**
     * @param units how many there are
     * @param pieces of each, at least 2
     * @param bound kernels start uniform in ±bound, biases at 0
     */
    public Maxout(int in, int units, int pieces, double bound, Initializer init) {
        if (pieces < 2) {
            throw new IllegalArgumentException(
                    "maxout of %d pieces: at least 2 expected".formatted(pieces));
        }
        this.units = units;
        this.pieces = pieces;
        long width = (long) units * pieces;
        linear = child("linear", new Linear(init.uniform(bound, in, width), init.zeros(width)));
    }

    /**
     * @param x (B, in)
     * @return (B, units)
     */
    public Tensor forward(Tensor x) {
        return linear.forward(x).reshape(x.size(0), units, pieces).max(2);
    }
}
