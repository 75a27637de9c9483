package dev.vitrine.learn.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class IntervalTests {

    private static long[] due(long every, long total) {
        Interval interval = new Interval(every, total);
        return LongStream.rangeClosed(1, total).filter(interval::isDue).toArray();
    }

    /** big_vision's, but for the first step, which ours leaves out. */
    @Test
    void aHundredStepsOfAThousandAndOfTenMore() {
        assertThat(due(100, 1000))
                .containsExactly(100, 200, 300, 400, 500, 600, 700, 800, 900, 1000);
        assertThat(due(100, 1010))
                .containsExactly(100, 200, 300, 400, 500, 600, 700, 800, 900, 1010);
    }

    @Test
    void endIsDueAndWhatComesShortlyBeforeItIsNot() {
        assertThat(due(100, 400)).containsExactly(100, 200, 300, 400);
        assertThat(due(100, 410)).containsExactly(100, 200, 300, 410);
        assertThat(due(100, 424)).containsExactly(100, 200, 300, 424);
        assertThat(due(100, 425)).containsExactly(100, 200, 300, 400, 425);
        assertThat(due(0, 7)).containsExactly(7);
        assertThat(due(10, 7)).containsExactly(7);
    }
}
