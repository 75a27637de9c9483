package dev.vitrine.learn.preprocess;

import dev.vitrine.learn.recipe.Spelling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The arguments of one operation, by name. Every getter that takes no value to fall back on demands
 * the argument; all complain with the place in the string.
 */
public final class Arguments {

    private final String text;
    private final PreprocessParser.Call call;
    private final Map<String, Literal> values = new LinkedHashMap<>();
    private final List<Literal> rest = new ArrayList<>();

    /**
     * @param parameters names in order; the last one may begin with a star, it then takes all
     *     further arguments without a name
     */
    Arguments(String text, PreprocessParser.Call call, List<String> parameters) {
        this.text = text;
        this.call = call;
        int at = 0;
        for (Literal literal : call.positional()) {
            String parameter = at < parameters.size() ? parameters.get(at) : null;
            if (parameter == null) {
                throw wrong(
                        literal.position(),
                        parameters.isEmpty()
                                ? call.name() + " takes no arguments"
                                : "%s takes %s, no more".formatted(call.name(), list(parameters)));
            }
            if (parameter.startsWith("*")) {
                rest.add(literal);
            } else {
                values.put(parameter, literal);
                at++;
            }
        }
    }

    /** Takes the named arguments, which must be among these. */
    Arguments named(List<String> allowed) {
        List<String> names = allowed.stream().filter(name -> !name.startsWith("*")).toList();
        call.named()
                .forEach(
                        (name, literal) -> {
                            if (!names.contains(name)) {
                                throw wrong(
                                        literal.position(),
                                        "%s has no argument \"%s\"%s"
                                                .formatted(
                                                        call.name(),
                                                        name,
                                                        names.isEmpty()
                                                                ? ""
                                                                : "; did you mean %s?"
                                                                        .formatted(
                                                                                Spelling.nearest(
                                                                                        name,
                                                                                        names))));
                            }
                            if (values.putIfAbsent(name, literal) != null) {
                                throw wrong(
                                        literal.position(),
                                        "argument %s of %s is given twice"
                                                .formatted(name, call.name()));
                            }
                        });
        return this;
    }

    private static String list(List<String> parameters) {
        return String.join(", ", parameters);
    }

    /** Whether the argument is there and not None. */
    public boolean has(String name) {
        Literal literal = values.get(name);
        return literal != null && literal.value() != null;
    }

    /** Whether the argument is there and a number. */
    public boolean isNumber(String name) {
        return has(name) && values.get(name).value() instanceof Number;
    }

    /** Whether the argument is there and a list. */
    public boolean isList(String name) {
        return has(name) && values.get(name).value() instanceof List<?>;
    }

    /** A number, text or truth value as it is. */
    public Object plain(String name) {
        Literal literal = required(name);
        if (literal.value() instanceof List<?>) {
            throw no(name, literal, "a number, a text, True or False");
        }
        return literal.value();
    }

    /** A whole number within bounds. */
    public int integer(String name, int least, int most) {
        return integer(name, required(name), least, most);
    }

    /** A whole number within bounds, or the given one if it is left out. */
    public int integer(String name, int otherwise, int least, int most) {
        return has(name) ? integer(name, values.get(name), least, most) : otherwise;
    }

    private int integer(String name, Literal literal, int least, int most) {
        if (literal.value() instanceof Long number && number >= least && number <= most) {
            return number.intValue();
        }
        throw no(name, literal, "a whole number from %d to %d".formatted(least, most));
    }

    /** A number. */
    public double number(String name) {
        return number(name, required(name));
    }

    /** A number, or the given one if it is left out. */
    public double number(String name, double otherwise) {
        return has(name) ? number(name, values.get(name)) : otherwise;
    }

    private double number(String name, Literal literal) {
        if (literal.value() instanceof Number number) {
            return number.doubleValue();
        }
        throw no(name, literal, "a number");
    }

    /** A number or a list of numbers, or the given ones if it is left out. */
    public double[] numbers(String name, double... otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        Literal literal = values.get(name);
        if (literal.value() instanceof List<?> items && !items.isEmpty()) {
            return items.stream().mapToDouble(item -> number(name, (Literal) item)).toArray();
        }
        return new double[] {number(name, literal)};
    }

    /** True or False, or the given one if it is left out. */
    public boolean truth(String name, boolean otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        Literal literal = values.get(name);
        if (literal.value() instanceof Boolean truth) {
            return truth;
        }
        throw no(name, literal, "True or False");
    }

    /** A text. */
    public String text(String name) {
        return text(name, required(name));
    }

    /** A text, or the given one, which may be null, if it is left out. */
    public String text(String name, String otherwise) {
        return has(name) ? text(name, values.get(name)) : otherwise;
    }

    private String text(String name, Literal literal) {
        if (literal.value() instanceof String value) {
            return value;
        }
        throw no(name, literal, "a text in quotes");
    }

    /** One of some words, or the first of them if it is left out. */
    public String choice(String name, List<String> words) {
        String word = text(name, words.get(0));
        if (!words.contains(word)) {
            throw no(
                    name,
                    values.get(name),
                    "one of %s; did you mean %s?"
                            .formatted(list(words), Spelling.nearest(word, words)));
        }
        return word;
    }

    /** A list of texts. */
    public List<String> texts(String name) {
        Literal literal = required(name);
        if (literal.value() instanceof List<?> items && !items.isEmpty()) {
            return items.stream().map(item -> text(name, (Literal) item)).toList();
        }
        throw no(name, literal, "a list of texts");
    }

    /** Whole numbers from a list. */
    public int[] integers(String name, int least, int most) {
        Literal literal = required(name);
        if (literal.value() instanceof List<?> items && !items.isEmpty()) {
            return items.stream()
                    .mapToInt(item -> integer(name, (Literal) item, least, most))
                    .toArray();
        }
        throw no(name, literal, "a list of whole numbers");
    }

    /**
     * The least and the most of something: a whole number from 1 on, for both, or two that do not
     * fall.
     */
    int[] bounds(String name, int most) {
        Literal literal = required(name);
        if (!(literal.value() instanceof List<?> items)) {
            int both = integer(name, literal, 1, most);
            return new int[] {both, both};
        }
        int[] bounds = integers(name, 1, most);
        if (items.size() != 2 || bounds[0] > bounds[1]) {
            throw no(name, literal, "one number, or the least and the most");
        }
        return bounds;
    }

    /** All arguments without a name that no parameter took, which are texts. */
    public List<String> rest() {
        return rest.stream().map(literal -> text("", literal)).toList();
    }

    /**
     * Height and width: one number for both, or a pair.
     *
     * @param most the largest side allowed
     */
    public int[] size(String name, int most) {
        Literal literal = required(name);
        if (literal.value() instanceof List<?> items) {
            if (items.size() != 2) {
                throw no(name, literal, "one number, or height and width");
            }
            return integers(name, 1, most);
        }
        int side = integer(name, literal, 1, most);
        return new int[] {side, side};
    }

    private Literal required(String name) {
        if (!has(name)) {
            throw wrong(call.position(), "%s needs %s".formatted(call.name(), name));
        }
        return values.get(name);
    }

    private PreprocessException no(String name, Literal literal, String expected) {
        return wrong(
                literal.position(),
                "%s%s of %s must be %s"
                        .formatted(
                                name.isEmpty() ? "" : name + " ", literal, call.name(), expected));
    }

    /** For operations whose arguments must fit each other: the fault of one argument. */
    public PreprocessException mismatch(String name, String problem) {
        Literal literal = values.get(name);
        return wrong(literal == null ? call.position() : literal.position(), problem);
    }

    private PreprocessException wrong(int position, String problem) {
        return new PreprocessException(text, position, problem);
    }
}
