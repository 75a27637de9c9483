package dev.vitrine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PhiloxTests {

    /** The known-answer tests that Random123 ships (kat_vectors, philox4x32 with 10 rounds). */
    @Test
    void wordsAreThoseOfRandom123() {
        assertThat(block(0, 0, 0)).containsExactly(0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8);
        assertThat(block(-1L, -1L, -1L))
                .containsExactly(0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd);
        assertThat(block(0x299f31d0a4093822L, 0x85a308d3243f6a88L, 0x0370734413198a2eL))
                .containsExactly(0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1);
    }

    private static int[] block(long key, long counterLow, long counterHigh) {
        int[] words = new int[4];
        Philox.block(key, counterLow, counterHigh, words);
        return words;
    }

    @Test
    void sameSeedGivesSameNumbersOnEveryDevice() {
        Device before = Device.current();
        try {
            float[][] results =
                    Devices.usable()
                            .map(
                                    device -> {
                                        Device.use(device);
                                        return new Philox(3).normal(7, 1001).toFloatArray();
                                    })
                            .toArray(float[][]::new);
            for (float[] result : results) {
                assertThat(result).containsExactly(results[0]);
            }
        } finally {
            Device.use(before);
        }
    }

    @Test
    void numbersDoNotDependOnTheType() {
        float[] single = new Philox(9).uniform(501).toFloatArray();
        double[] twice = new Philox(9).uniform(DType.DOUBLE, 501).toDoubleArray();
        for (int i = 0; i < single.length; i++) {
            assertThat((double) single[i]).isEqualTo(twice[i]);
        }
    }

    @Test
    void rangesOfAStreamFitTogether() {
        Philox.State state = new Philox(5).state();
        float[] whole = new float[100];
        Philox.uniform(state, 0, whole, 0, 100);
        float[] parts = new float[100];
        Philox.uniform(state, 37, parts, 37, 63);
        Philox.uniform(state, 0, parts, 0, 37);
        assertThat(parts).containsExactly(whole);
    }

    @Test
    void normalNumbersHaveTheMomentsOfTheNormalDistribution() {
        double[] x = new Philox(1).normal(DType.DOUBLE, 200_000).toDoubleArray();
        double mean = Arrays.stream(x).average().orElseThrow();
        double variance = Arrays.stream(x).map(v -> v * v).average().orElseThrow();
        double fourth = Arrays.stream(x).map(v -> v * v * v * v).average().orElseThrow();
        assertThat(mean).isCloseTo(0, within(0.01));
        assertThat(variance).isCloseTo(1, within(0.02));
        assertThat(fourth).isCloseTo(3, within(0.15));
    }

    @Test
    void uniformNumbersLieInTheUnitInterval() {
        float[] x = new Philox(2).uniform(100_000).toFloatArray();
        double mean = 0;
        for (float value : x) {
            assertThat(value).isGreaterThanOrEqualTo(0).isLessThan(1);
            mean += value / x.length;
        }
        assertThat(mean).isCloseTo(0.5, within(0.005));
    }

    @Test
    void permutationHasEachNumberOnce() {
        int[] order = new Philox(4).permutation(1000);
        assertThat(order).isNotEqualTo(IntStream.range(0, 1000).toArray());
        assertThat(Arrays.stream(order).sorted().toArray())
                .isEqualTo(IntStream.range(0, 1000).toArray());
        assertThat(new Philox(4).permutation(0)).isEmpty();
    }

    @Test
    void everyPermutationIsEquallyLikely() {
        int[] counts = new int[6];
        Philox random = new Philox(8);
        for (int i = 0; i < 60_000; i++) {
            int[] p = random.permutation(3);
            counts[p[0] * 2 + (p[1] > p[2] ? 1 : 0)]++;
        }
        for (int count : counts) {
            assertThat(count).isBetween(9_600, 10_400);
        }
    }

    @Test
    void integersCoverTheirRange() {
        Philox random = new Philox(6);
        int[] counts = new int[10];
        for (int i = 0; i < 10_000; i++) {
            counts[random.nextInt(10)]++;
        }
        for (int count : counts) {
            assertThat(count).isBetween(850, 1150);
        }
        assertThatThrownBy(() -> random.nextInt(0))
                .hasMessageContaining("bound must be positive, was 0");
    }

    @Test
    void childrenDifferFromEachOtherAndFromTheirParent() {
        Philox parent = new Philox(1);
        float[] first = parent.split().uniform(64).toFloatArray();
        float[] second = parent.split().uniform(64).toFloatArray();
        float[] own = parent.uniform(64).toFloatArray();
        assertThat(first).isNotEqualTo(second).isNotEqualTo(own);
        assertThat(second).isNotEqualTo(own);
        assertThat(new Philox(1).split().uniform(64).toFloatArray()).containsExactly(first);
    }

    @Test
    void savedStateContinuesTheSequence() {
        Philox random = new Philox(11);
        random.nextDouble();
        Philox.State state = random.state();
        double next = random.nextDouble();
        random.nextNormal();
        random.restore(state);
        assertThat(random.nextDouble()).isEqualTo(next);
        assertThat(new Philox(state).nextDouble()).isEqualTo(next);
        assertThatThrownBy(() -> new Philox(12).restore(state))
                .hasMessageContaining("another seed");
    }
}
