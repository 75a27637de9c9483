package dev.vitrine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class ParallelTests {

    @Test
    void everyIndexIsVisitedOnce() {
        for (int length : new int[] {0, 1, 2, 7, 1000}) {
            AtomicIntegerArray visits = new AtomicIntegerArray(Math.max(1, length));
            Parallel.loop(
                    length,
                    1,
                    (from, to) -> {
                        for (long i = from; i < to; i++) {
                            visits.incrementAndGet((int) i);
                        }
                    });
            for (int i = 0; i < length; i++) {
                assertThat(visits.get(i)).isEqualTo(1);
            }
        }
    }

    @Test
    void loopsInsideLoopsEnd() {
        AtomicInteger sum = new AtomicInteger();
        Parallel.loop(
                8,
                1,
                (from, to) -> {
                    for (long i = from; i < to; i++) {
                        Parallel.loop(10, 1, (a, b) -> sum.addAndGet((int) (b - a)));
                    }
                });
        assertThat(sum).hasValue(80);
    }

    @Test
    void theFailureOfAPartIsThrownToTheCaller() {
        for (long bad : new long[] {0, 99}) {
            assertThatThrownBy(
                            () ->
                                    Parallel.loop(
                                            100,
                                            1,
                                            (from, to) -> {
                                                if (from <= bad && bad < to) {
                                                    throw new IllegalStateException(
                                                            "part with " + bad);
                                                }
                                            }))
                    .hasMessage("part with " + bad);
        }
    }

    @Test
    void anInterruptIsKeptForTheCaller() {
        Thread.currentThread().interrupt();
        AtomicInteger sum = new AtomicInteger();
        Parallel.loop(100, 1, (from, to) -> sum.addAndGet((int) (to - from)));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(sum).hasValue(100);
    }

    @Test
    void theThreadCountIsReadFromTheEnvironment() {
        assertThat(Parallel.threads("3")).isEqualTo(3);
        assertThat(Parallel.threads(null)).isPositive();
        assertThatThrownBy(() -> Parallel.threads("none")).hasMessageContaining("VITRINE_THREADS");
        assertThatThrownBy(() -> Parallel.threads("0")).hasMessageContaining("VITRINE_THREADS");
    }
}
