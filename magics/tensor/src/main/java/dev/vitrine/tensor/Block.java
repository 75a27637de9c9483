package dev.vitrine.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * One piece of native memory, 64-byte aligned, with direct buffers over it. The pool makes it,
 * lends it to one {@link Storage} after another, and frees it when trimmed.
 */
final class Block {

    static final int ALIGNMENT = 64;

    /**
     * Bytes that one direct buffer covers; a power of two that the int-sized capacity of buffers
     * can hold.
     */
    static final int WINDOW_BITS = 30;

    private final Pointer allocated;
    private final Pointer pointer;
    private final long bytes;
    private final ByteBuffer[] windows;

    /**
     * What a device made for this memory once and may use again, such as the library's own handle
     * of it.
     */
    private volatile Object peer;

    private Block(Pointer allocated, Pointer pointer, long bytes) {
        this.allocated = allocated;
        this.pointer = pointer;
        this.bytes = bytes;
        long window = 1L << WINDOW_BITS;
        windows = new ByteBuffer[(int) ((bytes + window - 1) >>> WINDOW_BITS)];
        for (int i = 0; i < windows.length; i++) {
            long start = i * window;
            Pointer part = new At(pointer.address() + start, Math.min(window, bytes - start));
            windows[i] = part.asByteBuffer().order(ByteOrder.nativeOrder());
        }
    }

    /** Takes fresh memory from the system, or returns null if it has none. */
    static Block allocate(long bytes) {
        Pointer allocated = Pointer.malloc(bytes + ALIGNMENT);
        if (allocated == null || allocated.isNull()) {
            return null;
        }
        long address = (allocated.address() + ALIGNMENT - 1) & -ALIGNMENT;
        return new Block(allocated, new At(address, bytes), bytes);
    }

    /** Wraps memory that somebody else owns. */
    static Block at(long address, long bytes) {
        return new Block(null, new At(address, bytes), bytes);
    }

    void free() {
        if (allocated != null) {
            Pointer.free(allocated);
        }
    }

    Pointer pointer() {
        return pointer;
    }

    long bytes() {
        return bytes;
    }

    ByteBuffer[] windows() {
        return windows;
    }

    Object peer() {
        return peer;
    }

    void peer(Object value) {
        peer = value;
    }

    /** A pointer that owns nothing. */
    static final class At extends BytePointer {

        At(long address, long bytes) {
            super((Pointer) null);
            this.address = address;
            this.limit = bytes;
            this.capacity = bytes;
        }
    }
}
