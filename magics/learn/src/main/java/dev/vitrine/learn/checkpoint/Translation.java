package dev.vitrine.learn.checkpoint;

import dev.vitrine.learn.nn.Layer;
import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Scope;
import dev.vitrine.tensor.Tape;
import dev.vitrine.tensor.Tensor;
import dev.vitrine.tensor.Updates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A checkpoint of another library, seen under the names of a model's parameters.
 *
 * <p>Shapes are there at once; values are read when asked for, and are then in our layout. Axes may
 * be split further in the file than in the parameter, as Flax splits the heads of attention; values
 * have the same order.
 */
public final class Translation {

    private static final int SHOWN = 5;
    private static final int MAX_LAYERS = 10_000;

    /**
     * Where a parameter's values are.
     *
     * @param array in the file
     * @param index in a stack, or -1
     * @param part of so many along the first axis
     */
    private record Source(String array, int index, WeightLayout layout, int part, int parts) {

        long[] shape(long[] array) {
            long[] shape = index < 0 ? array : Arrays.copyOfRange(array, 1, array.length);
            if (parts > 1) {
                if (shape.length == 0 || shape[0] % parts != 0) {
                    return null;
                }
                shape = shape.clone();
                shape[0] /= parts;
            }
            return layout.shape(shape);
        }

        Tensor value(Tensor array) {
            Tensor value = array;
            if (index >= 0) {
                long[] shape = array.shape();
                value =
                        array.slice(0, index, index + 1)
                                .reshape(Arrays.copyOfRange(shape, 1, shape.length));
            }
            if (parts > 1) {
                long size = value.size(0) / parts;
                value = value.slice(0, part * size, (part + 1) * size);
            }
            return layout.apply(value);
        }
    }

    private final Checkpoint file;
    private final NameTable table;
    private final Map<String, Source> sources = new LinkedHashMap<>();
    private final Map<String, Tensor> changed = new LinkedHashMap<>();
    private final Map<String, String> unused = new LinkedHashMap<>(); // array, why
    private final List<String> ignored = new ArrayList<>(); // arrays
    private int recognised;

    private Translation(Checkpoint file, NameTable table) {
        String prefix = table.prefixIn(file.arrays().keySet());
        this.file = prefix == null ? file : file.under(prefix);
        this.table = table;
        this.file
                .arrays()
                .forEach(
                        (array, info) -> {
                            String layer = table.unstacked(array);
                            if (layer == null
                                    || info.shape().length == 0
                                    || info.shape()[0] > MAX_LAYERS) {
                                add(array, array, -1);
                                return;
                            }
                            for (int i = 0; i < info.shape()[0]; i++) {
                                add(array, layer.replace("{i}", Integer.toString(i)), i);
                            }
                        });
    }

    private void add(String array, String name, int index) {
        NameTable.Place place = table.place(name);
        if (place == null) {
            unused.put(name, "has no place in this model");
            return;
        }
        recognised++;
        if (place.refusal() != null) {
            unused.put(name, "cannot be used: " + place.refusal());
        } else if (place.targets().isEmpty()) {
            ignored.add(name);
        }
        int parts = place.targets().size();
        for (int part = 0; part < parts; part++) {
            String target = place.targets().get(part);
            Source source = new Source(array, index, place.layout(), part, parts);
            Source other = sources.putIfAbsent(target, source);
            if (other != null) {
                throw new CheckpointException(
                        file.file(), array, "is %s, as is \"%s\"".formatted(target, other.array()));
            }
        }
    }

    /**
     * Reads a file by the table that knows most of its names.
     *
     * @param file open as long as this is used
     * @throws IllegalArgumentException if no table knows any name; lists whose names are known
     */
    public static Translation of(Checkpoint file, List<NameTable> tables) {
        Translation best = null;
        for (NameTable table : tables) {
            Translation translation = new Translation(file, table);
            if (best == null || translation.recognised > best.recognised) {
                best = translation;
            }
        }
        if (best == null || best.recognised == 0) {
            throw new IllegalArgumentException(
                    "%s: none of its names is known (%s); known are those of %s"
                            .formatted(
                                    file.file(),
                                    some(List.copyOf(file.arrays().keySet())),
                                    String.join(
                                            ", ",
                                            tables.stream()
                                                    .map(NameTable::name)
                                                    .distinct()
                                                    .toList())));
        }
        return best;
    }

    private static String some(List<String> names) {
        return names.isEmpty()
                ? "it has no arrays"
                : "such as " + String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
    }

    /** Whose names the file has. */
    public String library() {
        return table.name();
    }

    /** Whether there is an array for a parameter. */
    public boolean has(String parameter) {
        return changed.containsKey(parameter) || sources.containsKey(parameter);
    }

    /** Names of the parameters that there are arrays for. */
    public List<String> names() {
        List<String> names = new ArrayList<>(sources.keySet());
        changed.keySet().stream().filter(name -> !sources.containsKey(name)).forEach(names::add);
        return names;
    }

    /**
     * The shape of a parameter's array in our layout.
     *
     * @throws IllegalArgumentException if there is none; says what the file would call it
     */
    public long[] shape(String parameter) {
        if (changed.containsKey(parameter)) {
            return changed.get(parameter).shape();
        }
        return shape(parameter, source(parameter));
    }

    private long[] shape(String parameter, Source source) {
        long[] stored = file.arrays().get(source.array()).shape();
        long[] shape = source.shape(stored);
        if (shape == null) {
            throw new CheckpointException(
                    file.file(),
                    source.array(),
                    "has shape %s, which cannot be that of %s"
                            .formatted(Arrays.toString(stored), parameter));
        }
        return shape;
    }

    private Source source(String parameter) {
        Source source = sources.get(parameter);
        if (source == null) {
            throw new IllegalArgumentException(
                    "%s (%s) has no %s%s"
                            .formatted(
                                    file.file(), table.name(), parameter, calledThere(parameter)));
        }
        return source;
    }

    private String calledThere(String parameter) {
        String name = table.source(parameter);
        return name == null || name.equals(parameter) ? "" : ", there \"" + name + "\"";
    }

    /** A parameter's array in our layout, in single precision. */
    public Tensor tensor(String parameter) {
        if (changed.containsKey(parameter)) {
            return changed.get(parameter);
        }
        Source source = source(parameter);
        shape(parameter, source);
        return source.value(file.tensor(source.array(), DType.FLOAT));
    }

    /** Puts a changed array, or a new one, in a parameter's place. */
    public void put(String parameter, Tensor value) {
        changed.put(parameter, value);
    }

    /**
     * Adds an array to another one, where a file holds one parameter as the sum of two.
     *
     * @param term is then no longer there
     * @param parameter gets the sum
     * @throws IllegalArgumentException if one of them is missing
     */
    public void add(String term, String parameter) {
        put(parameter, tensor(parameter).add(tensor(term)));
        sources.remove(term);
        changed.remove(term);
    }

    /**
     * Sets a model's parameters and buffers. Nothing is changed if anything is wrong.
     *
     * @param keep regular expressions: parameters whose whole path matches one keep their values,
     *     and arrays of the file whose own name matches one are left out
     * @throws IllegalArgumentException if parameters are missing in the file ("-"), arrays in it
     *     are of no use ("+"), or shapes differ ("!"); lists all
     * @throws CheckpointException if the file is damaged
     */
    @SuppressWarnings("try") // the resources are only closed
    public void loadInto(Layer model, String... keep) {
        List<Pattern> kept = List.of(keep).stream().map(Pattern::compile).toList();
        Map<String, Tensor> parameters = model.arrays();
        List<String> problems = problems(parameters, kept);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s (%s) does not fit %s:%n%s%nParameters that are to keep their values, and arrays to leave out, are named by regular expressions, such as \"head/.*\"."
                            .formatted(
                                    file.file(),
                                    table.name(),
                                    model.getClass().getSimpleName(),
                                    String.join(System.lineSeparator(), problems)));
        }
        parameters.keySet().removeIf(name -> matches(kept, name));
        try (Tape off = Tape.off();
                Scope scope = Scope.open()) {
            Map<String, Tensor> values = values(parameters);
            parameters.forEach((name, parameter) -> set(parameter, values.get(name)));
        }
    }

    private List<String> problems(Map<String, Tensor> parameters, List<Pattern> kept) {
        List<String> problems = new ArrayList<>();
        for (Pattern pattern : kept) {
            if (parameters.keySet().stream().noneMatch(name -> pattern.matcher(name).matches())
                    && unused.keySet().stream().noneMatch(name -> pattern.matcher(name).matches())
                    && ignored.stream().noneMatch(name -> pattern.matcher(name).matches())) {
                problems.add("? nothing here or there matches \"%s\"".formatted(pattern));
            }
        }
        parameters.forEach(
                (name, parameter) -> {
                    if (matches(kept, name)) {
                        return;
                    }
                    if (!has(name)) {
                        problems.add("- %s is missing%s".formatted(name, calledThere(name)));
                        return;
                    }
                    long[] shape = shape(name);
                    if (!sameOrder(shape, parameter.shape())) {
                        problems.add(
                                "! %s has shape %s, expected %s"
                                        .formatted(
                                                name,
                                                Arrays.toString(shape),
                                                Arrays.toString(parameter.shape())));
                    }
                });
        names().stream()
                .filter(name -> !parameters.containsKey(name) && !matches(kept, name))
                .forEach(
                        name ->
                                problems.add(
                                        "+ %s is not part of this model%s"
                                                .formatted(name, calledThere(name))));
        unused.forEach(
                (array, why) -> {
                    if (!matches(kept, array)) {
                        problems.add("+ \"%s\" %s".formatted(array, why));
                    }
                });
        return problems;
    }

    /** Arrays that several parameters share are read once. */
    private Map<String, Tensor> values(Map<String, Tensor> parameters) {
        Map<String, Tensor> shared = new HashMap<>();
        Map<String, Tensor> values = new LinkedHashMap<>();
        parameters.forEach(
                (name, parameter) -> {
                    Source source = sources.get(name);
                    Tensor value;
                    if (changed.containsKey(name)) {
                        value = changed.get(name).to(parameter.dtype());
                    } else if (source.parts() > 1 || source.index() >= 0) {
                        value =
                                source.value(
                                        shared.computeIfAbsent(
                                                source.array(),
                                                array -> file.tensor(array, parameter.dtype())));
                    } else {
                        value = source.value(file.tensor(source.array(), parameter.dtype()));
                    }
                    values.put(name, value.reshape(parameter.shape()));
                });
        return values;
    }

    private static void set(Tensor parameter, Tensor value) {
        Updates.copy(value.to(parameter.device()), parameter);
    }

    private static boolean matches(List<Pattern> patterns, String name) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }

    /**
     * Whether one shape comes from the other by merging neighbouring axes, those of length 1 aside.
     */
    static boolean sameOrder(long[] a, long[] b) {
        long[] left = Arrays.stream(a).filter(size -> size != 1).toArray();
        long[] right = Arrays.stream(b).filter(size -> size != 1).toArray();
        return left.length >= right.length ? merges(left, right) : merges(right, left);
    }

    private static boolean merges(long[] fine, long[] coarse) {
        int at = 0;
        for (long size : coarse) {
            long product = 1;
            while (product < size && at < fine.length) {
                product *= fine[at++];
            }
            if (product != size) {
                return false;
            }
        }
        return at == fine.length;
    }
}
