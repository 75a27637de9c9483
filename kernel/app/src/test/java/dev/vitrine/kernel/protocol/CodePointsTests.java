package dev.vitrine.kernel.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CodePointsTests {

    private static final String TEXT = "a🦜b";

    @Test
    void astralCharactersCountOnceOnTheWireAndTwiceInside() {
        assertThat(CodePoints.toUtf16(TEXT, 2)).isEqualTo(3);
        assertThat(CodePoints.fromUtf16(TEXT, 3)).isEqualTo(2);
    }

    @Test
    void offsetsOutsideTheTextAreMovedToItsEnds() {
        assertThat(CodePoints.toUtf16(TEXT, -5)).isZero();
        assertThat(CodePoints.toUtf16(TEXT, 99)).isEqualTo(4);
    }

    @Test
    void absentCursorIsTheEnd() {
        assertThat(new CompleteRequest(TEXT, null).cursor()).isEqualTo(4);
        assertThat(new InspectRequest(null, null, 0).cursor()).isZero();
    }
}
