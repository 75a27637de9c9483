package dev.vitrine.learn.data;

import dev.vitrine.learn.Seed;
import dev.vitrine.tensor.Philox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Pairs of token sequences cut into batches of similar lengths, so that little is padding.
 *
 * <p>Each epoch puts the pairs into a new random order, sorts them by length within stretches of
 * {@value #STRETCH} batches, cuts them, and takes the batches in random order. A batch is a
 * function of seed and step, as in {@link Batches}; pairs that do not fill a last batch are left
 * out of that epoch.
 */
public final class PairBatches implements BatchSource<PairBatch> {

    /** Longer stretches pad less, and mix lengths less. */
    private static final int STRETCH = 16;

    private final TokenPairs pairs;
    private final int batchSize;
    private final Seed seed;

    private long orderedEpoch = -1;
    private List<int[]> order;

    private PairBatches(TokenPairs pairs, int batchSize, Seed seed) {
        this.pairs = pairs;
        this.batchSize = batchSize;
        this.seed = seed;
    }

    /**
     * Batches in seeded random order.
     *
     * @throws IllegalArgumentException if the batch is empty or larger than the set
     */
    public static PairBatches of(TokenPairs pairs, int batchSize, long seed) {
        if (batchSize < 1 || batchSize > pairs.size()) {
            throw new IllegalArgumentException(
                    "batch size %d: must be from 1 to the number of pairs, %d"
                            .formatted(batchSize, pairs.size()));
        }
        return new PairBatches(pairs, batchSize, new Seed(seed));
    }

    @Override
    public int batchSize() {
        return batchSize;
    }

    @Override
    public int batchesPerEpoch() {
        return pairs.size() / batchSize;
    }

    @Override
    public String unit() {
        return "pairs";
    }

    @Override
    public Map<String, String> fingerprint() {
        return Map.of(
                "pairs",
                pairs.size() + " " + pairs.name(),
                "order of pairs",
                Integer.toHexString(Arrays.hashCode(indicesAt(0))));
    }

    /**
     * The indices of the pairs in the batch of a step.
     *
     * @param step from 0, without upper bound
     */
    public synchronized int[] indicesAt(long step) {
        if (step < 0) {
            throw new IllegalArgumentException("step %d: must not be negative".formatted(step));
        }
        long epoch = step / batchesPerEpoch();
        if (epoch != orderedEpoch) {
            order = order(seed.child("shuffle").child(epoch).philox());
            orderedEpoch = epoch;
        }
        return order.get((int) (step % batchesPerEpoch())).clone();
    }

    private List<int[]> order(Philox random) {
        int[] shuffled = random.permutation(pairs.size());
        List<int[]> batches = new ArrayList<>();
        int used = batchesPerEpoch() * batchSize;
        for (int from = 0; from < used; from += STRETCH * batchSize) {
            int[] sorted =
                    Arrays.stream(shuffled, from, Math.min(used, from + STRETCH * batchSize))
                            .boxed()
                            .sorted(Comparator.comparingInt(this::lengthOf))
                            .mapToInt(Integer::intValue)
                            .toArray();
            for (int start = 0; start < sorted.length; start += batchSize) {
                batches.add(Arrays.copyOfRange(sorted, start, start + batchSize));
            }
        }
        return Arrays.stream(random.permutation(batches.size())).mapToObj(batches::get).toList();
    }

    private int lengthOf(int pair) {
        return pairs.sources().get(pair).length + pairs.targets().get(pair).length;
    }

    @Override
    public PairBatch at(long step) {
        return pairs.batch(indicesAt(step));
    }
}
