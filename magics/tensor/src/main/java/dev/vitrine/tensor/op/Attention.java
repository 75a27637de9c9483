package dev.vitrine.tensor.op;

import dev.vitrine.tensor.AttentionMask;
import dev.vitrine.tensor.Backward;
import dev.vitrine.tensor.Forward;
import dev.vitrine.tensor.Operation;
import dev.vitrine.tensor.Shape;
import dev.vitrine.tensor.View;

/**
 * y = P v with P = softmax(s q kᵀ), s = 1 / sqrt(d) (Vaswani et al., arXiv 1706.03762, equation 1),
 * P being 0 where a mask forbids to look; q (B, H, T, d), k (B, H, Tk, d), v (B, H, Tk, e), y (B,
 * H, T, e).
 *
 * <p>dv = Pᵀ dy; with dP = dy vᵀ and dS = P (dP - rowsum(dP P)): dq = s dS k, dk = s dSᵀ q. P is
 * not kept: it is computed again from the logarithm of each row's sum (Dao et al., arXiv
 * 2205.14135).
 */
public final class Attention implements Operation {

    private final AttentionMask mask;
    private View q;
    private View k;
    private View v;
    private View y;
    private View logSumExp;

    public Attention(AttentionMask mask) {
        this.mask = mask;
    }

    @Override
    public String name() {
        return "attention";
    }

    @Override
    public double flops() {
        return 2.0 * q.length() / q.size(3) * k.size(2) * (q.size(3) + v.size(3));
    }

    @Override
    public View forward(Forward f) {
        q = f.save(f.input(0));
        k = f.save(f.input(1));
        v = f.save(f.input(2));
        check();
        mask.requireFit(q.size(0), q.size(1), q.size(2), k.size(2));
        logSumExp = f.recording() ? f.save(f.allocate(q.size(0), q.size(1), q.size(2))) : null;
        y = f.save(f.allocate(q.size(0), q.size(1), q.size(2), v.size(3)));
        f.kernels().attention(q, k, v, scale(q), mask, y, logSumExp);
        return y;
    }

    @Override
    public void backward(Backward b) {
        b.kernels()
                .attentionBackward(
                        q,
                        k,
                        v,
                        scale(q),
                        mask,
                        y,
                        logSumExp,
                        b.gradient(),
                        b.targetOrNull(0),
                        b.targetOrNull(1),
                        b.targetOrNull(2));
    }

    static double scale(View q) {
        return 1 / Math.sqrt(q.size(-1));
    }

    private void check() {
        boolean fits = q.rank() == 4 && k.rank() == 4 && v.rank() == 4;
        fits = fits && q.size(0) == k.size(0) && q.size(1) == k.size(1) && q.size(3) == k.size(3);
        fits = fits && v.size(0) == k.size(0) && v.size(1) == k.size(1) && v.size(2) == k.size(2);
        if (!fits) {
            throw new IllegalArgumentException(
                    "attention: q "
                            + Shape.text(q.shape())
                            + ", k "
                            + Shape.text(k.shape())
                            + " and v "
                            + Shape.text(v.shape())
                            + " must be (B, heads, T, d), (B, heads, Tk, d) and (B, heads, Tk, e)");
        }
    }
}
