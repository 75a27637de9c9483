package dev.vitrine.learn.checkpoint;

import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Shape;
import dev.vitrine.tensor.Tensor;
import dev.vitrine.tensor.View;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** An array that is to be written, handed over piece by piece as little-endian bytes. */
abstract class ArraySource {

    private static final int ELEMENTS = 8192;

    private final ArrayInfo info;

    private ArraySource(ArrayInfo info) {
        this.info = info;
    }

    /** Takes the next bytes of an array. */
    @FunctionalInterface
    interface Sink {
        void accept(ByteBuffer bytes) throws IOException;
    }

    final ArrayInfo info() {
        return info;
    }

    /** Hands all bytes over, from the first to the last. The buffer is used again. */
    final void writeTo(Sink sink) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate(ELEMENTS * info.type().bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (long first = 0; first < info.length(); first += ELEMENTS) {
            encode(first, (int) Math.min(ELEMENTS, info.length() - first), bytes.clear());
            sink.accept(bytes.flip());
        }
    }

    abstract void encode(long first, int n, ByteBuffer to);

    /** A tensor's values, as they are when they are written. */
    static ArraySource of(Tensor tensor, ElementType type) {
        if (!type.isFloating()) {
            throw new IllegalArgumentException(
                    "a tensor is written as F16, BF16, F32 or F64, not as " + type);
        }
        return type == ElementType.F32 && tensor.dtype() == DType.FLOAT
                ? single(tensor)
                : rounded(tensor, type);
    }

    private static ArraySource single(Tensor tensor) {
        return new ArraySource(new ArrayInfo(ElementType.F32, tensor.shape())) {
            private final float[] chunk = new float[ELEMENTS];

            @Override
            void encode(long first, int n, ByteBuffer to) {
                View view = tensor.view();
                view.storage().get(view.offset() + first, chunk, 0, n);
                Codec.encode(chunk, n, to);
                Reference.reachabilityFence(tensor);
            }
        };
    }

    private static ArraySource rounded(Tensor tensor, ElementType type) {
        return new ArraySource(new ArrayInfo(type, tensor.shape())) {
            private final double[] chunk = new double[ELEMENTS];

            @Override
            void encode(long first, int n, ByteBuffer to) {
                View view = tensor.view();
                view.storage().get(view.offset() + first, chunk, 0, n);
                Codec.encode(type, chunk, n, to);
                Reference.reachabilityFence(tensor);
            }
        };
    }

    static ElementType typeOf(Tensor tensor) {
        return tensor.dtype() == DType.FLOAT ? ElementType.F32 : ElementType.F64;
    }

    /** Integers or truth values; a U64 above the largest long is given as the negative long. */
    static ArraySource of(long[] values, ElementType type, long... shape) {
        if (type.isFloating()) {
            throw new IllegalArgumentException(
                    "longs are written as integers or BOOL, not " + type);
        }
        if (Shape.length(shape) != values.length) {
            throw new IllegalArgumentException(
                    "%d values do not make an array of shape %s"
                            .formatted(values.length, Shape.text(shape)));
        }
        ByteBuffer probe = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            Codec.encode(type, value, probe.clear());
            if (Codec.integer(type, probe, 0) != value
                    || type == ElementType.BOOL && value >>> 1 != 0) {
                throw new IllegalArgumentException("%s cannot hold %d".formatted(type, value));
            }
        }
        long[] copy = values.clone();
        return new ArraySource(new ArrayInfo(type, shape)) {
            @Override
            void encode(long first, int n, ByteBuffer to) {
                for (int i = 0; i < n; i++) {
                    Codec.encode(type, copy[(int) first + i], to);
                }
            }
        };
    }
}
