package dev.vitrine.learn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ScheduleTests {

    private static final Offset<Double> EXACT = within(1e-12);

    @Test
    void warmupRisesInAStraightLineFromZero() {
        Schedule schedule = Schedule.warmupCosine(100, 1100);
        assertThat(schedule.at(0)).isZero();
        assertThat(schedule.at(25)).isCloseTo(0.25, EXACT);
        assertThat(schedule.at(100)).isCloseTo(1, EXACT);
    }

    @Test
    void cosineIsHalfwayInTheMiddleAndZeroAtTheEnd() {
        Schedule schedule = Schedule.warmupCosine(100, 1100);
        assertThat(schedule.at(600)).isCloseTo(0.5, EXACT);
        assertThat(schedule.at(350)).isCloseTo(0.5 * (1 + Math.sqrt(0.5)), EXACT);
        assertThat(schedule.at(1100)).isCloseTo(0, EXACT);
        assertThat(schedule.at(5000)).isCloseTo(0, EXACT);
    }

    /**
     * big_vision: total 21, warm-up 5 (and without cooldown), at step 13 the cosine is in its
     * middle.
     */
    @Test
    void agreesWithBigVision() {
        assertThat(Schedule.warmupCosine(5, 21).at(13)).isCloseTo(0.5, EXACT);
        assertThat(Schedule.warmupCosine(5, 21).at(3)).isCloseTo(0.6 * 1, EXACT);
    }

    @Test
    void linearEndsWhereAsked() {
        Schedule schedule = Schedule.linear(10, 0.1);
        assertThat(schedule.at(0)).isEqualTo(1);
        assertThat(schedule.at(5)).isCloseTo(0.55, EXACT);
        assertThat(schedule.at(10)).isCloseTo(0.1, EXACT);
        assertThat(Schedule.constant().at(1_000_000)).isEqualTo(1);
        assertThat(Schedule.cosine(10).at(0)).isEqualTo(1);
    }

    /** big_vision's tests: 21 steps, warm-up 5, cool-down 5. */
    @Test
    void polynomialAndStairsAreBigVisions() {
        Schedule polynomial = Schedule.polynomial(16, 0.1, 2).afterWarmup(5).withCooldown(5, 21);
        assertThat(polynomial.at(13)).isCloseTo(0.325, EXACT);
        assertThat(Schedule.polynomial(10, 0.1, 1).at(5)).isEqualTo(Schedule.linear(10, 0.1).at(5));
        // big_vision counts its steps from the start of the run, and warms up at the same time.
        Schedule stair = Schedule.stair(new TreeMap<>(Map.of(5L, 0.5))).afterWarmup(5);
        assertThat(stair.at(5)).isEqualTo(1);
        assertThat(stair.at(9)).isEqualTo(1);
        assertThat(stair.at(10)).isEqualTo(0.5);
        Schedule stairs = Schedule.stair(new TreeMap<>(Map.of(30L, 0.1, 60L, 0.01)));
        assertThat(stairs.at(59)).isEqualTo(0.1);
        assertThat(stairs.at(1000)).isEqualTo(0.01);
        assertThatThrownBy(() -> Schedule.polynomial(10, 0, 0)).hasMessageContaining("power 0.0");
        assertThatThrownBy(() -> Schedule.stair(new TreeMap<>())).hasMessageContaining("[]");
    }

    @Test
    void warmupMustLeaveRoomForTheRest() {
        assertThatThrownBy(() -> Schedule.warmupCosine(10, 10))
                .hasMessage(
                        "warm-up of 10 steps: must be from 0 to less than the 10 steps of the run");
        assertThatThrownBy(() -> Schedule.linear(0, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** big_vision's tests: 21 steps, warm-up 5, cool-down 5. */
    @Test
    void warmupAndCooldownGoWithEverySchedule() {
        Schedule linear = Schedule.linear(16, 0).afterWarmup(5).withCooldown(5, 21);
        assertThat(linear.at(13)).isCloseTo(0.5, EXACT);
        Schedule cosine = Schedule.cosine(16).afterWarmup(5).withCooldown(5, 21);
        assertThat(cosine.at(13)).isCloseTo(0.5, EXACT);
        Schedule rsqrt = Schedule.rsqrt(1).afterWarmup(5).withCooldown(5, 21);
        assertThat(rsqrt.at(3)).isCloseTo(0.6, EXACT);
        assertThat(rsqrt.at(13)).isCloseTo(1.0 / 3, EXACT);
        assertThat(rsqrt.at(20)).isCloseTo(0.05, EXACT);
        assertThat(rsqrt.at(30)).isZero();
        assertThat(Schedule.constant().afterWarmup(0).at(0)).isEqualTo(1);
    }

    /**
     * "Scaling Vision Transformers": a million steps, warm-up 10k, timescale 10k, cool-down 50k.
     */
    @Test
    void reciprocalSquareRootIsThePapers() {
        Schedule schedule =
                Schedule.rsqrt(10_000).afterWarmup(10_000).withCooldown(50_000, 1_000_000);
        assertThat(schedule.at(0)).isZero();
        assertThat(schedule.at(5_000)).isCloseTo(0.5, EXACT);
        assertThat(schedule.at(10_000)).isCloseTo(1, EXACT);
        assertThat(schedule.at(20_000)).isCloseTo(0.707107, within(1e-6));
        assertThat(schedule.at(100_000)).isCloseTo(0.316228, within(1e-6));
        assertThat(schedule.at(950_000)).isCloseTo(0.102598, within(1e-6));
        assertThat(schedule.at(975_000)).isCloseTo(0.0506370, within(1e-7));
        assertThat(schedule.at(1_000_000)).isZero();
    }

    @Test
    void lengthsThatCannotBeAreNamed() {
        assertThatThrownBy(() -> Schedule.rsqrt(0)).hasMessageContaining("timescale of 0 steps");
        assertThatThrownBy(() -> Schedule.constant().withCooldown(0, 10))
                .hasMessageContaining("cool-down of 0 steps");
        assertThatThrownBy(() -> Schedule.constant().afterWarmup(-1))
                .hasMessageContaining("must not be negative");
    }

    @Test
    void noamHasItsKnownValues() {
        Schedule base = Schedule.noam(512, 4000);
        assertThat(base.at(0)).isCloseTo(1.746928e-7, within(1e-13));
        assertThat(base.at(99)).isCloseTo(1.746928e-5, within(1e-11));
        assertThat(base.at(3999)).isCloseTo(6.987712e-4, within(1e-10));
        assertThat(base.at(7999)).isCloseTo(4.941059e-4, within(1e-10));
        assertThat(base.at(99_999)).isCloseTo(1.397542e-4, within(1e-10));
        assertThat(Schedule.noam(1024, 4000).at(3999)).isCloseTo(4.941059e-4, within(1e-10));
        assertThat(Schedule.noam(64, 100).at(99)).isCloseTo(1 / Math.sqrt(6400), EXACT);
        assertThatThrownBy(() -> Schedule.noam(0, 1)).hasMessageContaining("width 0");
        assertThatThrownBy(() -> Schedule.noam(8, 0)).hasMessageContaining("warm-up of 0");
    }
}
