package dev.vitrine.learn.nn;

import dev.vitrine.tensor.AttentionMask;
import dev.vitrine.tensor.Tensor;

/**
 * Multi-head scaled dot-product attention (Vaswani et al., arXiv 1706.03762, section 3.2), as in
 * Flax.
 *
 * <p>Kernels are kept flat as (width, width), where Flax writes (width, heads, head width) for
 * query, key and value and (heads, head width, width) for out; the values stand in the same order.
 */
public final class MultiHeadAttention extends Layer {

    /** Taken from the score of what a token may not look at, before the softmax. */
    private static final double FORBIDDEN = 1e9;

    private final int width;
    private final int heads;
    private final Linear query;
    private final Linear key;
    private final Linear value;
    private final Linear out;

    /**
     * @param width of input and output
     * @param heads a divisor of the width
     * @throws IllegalArgumentException if it is not
     */
    public MultiHeadAttention(int width, int heads, Initializer init) {
        if (heads < 1 || width % heads != 0) {
            throw new IllegalArgumentException(
                    "attention of width %d cannot be divided into %d heads"
                            .formatted(width, heads));
        }
        this.width = width;
        this.heads = heads;
        query = child("query", projection(init));
        key = child("key", projection(init));
        value = child("value", projection(init));
        out = child("out", projection(init));
    }

    private Linear projection(Initializer init) {
        return new Linear(init.xavierUniform(width, width), init.zeros(width));
    }

    /**
     * Self-attention. Queries, keys and values come from one product with the three kernels side by
     * side, so that the device can keep the heads where they are.
     *
     * @param x (B, T, width)
     * @return (B, T, width)
     */
    public Tensor forward(Tensor x) {
        return forward(x, AttentionMask.none());
    }

    /** {@link #forward(Tensor)} where a mask allows it. */
    public Tensor forward(Tensor x, AttentionMask mask) {
        Tensor kernel = Tensor.concat(1, query.kernel(), key.kernel(), value.kernel());
        Tensor bias = Tensor.concat(0, query.bias(), key.bias(), value.bias());
        return out.forward(x.linear(kernel, bias).selfAttention(heads, mask));
    }

    /**
     * Attention from one sequence to another.
     *
     * @param from (B, T, width) the tokens that ask
     * @param to (B, S, width) the tokens that answer
     * @return (B, T, width)
     */
    public Tensor forward(Tensor from, Tensor to) {
        return forward(from, to, AttentionMask.none());
    }

    /** {@link #forward(Tensor, Tensor)} where a mask allows it. */
    public Tensor forward(Tensor from, Tensor to, AttentionMask mask) {
        return forward(from, keyValues(to), mask);
    }

    /**
     * Keys and values of tokens, to be looked at more than once.
     *
     * @param to (B, S, width)
     */
    public KeyValues keyValues(Tensor to) {
        return new KeyValues(split(key.forward(to)), split(value.forward(to)));
    }

    /**
     * Attention to tokens whose keys and values are there already.
     *
     * @param from (B, T, width) the tokens that ask
     * @return (B, T, width)
     */
    public Tensor forward(Tensor from, KeyValues to, AttentionMask mask) {
        Tensor q = split(query.forward(from));
        return out.forward(merge(Tensor.attention(q, to.keys(), to.values(), mask)));
    }

    /**
     * How much each token looks at each other one.
     *
     * @param from (B, T, width)
     * @param to (B, S, width)
     * @return (B, heads, T, S); the last axis sums to 1
     */
    public Tensor weights(Tensor from, Tensor to) {
        return weights(from, to, AttentionMask.none());
    }

    /** {@link #weights(Tensor, Tensor)} where a mask allows it, 0 elsewhere. */
    public Tensor weights(Tensor from, Tensor to, AttentionMask mask) {
        Tensor q = split(query.forward(from));
        Tensor k = split(key.forward(to));
        Tensor scores = q.matmul(k, false, true).mul(1 / Math.sqrt((double) width / heads));
        if (mask.isNone()) {
            return scores.softmax(3);
        }
        mask.requireFit(scores.size(0), heads, scores.size(2), scores.size(3));
        Tensor allowed = Tensor.zeros(scores.dtype(), scores.shape()).to(scores.device());
        mask.write(allowed.view());
        Tensor masked = scores.add(allowed.sub(1).mul(FORBIDDEN)).softmax(3);
        return masked.mul(allowed);
    }

    /** (B, T, width) to (B, heads, T, head width). */
    private Tensor split(Tensor x) {
        return x.reshape(x.size(0), x.size(1), heads, width / heads).permute(0, 2, 1, 3);
    }

    /** (B, heads, T, head width) to (B, T, width). */
    private Tensor merge(Tensor x) {
        return x.permute(0, 2, 1, 3).reshape(x.size(0), x.size(2), width);
    }
}
