package dev.vitrine.kernel.magic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JavaLexerTests {

    /**
     * The positions, in lines of the source, of percent signs that the lexer sees as tokens, with
     * their places.
     */
    private static List<String> percents(String source) {
        List<String> found = new ArrayList<>();
        JavaLexer lexer = new JavaLexer(source);
        while (lexer.toNextToken()) {
            if (source.charAt(lexer.position()) == '%') {
                found.add(
                        source.substring(0, lexer.position()).chars().filter(c -> c == '\n').count()
                                + " "
                                + lexer.place());
            }
            lexer.readToken();
        }
        return found;
    }

    @Test
    void literalsAndCommentsHideWhatTheyHold() {
        assertThat(
                        percents(
                                "s = \"a\\\"% b\"; c = '%'; c = '\\''; // %\n/* % \n % */ t = \"\"\"\n  %x \\\"\"\" %\n  \"\"\";\n"))
                .isEmpty();
    }

    @Test
    void unicodeEscapesAreCharacters() {
        // A string closed by an escaped quote, and one that holds an escaped backslash before its
        // closing quote.
        assertThat(percents("s = \"a\\u0022 + x\n % y; t = \"\\\\u005c\"; u = 1\n% z"))
                .containsExactly("1 OTHER", "2 OTHER");
    }

    @Test
    void unclosedLiteralsEndWithTheirLineAndUnclosedBlocksWithTheCell() {
        assertThat(percents("s = \"abc\n% d")).containsExactly("1 OTHER");
        assertThat(percents("c = '\n;\n%d")).containsExactly("2 STATEMENT");
        assertThat(percents("s = \"\"\"\n% d \\")).isEmpty();
        assertThat(percents("/* % d")).isEmpty();
        assertThat(percents("\"\\")).isEmpty();
    }

    @Test
    void statementsBeginAfterSemicolonsBracesLabelsAndConditions() {
        assertThat(percents("%a")).containsExactly("0 STATEMENT");
        assertThat(percents("f();\n%a")).containsExactly("1 STATEMENT");
        assertThat(percents("if (x) {\n%a")).containsExactly("1 STATEMENT");
        assertThat(percents("if (f(x))\n%a")).containsExactly("1 STATEMENT");
        assertThat(percents("else\n%a")).containsExactly("1 STATEMENT");
        assertThat(percents("case 1:\n%a")).containsExactly("1 STATEMENT");
        assertThat(percents("class A {}\n%a")).containsExactly("1 STATEMENT");
        assertThat(percents("switch (x) { case 1: }\n%a")).containsExactly("1 STATEMENT");
    }

    @Test
    void expressionsGoOnAfterNamesLiteralsAndBrackets() {
        assertThat(percents("a\n%b")).containsExactly("1 OTHER");
        assertThat(percents("(a)\n%b")).containsExactly("1 OTHER");
        assertThat(percents("a[0]\n%b")).containsExactly("1 OTHER");
        assertThat(percents("f(x) /* note */ // note\n%b")).containsExactly("1 OTHER");
        assertThat(percents("1.\n%b")).containsExactly("1 OTHER");
        assertThat(
                        percents(
                                "int y = switch (f(x -> { return 1; })) { case 1 -> 2; default -> { yield 3; } }\n%b"))
                .containsExactly("1 OTHER");
    }

    @Test
    void valuesAreWantedAfterAssignmentsAndArrows() {
        assertThat(percents("a = %b")).containsExactly("0 VALUE");
        assertThat(percents("a =\n%b")).containsExactly("1 VALUE");
        assertThat(percents("() -> %b")).containsExactly("0 VALUE");
        assertThat(percents("a >\n%b")).containsExactly("1 OTHER");
    }

    @Test
    void unbalancedBracketsDoNotStopIt() {
        assertThat(percents(")}})\n;\n%a")).containsExactly("2 STATEMENT");
    }
}
