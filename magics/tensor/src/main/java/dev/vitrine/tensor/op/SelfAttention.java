package dev.vitrine.tensor.op;

import dev.vitrine.tensor.AttentionMask;
import dev.vitrine.tensor.Backward;
import dev.vitrine.tensor.Forward;
import dev.vitrine.tensor.Operation;
import dev.vitrine.tensor.Shape;
import dev.vitrine.tensor.Target;
import dev.vitrine.tensor.View;

/**
 * {@link Attention} of a sequence to itself on a packed projection x (B, T, 3 D) = [q | k | v],
 * each with its heads side by side; y (B, T, D). The kernels read q, k and v, and write y, through
 * strides, so nothing is permuted.
 */
public final class SelfAttention implements Operation {

    private final int heads;
    private final AttentionMask mask;
    private View x;
    private View y;
    private View logSumExp;

    public SelfAttention(int heads, AttentionMask mask) {
        this.heads = heads;
        this.mask = mask;
    }

    @Override
    public String name() {
        return "selfAttention";
    }

    @Override
    public double flops() {
        return 4.0 * y.length() * x.size(1);
    }

    @Override
    public View forward(Forward f) {
        x = f.save(f.input(0));
        if (x.rank() != 3 || heads < 1 || x.size(2) % (3L * heads) != 0) {
            throw new IllegalArgumentException(
                    "selfAttention: "
                            + Shape.text(x.shape())
                            + " must be (B, T, 3 D) with D a multiple of "
                            + heads
                            + " heads");
        }
        long batch = x.size(0);
        long tokens = x.size(1);
        mask.requireFit(batch, heads, tokens, tokens);
        logSumExp = f.recording() ? f.save(f.allocate(batch, heads, tokens)) : null;
        y = f.save(f.allocate(batch, tokens, x.size(2) / 3));
        f.kernels()
                .attention(part(x, 0), part(x, 1), part(x, 2), scale(), mask, split(y), logSumExp);
        return y;
    }

    @Override
    public void backward(Backward b) {
        Target dx = b.target(0);
        b.kernels()
                .attentionBackward(
                        part(x, 0),
                        part(x, 1),
                        part(x, 2),
                        scale(),
                        mask,
                        split(y),
                        logSumExp,
                        split(b.gradient()),
                        part(dx, 0),
                        part(dx, 1),
                        part(dx, 2));
    }

    private double scale() {
        return Attention.scale(part(x, 0));
    }

    private Target part(Target packed, int which) {
        return new Target(part(packed.view(), which), packed.accumulate());
    }

    /** Queries, keys or values of all heads: (B, heads, T, d). */
    private View part(View packed, int which) {
        long width = packed.size(2) / 3;
        return split(packed.slice(2, which * width, (which + 1) * width));
    }

    private View split(View sideBySide) {
        return sideBySide.split(2, heads).permute(0, 2, 1, 3);
    }
}
