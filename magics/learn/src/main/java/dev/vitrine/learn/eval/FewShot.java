package dev.vitrine.learn.eval;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * Few-shot accuracy of frozen features: a linear regression is fitted to a few examples of each
 * class, for several draws, and tested. big_vision's {@code fewshot_lsr} (Dosovitskiy et al., arXiv
 * 2010.11929, section 4.1).
 *
 * <pre>{@code
 * FewShot fewShot = FewShot.of(Features.of(model, mnist.train()), Features.of(model, mnist.test()));
 * fewShot.accuracy(10)
 * }</pre>
 */
public final class FewShot {

    private static final List<Integer> SHOTS = List.of(1, 5, 10, 25);
    private static final int SEEDS = 3;

    private final Features train;
    private final Features test;
    private final double l2;
    private final int seeds;

    private FewShot(Features train, Features test, double l2, int seeds) {
        this.train = train;
        this.test = test;
        this.l2 = l2;
        this.seeds = seeds;
    }

    /**
     * With big_vision's λ = 1024 and three draws.
     *
     * @throws IllegalArgumentException if the two sets differ in width or classes
     */
    public static FewShot of(Features train, Features test) {
        train.requireSameKind(test);
        return new FewShot(train, test, RidgeRegression.STANDARD_L2, SEEDS);
    }

    /** With another λ. */
    public FewShot withL2(double newL2) {
        return new FewShot(train, test, newL2, seeds);
    }

    /** With so many draws, by the seeds 0, 1 and so on. */
    public FewShot withSeeds(int newSeeds) {
        if (newSeeds < 1) {
            throw new IllegalArgumentException("%d seeds: at least 1 expected".formatted(newSeeds));
        }
        return new FewShot(train, test, l2, newSeeds);
    }

    /** Accuracy with one draw, 0 to 1. */
    public double accuracy(int shots, long seed) {
        return RidgeRegression.of(train.shots(shots, seed)).accuracy(test, l2);
    }

    /** Mean accuracy over the draws, 0 to 1. */
    public double accuracy(int shots) {
        double sum = 0;
        for (int seed = 0; seed < seeds; seed++) {
            sum += accuracy(shots, seed);
        }
        return sum / seeds;
    }

    /** One row per draw with 1, 5, 10 and 25 shots: shots, seed, accuracy. */
    public Table table() {
        IntColumn shots = IntColumn.create("shots");
        IntColumn seed = IntColumn.create("seed");
        DoubleColumn accuracy = DoubleColumn.create("accuracy");
        for (int count : SHOTS) {
            for (int s = 0; s < seeds; s++) {
                shots.append(count);
                seed.append(s);
                accuracy.append(accuracy(count, s));
            }
        }
        return Table.create("Few-shot linear regression", shots, seed, accuracy);
    }

    /**
     * The same under big_vision's names, {@code z/mnist_10shot-seed-0}.
     *
     * @param set name of the data set
     */
    public Map<String, Double> metrics(String set) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        table().forEach(
                        row ->
                                metrics.put(
                                        "z/%s_%dshot-seed-%d"
                                                .formatted(
                                                        set,
                                                        row.getInt("shots"),
                                                        row.getInt("seed")),
                                        row.getDouble("accuracy")));
        return metrics;
    }
}
