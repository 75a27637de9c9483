package dev.vitrine.tensor;

import java.util.Arrays;
import org.bytedeco.javacpp.Pointer;

/**
 * A strided window onto a {@link Storage}: what kernels read and write. It owns nothing. Strides
 * are in elements; a stride of 0 repeats an element along its axis, which is how broadcasting is
 * written.
 */
public final class View {

    private final Storage storage;
    private final long offset;
    private final long[] shape;
    private final long[] strides;
    private final long length;
    private final boolean contiguous;

    private View(Storage storage, long offset, long[] shape, long[] strides) {
        this.storage = storage;
        this.offset = offset;
        this.shape = shape;
        this.strides = strides;
        this.length = Shape.length(shape);
        this.contiguous = isContiguous(shape, strides);
    }

    /** A row-major window that starts at element {@code offset}. */
    public static View of(Storage storage, long offset, long... shape) {
        View view = new View(storage, offset, shape.clone(), Shape.strides(shape));
        if (offset < 0 || offset + view.length > storage.length()) {
            throw new IllegalArgumentException(
                    "a view of shape "
                            + Shape.text(shape)
                            + " at element "
                            + offset
                            + " does not fit into "
                            + storage.length()
                            + " elements");
        }
        return view;
    }

    private static boolean isContiguous(long[] shape, long[] strides) {
        long stride = 1;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            if (shape[axis] != 1 && strides[axis] != stride) {
                return false;
            }
            stride *= shape[axis];
        }
        return true;
    }

    public Storage storage() {
        return storage;
    }

    public DType dtype() {
        return storage.dtype();
    }

    /** Index in the storage of the first element. */
    public long offset() {
        return offset;
    }

    /** Sizes; not to be changed by the caller. */
    public long[] shape() {
        return shape;
    }

    /** Elements between neighbours along each axis; not to be changed by the caller. */
    public long[] strides() {
        return strides;
    }

    public int rank() {
        return shape.length;
    }

    /** Size along an axis; negative axes count from the end. */
    public long size(int axis) {
        return shape[axis < 0 ? axis + shape.length : axis];
    }

    /** Stride along an axis; negative axes count from the end. */
    public long stride(int axis) {
        return strides[axis < 0 ? axis + strides.length : axis];
    }

    /** Number of elements. */
    public long length() {
        return length;
    }

    /**
     * Whether elements lie one after another in row-major order; axes of size 1 may have any
     * stride.
     */
    public boolean isContiguous() {
        return contiguous;
    }

    /** Native address of the first element. */
    public long address() {
        return storage.pointer().address() + offset * dtype().bytes();
    }

    /** A pointer to the first element that owns nothing; the storage must outlive its use. */
    public Pointer pointer() {
        return new Block.At(address(), (storage.length() - offset) * dtype().bytes());
    }

    /** The same elements under another shape; only for contiguous views. */
    public View reshape(long... newShape) {
        if (!contiguous || Shape.length(newShape) != length) {
            throw new IllegalArgumentException(
                    "cannot view " + this + " as " + Shape.text(newShape));
        }
        return new View(storage, offset, newShape.clone(), Shape.strides(newShape));
    }

    /** As rows: all axes but the last one joined. Only for contiguous views of rank 1 or more. */
    public View rows() {
        long columns = size(-1);
        return reshape(
                columns == 0
                        ? Shape.length(Arrays.copyOf(shape, shape.length - 1))
                        : length / columns,
                columns);
    }

    /** Axes in another order: axis {@code i} of the result is axis {@code order[i]} of this. */
    public View permute(int... order) {
        long[] newShape = new long[shape.length];
        long[] newStrides = new long[shape.length];
        for (int i = 0; i < order.length; i++) {
            newShape[i] = shape[order[i]];
            newStrides[i] = strides[order[i]];
        }
        return new View(storage, offset, newShape, newStrides);
    }

    /** Elements {@code start} (included) to {@code end} (excluded) along an axis. */
    public View slice(int axis, long start, long end) {
        long[] newShape = shape.clone();
        newShape[axis] = end - start;
        return new View(storage, offset + start * strides[axis], newShape, strides);
    }

    /**
     * Every {@code step}-th element from {@code start} on, {@code count} of them, along an axis.
     */
    public View slice(int axis, long start, long count, long step) {
        long[] newShape = shape.clone();
        long[] newStrides = strides.clone();
        newShape[axis] = count;
        newStrides[axis] = step * strides[axis];
        return new View(storage, offset + start * strides[axis], newShape, newStrides);
    }

    /** One entry of an axis, which disappears. */
    public View select(int axis, long index) {
        long[] newShape = new long[shape.length - 1];
        long[] newStrides = new long[shape.length - 1];
        for (int i = 0; i < newShape.length; i++) {
            newShape[i] = shape[i < axis ? i : i + 1];
            newStrides[i] = strides[i < axis ? i : i + 1];
        }
        return new View(storage, offset + index * strides[axis], newShape, newStrides);
    }

    /** Splits one axis into two, the first of size {@code outer}. */
    public View split(int axis, long outer) {
        long[] newShape = new long[shape.length + 1];
        long[] newStrides = new long[shape.length + 1];
        for (int i = 0; i <= shape.length; i++) {
            int from = i <= axis ? i : i - 1;
            newShape[i] = i == axis ? outer : i == axis + 1 ? shape[axis] / outer : shape[from];
            newStrides[i] = i == axis ? strides[axis] * (shape[axis] / outer) : strides[from];
        }
        return new View(storage, offset, newShape, newStrides);
    }

    /** The same elements repeated to a shape that they broadcast to. */
    public View broadcastTo(long... newShape) {
        long[] newStrides = new long[newShape.length];
        int added = newShape.length - shape.length;
        for (int i = added; i < newShape.length; i++) {
            newStrides[i] = shape[i - added] == 1 ? 0 : strides[i - added];
        }
        return new View(storage, offset, newShape.clone(), newStrides);
    }

    /** With axes of size 1 in front until the rank is reached. */
    public View padRank(int rank) {
        int added = rank - shape.length;
        long[] newShape = new long[rank];
        long[] newStrides = new long[rank];
        Arrays.fill(newShape, 0, added, 1);
        System.arraycopy(shape, 0, newShape, added, shape.length);
        System.arraycopy(strides, 0, newStrides, added, shape.length);
        return new View(storage, offset, newShape, newStrides);
    }

    /**
     * Whether the two views use some of the same memory; may say yes where strides only interleave.
     */
    public boolean overlaps(View other) {
        return storage == other.storage && offset < other.end() && other.offset < end();
    }

    private long end() {
        long last = offset;
        for (int axis = 0; axis < shape.length; axis++) {
            last += (shape[axis] - 1) * strides[axis];
        }
        return length == 0 ? offset : last + 1;
    }

    @Override
    public String toString() {
        return dtype() + Shape.text(shape) + (contiguous ? "" : " strides " + Shape.text(strides));
    }
}
