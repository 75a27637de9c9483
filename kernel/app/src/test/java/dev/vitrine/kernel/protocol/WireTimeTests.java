package dev.vitrine.kernel.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class WireTimeTests {

    @Test
    void everyPartHasAllItsDigits() {
        assertThat(WireTime.text(Instant.parse("2026-01-02T03:04:05.000006789Z")))
                .isEqualTo("2026-01-02T03:04:05.000006Z");
        assertThat(WireTime.text(Instant.parse("0999-12-31T00:00:00Z")))
                .isEqualTo("0999-12-31T00:00:00.000000Z");
    }

    @Test
    void instantsSurviveAsMicroseconds() {
        for (long second : new long[] {0, 1, 951_782_400, 1_772_323_199, 4_102_444_799L}) {
            Instant instant = Instant.ofEpochSecond(second, 123_456_000);
            assertThat(Instant.parse(WireTime.text(instant))).isEqualTo(instant);
        }
    }
}
