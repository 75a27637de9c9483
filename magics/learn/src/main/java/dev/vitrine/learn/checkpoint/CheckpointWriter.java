package dev.vitrine.learn.checkpoint;

import dev.vitrine.tensor.Tensor;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Writes named arrays to a safetensors, npz or npy file.
 *
 * <pre>{@code
 * new CheckpointWriter()
 *         .addAll(vit.parameters())
 *         .metadata("notebook", "01-vit")
 *         .write(Path.of("vit.safetensors"));
 * }</pre>
 *
 * <p>Values are taken from the tensors when the file is written. Equal contents give equal files,
 * byte by byte. A file appears under its name only when it is whole.
 */
public final class CheckpointWriter {

    private final Map<String, ArraySource> arrays = new LinkedHashMap<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();

    /** Adds a tensor in its own precision. */
    public CheckpointWriter add(String name, Tensor tensor) {
        return add(name, tensor, ArraySource.typeOf(tensor));
    }

    /**
     * Adds a tensor in another precision: F16, BF16, F32 or F64. Values are rounded to the nearest,
     * ties to even; too large ones become infinite.
     */
    public CheckpointWriter add(String name, Tensor tensor, ElementType type) {
        return put(name, ArraySource.of(tensor, type));
    }

    /**
     * Adds integers or truth values (0 and 1) in row-major order.
     *
     * @throws IllegalArgumentException if the type cannot hold a value
     */
    public CheckpointWriter add(String name, long[] values, ElementType type, long... shape) {
        return put(name, ArraySource.of(values, type, shape));
    }

    /** Adds tensors in their own precision. */
    public CheckpointWriter addAll(Map<String, Tensor> tensors) {
        tensors.forEach(this::add);
        return this;
    }

    /** Adds tensors in another precision. */
    public CheckpointWriter addAll(Map<String, Tensor> tensors, ElementType type) {
        tensors.forEach((name, tensor) -> add(name, tensor, type));
        return this;
    }

    private CheckpointWriter put(String name, ArraySource array) {
        if (name.isEmpty() || name.equals(SafeTensors.METADATA)) {
            throw new IllegalArgumentException("\"%s\" is no name for an array".formatted(name));
        }
        if (arrays.putIfAbsent(name, array) != null) {
            throw new IllegalArgumentException("there are two arrays named \"" + name + "\"");
        }
        return this;
    }

    /** Adds a text that goes with the arrays; safetensors only. */
    public CheckpointWriter metadata(String key, String value) {
        if (key.equals(SafeTensors.CHECKSUM)) {
            throw new IllegalArgumentException(key + " is written by the writer itself");
        }
        metadata.put(key, Objects.requireNonNull(value, key));
        return this;
    }

    /**
     * Writes the file in the format that its name asks for: {@code .safetensors}, {@code .npz}
     * (uncompressed, as {@code numpy.savez} does; BF16 as two raw bytes, as big_vision does), or
     * {@code .npy} for a single array.
     *
     * @throws IllegalArgumentException if the name has another ending, or metadata were given for a
     *     format that has none
     * @throws UncheckedIOException if it cannot be written; an older file of that name stays then
     */
    public void write(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (name.endsWith(".safetensors")) {
            SafeTensors.write(file, arrays, metadata);
            return;
        }
        if (!metadata.isEmpty()) {
            throw new IllegalArgumentException(
                    file + ": only safetensors files hold metadata; name it .safetensors");
        }
        if (name.endsWith(".npz")) {
            Npz.write(file, arrays);
        } else if (name.endsWith(".npy") && arrays.size() == 1) {
            Npy.write(file, arrays.values().iterator().next());
        } else {
            throw new IllegalArgumentException(
                    name.endsWith(".npy")
                            ? "%s: an npy file holds one array, not %d; name it .npz"
                                    .formatted(file, arrays.size())
                            : file + ": the name must end in .safetensors, .npz or .npy");
        }
    }
}
