package dev.vitrine.tensor.onednn;

import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Storage;
import org.bytedeco.javacpp.BytePointer;

/**
 * Memory of one thread for intermediate values; it grows to the largest request and its contents do
 * not last.
 */
final class Scratch {

    private static final int ALIGNMENT = 64;

    private Storage storage;

    /** Address of at least so many bytes. */
    long bytes(long count) {
        return floats((count + Float.BYTES - 1) / Float.BYTES).pointer().address();
    }

    /** At least {@code length} floats. */
    Storage floats(long length) {
        if (storage == null || storage.length() < length) {
            BytePointer memory = new BytePointer(length * DType.FLOAT.bytes() + ALIGNMENT);
            long aligned = (memory.address() + ALIGNMENT - 1) & -ALIGNMENT;
            storage = Storage.wrap(DType.FLOAT, length, aligned, memory, null);
        }
        return storage;
    }
}
