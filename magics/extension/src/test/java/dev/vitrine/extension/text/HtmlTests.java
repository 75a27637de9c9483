package dev.vitrine.extension.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HtmlTests {

    @Test
    void everythingThatHtmlReadsIsEscaped() {
        assertThat(Html.escape("<a href='x' title=\"y\">&amp;</a>"))
                .isEqualTo("&lt;a href=&#39;x&#39; title=&quot;y&quot;&gt;&amp;amp;&lt;/a&gt;");
    }

    @Test
    void controlCharactersAreReplaced() {
        assertThat(Html.escape("a\u0000b\u001bc\td\ne")).isEqualTo("a\ufffdb\ufffdc\td\ne");
    }
}
