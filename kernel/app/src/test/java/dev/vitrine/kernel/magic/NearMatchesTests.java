package dev.vitrine.kernel.magic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearMatchesTests {

    @Test
    void distanceCountsEditsAndSwapsOfNeighbours() {
        assertThat(NearMatches.distance("", "abc")).isEqualTo(3);
        assertThat(NearMatches.distance("maven", "mavne")).isEqualTo(1);
        assertThat(NearMatches.distance("time", "tmie")).isEqualTo(1);
        assertThat(NearMatches.distance("kitten", "sitting")).isEqualTo(3);
    }

    @Test
    void nearestComesFirstAndFarOnesNotAtAll() {
        assertThat(NearMatches.of("jar", List.of("jars", "bars", "classpath", "car")))
                .containsExactly("car", "jars");
    }
}
