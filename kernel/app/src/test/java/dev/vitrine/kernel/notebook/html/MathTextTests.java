package dev.vitrine.kernel.notebook.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MathTextTests {

    private static String formulas(String markdown) {
        MathText math = new MathText();
        return math.restore(math.hide(markdown));
    }

    @Test
    void moneyAndEscapedDollarsAreNoFormulas() {
        for (String text :
                new String[] {"from $5 to $6", "\\$x\\$", "$ x $", "a $x\n\ny$ b", "100$"}) {
            assertThat(formulas(text)).isEqualTo(text);
        }
    }

    @Test
    void codeIsLeftAlone() {
        for (String text : new String[] {"`$x$`", "``a ` $x$``", "```\n$x$\n```\n", "~~~\n$$x$$"}) {
            assertThat(formulas(text)).isEqualTo(text);
        }
    }

    @Test
    void environmentsAndBlocksAreDisplayed() {
        assertThat(formulas("\\begin{align}a &= b\\end{align}"))
                .isEqualTo(
                        "<span class=\"math math-display\">\\begin{align}a &amp;= b\\end{align}</span>");
        assertThat(formulas("see $$x^2$$."))
                .isEqualTo("see <span class=\"math math-display\">x^2</span>.");
    }

    @Test
    void inlineFormulaMayHoldEscapedDollarsAndLineBreaks() {
        assertThat(formulas("$a\\$b$ and $c\nd$"))
                .isEqualTo(
                        "<span class=\"math\">a\\$b</span> and <span class=\"math\">c\nd</span>");
    }

    @Test
    void longTextIsNoProblem() {
        String text =
                "word ".repeat(50_000)
                        + "$x$ "
                        + "```\n"
                        + "line\n".repeat(50_000)
                        + "```\n$$"
                        + "y+".repeat(50_000)
                        + "$$";
        assertThat(formulas(text)).contains("<span class=\"math\">x</span>").endsWith("</span>");
    }

    @Test
    void marksInTheTextItselfAreHarmless() {
        assertThat(formulas("\uE0000\uE001 $x$")).isEqualTo("0 <span class=\"math\">x</span>");
    }
}
