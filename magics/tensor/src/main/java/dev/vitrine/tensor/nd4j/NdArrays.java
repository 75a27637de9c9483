package dev.vitrine.tensor.nd4j;

import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Storage;
import dev.vitrine.tensor.View;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Tensors and ND4J arrays on the same memory. Loading this class starts ND4J, which takes seconds.
 */
public final class NdArrays {

    private NdArrays() {}

    /**
     * An array on a contiguous view's memory. It holds the storage and a reference of it, so that
     * the memory returns to the pool only when the array is garbage.
     */
    public static INDArray arrayOf(View view) {
        Storage storage = view.storage().retain();
        Pointer pointer =
                view.dtype() == DType.FLOAT
                        ? new HeldFloats(storage, view.address(), view.length())
                        : new HeldDoubles(storage, view.address(), view.length());
        DataBuffer buffer = Nd4j.createBuffer(pointer, view.length(), dataType(view.dtype()));
        return view.rank() == 0
                ? Nd4j.create(buffer, new long[0])
                : Nd4j.create(buffer, view.shape(), view.strides(), 0, 'c');
    }

    /**
     * A view of an array's memory, or of a copy where the array is not row-major or neither FLOAT
     * nor DOUBLE.
     */
    public static View viewOf(INDArray array) {
        DataType type = array.dataType();
        INDArray typed =
                type == DataType.FLOAT || type == DataType.DOUBLE
                        ? array
                        : array.castTo(DataType.FLOAT);
        INDArray ordered = isRowMajor(typed) ? typed : typed.dup('c');
        return View.of(storageOf(ordered, null), 0, ordered.shape());
    }

    /** A row-major array's memory, kept in step with the array where that lives on a GPU. */
    static Storage storageOf(INDArray array, Runnable release) {
        DType dtype = array.dataType() == DataType.FLOAT ? DType.FLOAT : DType.DOUBLE;
        Nd4jMemory.Copies copies = new Nd4jMemory.Copies(array);
        copies.beforeHostRead();
        long address = array.data().pointer().address() + array.offset() * dtype.bytes();
        return Storage.wrap(dtype, array.length(), address, array, copies, release);
    }

    private static boolean isRowMajor(INDArray array) {
        long expected = 1;
        for (int axis = array.rank() - 1; axis >= 0; axis--) {
            if (array.size(axis) != 1 && array.stride(axis) != expected) {
                return false;
            }
            expected *= array.size(axis);
        }
        return true;
    }

    static DataType dataType(DType dtype) {
        return dtype == DType.FLOAT ? DataType.FLOAT : DataType.DOUBLE;
    }

    /** Keeps a storage alive as long as ND4J's buffer holds this pointer. */
    private static final class HeldFloats extends FloatPointer {

        private final Storage held;

        HeldFloats(Storage held, long address, long length) {
            super((Pointer) null);
            this.held = held;
            this.address = address;
            this.limit = length;
            this.capacity = length;
        }
    }

    /** Keeps a storage alive as long as ND4J's buffer holds this pointer. */
    private static final class HeldDoubles extends DoublePointer {

        private final Storage held;

        HeldDoubles(Storage held, long address, long length) {
            super((Pointer) null);
            this.held = held;
            this.address = address;
            this.limit = length;
            this.capacity = length;
        }
    }
}
