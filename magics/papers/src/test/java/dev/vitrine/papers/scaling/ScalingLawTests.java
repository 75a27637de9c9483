package dev.vitrine.papers.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.papers.vit.VitSize;
import dev.vitrine.tensor.Philox;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScalingLawTests {

    private static final VitSize SIZE = VitSize.of("mu");

    /** The formula alone; whether these are the paper's coefficients is not confirmed. */
    private static final ScalingLaw LAW = new ScalingLaw(0.26, 0.35, 0.09, 0.01);

    private static ScalingRun run(double compute, double error) {
        return new ScalingRun(SIZE, 1000, (long) compute + 1, compute, error);
    }

    /** Twenty runs from C = 0.01 to 10,000, each error off by about so much. */
    private static List<ScalingRun> synthetic(ScalingLaw law, double noise, long seed) {
        Philox random = new Philox(seed);
        List<ScalingRun> runs = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            double compute = Math.pow(10, -2 + 6.0 * i / 19);
            runs.add(run(compute, law.error(compute) * Math.exp(noise * random.nextNormal())));
        }
        return runs;
    }

    @ParameterizedTest
    @CsvSource({"1, .349096", "10, .206097", "100, .141875", "1000, .113172", "10000, .100351"})
    void errorFallsTowardsTheIrreducibleOne(double compute, double error) {
        assertThat(LAW.error(compute)).isCloseTo(error, within(1e-6));
    }

    @Test
    void lawIsFoundWhereThereIsNoNoise() {
        List<ScalingRun> runs = synthetic(LAW, 0, 0);
        ScalingLaw found = ScalingLaw.fit(runs);

        assertThat(found.residual(runs)).isLessThan(1e-6);
        assertThat(found.b()).isCloseTo(LAW.b(), within(1e-2));
        assertThat(found.c()).isCloseTo(LAW.c(), within(2e-3));
        assertThat(found.rSquared(runs)).isGreaterThan(1 - 1e-6);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void lawIsFoundThroughNoiseOfAPercent(long seed) {
        List<ScalingRun> runs = synthetic(LAW, 0.01, seed);
        ScalingLaw found = ScalingLaw.fit(runs);

        assertThat(found.b()).isCloseTo(LAW.b(), within(0.05));
        assertThat(found.c()).isCloseTo(LAW.c(), within(0.02));
        assertThat(found.residual(runs)).isLessThanOrEqualTo(LAW.residual(runs) * 1.001);
        assertThat(ScalingLaw.fitStraight(runs).residual(runs))
                .isGreaterThan(2 * found.residual(runs));
    }

    @Test
    void withoutSaturationTheStraightLawIsFound() {
        ScalingLaw straight = new ScalingLaw(0.3, 0.2, 0, 0);
        List<ScalingRun> runs = synthetic(straight, 0, 0);

        ScalingLaw two = ScalingLaw.fitStraight(runs);
        assertThat(two.a()).isCloseTo(0.3, within(1e-9));
        assertThat(two.b()).isCloseTo(0.2, within(1e-9));
        assertThat(ScalingLaw.fit(runs).residual(runs)).isLessThan(1e-12);
    }

    @Test
    void unitOfComputeDoesNotMatter() {
        List<ScalingRun> runs = synthetic(LAW, 0.01, 1);
        List<ScalingRun> scaled =
                runs.stream().map(run -> run(run.flops() * 1e15, run.error())).toList();

        assertThat(ScalingLaw.fit(scaled).residual(scaled))
                .isCloseTo(ScalingLaw.fit(runs).residual(runs), within(1e-9));
    }

    @Test
    void fewOrImpossibleRunsAreRefused() {
        List<ScalingRun> three = synthetic(LAW, 0, 0).subList(0, 3);
        assertThatThrownBy(() -> ScalingLaw.fit(three))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 runs, but 4 at least");
        assertThatThrownBy(() -> run(1, 0)).hasMessageContaining("both must be above 0");
        assertThatThrownBy(() -> run(0, 1)).hasMessageContaining("both must be above 0");
    }

    @Test
    void frontierHoldsWhatNoCheaperRunBeats() {
        ScalingRun cheap = run(1, 0.5);
        ScalingRun worse = run(2, 0.6);
        ScalingRun equal = run(3, 0.5);
        ScalingRun better = run(4, 0.3);
        ScalingRun costly = run(5, 0.4);
        ScalingRun twin = run(4, 0.35);

        assertThat(ScalingRun.frontier(List.of(costly, better, equal, twin, worse, cheap)))
                .containsExactly(cheap, better);
    }

    @Test
    void imagesToReachAnErrorLieOnALineInLogAxes() {
        ScalingRun few = new ScalingRun(SIZE, 1, 100, 1, 0.4);
        ScalingRun many = new ScalingRun(SIZE, 1, 10_000, 100, 0.1);
        List<ScalingRun> runs = List.of(many, few);

        assertThat(ScalingRun.imagesToReach(0.2, runs)).isCloseTo(1000, within(1e-6));
        assertThat(ScalingRun.imagesToReach(0.1, runs)).isCloseTo(10_000, within(1e-6));
        assertThat(ScalingRun.imagesToReach(0.5, runs)).isEqualTo(100);
        assertThat(ScalingRun.imagesToReach(0.05, runs)).isInfinite();
    }

    @Test
    void largerModelIsBestFromTheComputeOnWhereTheCurvesCross() {
        VitSize large = VitSize.of("Ti");
        List<ScalingRun> runs =
                List.of(
                        run(1, 0.4),
                        run(16, 0.2),
                        new ScalingRun(large, 1, 1, 4, 0.4),
                        new ScalingRun(large, 1, 1, 64, 0.05));

        assertThat(ScalingRun.errorWithin(4, runs.subList(0, 2)))
                .isCloseTo(0.2 * Math.sqrt(2), within(1e-9));
        assertThat(ScalingRun.errorWithin(1000, runs.subList(0, 2))).isEqualTo(0.2);
        assertThat(ScalingRun.errorWithin(0.5, runs.subList(0, 2))).isInfinite();
        assertThat(ScalingRun.bestSize(2, runs)).isEqualTo(SIZE);
        assertThat(ScalingRun.bestSize(6, runs)).isEqualTo(SIZE);
        assertThat(ScalingRun.bestSize(20, runs)).isEqualTo(large);
        assertThatThrownBy(() -> ScalingRun.bestSize(0.5, runs))
                .hasMessageContaining("none of the 4");
    }

    @Test
    void tableHasARowForEachRun() {
        assertThat(ScalingRun.table(synthetic(LAW, 0, 0)).columnNames())
                .containsExactly("model", "parameters", "images", "GFLOPs", "error");
        assertThat(ScalingRun.table(synthetic(LAW, 0, 0)).rowCount()).isEqualTo(20);
    }
}
