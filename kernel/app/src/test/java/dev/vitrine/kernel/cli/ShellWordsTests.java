package dev.vitrine.kernel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ShellWordsTests {

    @Test
    void quotesAndBackslashesHoldWordsTogether() {
        assertThat(ShellWords.split("  -Xmx8g\t-Da=\"b c\" '-Dd=e\\f' -Dg=h\\ i \"\" "))
                .containsExactly("-Xmx8g", "-Da=b c", "-Dd=e\\f", "-Dg=h i", "");
        assertThat(ShellWords.split(null)).isEmpty();
        assertThat(ShellWords.split(" ")).isEmpty();
    }

    @Test
    void windowsPathsNeedNoDoubling() {
        assertThat(ShellWords.split("-Dhome=C:\\Users\\me"))
                .containsExactly("-Dhome=C:\\Users\\me");
    }

    @Test
    void openQuoteIsRefused() {
        assertThatThrownBy(() -> ShellWords.split("-Da=\"b")).hasMessageContaining("not closed");
    }
}
