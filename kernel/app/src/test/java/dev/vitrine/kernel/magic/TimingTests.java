package dev.vitrine.kernel.magic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How code is measured, with code whose times a test makes up. */
class TimingTests {

    private final List<Long> asked = new ArrayList<>();

    /** Code that takes so many nanoseconds for each loop, in one run after the other. */
    private Timing.Code code(double... nanos) {
        return loops -> {
            asked.add(loops);
            return Math.round(loops * nanos[Math.min(asked.size(), nanos.length) - 1]);
        };
    }

    @Test
    void quickCodeIsRunUntilARunTakesLongEnough() throws Exception {
        Timing timing = Timing.of(code(100), 0, 7);
        assertThat(timing.loops()).isEqualTo(1_000_000);
        assertThat(timing.runs()).hasSize(7).containsOnly(100);
        assertThat(timing.report())
                .isEqualTo(
                        "100 ns ± 0.00 ns per loop (mean ± std. dev. of 7 runs, 1,000,000 loops each)\n"
                                + "best 100 ns, median 100 ns; the first loop took 100 ns; warm-up 100 ms");
    }

    @Test
    void loopsThatGetFasterAreWarmUp() throws Exception {
        Timing timing = Timing.of(code(5e6, 5e6, 1e6, 5e5, 1e5), 0, 3);
        assertThat(timing.first()).isEqualTo(5_000_000);
        assertThat(timing.runs()).containsExactly(1e5, 1e5, 1e5);
        assertThat(timing.loops()).isEqualTo(1_000);
    }

    @Test
    void slowCodeIsNotWarmedUpAndThatIsSaid() throws Exception {
        Timing timing = Timing.of(code(2e9), 0, 2);
        assertThat(asked).containsExactly(1L, 1L, 1L);
        assertThat(timing.report())
                .contains("One loop takes so long that there was no more warm-up");
    }

    @Test
    void spreadBestMedianAndDisturbancesAreReported() throws Exception {
        Timing timing = new Timing(10, 5_000, 9_000, new double[] {1_000, 1_000, 2_000, 4_000});
        assertThat(timing.mean()).isEqualTo(2_000);
        assertThat(timing.median()).isEqualTo(1_500);
        assertThat(timing.deviation()).isEqualTo(Math.sqrt(1_500_000));
        assertThat(timing.report())
                .startsWith(
                        "2.00 µs ± 1.23 µs per loop (mean ± std. dev. of 4 runs, 10 loops each)")
                .contains("The slowest run took 4.0 times as long as the fastest");
    }

    @Test
    void loopsThatWereAskedForAreKept() throws Exception {
        Timing timing = Timing.of(code(50), 3, 2);
        assertThat(timing.loops()).isEqualTo(3);
        assertThat(asked.subList(1, asked.size())).containsOnly(3L);
    }

    @Test
    void codeThatTakesNoTimeEnds() throws Exception {
        assertThat(Timing.of(code(0), 0, 2).runs()).containsOnly(0);
        assertThat(Timing.of(code(0), 1, 2).runs()).containsOnly(0);
    }
}
