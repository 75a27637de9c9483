package dev.vitrine.learn.checkpoint;

import dev.vitrine.learn.nn.Layer;
import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Tensor;
import dev.vitrine.tensor.Updates;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Named arrays in a file, open for reading: safetensors, npz, npy or ONNX, told apart by their
 * content.
 *
 * <pre>{@code
 * try (Checkpoint file = Checkpoint.open(Path.of("vit.npz"))) {
 *     file.under("params").loadInto(vit, "head/.*"); // the head stays as it is
 * }
 * }</pre>
 *
 * <p>Opening reads names and shapes; values are read when asked for, straight into a tensor's
 * memory. safetensors, npy and ONNX files are mapped into memory, npz files are read through their
 * zip directory. A checksum that the file has (every entry of an npz has one, as has every
 * safetensors file that Vitrine wrote) is checked before values of it are handed out.
 */
public final class Checkpoint implements AutoCloseable {

    private final Path file;
    private final Map<String, Entry> entries;
    private final Map<String, String> metadata;
    private final Closeable resource;

    Checkpoint(
            Path file,
            Map<String, Entry> entries,
            Map<String, String> metadata,
            Closeable resource) {
        this.file = file;
        this.entries = entries;
        this.metadata = Collections.unmodifiableMap(metadata);
        this.resource = resource;
    }

    /**
     * Opens a file.
     *
     * @throws CheckpointException if it is damaged or of no known format
     * @throws UncheckedIOException if it is missing or cannot be read
     */
    public static Checkpoint open(Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw new CheckpointException(file, null, "is a directory");
            }
            return Format.of(file).open(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read: " + e, e);
        }
    }

    /**
     * Writes tensors to a file: safetensors or npz, by its name. {@link CheckpointWriter} can do
     * more.
     *
     * @throws IllegalArgumentException if the name ends in neither {@code .safetensors} nor {@code
     *     .npz}
     * @throws UncheckedIOException if it cannot be written; an older file of that name stays then
     */
    public static void save(Path file, Map<String, Tensor> tensors) {
        new CheckpointWriter().addAll(tensors).write(file);
    }

    /** What was opened. */
    public Path file() {
        return file;
    }

    /** What is there, by name, in the file's order. */
    public Map<String, ArrayInfo> arrays() {
        Map<String, ArrayInfo> infos = new LinkedHashMap<>();
        entries.forEach((name, entry) -> infos.put(name, entry.info()));
        return infos;
    }

    /** Texts that go with the arrays; empty where the format has none. */
    public Map<String, String> metadata() {
        return metadata;
    }

    /**
     * Reads an array as the type that holds its values: DOUBLE for F64 and for integers of 32 bits
     * and more (64-bit integers beyond 2⁵³ are rounded), FLOAT for all others.
     *
     * @throws NoSuchElementException if there is no such array; names the file
     * @throws CheckpointException if its bytes are damaged
     */
    public Tensor tensor(String name) {
        return tensor(name, entry(name).info().type().fitsFloat() ? DType.FLOAT : DType.DOUBLE);
    }

    /** Reads an array and converts it; see {@link #tensor(String)}. */
    public Tensor tensor(String name, DType dtype) {
        return new ArrayReader(file, name, entry(name)).tensor(dtype);
    }

    /**
     * Reads integers or truth values (0 and 1) exactly, in row-major order.
     *
     * @throws IllegalArgumentException if the array holds others, or a U64 that no long can hold
     */
    public long[] longs(String name) {
        return new ArrayReader(file, name, entry(name)).longs();
    }

    /** Reads every array; see {@link #tensor(String)}. */
    public Map<String, Tensor> tensors() {
        Map<String, Tensor> all = new LinkedHashMap<>();
        entries.keySet().forEach(name -> all.put(name, tensor(name)));
        return all;
    }

    private Entry entry(String name) {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw new NoSuchElementException(
                    "%s has no array \"%s\"; it has %d others"
                            .formatted(file, name, entries.size()));
        }
        return entry;
    }

    /**
     * The part of the tree below a path, with names from there on: {@code under("params")} has
     * {@code head/kernel} for {@code params/head/kernel}. It shares this open file.
     *
     * @throws NoSuchElementException if nothing is there
     */
    public Checkpoint under(String path) {
        String prefix = path.endsWith("/") ? path : path + "/";
        Map<String, Entry> below = new LinkedHashMap<>();
        entries.forEach(
                (name, entry) -> {
                    if (name.startsWith(prefix)) {
                        below.put(name.substring(prefix.length()), entry);
                    }
                });
        if (below.isEmpty()) {
            throw new NoSuchElementException("%s has nothing under \"%s\"".formatted(file, prefix));
        }
        return new Checkpoint(file, below, metadata, resource);
    }

    /**
     * The same arrays under other names. It shares this open file.
     *
     * @param translation from a name in the file to another one, or to null to leave the array out
     * @throws IllegalArgumentException if two arrays would have one name
     */
    public Checkpoint renamed(UnaryOperator<String> translation) {
        Map<String, Entry> renamed = new LinkedHashMap<>();
        entries.forEach(
                (name, entry) -> {
                    String other = translation.apply(name);
                    if (other != null && renamed.putIfAbsent(other, entry) != null) {
                        throw new IllegalArgumentException(
                                "%s: two arrays would be named \"%s\", one of them \"%s\""
                                        .formatted(file, other, name));
                    }
                });
        return new Checkpoint(file, renamed, metadata, resource);
    }

    /**
     * Sets a model's parameters and buffers, converting types where they differ. Nothing is changed
     * if anything is wrong.
     *
     * @param model whose parameters have the arrays' names
     * @param keep regular expressions: parameters whose whole path matches one keep their values,
     *     and what the file has for them is not read
     * @throws IllegalArgumentException if parameters are missing in the file, arrays in it have no
     *     parameter, shapes differ, or a regular expression matches no parameter; lists all
     * @throws CheckpointException if the file is damaged
     */
    public void loadInto(Layer model, String... keep) {
        List<Pattern> kept = List.of(keep).stream().map(Pattern::compile).toList();
        Map<String, Tensor> parameters = model.arrays();
        requireMatches(kept, parameters);
        Map<String, long[]> shapes = new LinkedHashMap<>();
        entries.forEach((name, entry) -> shapes.put(name, entry.info().shape()));
        shapes.keySet().removeIf(name -> matches(kept, name));
        parameters.forEach(
                (name, parameter) -> {
                    if (matches(kept, name)) {
                        shapes.put(name, parameter.shape());
                    }
                });
        model.requireFit(file.toString(), shapes);
        parameters.keySet().removeIf(name -> matches(kept, name));

        Map<String, Tensor> values = new LinkedHashMap<>();
        try {
            parameters.forEach(
                    (name, parameter) -> values.put(name, tensor(name, parameter.dtype())));
            parameters.forEach((name, parameter) -> set(parameter, values.get(name)));
        } finally {
            values.values().forEach(Tensor::close);
        }
    }

    private static void set(Tensor parameter, Tensor value) {
        Tensor there = value.to(parameter.device());
        Updates.copy(there, parameter);
        if (there != value) {
            there.close();
        }
    }

    private void requireMatches(List<Pattern> kept, Map<String, Tensor> parameters) {
        for (Pattern pattern : kept) {
            if (parameters.keySet().stream().noneMatch(name -> matches(List.of(pattern), name))) {
                throw new IllegalArgumentException(
                        "%s: no parameter of the model matches \"%s\""
                                .formatted(file, pattern.pattern()));
            }
        }
    }

    private static boolean matches(List<Pattern> patterns, String name) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }

    /** Closes the file, for the parts of the tree too. */
    @Override
    public void close() {
        try {
            if (Objects.nonNull(resource)) {
                resource.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return "Checkpoint(%s, %,d arrays)".formatted(file, entries.size());
    }
}
