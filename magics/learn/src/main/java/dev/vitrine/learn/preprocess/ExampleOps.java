package dev.vitrine.learn.preprocess;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** big_vision's operations on whole examples: keys, labels, texts. */
final class ExampleOps {

    private static final int MAX_CLASSES = 10_000_000;
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");

    private ExampleOps() {}

    static PreprocessOps addTo(PreprocessOps ops) {
        return ops.with("keep", List.of("*keys"), arguments -> keep(arguments.rest(), true))
                .with("drop", List.of("*keys"), arguments -> keep(arguments.rest(), false))
                .with("copy", List.of("inkey", "outkey"), ExampleOps::copy)
                .with("setdefault", List.of("key", "value"), ExampleOps::setDefault)
                .with(
                        "onehot",
                        List.of("depth", "key", "key_result", "multi", "on", "off"),
                        ExampleOps::oneHot)
                .with(
                        "choice",
                        List.of("n", "key", "fewer_ok", "inkey", "outkey"),
                        ExampleOps::choice)
                .with("concat", List.of("inkeys", "outkey"), ExampleOps::concat)
                .with("strfmt", List.of("template", "outkey"), ExampleOps::format)
                .withValue(
                        "lower",
                        List.of(),
                        arguments -> (value, random) -> text(value).toLowerCase(Locale.ROOT))
                .withValue(
                        "pad_to_shape",
                        List.of("shape", "pad_value", "where"),
                        ExampleOps::padToShape);
    }

    private static PreprocessOp keep(List<String> names, boolean named) {
        Set<String> keys = Set.copyOf(names);
        return (example, random) -> {
            Map<String, Object> kept = new LinkedHashMap<>(example);
            kept.keySet().removeIf(key -> keys.contains(key) != named);
            return kept;
        };
    }

    private static PreprocessOp copy(Arguments arguments) {
        String from = arguments.text("inkey");
        String to = arguments.text("outkey");
        return (example, random) -> with(example, to, Preprocess.value(example, from));
    }

    private static PreprocessOp setDefault(Arguments arguments) {
        String key = arguments.text("key");
        Object value = arguments.plain("value");
        return (example, random) -> example.get(key) != null ? example : with(example, key, value);
    }

    private static PreprocessOp oneHot(Arguments arguments) {
        int depth = arguments.integer("depth", 1, MAX_CLASSES);
        String key = arguments.text("key", "labels");
        String result = arguments.text("key_result", key);
        boolean multi = arguments.truth("multi", true);
        double on = arguments.number("on", 1);
        double off = arguments.number("off", 0);
        return (example, random) ->
                with(
                        example,
                        result,
                        oneHot(
                                Preprocess.value(example, key),
                                depth,
                                multi,
                                (float) on,
                                (float) off));
    }

    /**
     * A label out of range, such as -1, marks nothing; of several labels, each must be in range.
     */
    private static Object oneHot(Object label, int depth, boolean multi, float on, float off) {
        if (label instanceof Number number && number.doubleValue() == number.longValue()) {
            return row(depth, on, off, number.longValue());
        }
        if (!(label instanceof int[] labels)) {
            throw new IllegalArgumentException(
                    "a whole number or an int[] expected as label, found "
                            + (label instanceof Number ? label : label.getClass().getSimpleName()));
        }
        if (!multi) {
            return Arrays.stream(labels)
                    .mapToObj(one -> row(depth, on, off, one))
                    .toArray(float[][]::new);
        }
        for (int one : labels) {
            if (one < 0 || one >= depth) {
                throw new IllegalArgumentException(
                        "label %d of several is outside 0 to %d".formatted(one, depth - 1));
            }
        }
        return row(depth, on, off, Arrays.stream(labels).asLongStream().toArray());
    }

    private static float[] row(int depth, float on, float off, long... labels) {
        float[] row = new float[depth];
        Arrays.fill(row, off);
        for (long label : labels) {
            if (label >= 0 && label < depth) {
                row[(int) label] = on;
            }
        }
        return row;
    }

    /**
     * Picks elements of lists at random, the same ones for every key, in their order and each at
     * most once; {@code n} is "single" for one element without a list around it, or how many, or
     * the least and the most of them. An {@code outkey} may have {@code {key}} in it.
     */
    private static PreprocessOp choice(Arguments arguments) {
        boolean single = !arguments.isNumber("n") && !arguments.isList("n");
        if (single && !arguments.text("n", "single").equals("single")) {
            throw arguments.mismatch(
                    "n", "n of choice must be \"single\", a whole number, or two of them");
        }
        int[] bounds = single ? new int[] {1, 1} : arguments.bounds("n", 1_000_000);
        boolean fewerOk = arguments.truth("fewer_ok", false);
        if (arguments.has("key") && (arguments.has("inkey") || arguments.has("outkey"))) {
            throw arguments.mismatch("key", "key stands for inkey and outkey; give it or them");
        }
        String from = arguments.has("inkey") ? "inkey" : "key";
        List<String> keys = oneOrMore(arguments, from);
        List<String> names = arguments.has("outkey") ? oneOrMore(arguments, "outkey") : keys;
        if (names.size() != 1 && names.size() != keys.size()) {
            throw arguments.mismatch(
                    "outkey",
                    "%d keys cannot become %d of choice".formatted(keys.size(), names.size()));
        }
        return (example, random) -> {
            int size = list(example, keys.get(0)).size();
            if (size < bounds[0] && (single || !fewerOk)) {
                throw new IllegalArgumentException(
                        "%d elements of \"%s\" wanted, but it has %d"
                                .formatted(bounds[0], keys.get(0), size));
            }
            int[] order = random.permutation(size);
            int wanted =
                    bounds[0] == bounds[1]
                            ? bounds[0]
                            : bounds[0] + random.nextInt(bounds[1] - bounds[0] + 1);
            int[] chosen = Arrays.copyOf(order, Math.min(size, wanted));
            Arrays.sort(chosen);
            Map<String, Object> result = new LinkedHashMap<>(example);
            for (int i = 0; i < keys.size(); i++) {
                String key = keys.get(i);
                List<?> items = list(example, key);
                if (items.size() != size) {
                    throw new IllegalArgumentException(
                            "\"%s\" has %d elements, \"%s\" has %d"
                                    .formatted(keys.get(0), size, key, items.size()));
                }
                result.put(
                        names.get(names.size() == 1 ? 0 : i).replace("{key}", key),
                        single
                                ? items.get(chosen[0])
                                : Arrays.stream(chosen).<Object>mapToObj(items::get).toList());
            }
            return result;
        };
    }

    private static List<String> oneOrMore(Arguments arguments, String name) {
        return arguments.isList(name)
                ? arguments.texts(name)
                : List.of(arguments.text(name, "image"));
    }

    private static List<?> list(Map<String, Object> example, String key) {
        if (Preprocess.value(example, key) instanceof List<?> items) {
            return items;
        }
        throw new IllegalArgumentException("\"%s\" is no List".formatted(key));
    }

    private static PreprocessOp concat(Arguments arguments) {
        List<String> keys = arguments.texts("inkeys");
        String result = arguments.text("outkey", keys.get(0));
        return (example, random) -> {
            int[] joined =
                    keys.stream()
                            .map(key -> integers(Preprocess.value(example, key), key))
                            .flatMapToInt(Arrays::stream)
                            .toArray();
            return with(example, result, joined);
        };
    }

    private static int[] integers(Object value, String key) {
        if (value instanceof int[] numbers) {
            return numbers;
        }
        throw new IllegalArgumentException(
                "concat joins token ids, int[]; \"%s\" is a %s"
                        .formatted(key, value.getClass().getSimpleName()));
    }

    private static PreprocessOp format(Arguments arguments) {
        String template = arguments.text("template");
        String result = arguments.text("outkey", "text");
        return (example, random) -> {
            Matcher places = PLACEHOLDER.matcher(template);
            StringBuilder text = new StringBuilder();
            while (places.find()) {
                Object value = Preprocess.value(example, places.group(1));
                places.appendReplacement(text, Matcher.quoteReplacement(value.toString()));
            }
            return with(example, result, places.appendTail(text).toString());
        };
    }

    private static ValueOp padToShape(Arguments arguments) {
        int[] shape = arguments.integers("shape", 1, 1_000_000);
        int padding = arguments.integer("pad_value", 0, Integer.MIN_VALUE, Integer.MAX_VALUE);
        String where = arguments.choice("where", List.of("after", "before", "both"));
        if (shape.length != 1) {
            throw arguments.mismatch("shape", "pad_to_shape pads token ids; their shape is (n,)");
        }
        return (value, random) -> {
            int[] ids = integers(value, "value");
            if (ids.length > shape[0]) {
                throw new IllegalArgumentException(
                        "%d numbers are more than %d".formatted(ids.length, shape[0]));
            }
            int more = shape[0] - ids.length;
            int before =
                    switch (where) {
                        case "before" -> more;
                        case "both" -> more / 2;
                        default -> 0;
                    };
            int[] padded = new int[shape[0]];
            Arrays.fill(padded, padding);
            System.arraycopy(ids, 0, padded, before, ids.length);
            return padded;
        };
    }

    private static String text(Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException(
                "a text expected, found a " + value.getClass().getSimpleName());
    }

    private static Map<String, Object> with(Map<String, Object> example, String key, Object value) {
        Map<String, Object> result = new LinkedHashMap<>(example);
        result.put(key, value);
        return result;
    }
}
