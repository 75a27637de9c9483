package dev.vitrine.kernel.magic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ArgumentSplitterTests {

    @Test
    void splitsAtSpacesAndTabs() {
        assertThat(ArgumentSplitter.split("  a\t b  c ")).containsExactly("a", "b", "c");
        assertThat(ArgumentSplitter.split("")).isEmpty();
    }

    @Test
    void doubleQuotesGroupAndAClosingQuoteEndsTheArgument() {
        assertThat(ArgumentSplitter.split("\"a b\"c --x=\"d e\""))
                .containsExactly("a b", "c", "--x=d e");
        assertThat(ArgumentSplitter.split("it's 'a b'")).containsExactly("it's", "'a", "b'");
    }

    @Test
    void emptyQuotesAreAnEmptyArgument() {
        assertThat(ArgumentSplitter.split("a \"\" b")).containsExactly("a", "", "b");
    }

    @Test
    void backslashEscapesOnlyQuotesAndItself() {
        assertThat(ArgumentSplitter.split("\\\"a\\\" C:\\libs\\*.jar \"C:\\\\x y\\\\\""))
                .containsExactly("\"a\"", "C:\\libs\\*.jar", "C:\\x y\\");
    }

    @Test
    void unclosedQuoteReachesToTheEnd() {
        assertThat(ArgumentSplitter.split("a \"b c ")).containsExactly("a", "b c ");
    }

    @Test
    void commentThatStandsAloneIsNoArgumentButAnAddressIs() {
        assertThat(ArgumentSplitter.split("https://host/x //share // for charts"))
                .containsExactly("https://host/x", "//share");
        assertThat(ArgumentSplitter.split("\"//\" a")).containsExactly("//", "a");
    }
}
