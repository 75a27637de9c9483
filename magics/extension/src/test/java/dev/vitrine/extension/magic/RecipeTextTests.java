package dev.vitrine.extension.magic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecipeTextTests {

    @Test
    void yamlGivesTypedValuesAndTheirLines() {
        RecipeText recipe =
                RecipeText.parse(
                        """
                        # one experiment
                        width: 64

                        lr: 2e-3     # peak
                        pool: gap
                        flag: true
                        """);

        assertThat(recipe.settings())
                .contains(entry("width", 64), entry("pool", "gap"), entry("flag", true));
        assertThat(Double.parseDouble(recipe.settings().get("lr").toString())).isEqualTo(2e-3);
        assertThat(recipe.lines())
                .containsExactly(
                        entry("width", 2), entry("lr", 4), entry("pool", 5), entry("flag", 6));
    }

    @Test
    void jsonIsReadToo() {
        RecipeText recipe = RecipeText.parse("{\n\t\"width\": 64,\n\t\"pool\": \"gap\"\n}");

        assertThat(recipe.settings()).containsExactly(entry("width", 64), entry("pool", "gap"));
        assertThat(recipe.lines()).containsExactly(entry("width", 2), entry("pool", 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   \n\n", "# nothing but a remark", "{}"})
    void emptyTextIsARecipeWithoutSettings(String text) {
        assertThat(RecipeText.parse(text).settings()).isEmpty();
    }

    @Test
    void brokenTextIsReportedWithItsLine() {
        assertThatThrownBy(() -> RecipeText.parse("width: 64\ndepth: [1, 2\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be read in line")
                .hasMessageContaining("key: value");
        assertThatThrownBy(() -> RecipeText.parse("width: 64\n  depth: 2: 3\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("in line 2");
        assertThatThrownBy(() -> RecipeText.parse("{\"width\": 64}\n}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("in line 2");
    }

    @Test
    void aKeyWithoutValueIsRefused() {
        assertThatThrownBy(() -> RecipeText.parse("width: 64\nlr:\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"lr\" in line 2 has no value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"just words", "- a\n- b", "42"})
    void whatIsNoMappingIsRefused(String text) {
        assertThatThrownBy(() -> RecipeText.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lines of \"key: value\"");
    }

    @Test
    void aKeyThatStandsTwiceIsRefused() {
        assertThatThrownBy(() -> RecipeText.parse("lr: 1\nwidth: 2\nlr: 3"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"lr\" stands twice in the recipe, in lines 1 and 3");
    }
}
