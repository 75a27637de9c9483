package dev.vitrine.kernel.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TerminalTextTests {

    @Test
    void progressBarLeavesItsLastState() {
        assertThat(TerminalText.collapse("start\n 10%\r 55%\r100%\ndone\n"))
                .isEqualTo("start\n100%\ndone\n");
    }

    @Test
    void shorterTextOverwritesOnlyItsOwnColumns() {
        assertThat(TerminalText.collapse("abcdef\rXY")).isEqualTo("XYcdef");
    }

    @Test
    void windowsLineEndsAreLineEnds() {
        assertThat(TerminalText.collapse("one\r\ntwo\r\n")).isEqualTo("one\ntwo\n");
    }

    @Test
    void backspaceMovesBackAndStopsAtTheMargin() {
        assertThat(TerminalText.collapse("abc\b\bX")).isEqualTo("aXc");
        assertThat(TerminalText.collapse("\b\b\bok")).isEqualTo("ok");
    }

    @Test
    void colouredLinesReplaceEachOther() {
        assertThat(TerminalText.collapse("\u001b[31m10%\u001b[0m\r\u001b[32m20%\u001b[0m\n"))
                .isEqualTo("\u001b[32m20%\u001b[0m\n");
    }

    @Test
    void piecesCutAnywhereGiveTheSame() {
        String text = "a\r\nbb\rc\b\bdd\n\rx";
        String whole = TerminalText.collapse(text);
        for (int cut = 0; cut <= text.length(); cut++) {
            TerminalText terminal = new TerminalText();
            terminal.append(text.substring(0, cut));
            terminal.append(text.substring(cut));
            assertThat(terminal.toString()).isEqualTo(whole);
        }
    }
}
