package dev.vitrine.tensor;

/**
 * The primitives of a device. A small closed set: everything that {@code dev.vitrine.tensor.op}
 * computes is made of these, forward and backward.
 *
 * <p>Rules for all of them:
 *
 * <ul>
 *   <li>Outputs are preallocated and of the right shape; the operations have checked shapes, so
 *       kernels need not.
 *   <li>All views of a call have one type, FLOAT or DOUBLE, unless {@link #copy} says otherwise.
 *   <li>Views may be strided where the parameter says "any strides"; else they are contiguous.
 *   <li>An output is a different piece of memory from the inputs, or exactly the same view as an
 *       input where the primitive says "in place".
 *   <li>{@code accumulate} means: add to the output instead of replacing it. The output's old
 *       contents are undefined where it is false.
 *   <li>Results are the same to the last bit for the same inputs and thread count.
 *   <li>A call returns when its result can be read (a device with a queue of its own may return
 *       earlier, and then makes the result visible through {@link Storage.Coherence}).
 * </ul>
 */
public interface Kernels {

    /** Memory that this device can compute on. */
    default Storage allocate(DType dtype, long length) {
        return Storage.allocate(dtype, length);
    }

    /**
     * Runs calls of these primitives that belong to some rows of a batch and to no others: all rows
     * at once, or parts of them on several threads, each of which then runs its calls by itself.
     *
     * @param flops floating-point operations of a row
     */
    default void independently(long rows, double flops, Parallel.Body body) {
        body.run(0, rows);
    }

    /** Sets every element. {@code out}: any strides. */
    void fill(View out, double value);

    /**
     * Copies elementwise; this is also permute, slice, concat and broadcast, by strides.
     *
     * @param x any strides, same shape as {@code out}; may have the other type, which converts
     * @param out any strides without zeros
     */
    void copy(View x, View out, boolean accumulate);

    /** out = scale x + shift. In place. Contiguous, same shape. */
    void affine(View x, double scale, double shift, View out, boolean accumulate);

    /** out = x^exponent as {@link Math#pow} defines it. In place. Contiguous, same shape. */
    void power(View x, double exponent, View out);

    /** out = f(x). In place. Contiguous, same shape. */
    void unary(Unary function, View x, View out);

    /**
     * dx (+)= dy f'(x).
     *
     * @param x argument of the forward call; null where {@link Unary#derivativeFromValue}
     * @param y value of the forward call; null where x is not
     * @param dx in place with dy where accumulate is false
     */
    void unaryBackward(Unary function, View x, View y, View dy, View dx, boolean accumulate);

    /**
     * out (+)= a op b.
     *
     * @param a any strides, the shape of {@code out} (a broadcast axis has stride 0)
     * @param b like {@code a}
     * @param out any strides without zeros; in place with a or b of the same strides
     */
    void binary(Binary function, View a, View b, View out, boolean accumulate);

    /**
     * out (+)= a where the condition is not 0, else b; what is not chosen does not matter, NaN
     * included.
     *
     * @param condition any strides, the shape of {@code out}; likewise a and b
     * @param out contiguous
     */
    void select(View condition, View a, View b, View out, boolean accumulate);

    /**
     * out[:, i] (+)= sum of x[:, j] over j up to and with i, or in reverse from i on.
     *
     * @param x (outer, n, inner)
     * @param out (outer, n, inner)
     */
    void cumulativeSum(View x, boolean reverse, View out, boolean accumulate);

    /**
     * Reduces the axes along which {@code out} has size 1 and {@code x} has not.
     *
     * @param x contiguous
     * @param out contiguous, same rank as {@code x}
     */
    void reduce(Reduction reduction, View x, View out, boolean accumulate);

    /**
     * Gradient of {@code reduce(MAX)}: each maximum gets its part of dy, shared equally between
     * equal maxima.
     *
     * @param x argument of the forward call, (…)
     * @param y value of the forward call, same rank, 1 along reduced axes
     * @param dy shape of y
     * @param dx shape of x
     */
    void maxBackward(View x, View y, View dy, View dx, boolean accumulate);

    /**
     * Index of the first largest element of each row.
     *
     * @param x (rows, n)
     * @param result one index per row
     */
    void argmax(View x, int[] result);

    /**
     * The order of the elements of each row, on the host. Equal elements stay in their order, -0
     * comes before 0, and NaN counts as the largest.
     *
     * @param x (rows, n)
     * @param order gets the indices of the first {@code order.length / rows} elements of each row
     */
    default void sort(View x, boolean descending, int[] order) {
        RowOrder.sort(x, descending, order);
    }

    /**
     * out (+)= activation(op(a) op(b) + bias), in batches.
     *
     * @param a (…, m, k), or (…, k, m) if transposeA; any strides whose last two axes have one
     *     stride of 1; leading axes are those of {@code out} (a broadcast axis has stride 0)
     * @param b (…, k, n), or (…, n, k) if transposeB; like {@code a}
     * @param bias (n,) or null
     * @param preActivation null, or where the value before the activation goes; shape of {@code
     *     out}, contiguous
     * @param out (…, m, n), last axis of stride 1; only NONE goes with accumulate
     */
    void matmul(
            View a,
            boolean transposeA,
            View b,
            boolean transposeB,
            View bias,
            Activation activation,
            View preActivation,
            View out,
            boolean accumulate);

    /**
     * Through the activation and the bias of a linear layer in one pass: dpre = dy
     * activation'(pre), and dbias (+)= the column sums of dpre.
     *
     * @param x (rows, n), the value before the activation; null where {@link
     *     Unary#derivativeFromValue}, or if the activation is NONE
     * @param y (rows, n), the value after it; null where x is not, or if the activation is NONE
     * @param dy (rows, n)
     * @param dpre (rows, n); in place with dy; null if the activation is NONE
     * @param dbias (n,) or null
     */
    default void activationBackward(
            Activation activation, View x, View y, View dy, View dpre, Target dbias) {
        View through = dy;
        if (activation != Activation.NONE) {
            unaryBackward(activation.function(), x, y, dy, dpre, false);
            through = dpre;
        }
        if (dbias != null) {
            reduce(Reduction.SUM, through, dbias.view().padRank(2), dbias.accumulate());
        }
    }

    /** Softmax of each row, or its logarithm. {@code x} and {@code out}: (rows, n). In place. */
    void softmax(View x, View out, boolean logarithm);

    /** dx (+)= gradient of {@link #softmax}, from its value y. All (rows, n). */
    void softmaxBackward(View y, View dy, View dx, boolean logarithm, boolean accumulate);

    /**
     * Layer normalisation (Ba et al., arXiv 1607.06450): out = (x - mean) / sqrt(variance + eps)
     * scale + bias, over each row, with the biased variance.
     *
     * @param x (rows, n)
     * @param scale (n,) or null
     * @param bias (n,) or null
     * @param out (rows, n)
     * @param mean (rows,) gets the means
     * @param rstd (rows,) gets 1 / sqrt(variance + eps)
     */
    void layerNorm(View x, View scale, View bias, double eps, View out, View mean, View rstd);

    /**
     * Gradients of {@link #layerNorm}.
     *
     * @param scale as in the forward call
     * @param dx (rows, n) or null
     * @param dscale (n,) or null
     * @param dbias (n,) or null
     */
    void layerNormBackward(
            View x,
            View scale,
            View mean,
            View rstd,
            View dy,
            Target dx,
            Target dscale,
            Target dbias);

    /**
     * Group normalisation: like {@link #layerNorm}, over all places and the channels of a group.
     * With one example and as many groups as channels it is batch normalisation.
     *
     * @param x (examples, places, channels)
     * @param scale (channels,) or null
     * @param bias (channels,) or null
     * @param out shape of x
     * @param mean (examples, groups) gets the means
     * @param rstd (examples, groups) gets 1 / sqrt(variance + eps)
     */
    void groupNorm(View x, View scale, View bias, double eps, View out, View mean, View rstd);

    /**
     * Gradients of {@link #groupNorm}.
     *
     * @param scale as in the forward call
     * @param dx shape of x, or null
     * @param dscale (channels,) or null
     * @param dbias (channels,) or null
     */
    void groupNormBackward(
            View x,
            View scale,
            View mean,
            View rstd,
            View dy,
            Target dx,
            Target dscale,
            Target dbias);

    /**
     * Scaled dot-product attention (Vaswani et al., arXiv 1706.03762, equation 1): out =
     * softmax(scale q k^T) v, with the softmax over the keys that a mask shows; zeros where it
     * shows none.
     *
     * @param q (B, heads, Tq, d), any strides whose last one is 1
     * @param k (B, heads, Tk, d), like q
     * @param v (B, heads, Tk, dv), like q
     * @param out (B, heads, Tq, dv), like q
     * @param logSumExp (B, heads, Tq) contiguous, gets the logarithm of the sum of each row's
     *     exponentials, from which the backward call computes the softmax again; undefined for rows
     *     that see no key; null where no backward call will follow
     */
    void attention(
            View q, View k, View v, double scale, AttentionMask mask, View out, View logSumExp);

    /**
     * Gradients of {@link #attention}.
     *
     * @param out value of the forward call
     * @param dout gradient of out, strides like out's or contiguous
     * @param dq gradient of q or null; any strides whose last one is 1; likewise dk and dv
     */
    void attentionBackward(
            View q,
            View k,
            View v,
            double scale,
            AttentionMask mask,
            View out,
            View logSumExp,
            View dout,
            Target dq,
            Target dk,
            Target dv);

    /**
     * Convolution of images with channels last: out[b, i, j, o] (+)= bias[o] + the sum over the
     * window and the group's channels of x[b, row, column, c] weight[m, n, c, o].
     *
     * @param x (B, H, W, C)
     * @param weight (height, width, C / groups, O); the groups follow from it
     * @param bias (O,) or null
     * @param out (B, window.outHeight(H), window.outWidth(W), O)
     */
    void convolution(View x, View weight, View bias, Window window, Target out);

    /**
     * Gradient of {@link #convolution} with respect to x.
     *
     * @param dy gradient of the result
     * @param dx (B, H, W, C)
     */
    void convolutionBackwardData(View dy, View weight, Window window, Target dx);

    /**
     * Gradient of {@link #convolution} with respect to the weight.
     *
     * @param dy gradient of the result
     * @param dweight (height, width, C / groups, O)
     */
    void convolutionBackwardWeight(View x, View dy, Window window, Target dweight);

    /**
     * One step of a long short-term memory: c' = f c + i g, h' = o tanh(c'). Rows are contiguous
     * and lie any distance apart.
     *
     * @param z (B, 4 H), the input gate i, the forget gate f, the candidate g and the output gate o
     *     before their functions, side by side; after them when done
     * @param cell c, (B, H)
     * @param next gets c'
     * @param squashed gets tanh(c')
     * @param hidden gets h'
     */
    default void lstmCell(View z, View cell, View next, View squashed, View hidden) {
        Storage storage = allocate(cell.dtype(), z.length() + cell.length());
        try {
            View gates = View.of(storage, 0, z.shape());
            View work = View.of(storage, z.length(), cell.shape());
            copy(z, gates, false);
            copy(gate(z, 2), work, false);
            unary(Unary.TANH, work, work);
            unary(Unary.SIGMOID, gates, gates);
            copy(work, gate(gates, 2), false);
            copy(gates, z, false);
            binary(Binary.MULTIPLY, gate(gates, 1), cell, next, false);
            binary(Binary.MULTIPLY, gate(gates, 0), gate(gates, 2), next, true);
            copy(next, work, false);
            unary(Unary.TANH, work, work);
            copy(work, squashed, false);
            binary(Binary.MULTIPLY, gate(gates, 3), work, hidden, false);
        } finally {
            storage.release();
        }
    }

    /**
     * Gradients of {@link #lstmCell}. Rows are contiguous; those of gates, cell and dz lie any
     * distance apart, the others are contiguous as a whole.
     *
     * @param gates what became of z
     * @param cell as in the forward call
     * @param squashed as in the forward call
     * @param dh gradient of h'
     * @param dc gradient of c' without its part through h'; gets the gradient of c
     * @param dz gets the gradient of z; may be {@code gates}
     */
    default void lstmCellBackward(View gates, View cell, View squashed, View dh, View dc, View dz) {
        long n = cell.length();
        Storage storage = allocate(cell.dtype(), 10 * n);
        try {
            View work = View.of(storage, 0, cell.shape());
            View candidate = View.of(storage, n, cell.shape());
            View sigmoids = View.of(storage, 2 * n, gates.shape());
            View through = View.of(storage, 6 * n, gates.shape());
            copy(gates, sigmoids, false);
            binary(Binary.MULTIPLY, dh, gate(sigmoids, 3), work, false);
            unaryBackward(Unary.TANH, null, squashed, work, dc, true);
            binary(Binary.MULTIPLY, dc, gate(sigmoids, 2), gate(through, 0), false);
            binary(Binary.MULTIPLY, dc, cell, gate(through, 1), false);
            fill(gate(through, 2), 0);
            binary(Binary.MULTIPLY, dh, squashed, gate(through, 3), false);
            unaryBackward(Unary.SIGMOID, null, sigmoids, through, through, false);
            copy(through, dz, false);
            binary(Binary.MULTIPLY, dc, gate(sigmoids, 0), work, false);
            copy(gate(sigmoids, 2), candidate, false);
            unaryBackward(Unary.TANH, null, candidate, work, work, false);
            copy(work, gate(dz, 2), false);
            binary(Binary.MULTIPLY, dc, gate(sigmoids, 1), dc, false);
        } finally {
            storage.release();
        }
    }

    private static View gate(View z, int which) {
        long width = z.size(1) / 4;
        return z.slice(1, which * width, (which + 1) * width);
    }

    /**
     * Largest element of each window; padding is minus infinity.
     *
     * @param x (B, H, W, C)
     * @param out (B, window.outHeight(H), window.outWidth(W), C)
     */
    void maxPool(View x, Window window, View out);

    /**
     * Gradient of {@link #maxPool}: dy goes to the first largest element of each window.
     *
     * @param y value of the forward call
     */
    void maxPoolBackward(View x, View y, View dy, Window window, Target dx);

    /** Like {@link #maxPool}, of the mean; padding counts as zeros. */
    void averagePool(View x, Window window, View out);

    /** Gradient of {@link #averagePool}: each element of a window gets its share of dy. */
    void averagePoolBackward(View dy, Window window, Target dx);

    /** out[i] = x[rows[i]]. {@code x}: (R, n); {@code out}: (rows.length, n). */
    void gatherRows(View x, int[] rows, View out);

    /**
     * dx[rows[i]] += dy[i], in the order of i. {@code dy}: (rows.length, n); {@code dx}: (R, n).
     */
    void scatterAddRows(View dy, int[] rows, View dx);

    /**
     * Drops elements: out[i] (+)= x[i] / (1 - probability) where the uniform number i of {@code
     * stream} is at least {@code probability}, else 0. Linear in x, so the same call with dy gives
     * the gradient and no mask is kept.
     *
     * @param stream position of the first uniform number, see {@link Philox#uniform(Philox.State,
     *     long, float[], int, int)}
     */
    void dropout(View x, double probability, Philox.State stream, View out, boolean accumulate);

    /**
     * Softmax cross-entropy with target probabilities t, mean over rows: loss = -sum(t log
     * softmax(z)) / rows.
     *
     * @param logits z, (rows, classes)
     * @param targets t, (rows, classes); rows need not sum to 1
     * @param loss one element
     * @param dlogits gets d loss / d logits; null where no backward call will follow
     */
    void softmaxCrossEntropy(View logits, View targets, View loss, View dlogits);

    /**
     * Sigmoid cross-entropy, summed over classes, mean over rows: loss = sum(softplus(z) - t z) /
     * rows.
     *
     * @param logits z, (rows, classes)
     * @param targets t, (rows, classes)
     * @param loss one element
     * @param dlogits gets d loss / d logits; null where no backward call will follow
     */
    void sigmoidCrossEntropy(View logits, View targets, View loss, View dlogits);

    /**
     * One step of AdamW with decoupled decay (Loshchilov and Hutter, arXiv 1711.05101), in place:
     *
     * <pre>m = beta1 m + (1 - beta1) g;  v = beta2 v + (1 - beta2) g^2
     * p = p - lr (m / (1 - beta1^step)) / (sqrt(v / (1 - beta2^step)) + eps) - decay p</pre>
     *
     * @param decay absolute: not multiplied by the learning rate here
     * @param step counts from 1
     */
    void adamw(
            View parameter,
            View gradient,
            View m,
            View v,
            double learningRate,
            double beta1,
            double beta2,
            double eps,
            double decay,
            long step);

    /**
     * One step of SGD with heavy-ball momentum, in place: v = momentum v + g; p = p - lr v - decay
     * p, or with Nesterov's look-ahead p = p - lr (g + momentum v) - decay p.
     *
     * @param velocity null if momentum is 0
     */
    void sgd(
            View parameter,
            View gradient,
            View velocity,
            double learningRate,
            double momentum,
            boolean nesterov,
            double decay);

    /**
     * One step of Lion (Chen et al., arXiv 2302.06675, algorithm 2), in place: p = p - lr
     * sign(beta1 m + (1 - beta1) g) - decay p, then m = beta2 m + (1 - beta2) g. The sign of 0 is
     * 0.
     */
    void lion(
            View parameter,
            View gradient,
            View m,
            double learningRate,
            double beta1,
            double beta2,
            double decay);
}
