package dev.vitrine.kernel.notebook.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AnsiHtmlTests {

    @Test
    void plainTextIsOnlyEscaped() {
        assertThat(AnsiHtml.convert("a < b & c")).isEqualTo("a &lt; b &amp; c");
    }

    @Test
    void attributesHoldUntilReset() {
        assertThat(AnsiHtml.convert("\u001b[32mgreen\u001b[1mbold\u001b[mplain"))
                .isEqualTo(
                        "<span class=\"ansi-green-fg\">green</span>"
                                + "<span class=\"ansi-green-fg ansi-bold\">bold</span>plain");
    }

    @Test
    void brightPaletteAndTrueColoursAreKnown() {
        assertThat(AnsiHtml.convert("\u001b[91mx")).contains("ansi-bright-red-fg");
        assertThat(AnsiHtml.convert("\u001b[38;5;9mx")).contains("ansi-bright-red-fg");
        assertThat(AnsiHtml.convert("\u001b[38;5;196mx")).contains("style=\"color:#ff0000\"");
        assertThat(AnsiHtml.convert("\u001b[48;2;1;2;300mx"))
                .contains("style=\"background:#0102ff\"");
    }

    @Test
    void otherSequencesAndBrokenOnesVanishWithoutHarm() {
        assertThat(AnsiHtml.convert("a\u001b[2Kb\u001b[?25lc")).isEqualTo("abc");
        assertThat(AnsiHtml.convert("\u001b[38;5mx\u001b[99999999999mx\u001b[38;2;1mx"))
                .isEqualTo("xxx");
        assertThat(AnsiHtml.convert("end\u001b")).isEqualTo("end");
    }
}
