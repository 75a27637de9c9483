package dev.vitrine.tensor.onednn;

import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Parallel;
import dev.vitrine.tensor.Storage;
import dev.vitrine.tensor.Target;
import dev.vitrine.tensor.View;

/**
 * Scaled dot-product attention over strided queries, keys and values. Each thread takes its share
 * of the (batch, head) pairs, a few at a time, so that scores, softmax and the product with the
 * values find each other's results in the cache.
 */
final class Attention {

    /** Bytes of scores per group of pairs. */
    private static final long GROUP = 128 << 10;

    /** Floating-point operations worth another thread. */
    private static final double GRAIN = 1e6;

    private static final int BYTES = DType.FLOAT.bytes();

    private final View q;
    private final View k;
    private final View v;
    private final float scale;
    private final View out;
    private final View probabilities;
    private final long batch;
    private final long heads;
    private final long queries;
    private final long keys;

    private Attention(View q, View k, View v, double scale, View out, View probabilities) {
        this.q = q;
        this.k = k;
        this.v = v;
        this.scale = (float) scale;
        this.out = out;
        this.probabilities = probabilities;
        batch = q.size(0);
        heads = q.size(1);
        queries = q.size(2);
        keys = k.size(2);
    }

    /** See {@link dev.vitrine.tensor.Kernels#attention}. */
    static void forward(View q, View k, View v, double scale, View out, View probabilities) {
        new Attention(q, k, v, scale, out, probabilities).run(Attention::forward);
    }

    /** See {@link dev.vitrine.tensor.Kernels#attentionBackward}. */
    static void backward(
            View q,
            View k,
            View v,
            double scale,
            View out,
            View probabilities,
            View dout,
            Target dq,
            Target dk,
            Target dv) {
        new Attention(q, k, v, scale, out, probabilities)
                .run((attention, group) -> attention.backward(group, dout, dq, dk, dv));
    }

    /**
     * Neighbouring pairs that are computed together: all heads of some batch entries, or some heads
     * of one.
     *
     * @param entry first batch entry
     * @param head first head; 0 if there are several entries
     */
    private record Group(
            ThreadContext context, long entry, long entries, long head, long headCount) {

        long[] batch() {
            return new long[] {entries, headCount};
        }

        /** Address of the group's first element of a (B, heads, …) view. */
        long address(View view) {
            return view.address() + BYTES * (entry * view.stride(0) + head * view.stride(1));
        }
    }

    private interface Step {
        void run(Attention attention, Group group);
    }

    private void run(Step step) {
        long pairs = batch * heads;
        double flops = 2.0 * queries * keys * (q.size(3) + v.size(3));
        long grain = (long) Math.max(1, GRAIN / Math.max(1, flops));
        long perGroup = Math.max(1, GROUP / (BYTES * Math.max(1, queries * keys)));
        Parallel.loop(
                pairs,
                grain,
                (from, to) -> {
                    ThreadContext context = ThreadContext.current();
                    for (long pair = from; pair < to; ) {
                        long entry = pair / heads;
                        long head = pair % heads;
                        long most = Math.min(perGroup, to - pair);
                        boolean whole = head == 0 && most >= heads;
                        long entries = whole ? most / heads : 1;
                        long headCount = whole ? heads : Math.min(most, heads - head);
                        step.run(this, new Group(context, entry, entries, head, headCount));
                        pair += entries * headCount;
                    }
                });
    }

    private void forward(Group group) {
        long rows = group.entries() * group.headCount() * queries;
        long scores =
                probabilities != null
                        ? group.address(probabilities)
                        : group.context().intermediate().floats(rows * keys).pointer().address();
        long[] scoreStrides = {group.headCount() * queries * keys, queries * keys, keys, 1};
        product(group, queries, keys, q.size(3), q.strides(), flip(k), scoreStrides, scale, false)
                .at(0, group.address(q))
                .at(1, group.address(k))
                .at(2, scores)
                .execute(group.context());
        Softmax.rows(group.context(), rows, keys, false, scores, scores);
        product(group, queries, v.size(3), keys, scoreStrides, v.strides(), out.strides(), 1, false)
                .at(0, scores)
                .at(1, group.address(v))
                .at(2, group.address(out))
                .execute(group.context());
    }

    /**
     * With P the probabilities: dV = Pᵀ dO, dP = dO Vᵀ, dS = P (dP - rowsum(P dP)) scale, dQ = dS
     * K, dK = dSᵀ Q.
     */
    private void backward(Group group, View dout, Target dq, Target dk, Target dv) {
        ThreadContext context = group.context();
        long rows = group.entries() * group.headCount() * queries;
        long[] scores = {group.headCount() * queries * keys, queries * keys, keys, 1};
        long[] flipped = {scores[0], scores[1], 1, keys};
        long p = group.address(probabilities);
        if (dv != null) {
            product(
                            group,
                            keys,
                            v.size(3),
                            queries,
                            flipped,
                            dout.strides(),
                            dv.view().strides(),
                            1,
                            dv.accumulate())
                    .at(0, p)
                    .at(1, group.address(dout))
                    .at(2, group.address(dv.view()))
                    .execute(context);
        }
        if (dq == null && dk == null) {
            return;
        }
        Storage gradients = context.intermediate().floats(rows * keys);
        long ds = gradients.pointer().address();
        product(group, queries, keys, v.size(3), dout.strides(), flip(v), scores, 1, false)
                .at(0, group.address(dout))
                .at(1, group.address(v))
                .at(2, ds)
                .execute(context);
        long first = (group.entry() * heads + group.head()) * queries * keys;
        Softmax.backwardRows(
                probabilities.storage(),
                probabilities.offset() + first,
                gradients,
                0,
                gradients,
                0,
                rows,
                Math.toIntExact(keys),
                scale,
                false);
        if (dq != null) {
            product(
                            group,
                            queries,
                            q.size(3),
                            keys,
                            scores,
                            k.strides(),
                            dq.view().strides(),
                            1,
                            dq.accumulate())
                    .at(0, ds)
                    .at(1, group.address(k))
                    .at(2, group.address(dq.view()))
                    .execute(context);
        }
        if (dk != null) {
            product(
                            group,
                            keys,
                            q.size(3),
                            queries,
                            flipped,
                            q.strides(),
                            dk.view().strides(),
                            1,
                            dk.accumulate())
                    .at(0, ds)
                    .at(1, group.address(q))
                    .at(2, group.address(dk.view()))
                    .execute(context);
        }
    }

    private static Primitive product(
            Group group,
            long m,
            long n,
            long inner,
            long[] a,
            long[] b,
            long[] c,
            float scale,
            boolean accumulate) {
        return MatmulPrimitive.get(
                group.context(), group.batch(), m, n, inner, a, b, c, false, scale, accumulate);
    }

    /** Strides with the last two axes exchanged. */
    private static long[] flip(View view) {
        long[] strides = view.strides();
        return new long[] {strides[0], strides[1], strides[3], strides[2]};
    }
}
