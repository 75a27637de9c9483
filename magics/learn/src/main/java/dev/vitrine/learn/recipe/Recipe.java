package dev.vitrine.learn.recipe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;

/**
 * The settings of a training run as a reader wrote them, in YAML, JSON or code, read key by key
 * with checks.
 *
 * <p>Whoever needs a setting asks for it by name, with its default and its range. After the last
 * question {@link #requireAllKnown} finds what nobody asked for: a misspelt key must not silently
 * leave a default in force.
 *
 * <pre>{@code
 * Recipe recipe = Recipe.of(map);
 * int batch = recipe.integer("batch", 128, 1, 4096);
 * double rate = recipe.number("lr", 1e-3, 0, 1);
 * recipe.requireAllKnown();
 * }</pre>
 */
public final class Recipe {

    private final Map<String, Object> settings = new LinkedHashMap<>();
    private final Map<String, Object> answers = new LinkedHashMap<>();

    private Recipe(Map<?, ?> given) {
        given.forEach((key, value) -> settings.put(String.valueOf(key), value));
    }

    /**
     * The settings in a map from names to numbers, strings and booleans, as a YAML or JSON parser
     * gives it.
     */
    public static Recipe of(Map<?, ?> settings) {
        return new Recipe(settings);
    }

    /**
     * A whole number.
     *
     * @throws RecipeException if it is not one, or outside {@code min} to {@code max}
     */
    public int integer(String key, int otherwise, int min, int max) {
        Object value = answer(key, otherwise);
        double number = asNumber(key, value, "a whole number");
        if (number != Math.rint(number)) {
            throw wrong(key, value, "a whole number");
        }
        if (number < min || number > max) {
            throw wrong(key, value, "from %d to %d".formatted(min, max));
        }
        return (int) number;
    }

    /**
     * A number; strings such as {@code 1e-3}, which YAML 1.1 does not take for a number, are read
     * as one.
     *
     * @throws RecipeException if it is not a number, or outside {@code min} to {@code max}
     */
    public double number(String key, double otherwise, double min, double max) {
        Object value = answer(key, otherwise);
        double number = asNumber(key, value, "a number");
        if (!(number >= min && number <= max)) {
            throw wrong(key, value, "from %s to %s".formatted(plain(min), plain(max)));
        }
        return number;
    }

    /**
     * A length of time in steps, which the recipe may give as {@code PREFIX_steps}, {@code
     * PREFIX_examples}, {@code PREFIX_epochs} or {@code PREFIX_percent}, the last one as a share
     * from 0 to 1 of the whole run; as big_vision's {@code utils.steps}. Rounded to the nearest
     * step, and at least 1 unless it is exactly 0. A negative length counts as left out.
     *
     * @param otherwise steps if none of them is given
     * @param units what an example, an epoch and the whole run are
     * @throws RecipeException if more than one is given, or a share of a run of unknown length
     */
    public long steps(String prefix, long otherwise, RunUnits units) {
        Map<String, DoubleUnaryOperator> inSteps = new LinkedHashMap<>();
        inSteps.put(prefix + "_steps", count -> count);
        inSteps.put(prefix + "_examples", units::ofExamples);
        inSteps.put(prefix + "_epochs", units::ofEpochs);
        if (units.totalSteps() > 0) {
            inSteps.put(prefix + "_percent", units::ofShare);
        }
        String given = null;
        double steps = otherwise;
        for (Map.Entry<String, DoubleUnaryOperator> unit : inSteps.entrySet()) {
            String key = unit.getKey();
            if (!sets(key)) {
                continue;
            }
            double count = number(key, -1, Double.NEGATIVE_INFINITY, 1e15);
            if (count < 0) {
                continue;
            }
            if (given != null) {
                throw mismatch(key, "left out, as there is %s already".formatted(given));
            }
            if (key.endsWith("_percent") && count > 1) {
                throw wrong(key, settings.get(key), "a share of the run, from 0 to 1");
            }
            given = key;
            steps = unit.getValue().applyAsDouble(count);
        }
        return steps == 0 ? 0 : Math.max(1, Math.round(steps));
    }

    /**
     * A whole number of any size, such as a seed.
     *
     * @throws RecipeException if it is not a whole number
     */
    public long seed(String key, long otherwise) {
        Object value = answer(key, otherwise);
        if (value instanceof Long || value instanceof Integer) {
            return ((Number) value).longValue();
        }
        throw wrong(key, value, "a whole number");
    }

    /**
     * One of some words; case does not matter.
     *
     * @throws RecipeException if it is none of them; names the nearest
     */
    public String choice(String key, String otherwise, List<String> choices) {
        Object value = answer(key, otherwise);
        String word = String.valueOf(value);
        return choices.stream()
                .filter(choice -> choice.equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(
                        () ->
                                new RecipeException(
                                        key,
                                        "recipe: %s is %s; did you mean %s? Possible: %s"
                                                .formatted(
                                                        key,
                                                        show(value),
                                                        Spelling.nearest(word, choices),
                                                        String.join(", ", choices))));
    }

    /**
     * A text, such as the name of a file.
     *
     * @throws RecipeException if it is a number or the like
     */
    public String text(String key, String otherwise) {
        Object value = answer(key, otherwise);
        if (value instanceof String text) {
            return text;
        }
        throw wrong(key, value, "a text");
    }

    /**
     * True or false.
     *
     * @throws RecipeException if it is neither
     */
    public boolean flag(String key, boolean otherwise) {
        Object value = answer(key, otherwise);
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw wrong(key, value, "true or false");
    }

    /** Whether the recipe itself sets this key. Counts as a question. */
    public boolean sets(String key) {
        answers.putIfAbsent(key, settings.get(key));
        return settings.containsKey(key);
    }

    /**
     * To be called after the last question.
     *
     * @throws RecipeException if the recipe holds a key that nobody asked for; names it, the
     *     nearest one that was asked for, and all of those
     */
    public void requireAllKnown() {
        List<String> known = List.copyOf(answers.keySet());
        for (String key : settings.keySet()) {
            if (!answers.containsKey(key)) {
                throw new RecipeException(
                        key,
                        "recipe: unknown key \"%s\"; did you mean \"%s\"? Valid keys: %s"
                                .formatted(
                                        key,
                                        Spelling.nearest(key, known),
                                        String.join(", ", known)));
            }
        }
    }

    /**
     * What to throw for a value that is well formed, but does not go with the others.
     *
     * @param expected what it must be, such as "a divisor of the width"
     */
    public RecipeException mismatch(String key, String expected) {
        return wrong(key, answers.get(key), expected);
    }

    private Object answer(String key, Object otherwise) {
        Object value = Objects.requireNonNullElse(settings.get(key), otherwise);
        answers.put(key, value);
        return value;
    }

    private static double asNumber(String key, Object value, String expected) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value instanceof String text) {
            try {
                return Double.parseDouble(text.strip());
            } catch (NumberFormatException e) {
                throw wrong(key, value, expected);
            }
        }
        throw wrong(key, value, expected);
    }

    private static RecipeException wrong(String key, Object value, String expected) {
        return new RecipeException(
                key, "recipe: %s is %s, but must be %s".formatted(key, show(value), expected));
    }

    private static String show(Object value) {
        return value instanceof String text ? "\"" + text + "\"" : String.valueOf(value);
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
