package dev.vitrine.learn.preprocess;

import dev.vitrine.learn.data.Tokenizer;
import dev.vitrine.learn.recipe.Spelling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The operations that a preprocessing string can name. A set of them does not change; {@link #with}
 * and {@link #withValue} give a larger one, for operations of a paper or a notebook:
 *
 * <pre>{@code
 * PreprocessOps ops = PreprocessOps.standard().withValue("invert", List.of(), arguments ->
 *         (value, random) -> invert((ImageArray) value));
 * Preprocess.parse("decode(1)|invert|value_range(-1,1)", ops)
 * }</pre>
 */
public final class PreprocessOps {

    private static final List<String> KEYS = List.of("key", "inkey", "outkey");
    private static final String DEFAULT_KEY = "image";

    private static final PreprocessOps STANDARD =
            ExampleOps.addTo(ImageOps.addTo(new PreprocessOps(Map.of())));

    /** Named arguments are those of the operation, and further ones that only go by name. */
    private record Definition(
            List<String> parameters,
            List<String> named,
            Function<Arguments, PreprocessOp> factory) {}

    private final Map<String, Definition> definitions;

    private PreprocessOps(Map<String, Definition> definitions) {
        this.definitions = definitions;
    }

    /** big_vision's operations on images, labels and keys. */
    public static PreprocessOps standard() {
        return STANDARD;
    }

    /**
     * With one more operation.
     *
     * @param parameters names of the arguments in order; the last may begin with a star, it then
     *     takes all further ones
     * @param factory makes the step, or throws by the arguments' own means
     * @throws IllegalArgumentException if there is one of that name
     */
    public PreprocessOps with(
            String name, List<String> parameters, Function<Arguments, PreprocessOp> factory) {
        return with(name, new Definition(List.copyOf(parameters), parameters, factory));
    }

    /**
     * With one more operation on a single value, which is "image" unless {@code key} (or {@code
     * inkey} and {@code outkey}) say otherwise.
     */
    public PreprocessOps withValue(
            String name, List<String> parameters, Function<Arguments, ValueOp> factory) {
        List<String> named = new ArrayList<>(parameters);
        named.addAll(KEYS);
        return with(
                name,
                new Definition(
                        List.copyOf(parameters),
                        named,
                        arguments -> keyed(arguments, factory.apply(arguments))));
    }

    /**
     * With big_vision's {@code tokenize(max_len, eos="no", pad_value=0)}: a text becomes {@code
     * max_len} ids. {@code eos} says whether the end of the text is marked: "no"; "yes", if there
     * is room for it; "sticky", always, at the cost of the last token if need be.
     *
     * @param end id that marks the end
     */
    public PreprocessOps withTokenizer(Tokenizer tokenizer, int end) {
        return withValue(
                "tokenize",
                List.of("max_len", "eos", "pad_value"),
                arguments -> tokenize(arguments, tokenizer, end));
    }

    private static ValueOp tokenize(Arguments arguments, Tokenizer tokenizer, int end) {
        int length = arguments.integer("max_len", 1, 1_000_000);
        String eos = arguments.choice("eos", List.of("no", "yes", "sticky"));
        int pad = arguments.integer("pad_value", 0, -1, Integer.MAX_VALUE);
        return (value, random) -> {
            if (!(value instanceof String text)) {
                throw new IllegalArgumentException(
                        "a text expected, found " + value.getClass().getSimpleName());
            }
            int[] tokens = tokenizer.encode(text);
            int[] ids = Arrays.copyOf(tokens, length);
            int used = Math.min(tokens.length, length);
            if (eos.equals("sticky")) {
                used = Math.min(used, length - 1);
            }
            Arrays.fill(ids, used, length, pad);
            if (!eos.equals("no") && used < length) {
                ids[used] = end;
            }
            return ids;
        };
    }

    private PreprocessOps with(String name, Definition definition) {
        Map<String, Definition> more = new LinkedHashMap<>(definitions);
        if (more.putIfAbsent(name, definition) != null) {
            throw new IllegalArgumentException(
                    "there is an operation named \"%s\" already".formatted(name));
        }
        return new PreprocessOps(more);
    }

    private static PreprocessOp keyed(Arguments arguments, ValueOp operation) {
        String both = arguments.text("key", DEFAULT_KEY);
        String from = arguments.text("inkey", both);
        String to = arguments.text("outkey", both);
        if (arguments.has("key") && (arguments.has("inkey") || arguments.has("outkey"))) {
            throw arguments.mismatch("key", "key stands for inkey and outkey; give it or them");
        }
        return (example, random) -> {
            Map<String, Object> result = new LinkedHashMap<>(example);
            result.put(to, operation.apply(Preprocess.value(example, from), random));
            return result;
        };
    }

    /** Names of all operations. */
    public List<String> names() {
        return List.copyOf(definitions.keySet());
    }

    PreprocessOp make(String text, PreprocessParser.Call call) {
        Definition definition = definitions.get(call.name());
        if (definition == null) {
            throw new PreprocessException(
                    text,
                    call.position(),
                    "there is no operation \"%s\"; did you mean %s?"
                            .formatted(call.name(), Spelling.nearest(call.name(), names())));
        }
        return definition
                .factory()
                .apply(
                        new Arguments(text, call, definition.parameters())
                                .named(definition.named()));
    }
}
