package dev.vitrine.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SeedTests {

    @Test
    void childrenDifferFromEachOtherAndFromTheirParent() {
        Seed root = new Seed(0);
        assertThat(LongStream.range(-500, 500).mapToObj(i -> root.child(i).value()).distinct())
                .hasSize(1000)
                .doesNotContain(root.value());
        assertThat(root.child("shuffle")).isNotEqualTo(root.child("augment"));
        assertThat(root.child("ab")).isNotEqualTo(root.child("ba"));
    }

    @Test
    void sameNameGivesTheSameNumbers() {
        double number = new Seed(5).child("dropout").child(7).philox().nextDouble();
        assertThat(new Seed(5).child("dropout").child(7).philox().nextDouble()).isEqualTo(number);
        assertThat(new Seed(6).child("dropout").child(7).philox().nextDouble())
                .isNotEqualTo(number);
    }

    @Test
    void globalSeedIsWhatWasSet() {
        Seed before = Seed.global();
        try {
            Seed.setGlobal(new Seed(42));
            assertThat(Seed.global()).isEqualTo(new Seed(42));
        } finally {
            Seed.setGlobal(before);
        }
    }
}
