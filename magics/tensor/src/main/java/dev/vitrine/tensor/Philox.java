package dev.vitrine.tensor;

/**
 * Counter-based random numbers: Philox4x32-10 (Salmon et al., "Parallel random numbers: as easy as
 * 1, 2, 3", SC 2011), word for word as in Random123. The same seed gives the same numbers on every
 * device and with any thread count.
 *
 * <p>The seed is the key; the position is the counter, and each draw takes a fresh range of
 * counters. Not safe for use by several threads at once: give each its own with {@link #split}.
 */
public final class Philox {

    /**
     * A position from which numbers can be drawn again.
     *
     * @param key of the generator
     * @param counter of the next block of four 32-bit words
     */
    public record State(long key, long counter) {}

    private static final int M0 = 0xD2511F53;
    private static final int M1 = 0xCD9E8D57;
    private static final int W0 = 0x9E3779B9;
    private static final int W1 = 0xBB67AE85;
    private static final int ROUNDS = 10;
    private static final int WORDS = 4;

    /**
     * Upper half of the counter for {@link #split}, so that children's keys are never numbers that
     * were drawn.
     */
    private static final long SPLIT = 0x73706C6974L;

    private static final double FLOAT_UNIT = 0x1p-24;

    private final long key;
    private long counter;
    private final int[] block = new int[WORDS];

    public Philox(long seed) {
        this(new State(seed, 0));
    }

    /** Continues from a saved state. */
    public Philox(State state) {
        key = state.key();
        counter = state.counter();
    }

    /** Where this generator stands now. */
    public State state() {
        return new State(key, counter);
    }

    /** Goes back, or forward, to a saved state of this generator. */
    public void restore(State state) {
        if (state.key() != key) {
            throw new IllegalArgumentException(
                    "this state belongs to a generator with another seed");
        }
        counter = state.counter();
    }

    /** An independent generator; the parent moves on, so the next child differs. */
    public Philox split() {
        block(key, counter++, SPLIT, block);
        return new Philox((block[0] & 0xFFFFFFFFL) | (long) block[1] << 32);
    }

    /** Takes {@code count} 32-bit words out of the sequence and says where they start. */
    public State take(long count) {
        State start = state();
        counter += (count + WORDS - 1) / WORDS;
        return start;
    }

    /** A number in [0, 1) with 53 random bits. */
    public double nextDouble() {
        block(key, counter++, 0, block);
        return ((block[0] >>> 6) * 0x8000000L + (block[1] >>> 5)) * 0x1p-53;
    }

    /** An integer in [0, bound), every one equally likely. */
    public int nextInt(int bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("nextInt: bound must be positive, was " + bound);
        }
        // Lemire, "Fast random integer generation in an interval", arXiv 1805.10941.
        int threshold = Integer.remainderUnsigned(-bound, bound);
        while (true) {
            block(key, counter++, 0, block);
            for (int word : block) {
                long product = (word & 0xFFFFFFFFL) * bound;
                if (Integer.compareUnsigned((int) product, threshold) >= 0) {
                    return (int) (product >>> 32);
                }
            }
        }
    }

    /** A number from the standard normal distribution. */
    public double nextNormal() {
        block(key, counter++, 0, block);
        return normal(block[0], block[1], false);
    }

    /** The numbers 0 to n-1 in random order (Fisher and Yates). */
    public int[] permutation(int n) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    /** Uniform numbers in [0, 1), type FLOAT. */
    public Tensor uniform(long... shape) {
        return uniform(DType.FLOAT, shape);
    }

    /** Uniform numbers in [0, 1) with 24 random bits, so that both types get the same numbers. */
    public Tensor uniform(DType dtype, long... shape) {
        State start = take(Shape.length(shape));
        return Tensor.generate(dtype, shape, (first, to, n) -> uniform(start, first, to, 0, n));
    }

    /** Standard normal numbers, type FLOAT. */
    public Tensor normal(long... shape) {
        return normal(DType.FLOAT, shape);
    }

    /** Standard normal numbers by Box and Muller's method from 24-bit uniform ones. */
    public Tensor normal(DType dtype, long... shape) {
        State start = take(Shape.length(shape));
        return Tensor.generate(dtype, shape, (first, to, n) -> normal(start, first, to, n));
    }

    /**
     * Writes the uniform numbers {@code first} to {@code first + count - 1} that follow a state.
     * Ranges may be asked for in any order and by several threads.
     */
    public static void uniform(State start, long first, float[] to, int at, int count) {
        int[] words = new int[WORDS];
        long have = -1;
        for (int i = 0; i < count; i++) {
            long index = first + i;
            if (index / WORDS != have) {
                have = index / WORDS;
                block(start.key, start.counter + have, 0, words);
            }
            to[at + i] = (float) ((words[(int) (index % WORDS)] >>> 8) * FLOAT_UNIT);
        }
    }

    private static void uniform(State start, long first, double[] to, int at, int count) {
        int[] words = new int[WORDS];
        long have = -1;
        for (int i = 0; i < count; i++) {
            long index = first + i;
            if (index / WORDS != have) {
                have = index / WORDS;
                block(start.key, start.counter + have, 0, words);
            }
            to[at + i] = (words[(int) (index % WORDS)] >>> 8) * FLOAT_UNIT;
        }
    }

    private static void normal(State start, long first, double[] to, int count) {
        int[] words = new int[WORDS];
        long have = -1;
        for (int i = 0; i < count; i++) {
            long index = first + i;
            if (index / WORDS != have) {
                have = index / WORDS;
                block(start.key, start.counter + have, 0, words);
            }
            int pair = (int) (index % WORDS) & 2;
            to[i] = normal(words[pair], words[pair + 1], (index & 1) == 1);
        }
    }

    /** StrictMath, because Math may differ in the last bit from one machine to the next. */
    private static double normal(int first, int second, boolean sine) {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(((first >>> 8) + 1) * FLOAT_UNIT));
        double angle = 2 * Math.PI * ((second >>> 8) * FLOAT_UNIT);
        return radius * (sine ? StrictMath.sin(angle) : StrictMath.cos(angle));
    }

    /** The four words at a 128-bit counter. */
    static void block(long key, long counterLow, long counterHigh, int[] words) {
        int c0 = (int) counterLow;
        int c1 = (int) (counterLow >>> 32);
        int c2 = (int) counterHigh;
        int c3 = (int) (counterHigh >>> 32);
        int k0 = (int) key;
        int k1 = (int) (key >>> 32);
        for (int round = 0; round < ROUNDS; round++) {
            long p0 = (M0 & 0xFFFFFFFFL) * (c0 & 0xFFFFFFFFL);
            long p1 = (M1 & 0xFFFFFFFFL) * (c2 & 0xFFFFFFFFL);
            c0 = (int) (p1 >>> 32) ^ c1 ^ k0;
            c1 = (int) p1;
            c2 = (int) (p0 >>> 32) ^ c3 ^ k1;
            c3 = (int) p0;
            k0 += W0;
            k1 += W1;
        }
        words[0] = c0;
        words[1] = c1;
        words[2] = c2;
        words[3] = c3;
    }
}
