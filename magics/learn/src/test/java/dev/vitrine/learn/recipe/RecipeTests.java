package dev.vitrine.learn.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipeTests {

    @Test
    void whatIsLeftOutHasItsDefault() {
        Recipe recipe = Recipe.of(Map.of());
        assertThat(recipe.integer("depth", 4, 1, 10)).isEqualTo(4);
        assertThat(recipe.number("lr", 1e-3, 0, 1)).isEqualTo(1e-3);
        assertThat(recipe.choice("pool", "gap", List.of("gap", "tok"))).isEqualTo("gap");
        assertThat(recipe.flag("shuffle", true)).isTrue();
        assertThat(recipe.seed("seed", 7)).isEqualTo(7);
        assertThatCode(recipe::requireAllKnown).doesNotThrowAnyException();
    }

    @Test
    void misspeltKeyIsAnErrorThatNamesTheNearest() {
        Recipe recipe = Recipe.of(Map.of("batch_sise", 64));
        recipe.integer("steps", 100, 1, 1000);
        recipe.integer("batch_size", 32, 1, 1000);
        assertThatThrownBy(recipe::requireAllKnown)
                .isInstanceOf(RecipeException.class)
                .hasMessage(
                        "recipe: unknown key \"batch_sise\"; did you mean \"batch_size\"? Valid keys: steps, batch_size");
    }

    @Test
    void numbersMayBeWrittenAsText() {
        Recipe recipe = Recipe.of(Map.of("lr", "1e-3", "steps", 100.0));
        assertThat(recipe.number("lr", 0, 0, 1)).isEqualTo(1e-3);
        assertThat(recipe.integer("steps", 1, 1, 1000)).isEqualTo(100);
    }

    /** big_vision's tests of {@code utils.steps}. */
    @ParameterizedTest
    @CsvSource({
        "1000, 100, 0, foo_epochs, 3, 30",
        "1001, 100, 0, foo_epochs, 3, 30",
        "1000, 100, 0, foo_examples, 300, 3",
        "1000, 100, 0, foo_steps, 7, 7",
        "1000, 100, 10, foo_percent, 0.3, 3",
        "1000, 100, 11, foo_percent, 0.3, 3",
        "1000, 100, 10, foo_percent, 0.0, 0",
        "1000, 100, 10, foo_percent, 0.001, 1",
        "1000, 100, 0, foo_examples, 1, 1",
        "1000, 100, 0, foo_steps, -1, 5",
    })
    void lengthsBecomeSteps(
            long examples, long batch, long total, String key, double value, long steps) {
        Recipe recipe = Recipe.of(Map.of(key, value));
        assertThat(recipe.steps("foo", 5, new RunUnits(examples, batch, total))).isEqualTo(steps);
        assertThatCode(recipe::requireAllKnown).doesNotThrowAnyException();
    }

    @Test
    void lengthsAreGivenOnce() {
        RunUnits units = new RunUnits(1000, 100, 10);
        assertThat(Recipe.of(Map.of()).steps("foo", 5, units)).isEqualTo(5);
        assertThat(Recipe.of(Map.of("foo_steps", 3, "foo_epochs", -1)).steps("foo", 5, units))
                .isEqualTo(3);
        assertThatThrownBy(
                        () ->
                                Recipe.of(Map.of("foo_steps", 3, "foo_epochs", 1))
                                        .steps("foo", 5, units))
                .isInstanceOf(RecipeException.class)
                .hasMessage(
                        "recipe: foo_epochs is 1, but must be left out, as there is foo_steps already");
        assertThatThrownBy(() -> Recipe.of(Map.of("foo_percent", 30)).steps("foo", 5, units))
                .hasMessageContaining("from 0 to 1");
        Recipe tooEarly = Recipe.of(Map.of("foo_percent", 0.3));
        tooEarly.steps("foo", 5, new RunUnits(1000, 100));
        assertThatThrownBy(tooEarly::requireAllKnown).hasMessageContaining("foo_percent");
    }

    @Test
    void valuesOfTheWrongKindOrSizeAreNamed() {
        Recipe recipe =
                Recipe.of(
                        Map.of(
                                "lr",
                                "fast",
                                "steps",
                                1.5,
                                "depth",
                                0,
                                "flip",
                                "maybe",
                                "seed",
                                "x",
                                "heads",
                                List.of(1)));
        assertThatThrownBy(() -> recipe.number("lr", 0, 0, 1))
                .hasMessage("recipe: lr is \"fast\", but must be a number");
        assertThatThrownBy(() -> recipe.integer("steps", 1, 1, 9))
                .hasMessage("recipe: steps is 1.5, but must be a whole number");
        assertThatThrownBy(() -> recipe.integer("depth", 1, 1, 9))
                .hasMessage("recipe: depth is 0, but must be from 1 to 9");
        assertThatThrownBy(() -> recipe.flag("flip", true)).hasMessageContaining("true or false");
        assertThatThrownBy(() -> recipe.seed("seed", 0)).hasMessageContaining("\"x\"");
        assertThatThrownBy(() -> recipe.integer("heads", 0, 0, 1)).hasMessageContaining("[1]");
        assertThatThrownBy(() -> Recipe.of(Map.of("lr", "NaN")).number("lr", 0, 0, 1))
                .hasMessageContaining("from 0 to 1");
    }

    @Test
    void textsAreNoNumbers() {
        Recipe recipe = Recipe.of(Map.of("checkpoint", "run.safetensors", "name", 7));
        assertThat(recipe.text("checkpoint", "")).isEqualTo("run.safetensors");
        assertThat(recipe.text("other", "none")).isEqualTo("none");
        assertThatThrownBy(() -> recipe.text("name", ""))
                .hasMessage("recipe: name is 7, but must be a text");
    }

    @Test
    void unknownWordNamesTheNearest() {
        Recipe recipe = Recipe.of(Map.of("posemb", "sincos"));
        assertThatThrownBy(
                        () -> recipe.choice("posemb", "none", List.of("none", "learn", "sincos2d")))
                .hasMessage(
                        "recipe: posemb is \"sincos\"; did you mean sincos2d? Possible: none, learn, sincos2d");
        assertThat(Recipe.of(Map.of("pool", "GAP")).choice("pool", "tok", List.of("tok", "gap")))
                .isEqualTo("gap");
    }

    @Test
    void emptyValueMeansTheDefault() {
        Map<String, Object> settings = new HashMap<>();
        settings.put("steps", null);
        assertThat(Recipe.of(settings).integer("steps", 5, 1, 9)).isEqualTo(5);
    }

    @Test
    void distanceCountsEdits() {
        assertThat(Spelling.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(Spelling.distance("", "abc")).isEqualTo(3);
        assertThat(Spelling.nearest("steps", List.of("total_steps", "seed", "shift")))
                .isEqualTo("total_steps");
    }
}
