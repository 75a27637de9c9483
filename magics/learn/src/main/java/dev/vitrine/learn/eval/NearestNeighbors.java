package dev.vitrine.learn.eval;

import dev.vitrine.tensor.Scope;
import dev.vitrine.tensor.Tape;
import dev.vitrine.tensor.Tensor;
import java.util.Arrays;
import java.util.concurrent.CancellationException;

/**
 * Classifies features by the labels of those that are nearest to them among known ones; each has
 * one vote, and of classes with equally many the one with the nearest neighbour wins.
 */
public final class NearestNeighbors {

    private static final int BLOCK = 256;

    /** What is near. */
    public enum Distance {
        /** By the angle between vectors, whatever their length. */
        COSINE,
        /** By the length of their difference. */
        EUCLIDEAN
    }

    private final Features known;
    private final int k;
    private final Distance distance;
    private final Tensor keys; // (N, D)
    private final Tensor offsets; // (N): what the scores of each key are lowered by

    /**
     * @param known the examples that vote
     * @param k how many of them, at most as many as there are
     */
    public NearestNeighbors(Features known, int k, Distance distance) {
        if (k < 1 || k > known.size()) {
            throw new IllegalArgumentException(
                    "%d neighbours of %,d examples: must be from 1 to as many"
                            .formatted(k, known.size()));
        }
        this.known = known;
        this.k = k;
        this.distance = distance;
        keys = prepared(known.rows(0, known.size()));
        offsets = keys.mul(keys).sum(1).mul(0.5);
    }

    /** By cosine, as is usual for features. */
    public static NearestNeighbors of(Features known, int k) {
        return new NearestNeighbors(known, k, Distance.COSINE);
    }

    /**
     * Vectors whose dot product with a key, less its offset, falls with the distance. Centring
     * keeps small differences of large coordinates.
     */
    private Tensor prepared(Tensor rows) {
        return switch (distance) {
            case COSINE -> rows.div(rows.norm(true, 1).add(1e-8));
            case EUCLIDEAN -> rows.sub(center());
        };
    }

    private Tensor center() {
        double[] mean = new double[known.width()];
        for (int i = 0; i < known.size(); i++) {
            for (int d = 0; d < mean.length; d++) {
                mean[d] += (double) known.at(i, d) / known.size();
            }
        }
        float[] single = new float[mean.length];
        for (int d = 0; d < mean.length; d++) {
            single[d] = (float) mean[d];
        }
        return Tensor.of(single, 1, single.length);
    }

    /**
     * The nearest known examples of each one, the nearest first; of equally near ones the one that
     * comes first.
     *
     * @return [example][k]
     * @throws CancellationException if the thread is interrupted meanwhile
     */
    @SuppressWarnings("try") // the resources are only closed
    public int[][] neighbors(Features features) {
        known.requireSameKind(features);
        int[][] nearest = new int[features.size()][];
        for (int start = 0; start < features.size(); start += BLOCK) {
            if (Thread.interrupted()) {
                throw new CancellationException(
                        "Nearest neighbours interrupted after %,d of %,d examples"
                                .formatted(start, features.size()));
            }
            int end = Math.min(features.size(), start + BLOCK);
            try (Tape off = Tape.off();
                    Scope scope = Scope.open()) {
                Tensor scores =
                        prepared(features.rows(start, end)).matmul(keys, false, true).sub(offsets);
                float[] values = scores.toFloatArray();
                for (int i = start; i < end; i++) {
                    nearest[i] = highest(values, (i - start) * known.size());
                }
            }
        }
        return nearest;
    }

    /** Places of the k highest scores of one row, by insertion: k is small. */
    private int[] highest(float[] scores, int row) {
        int[] best = new int[k];
        int found = 0;
        for (int j = 0; j < known.size(); j++) {
            float score = scores[row + j];
            if (found == k && !(score > scores[row + best[k - 1]])) {
                continue;
            }
            int at = found < k ? found++ : k - 1;
            while (at > 0 && score > scores[row + best[at - 1]]) {
                best[at] = best[at - 1];
                at--;
            }
            best[at] = j;
        }
        return best;
    }

    /** The class of each example. */
    public int[] predict(Features features) {
        return Arrays.stream(neighbors(features)).mapToInt(this::vote).toArray();
    }

    private int vote(int[] nearest) {
        int[] votes = new int[known.classes()];
        int most = 0;
        for (int neighbor : nearest) {
            most = Math.max(most, ++votes[known.label(neighbor)]);
        }
        for (int neighbor : nearest) {
            if (votes[known.label(neighbor)] == most) {
                return known.label(neighbor);
            }
        }
        throw new IllegalStateException("no neighbours");
    }

    /** Share of examples that are classified rightly, 0 to 1. */
    public double accuracy(Features test) {
        return test.accuracy(predict(test));
    }
}
