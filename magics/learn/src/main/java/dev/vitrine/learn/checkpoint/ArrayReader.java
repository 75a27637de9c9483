package dev.vitrine.learn.checkpoint;

import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Shape;
import dev.vitrine.tensor.Storage;
import dev.vitrine.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.stream.IntStream;

/** Reads one array of a file, piece by piece, so that only the result takes memory. */
final class ArrayReader {

    private static final int ELEMENTS = 8192;

    private final Path file;
    private final String name;
    private final Entry entry;

    ArrayReader(Path file, String name, Entry entry) {
        this.file = file;
        this.name = name;
        this.entry = entry;
    }

    /** Takes elements {@code first} to {@code first + n - 1}. */
    @FunctionalInterface
    private interface Sink {
        void accept(long first, ByteBuffer bytes, int n);
    }

    Tensor tensor(DType dtype) {
        long[] shape = entry.info().shape();
        if (!entry.fortran() || shape.length < 2) {
            return inOrder(dtype, shape);
        }
        int[] order = IntStream.range(0, shape.length).map(i -> shape.length - 1 - i).toArray();
        long[] reversed = IntStream.of(order).mapToLong(i -> shape[i]).toArray();
        try (Tensor stored = inOrder(dtype, reversed)) {
            return stored.permute(order);
        }
    }

    private Tensor inOrder(DType dtype, long[] shape) {
        ElementType type = entry.info().type();
        Tensor tensor = Tensor.zeros(dtype, shape);
        Storage storage = tensor.view().storage();
        try {
            if (dtype == DType.FLOAT && type.isFloating() && type != ElementType.F64) {
                float[] chunk = new float[ELEMENTS];
                read(
                        (first, bytes, n) -> {
                            Codec.decode(type, bytes, chunk, n);
                            storage.put(first, chunk, 0, n);
                        });
            } else {
                double[] chunk = new double[ELEMENTS];
                read(
                        (first, bytes, n) -> {
                            requireTruthValues(bytes, n);
                            Codec.decode(type, bytes, chunk, n);
                            storage.put(first, chunk, 0, n);
                        });
            }
            return tensor;
        } catch (RuntimeException | Error e) {
            tensor.close();
            throw e;
        } finally {
            Reference.reachabilityFence(tensor);
        }
    }

    /** Integers in C order; the type must be an integer type. */
    long[] longs() {
        ElementType type = entry.info().type();
        if (type.isFloating()) {
            throw new IllegalArgumentException(
                    "%s: \"%s\" is %s; longs are read from integers and BOOL"
                            .formatted(file, name, entry.info()));
        }
        if (entry.info().length() > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "%s: \"%s\" is %s, too long for a Java array"
                            .formatted(file, name, entry.info()));
        }
        long[] values = new long[(int) entry.info().length()];
        read(
                (first, bytes, n) -> {
                    requireTruthValues(bytes, n);
                    for (int i = 0; i < n; i++) {
                        values[(int) first + i] = Codec.integer(type, bytes, i);
                        if (type == ElementType.U64 && values[(int) first + i] < 0) {
                            throw new IllegalArgumentException(
                                    "%s: \"%s\" holds %s, which no long can hold"
                                            .formatted(
                                                    file,
                                                    name,
                                                    Long.toUnsignedString(
                                                            values[(int) first + i])));
                        }
                    }
                });
        return entry.fortran() ? inCOrder(values, entry.info().shape()) : values;
    }

    private static long[] inCOrder(long[] values, long[] shape) {
        long[] result = new long[values.length];
        long[] strides = Shape.strides(shape);
        for (int i = 0; i < values.length; i++) {
            long rest = i;
            long at = 0;
            for (int axis = 0; axis < shape.length; axis++) {
                at += rest % shape[axis] * strides[axis];
                rest /= shape[axis];
            }
            result[(int) at] = values[i];
        }
        return result;
    }

    private void requireTruthValues(ByteBuffer bytes, int n) {
        if (entry.info().type() != ElementType.BOOL) {
            return;
        }
        for (int i = 0; i < n; i++) {
            if ((bytes.get(i) & 0xFE) != 0) {
                throw problem("a BOOL is %d, not 0 or 1".formatted(bytes.get(i) & 0xFF), null);
            }
        }
    }

    private void read(Sink sink) {
        int size = entry.info().type().bytes();
        long length = entry.info().length();
        byte[] bytes = new byte[(int) Math.min(length, ELEMENTS) * size];
        ByteBuffer view = ByteBuffer.wrap(bytes).order(entry.order());
        try (InputStream in = entry.content().open()) {
            for (long first = 0; first < length; first += ELEMENTS) {
                int n = (int) Math.min(ELEMENTS, length - first);
                int got = in.readNBytes(bytes, 0, n * size);
                if (got < n * size) {
                    throw problem(
                            "ends after %,d of %,d bytes"
                                    .formatted(first * size + got, entry.info().bytes()),
                            null);
                }
                sink.accept(first, view, n);
            }
            if (in.read() >= 0) {
                throw problem(
                        "has more than the %,d bytes that its shape promises"
                                .formatted(entry.info().bytes()),
                        null);
            }
        } catch (IOException e) {
            throw problem("cannot be read: " + e, e);
        }
    }

    private CheckpointException problem(String text, Throwable cause) {
        return new CheckpointException(file, name, text, cause);
    }
}
