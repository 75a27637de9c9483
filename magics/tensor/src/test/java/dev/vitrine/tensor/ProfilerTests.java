package dev.vitrine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;

import dev.vitrine.tensor.Profile.Phase;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProfilerTests {

    private static void work() {
        Tensor x = new Philox(1).normal(40, 30).requiresGrad(true);
        Tensor weight = new Philox(2).normal(30, 20).requiresGrad(true);
        x.linear(weight, null).exp().sum().backward();
        Updates.sgd(weight, weight.grad(), null, 0.1, 0, false, 0);
    }

    @Test
    void everyOperationIsARowForEachPhase() {
        Profile profile;
        try (Profiler profiler = Profiler.start()) {
            work();
            work();
            profile = profiler.profile();
        }
        assertThat(profile.rows())
                .extracting(Profile.Row::operation, Profile.Row::phase, Profile.Row::calls)
                .containsExactlyInAnyOrder(
                        tuple("linear", Phase.FORWARD, 2L),
                        tuple("exp", Phase.FORWARD, 2L),
                        tuple("sum", Phase.FORWARD, 2L),
                        tuple("linear", Phase.BACKWARD, 2L),
                        tuple("exp", Phase.BACKWARD, 2L),
                        tuple("sum", Phase.BACKWARD, 2L),
                        tuple("sgd", Phase.UPDATE, 2L));
        List<Double> seconds = profile.rows().stream().map(row -> -row.seconds()).toList();
        assertThat(seconds).isSorted();
        assertThat(profile.elsewhere()).isBetween(0.0, 1.0);
        for (Profile.Row row : profile.rows()) {
            boolean counted = row.operation().equals("linear");
            assertThat(Double.isNaN(row.gigaflops())).isEqualTo(!counted);
        }
    }

    /** Twice a product of (40, 30) and (30, 20), and twice as much each on the way back. */
    @Test
    void floatingPointOperationsAreCounted() {
        try (Profiler profiler = Profiler.start()) {
            work();
            work();
            assertThat(profiler.profile().flops()).isEqualTo(2 * 3 * 2.0 * 40 * 30 * 20);
        }
    }

    @Test
    void whatComesAfterTheEndDoesNotCount() {
        Profiler profiler = Profiler.start();
        work();
        profiler.close();
        Profile before = profiler.profile();
        work();
        assertThat(profiler.profile()).isEqualTo(before);
    }

    @Test
    void onlyOneRunsAtATime() {
        Profiler first = Profiler.start();
        assertThatIllegalStateException()
                .isThrownBy(Profiler::start)
                .withMessage("a profiler is running already; close it first");
        first.close();
        first.close();
        Profiler second = Profiler.start();
        first.close();
        assertThatIllegalStateException().isThrownBy(Profiler::start);
        second.close();
    }
}
