package dev.vitrine.tensor;

import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.javacpp.Pointer;

/**
 * Off-heap memory of one type that tensors share. It counts its references: at zero the memory
 * returns to the pool, and where a holder forgot to release it, the garbage collector's Cleaner
 * returns it.
 *
 * <p>Bulk {@code get} and {@code put} are safe to call from several threads as long as they touch
 * different elements.
 */
public final class Storage {

    /** Keeps two copies of the data in step, for devices whose memory the host cannot address. */
    public interface Coherence {

        /** Makes the host's copy current; called before the host reads. */
        void beforeHostRead();

        /** Marks the host's copy as the current one; called after the host wrote. */
        void afterHostWrite();
    }

    private static final Cleaner CLEANER = Cleaner.create();

    /** Elements that are widened or narrowed at a time; they stay in the first-level cache. */
    private static final int CHUNK = 1024;

    private static final ThreadLocal<float[]> CONVERSION =
            ThreadLocal.withInitial(() -> new float[CHUNK]);

    private final DType dtype;
    private final long length;
    private final Block block;
    private final Object owner;
    private final Coherence coherence;
    private final FloatBuffer[] floats;
    private final DoubleBuffer[] doubles;
    private final int windowBits;
    private final AtomicInteger references = new AtomicInteger(1);
    private final Cleaner.Cleanable cleanable;

    private Storage(
            DType dtype,
            long length,
            Block block,
            Object owner,
            Coherence coherence,
            Runnable release) {
        this.dtype = dtype;
        this.length = length;
        this.block = block;
        this.owner = owner;
        this.coherence = coherence;
        this.windowBits = Block.WINDOW_BITS - (dtype == DType.FLOAT ? 2 : 3);
        ByteBuffer[] windows = block.windows();
        floats = dtype == DType.FLOAT ? new FloatBuffer[windows.length] : null;
        doubles = dtype == DType.DOUBLE ? new DoubleBuffer[windows.length] : null;
        for (int i = 0; i < windows.length; i++) {
            if (dtype == DType.FLOAT) {
                floats[i] = windows[i].asFloatBuffer();
            } else {
                doubles[i] = windows[i].asDoubleBuffer();
            }
        }
        cleanable = release == null ? null : CLEANER.register(this, release);
    }

    /** Host memory from the shared pool; its contents are undefined. */
    public static Storage allocate(DType dtype, long length) {
        MemoryPool pool = MemoryPool.shared();
        Block block = pool.take(Math.multiplyExact(length, (long) dtype.bytes()));
        return new Storage(dtype, length, block, null, null, () -> pool.give(block));
    }

    /** Memory that somebody else made and frees; see the longer form. */
    public static Storage wrap(
            DType dtype, long length, long address, Object owner, Coherence coherence) {
        return wrap(dtype, length, address, owner, coherence, null);
    }

    /**
     * Memory that somebody else made and frees.
     *
     * @param address of the first element on the host
     * @param owner what keeps that memory alive; held as long as this storage
     * @param coherence null where host memory is the only copy
     * @param release run when the last reference is released or this storage is garbage, or null;
     *     must not hold it
     */
    public static Storage wrap(
            DType dtype,
            long length,
            long address,
            Object owner,
            Coherence coherence,
            Runnable release) {
        Block block = Block.at(address, Math.multiplyExact(length, (long) dtype.bytes()));
        return new Storage(dtype, length, block, owner, coherence, release);
    }

    public DType dtype() {
        return dtype;
    }

    /** Elements that fit. */
    public long length() {
        return length;
    }

    /** Start of the memory; the pointer owns nothing, so this object must outlive its use. */
    public Pointer pointer() {
        return block.pointer();
    }

    /** What {@link #wrap} was given, or null for memory of the pool. */
    public Object owner() {
        return owner;
    }

    /**
     * What a device attached to this memory, or null. It stays with the memory when the pool lends
     * it again.
     */
    public Object peer() {
        return block.peer();
    }

    /** Attaches what a device made for this memory and wants to find again. */
    public void peer(Object value) {
        block.peer(value);
    }

    /**
     * Bytes from {@link #pointer} that a peer may cover: the whole piece of memory, of which this
     * is the start.
     */
    public long capacityBytes() {
        return block.bytes();
    }

    /** Adds a reference. */
    public Storage retain() {
        if (references.getAndIncrement() <= 0) {
            throw new IllegalStateException("this memory was given back to the pool already");
        }
        return this;
    }

    /** Drops a reference; the last one gives the memory back. */
    public void release() {
        int left = references.decrementAndGet();
        if (left < 0) {
            throw new IllegalStateException(
                    "this memory was released more often than it was retained");
        }
        if (left == 0 && cleanable != null) {
            cleanable.clean();
        }
    }

    /** Whether somebody beside the caller holds this memory. */
    boolean isShared() {
        return references.get() > 1;
    }

    /**
     * Copies {@code count} elements from {@code index} on into an array; the type must be FLOAT.
     */
    public void get(long index, float[] to, int at, int count) {
        beforeHostRead();
        long mask = (1L << windowBits) - 1;
        while (count > 0) {
            int inside = (int) (index & mask);
            int n = (int) Math.min(count, mask + 1 - inside);
            floats[(int) (index >>> windowBits)].get(inside, to, at, n);
            index += n;
            at += n;
            count -= n;
        }
    }

    /** Copies {@code count} elements from an array to {@code index} on; the type must be FLOAT. */
    public void put(long index, float[] from, int at, int count) {
        long mask = (1L << windowBits) - 1;
        while (count > 0) {
            int inside = (int) (index & mask);
            int n = (int) Math.min(count, mask + 1 - inside);
            floats[(int) (index >>> windowBits)].put(inside, from, at, n);
            index += n;
            at += n;
            count -= n;
        }
        afterHostWrite();
    }

    /**
     * Copies {@code count} elements from {@code index} on into an array, widening them where the
     * type is FLOAT.
     */
    public void get(long index, double[] to, int at, int count) {
        if (dtype == DType.FLOAT) {
            float[] chunk = CONVERSION.get();
            while (count > 0) {
                int n = Math.min(count, CHUNK);
                get(index, chunk, 0, n);
                for (int i = 0; i < n; i++) {
                    to[at + i] = chunk[i];
                }
                index += n;
                at += n;
                count -= n;
            }
            return;
        }
        beforeHostRead();
        long mask = (1L << windowBits) - 1;
        while (count > 0) {
            int inside = (int) (index & mask);
            int n = (int) Math.min(count, mask + 1 - inside);
            doubles[(int) (index >>> windowBits)].get(inside, to, at, n);
            index += n;
            at += n;
            count -= n;
        }
    }

    /**
     * Copies {@code count} elements from an array to {@code index} on, rounding them where the type
     * is FLOAT.
     */
    public void put(long index, double[] from, int at, int count) {
        if (dtype == DType.FLOAT) {
            float[] chunk = CONVERSION.get();
            while (count > 0) {
                int n = Math.min(count, CHUNK);
                for (int i = 0; i < n; i++) {
                    chunk[i] = (float) from[at + i];
                }
                put(index, chunk, 0, n);
                index += n;
                at += n;
                count -= n;
            }
            return;
        }
        long mask = (1L << windowBits) - 1;
        while (count > 0) {
            int inside = (int) (index & mask);
            int n = (int) Math.min(count, mask + 1 - inside);
            doubles[(int) (index >>> windowBits)].put(inside, from, at, n);
            index += n;
            at += n;
            count -= n;
        }
        afterHostWrite();
    }

    /** Copies {@code count} elements from {@code index} on into other memory of the same type. */
    public void copyTo(long index, Storage to, long at, int count) {
        beforeHostRead();
        long mask = (1L << windowBits) - 1;
        while (count > 0) {
            int from = (int) (index & mask);
            int inside = (int) (at & mask);
            int n = (int) Math.min(count, mask + 1 - Math.max(from, inside));
            int source = (int) (index >>> windowBits);
            int target = (int) (at >>> windowBits);
            if (dtype == DType.FLOAT) {
                to.floats[target].put(inside, floats[source], from, n);
            } else {
                to.doubles[target].put(inside, doubles[source], from, n);
            }
            index += n;
            at += n;
            count -= n;
        }
        to.afterHostWrite();
    }

    /** One element. */
    public double get(long index) {
        beforeHostRead();
        int window = (int) (index >>> windowBits);
        int inside = (int) (index & ((1L << windowBits) - 1));
        return dtype == DType.FLOAT ? floats[window].get(inside) : doubles[window].get(inside);
    }

    /** Sets one element. */
    public void put(long index, double value) {
        int window = (int) (index >>> windowBits);
        int inside = (int) (index & ((1L << windowBits) - 1));
        if (dtype == DType.FLOAT) {
            floats[window].put(inside, (float) value);
        } else {
            doubles[window].put(inside, value);
        }
        afterHostWrite();
    }

    private void beforeHostRead() {
        if (coherence != null) {
            coherence.beforeHostRead();
        }
    }

    private void afterHostWrite() {
        if (coherence != null) {
            coherence.afterHostWrite();
        }
    }
}
