package dev.vitrine.tensor;

import java.util.Arrays;

/**
 * Which keys each query of an attention may look at. A query that may look at none gives zeros, and
 * gets no gradient.
 */
public final class AttentionMask {

    /** Queries see the first keys, as many as this says. */
    @FunctionalInterface
    private interface Limit {
        long keys(long example, long query, long queries, long keys);
    }

    private static final AttentionMask NONE =
            new AttentionMask("none", (example, query, queries, keys) -> keys, null, 1);

    private final String name;
    private final Limit limit;

    /** 1 where a query may look, else 0; broadcasts to (B, heads, T, Tk). Null for everywhere. */
    private final Tensor allowed;

    /** Examples that the limit is given for; 1 where it is the same for all. */
    private final int examples;

    private AttentionMask(String name, Limit limit, Tensor allowed, int examples) {
        this.name = name;
        this.limit = limit;
        this.allowed = allowed;
        this.examples = examples;
    }

    /** Every query sees every key. */
    public static AttentionMask none() {
        return NONE;
    }

    /** Each token sees itself and those before it. Queries are the last ones of the keys. */
    public static AttentionMask causal() {
        return new AttentionMask(
                "causal", (example, query, queries, keys) -> query + 1 + keys - queries, null, 1);
    }

    /**
     * Tokens in blocks of one size, such as the frames of a film: each token sees its own block and
     * those before it.
     */
    public static AttentionMask causalBlocks(int size) {
        if (size < 1) {
            throw new IllegalArgumentException("a block needs 1 token or more, not " + size);
        }
        return new AttentionMask(
                "causal blocks of " + size,
                (example, query, queries, keys) -> ((query + keys - queries) / size + 1) * size,
                null,
                1);
    }

    /**
     * All tokens see the first ones, a prefix; the tokens after it see those before them too, as in
     * PaliGemma (Beyer et al., arXiv 2407.07726, figure 2).
     *
     * @param lengths of the prefix for each example, or one for all
     */
    public static AttentionMask prefix(int... lengths) {
        int[] given = lengths.clone();
        return new AttentionMask(
                "prefix " + Arrays.toString(given),
                (example, query, queries, keys) ->
                        Math.max(of(given, example), query + 1 + keys - queries),
                null,
                given.length);
    }

    /**
     * Only the first keys of an example count; the others are padding.
     *
     * @param lengths for each example, or one for all
     */
    public static AttentionMask keys(int... lengths) {
        int[] given = lengths.clone();
        return new AttentionMask(
                "keys " + Arrays.toString(given),
                (example, query, queries, keys) -> of(given, example),
                null,
                given.length);
    }

    /**
     * Any mask at all.
     *
     * @param allowed 1 where a query may look, else 0; broadcasts to (B, heads, T, Tk); must stay
     *     open as long as the mask is used
     */
    public static AttentionMask of(Tensor allowed) {
        return new AttentionMask(
                "of shape " + Shape.text(allowed.shape()), NONE.limit, allowed.detach(), 1);
    }

    /** Where both masks allow it. */
    public AttentionMask and(AttentionMask other) {
        Tensor both =
                allowed == null
                        ? other.allowed
                        : other.allowed == null ? allowed : allowed.mul(other.allowed);
        if (examples != 1 && other.examples != 1 && examples != other.examples) {
            throw new IllegalArgumentException(
                    "masks for "
                            + examples
                            + " and "
                            + other.examples
                            + " examples do not combine");
        }
        return new AttentionMask(
                name + " and " + other.name,
                (example, query, queries, keys) ->
                        Math.min(
                                limit.keys(example, query, queries, keys),
                                other.limit.keys(example, query, queries, keys)),
                both,
                Math.max(examples, other.examples));
    }

    private static int of(int[] lengths, long example) {
        return lengths[lengths.length == 1 ? 0 : (int) example];
    }

    /** For kernels: a query sees no key from this one on. */
    public long limit(long example, long query, long queries, long keys) {
        return Math.max(0, Math.min(keys, limit.keys(example, query, queries, keys)));
    }

    /** For kernels: whether every query sees every key. */
    public boolean isNone() {
        return this == NONE;
    }

    /**
     * For kernels: 1 where a query may look, else 0, beside {@link #limit}; null for everywhere.
     *
     * @param shape (B, heads, T, Tk)
     */
    public View allowed(long... shape) {
        return allowed == null ? null : allowed.view().padRank(4).broadcastTo(shape);
    }

    /**
     * For kernels: 1 where a query sees a key, else 0.
     *
     * @param to (B, heads, T, Tk), contiguous
     */
    public void write(View to) {
        View other = allowed(to.shape());
        int keys = Math.toIntExact(to.size(3));
        double[] row = new double[keys];
        for (long i = 0; i < to.length() / Math.max(1, keys); i++) {
            long query = i % to.size(2);
            long head = i / to.size(2) % to.size(1);
            long example = i / to.size(2) / to.size(1);
            row(other, example, head, query, row);
            Arrays.fill(row, (int) limit(example, query, to.size(2), keys), keys, 0);
            to.storage().put(to.offset() + i * keys, row, 0, keys);
        }
    }

    /** One row of what {@link #allowed} gave; ones where that is null. */
    private static void row(View allowed, long example, long head, long query, double[] to) {
        if (allowed == null) {
            Arrays.fill(to, 1);
            return;
        }
        long at =
                allowed.offset()
                        + example * allowed.stride(0)
                        + head * allowed.stride(1)
                        + query * allowed.stride(2);
        for (int j = 0; j < to.length; j++) {
            to[j] = allowed.storage().get(at + j * allowed.stride(3)) == 0 ? 0 : 1;
        }
    }

    /**
     * For operations.
     *
     * @throws IllegalArgumentException if this mask is for other shapes
     */
    public void requireFit(long batch, long heads, long queries, long keys) {
        long[] shape = {batch, heads, queries, keys};
        boolean fits = examples == 1 || examples == batch;
        if (fits && allowed != null) {
            fits =
                    allowed.rank() <= 4
                            && Arrays.equals(
                                    Shape.broadcast("attention mask", allowed.shape(), shape),
                                    shape);
        }
        if (!fits) {
            throw new IllegalArgumentException(
                    "attention: the mask ("
                            + name
                            + ") is not one for "
                            + batch
                            + " examples, "
                            + heads
                            + " heads, "
                            + queries
                            + " queries and "
                            + keys
                            + " keys");
        }
    }

    @Override
    public String toString() {
        return "AttentionMask(" + name + ")";
    }
}
