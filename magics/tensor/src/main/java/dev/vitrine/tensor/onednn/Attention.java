package dev.vitrine.tensor.onednn;

import dev.vitrine.tensor.AttentionMask;
import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Parallel;
import dev.vitrine.tensor.Storage;
import dev.vitrine.tensor.Target;
import dev.vitrine.tensor.View;

/**
 * Scaled dot-product attention over strided queries, keys and values. Each thread takes its share
 * of the (batch, head) pairs, so many at a time, or so many of one pair's queries, that scores,
 * softmax and the product with the values find each other's results in the cache. Nothing of the
 * size queries by keys outlives such a group; the way back computes the softmax again.
 */
final class Attention {

    /** Bytes of scores per group of pairs. */
    private static final long GROUP = 128 << 10;

    /** Bytes of scores up to which the queries of a pair stay together. */
    private static final long LARGEST = 512 << 10;

    /** Queries that stay together where a mask may spare them keys. */
    private static final long MASKED = 64;

    /** Keys that a mask leaves are rounded up to a multiple, so that few primitives serve all. */
    private static final long KEYS = 64;

    /** Floating-point operations worth another thread. */
    private static final double GRAIN = 1e6;

    private static final int BYTES = DType.FLOAT.bytes();

    private final View q;
    private final View k;
    private final View v;
    private final float scale;
    private final AttentionMask mask;
    private final AttentionRows softmax;
    private final View out;
    private final long batch;
    private final long heads;
    private final long queries;
    private final long keys;

    private Attention(
            View q, View k, View v, double scale, AttentionMask mask, View out, View logSumExp) {
        this.q = q;
        this.k = k;
        this.v = v;
        this.scale = (float) scale;
        this.mask = mask;
        this.out = out;
        batch = q.size(0);
        heads = q.size(1);
        queries = q.size(2);
        keys = k.size(2);
        softmax = new AttentionRows(mask, logSumExp, batch, heads, queries, keys);
    }

    /** See {@link dev.vitrine.tensor.Kernels#attention}. */
    static void forward(
            View q, View k, View v, double scale, AttentionMask mask, View out, View logSumExp) {
        new Attention(q, k, v, scale, mask, out, logSumExp).run(Attention::forward);
    }

    /** See {@link dev.vitrine.tensor.Kernels#attentionBackward}. */
    static void backward(
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
            Target dv) {
        new Attention(q, k, v, scale, mask, out, logSumExp)
                .run((attention, group) -> attention.backward(group, dout, dq, dk, dv));
    }

    /**
     * Neighbouring pairs that are computed together: all heads of some batch entries, or some heads
     * of one; or some queries of one pair.
     *
     * @param entry first batch entry
     * @param head first head; 0 if there are several entries
     * @param row first query
     * @param rows queries of each pair
     * @param columns keys that any of them sees, and a few more
     */
    record Group(
            ThreadContext context,
            long entry,
            long entries,
            long head,
            long headCount,
            long row,
            long rows,
            long columns) {

        long[] batch() {
            return new long[] {entries, headCount};
        }

        long pairs() {
            return entries * headCount;
        }

        long scores() {
            return pairs() * rows * columns;
        }

        /** Address of the group's first element of a (B, heads, …) view, whatever the query. */
        long address(View view) {
            return view.address() + BYTES * (entry * view.stride(0) + head * view.stride(1));
        }

        /** Address of the group's first query in a (B, heads, T, …) view. */
        long rowAddress(View view) {
            return address(view) + BYTES * row * view.stride(2);
        }
    }

    private interface Step {
        void run(Attention attention, Group group);
    }

    private void run(Step step) {
        long pairs = batch * heads;
        double flops = 2.0 * queries * keys * (q.size(3) + v.size(3));
        long grain = (long) Math.max(1, GRAIN / Math.max(1, flops));
        long bytes = BYTES * Math.max(1, queries * keys);
        long perGroup = Math.max(1, GROUP / bytes);
        long block = block(bytes);
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
                        for (long row = 0; row < queries; row += block) {
                            long rows = Math.min(block, queries - row);
                            long columns = columns(entry, entries, row, rows);
                            step.run(
                                    this,
                                    new Group(
                                            context, entry, entries, head, headCount, row, rows,
                                            columns));
                        }
                        pair += entries * headCount;
                    }
                });
    }

    /** Queries of a pair that are computed together. */
    private long block(long bytes) {
        if (!mask.isNone()) {
            return MASKED;
        }
        return bytes <= LARGEST ? queries : Math.max(16, GROUP / (BYTES * keys) / 16 * 16);
    }

    private long columns(long entry, long entries, long row, long rows) {
        if (mask.isNone()) {
            return keys;
        }
        long most = 0;
        for (long e = entry; e < entry + entries; e++) {
            for (long r = row; r < row + rows; r++) {
                most = Math.max(most, mask.limit(e, r, queries, keys));
            }
        }
        return Math.min(keys, (most + KEYS - 1) / KEYS * KEYS);
    }

    private void forward(Group group) {
        if (group.columns() == 0) {
            clear(group, out, group.row(), group.rows());
            return;
        }
        ThreadContext context = group.context();
        Storage scratch = context.intermediate().floats(group.scores());
        long scores = scratch.pointer().address();
        scores(group, scores);
        softmax.forward(group, scratch);
        product(
                        group,
                        group.rows(),
                        v.size(3),
                        group.columns(),
                        strides(group),
                        v.strides(),
                        out.strides(),
                        1,
                        false)
                .at(0, scores)
                .at(1, group.address(v))
                .at(2, group.rowAddress(out))
                .execute(context);
    }

    /** S = scale Q Kᵀ. */
    private void scores(Group group, long scores) {
        product(
                        group,
                        group.rows(),
                        group.columns(),
                        q.size(3),
                        q.strides(),
                        flip(k),
                        strides(group),
                        scale,
                        false)
                .at(0, group.rowAddress(q))
                .at(1, group.address(k))
                .at(2, scores)
                .execute(group.context());
    }

    /**
     * With P the softmax: dV = Pᵀ dO, dP = dO Vᵀ, dS = P (dP - rowsum(dO O)) scale, dQ = dS K, dK =
     * dSᵀ Q.
     */
    private void backward(Group group, View dout, Target dq, Target dk, Target dv) {
        boolean first = group.row() == 0;
        boolean partial = group.columns() < keys;
        if (first && partial) {
            clearFresh(group, dk);
            clearFresh(group, dv);
        }
        if (group.columns() == 0) {
            if (dq != null && !dq.accumulate()) {
                clear(group, dq.view(), group.row(), group.rows());
            }
            return;
        }
        ThreadContext context = group.context();
        long count = group.scores();
        Storage scratch = context.intermediate().floats(2 * count);
        long p = scratch.pointer().address();
        long ds = p + BYTES * count;
        long[] turned = {strides(group)[0], strides(group)[1], 1, group.columns()};
        scores(group, p);
        softmax.again(group, scratch);
        if (dv != null) {
            product(
                            group,
                            group.columns(),
                            v.size(3),
                            group.rows(),
                            turned,
                            dout.strides(),
                            dv.view().strides(),
                            1,
                            dv.accumulate() || !first || partial)
                    .at(0, p)
                    .at(1, group.rowAddress(dout))
                    .at(2, group.address(dv.view()))
                    .execute(context);
        }
        if (dq == null && dk == null) {
            return;
        }
        product(
                        group,
                        group.rows(),
                        group.columns(),
                        v.size(3),
                        dout.strides(),
                        flip(v),
                        strides(group),
                        1,
                        false)
                .at(0, group.rowAddress(dout))
                .at(1, group.address(v))
                .at(2, ds)
                .execute(context);
        softmax.backward(group, scratch, count, out, dout, scale);
        if (dq != null) {
            product(
                            group,
                            group.rows(),
                            q.size(3),
                            group.columns(),
                            strides(group),
                            k.strides(),
                            dq.view().strides(),
                            1,
                            dq.accumulate())
                    .at(0, ds)
                    .at(1, group.address(k))
                    .at(2, group.rowAddress(dq.view()))
                    .execute(context);
        }
        if (dk != null) {
            product(
                            group,
                            group.columns(),
                            q.size(3),
                            group.rows(),
                            turned,
                            q.strides(),
                            dk.view().strides(),
                            1,
                            dk.accumulate() || !first || partial)
                    .at(0, ds)
                    .at(1, group.rowAddress(q))
                    .at(2, group.address(dk.view()))
                    .execute(context);
        }
    }

    /** Zeros where later blocks of queries add, and perhaps none writes. */
    private void clearFresh(Group group, Target target) {
        if (target != null && !target.accumulate()) {
            clear(group, target.view(), 0, keys);
        }
    }

    private static void clear(Group group, View view, long row, long rows) {
        float[] zeros = new float[Math.toIntExact(view.size(3))];
        for (long e = group.entry(); e < group.entry() + group.entries(); e++) {
            for (long h = group.head(); h < group.head() + group.headCount(); h++) {
                long at = view.offset() + e * view.stride(0) + h * view.stride(1);
                for (long r = row; r < row + rows; r++) {
                    view.storage().put(at + r * view.stride(2), zeros, 0, zeros.length);
                }
            }
        }
    }

    /** Of the scores of a group. */
    private static long[] strides(Group group) {
        long matrix = group.rows() * group.columns();
        return new long[] {group.headCount() * matrix, matrix, group.columns(), 1};
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
