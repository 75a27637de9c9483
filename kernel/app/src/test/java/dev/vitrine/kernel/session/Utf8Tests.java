package dev.vitrine.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Tests {

    @ParameterizedTest
    @ValueSource(strings = {"a", "é", "€", "🦜"})
    void onlyAnUnfinishedCharacterIsCut(String character) {
        byte[] bytes = ("xy" + character).getBytes(StandardCharsets.UTF_8);

        assertThat(Utf8.completeLength(bytes, bytes.length)).isEqualTo(bytes.length);
        for (int count = 3; count < bytes.length; count++) {
            assertThat(Utf8.completeLength(bytes, count)).isEqualTo(2);
        }
    }

    @Test
    void bytesThatAreNoUtf8AreNotHeldBack() {
        byte[] stray = {(byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80};

        assertThat(Utf8.completeLength(stray, 4)).isEqualTo(4);
        assertThat(Utf8.completeLength(stray, 2)).isEqualTo(2);
        assertThat(Utf8.completeLength(stray, 0)).isZero();
    }
}
