package dev.vitrine.kernel.notebook.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JavaHighlighterTests {

    private static String text(String html) {
        return html.replaceAll("</?span[^>]*>", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }

    @Test
    void keywordsInStringsAndCommentsAreNoKeywords() {
        assertThat(JavaHighlighter.highlight("\"int\" // int\n/* int */"))
                .isEqualTo(
                        "<span class=\"tok-string\">&quot;int&quot;</span> <span class=\"tok-comment\">// int</span>\n"
                                + "<span class=\"tok-comment\">/* int */</span>");
    }

    @Test
    void magicsAreRecognisedAtTheLineStartOnly() {
        assertThat(JavaHighlighter.highlight("%maven a:b:1\nint c = a %b;"))
                .startsWith("<span class=\"tok-magic\">%maven a:b:1</span>\n")
                .doesNotContain("tok-magic\">%b");
    }

    @Test
    void nothingIsLostOrAdded() {
        for (String source :
                new String[] {
                    "",
                    "\"open",
                    "'",
                    "/* open",
                    "\"\"\"\ntext \"quoted\"\n\"\"\" + 1e-3f",
                    "a<b&&c>d",
                    "@Override\nvoid f() {}",
                    "\"\\\"\\\\\" + '\\''",
                    "\"\"\"\nopen",
                    "0xFF_FFL 1_000 .5 5. $x _y"
                }) {
            assertThat(text(JavaHighlighter.highlight(source))).isEqualTo(source);
        }
    }

    @Test
    void longStringsDoNotOverflowTheStack() {
        String source =
                "\"\"\"\n"
                        + "x\\n".repeat(100_000)
                        + "\"\"\"; \""
                        + "y".repeat(100_000)
                        + "\" /*"
                        + "z\n".repeat(100_000)
                        + "*/";
        assertThat(text(JavaHighlighter.highlight(source))).isEqualTo(source);
    }
}
