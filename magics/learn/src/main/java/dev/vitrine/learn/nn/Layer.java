package dev.vitrine.learn.nn;

import dev.vitrine.tensor.Device;
import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Recomputation;
import dev.vitrine.tensor.Tensor;
import dev.vitrine.tensor.Updates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A part of a model, or a whole one: named parameters, and layers inside it.
 *
 * <p>Parameters have paths such as {@code Transformer/encoderblock_0/LayerNorm_0/scale};
 * big_vision's names are used, so that its checkpoints need no translation of names. Order is the
 * order of construction. (It is not called Module, since every Java file already knows {@code
 * java.lang.Module}.)
 */
public abstract class Layer {

    private final Map<String, Tensor> ownParameters = new LinkedHashMap<>();
    private final Map<String, Tensor> ownBuffers = new LinkedHashMap<>();
    private final Map<String, Layer> children = new LinkedHashMap<>();
    private final List<Layer> parts = new ArrayList<>();
    private final List<Tensor> constants = new ArrayList<>();

    private Philox trainingRandom;
    private Numerics numerics = Numerics.FLAX;

    /** Registers a parameter under its name within this layer, and returns it. */
    protected final Tensor parameter(String name, Tensor tensor) {
        requireFree(name);
        ownParameters.put(name, tensor);
        return tensor;
    }

    /**
     * Registers a tensor that is not trained but learned from the data on the way, such as a
     * running average, under its name within this layer, and returns it. It is no parameter, but
     * part of {@link #state} and of checkpoints.
     */
    protected final Tensor buffer(String name, Tensor tensor) {
        requireFree(name);
        ownBuffers.put(name, tensor);
        return tensor;
    }

    /**
     * Registers a tensor that is neither trained nor part of {@link #state}, but goes where this
     * layer goes, and returns it.
     */
    protected final Tensor constant(Tensor tensor) {
        constants.add(tensor);
        return tensor;
    }

    /**
     * Registers a layer inside this one, and returns it.
     *
     * @param name a path relative to this layer; may hold slashes
     */
    protected final <L extends Layer> L child(String name, L layer) {
        requireFree(name);
        children.put(name, layer);
        return layer;
    }

    /**
     * Registers a layer whose parameters keep their paths, as if they were this layer's own, and
     * returns it.
     */
    protected final <L extends Layer> L part(L layer) {
        layer.arrays().keySet().stream().filter(arrays()::containsKey).forEach(this::refuse);
        parts.add(layer);
        return layer;
    }

    private void requireFree(String name) {
        if (ownParameters.containsKey(name)
                || ownBuffers.containsKey(name)
                || children.containsKey(name)) {
            refuse(name);
        }
    }

    private void refuse(String name) {
        throw new IllegalArgumentException(
                "%s has two parts named \"%s\"".formatted(getClass().getSimpleName(), name));
    }

    /** All parameters, those of inner layers included, by path. */
    public final Map<String, Tensor> parameters() {
        Map<String, Tensor> all = new LinkedHashMap<>();
        collect("", layer -> layer.ownParameters, all);
        return all;
    }

    /**
     * All that makes this model what it has become: parameters and then buffers, those of inner
     * layers included, by path. This is what belongs into a file.
     */
    public final Map<String, Tensor> arrays() {
        Map<String, Tensor> all = parameters();
        collect("", layer -> layer.ownBuffers, all);
        return all;
    }

    private void collect(
            String prefix, Function<Layer, Map<String, Tensor>> own, Map<String, Tensor> into) {
        own.apply(this).forEach((name, tensor) -> into.put(prefix + name, tensor));
        children.forEach((name, layer) -> layer.collect(prefix + name + "/", own, into));
        parts.forEach(layer -> layer.collect(prefix, own, into));
    }

    /** Number of trainable values. */
    public final long parameterCount() {
        return parameters().values().stream().mapToLong(Tensor::length).sum();
    }

    /** The parameters as a table: name, shape, parameters. */
    public final Table summary() {
        StringColumn names = StringColumn.create("name");
        StringColumn shapes = StringColumn.create("shape");
        LongColumn counts = LongColumn.create("parameters");
        parameters()
                .forEach(
                        (name, tensor) -> {
                            names.append(name);
                            shapes.append(Arrays.toString(tensor.shape()));
                            counts.append(tensor.length());
                        });
        return Table.create(getClass().getSimpleName(), names, shapes, counts);
    }

    /**
     * Switches to training: dropout is active.
     *
     * @param random where dropout takes its numbers from
     */
    public final void train(Philox random) {
        trainingRandom = random;
        children.values().forEach(layer -> layer.train(random));
        parts.forEach(layer -> layer.train(random));
    }

    /** Switches to evaluation, the state after construction: dropout does nothing. */
    public final void eval() {
        trainingRandom = null;
        children.values().forEach(Layer::eval);
        parts.forEach(Layer::eval);
    }

    public final boolean isTraining() {
        return trainingRandom != null;
    }

    /** The numbers for dropout; null outside training. */
    protected final Philox trainingRandom() {
        return trainingRandom;
    }

    /**
     * A forward function of this layer, without keeping its intermediate results for the way back:
     * they are computed again there. Saves memory, costs time; see {@link Recomputation}.
     *
     * @param forward uses no parameters but this layer's
     * @return {@code forward.apply(x)}, to the last bit
     */
    public final Tensor recomputed(UnaryOperator<Tensor> forward, Tensor x) {
        return Recomputation.of(forward, trainingRandom, parameters().values(), x);
    }

    /**
     * Computes as another library does, in this layer and all inside it. Weights that come from a
     * file need it if they were trained there; it is not part of a checkpoint.
     */
    public final void use(Numerics numerics) {
        this.numerics = Objects.requireNonNull(numerics, "numerics");
        children.values().forEach(layer -> layer.use(numerics));
        parts.forEach(layer -> layer.use(numerics));
    }

    /** How this layer computes; Flax's way unless told otherwise. */
    public final Numerics numerics() {
        return numerics;
    }

    /** Forgets the gradients of all parameters. */
    public final void zeroGrad() {
        parameters().values().forEach(Tensor::zeroGrad);
    }

    /** A copy of every parameter and buffer, to go back to by {@link #load}. */
    public final Map<String, Tensor> state() {
        Map<String, Tensor> copy = new LinkedHashMap<>();
        arrays().forEach((name, tensor) -> copy.put(name, copyOf(tensor)));
        return copy;
    }

    private static Tensor copyOf(Tensor tensor) {
        Tensor copy = tensor.zerosLike();
        Updates.copy(tensor, copy);
        return copy;
    }

    /**
     * Takes this layer, and all inside it, to a device: parameters with their gradients, buffers
     * and constants. Tensors stay the same objects, so an optimizer and a moving average still know
     * their parameters; their own numbers follow at the next step. What the layer is given must be
     * on that device, too: {@link Device#use} has new tensors made there.
     *
     * @throws dev.vitrine.tensor.OffHeapMemoryException if there is no room; everything is where it
     *     was then
     */
    public final void to(Device device) {
        List<Tensor> all = new ArrayList<>(arrays().values());
        collectConstants(all);
        Map<Tensor, Device> moved = new LinkedHashMap<>();
        try {
            for (Tensor tensor : all) {
                Device from = tensor.device();
                tensor.moveTo(device);
                moved.put(tensor, from);
            }
        } catch (RuntimeException e) {
            moved.forEach(Tensor::moveTo);
            throw e;
        }
    }

    private void collectConstants(List<Tensor> into) {
        into.addAll(constants);
        children.values().forEach(layer -> layer.collectConstants(into));
        parts.forEach(layer -> layer.collectConstants(into));
    }

    /**
     * Sets every parameter and buffer from a map of the same names and shapes, on any device; the
     * values are copied.
     *
     * @throws IllegalArgumentException if names are missing or unknown, or a shape differs; lists
     *     all of them, and changes nothing
     */
    public final void load(Map<String, Tensor> state) {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        state.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
        requireFit("The state", shapes);
        arrays().forEach((name, tensor) -> Updates.copy(state.get(name), tensor));
    }

    /**
     * Checks that arrays are there for all parameters and buffers, and for nothing else.
     *
     * @param source where they come from, for the error message
     * @param shapes by name
     * @throws IllegalArgumentException if names are missing ("-") or unknown ("+"), or a shape
     *     differs ("!"); lists all of them
     */
    public final void requireFit(String source, Map<String, long[]> shapes) {
        Map<String, Tensor> wanted = arrays();
        List<String> problems = new ArrayList<>();
        wanted.forEach(
                (name, tensor) -> {
                    long[] given = shapes.get(name);
                    if (given == null) {
                        problems.add("- " + name + " is missing");
                    } else if (!Arrays.equals(given, tensor.shape())) {
                        problems.add(
                                "! %s has shape %s, expected %s"
                                        .formatted(
                                                name,
                                                Arrays.toString(given),
                                                Arrays.toString(tensor.shape())));
                    }
                });
        shapes.keySet().stream()
                .filter(name -> !wanted.containsKey(name))
                .forEach(name -> problems.add("+ " + name + " is not part of this model"));
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s does not fit %s:%n%s"
                            .formatted(
                                    source,
                                    getClass().getSimpleName(),
                                    String.join(System.lineSeparator(), problems)));
        }
    }
}
