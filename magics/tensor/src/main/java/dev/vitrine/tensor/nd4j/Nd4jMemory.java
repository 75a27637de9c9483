package dev.vitrine.tensor.nd4j;

import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Storage;
import dev.vitrine.tensor.View;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.concurrency.AffinityManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Arrays over views, for use within one primitive. On host backends ND4J computes on the memory of
 * our pool; on a GPU the memory is ND4J's, and its affinity manager keeps the host's copy in step.
 */
final class Nd4jMemory {

    /** ND4J's handle of a whole block, kept with the block. */
    private record Handle(DType dtype, DataBuffer buffer) {}

    private final boolean owned;

    /**
     * @param owned whether ND4J allocates, as it must where the device cannot address the host's
     *     memory
     */
    Nd4jMemory(boolean owned) {
        this.owned = owned;
    }

    Storage allocate(DType dtype, long length) {
        if (!owned) {
            return Storage.allocate(dtype, length);
        }
        INDArray array =
                Nd4j.createUninitializedDetached(NdArrays.dataType(dtype), Math.max(1, length));
        return NdArrays.storageOf(array, array::close);
    }

    /** An array with a view's shape and strides; a scalar becomes a vector of one element. */
    INDArray array(View view) {
        DataBuffer buffer = buffer(view.storage());
        return view.rank() == 0
                ? Nd4j.create(buffer, new long[] {1}, new long[] {1}, view.offset(), 'c')
                : Nd4j.create(buffer, view.shape(), view.strides(), view.offset(), 'c');
    }

    private static DataBuffer buffer(Storage storage) {
        if (storage.owner() instanceof INDArray array && array.offset() == 0) {
            return array.data();
        }
        DType dtype = storage.dtype();
        if (storage.peer() instanceof Handle handle && handle.dtype() == dtype) {
            return handle.buffer();
        }
        long length = storage.capacityBytes() / dtype.bytes();
        Pointer start = storage.pointer();
        Pointer typed = dtype == DType.FLOAT ? new FloatPointer(start) : new DoublePointer(start);
        DataBuffer buffer = Nd4j.createBuffer(typed, length, NdArrays.dataType(dtype));
        storage.peer(new Handle(dtype, buffer));
        return buffer;
    }

    /** Keeps the host's copy of an array in step with the device's. */
    record Copies(INDArray array) implements Storage.Coherence {

        @Override
        public void beforeHostRead() {
            Nd4j.getAffinityManager().ensureLocation(array, AffinityManager.Location.HOST);
        }

        @Override
        public void afterHostWrite() {
            Nd4j.getAffinityManager().tagLocation(array, AffinityManager.Location.HOST);
        }
    }
}
