package dev.vitrine.tensor;

import dev.vitrine.tensor.nd4j.NdArrays;
import dev.vitrine.tensor.op.Add;
import dev.vitrine.tensor.op.Affine;
import dev.vitrine.tensor.op.Attention;
import dev.vitrine.tensor.op.BroadcastTo;
import dev.vitrine.tensor.op.Cast;
import dev.vitrine.tensor.op.Clamp;
import dev.vitrine.tensor.op.Compare;
import dev.vitrine.tensor.op.Concat;
import dev.vitrine.tensor.op.CumulativeSum;
import dev.vitrine.tensor.op.Divide;
import dev.vitrine.tensor.op.Dropout;
import dev.vitrine.tensor.op.Elementwise;
import dev.vitrine.tensor.op.Extremum;
import dev.vitrine.tensor.op.Gather;
import dev.vitrine.tensor.op.IndexSelect;
import dev.vitrine.tensor.op.LayerNorm;
import dev.vitrine.tensor.op.LeakyRelu;
import dev.vitrine.tensor.op.Linear;
import dev.vitrine.tensor.op.LogSumExp;
import dev.vitrine.tensor.op.MatrixProduct;
import dev.vitrine.tensor.op.Maximum;
import dev.vitrine.tensor.op.Multiply;
import dev.vitrine.tensor.op.Pad;
import dev.vitrine.tensor.op.Permute;
import dev.vitrine.tensor.op.Power;
import dev.vitrine.tensor.op.Reshape;
import dev.vitrine.tensor.op.ScatterAdd;
import dev.vitrine.tensor.op.SelfAttention;
import dev.vitrine.tensor.op.SigmoidCrossEntropy;
import dev.vitrine.tensor.op.Slice;
import dev.vitrine.tensor.op.Softmax;
import dev.vitrine.tensor.op.SoftmaxCrossEntropy;
import dev.vitrine.tensor.op.StraightThrough;
import dev.vitrine.tensor.op.Subtract;
import dev.vitrine.tensor.op.Sum;
import dev.vitrine.tensor.op.Where;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A dense array of numbers, row-major in off-heap memory, that remembers how it was computed when a
 * gradient is wanted.
 *
 * <p>Operations return new tensors, except that a reshape or a slice of the first axis shares
 * memory with its argument. The memory is freed by {@link #close}, by the {@link Scope} the tensor
 * was made in, or by the garbage collector; a closed tensor throws when used. Axes may be counted
 * from the end: -1 is the last.
 *
 * <p>Shapes that do not fit throw an IllegalArgumentException that names the operation, the shapes
 * and the argument. Both types work on every device; the tensors of one operation have one type and
 * one device.
 */
public final class Tensor implements AutoCloseable {

    /** Elements produced at a time where a tensor is filled from Java. */
    private static final int CHUNK = 4096;

    /** Changed by {@link #moveTo} alone, as is the view. */
    private Device device;

    private View view;

    private Node node;
    private boolean closed;

    /** Of a leaf. Its memory is kept when the gradient is zeroed, for the next one. */
    private Tensor grad;

    private boolean gradPresent;

    /** Whether this is what {@link #grad} of a leaf returns. */
    private boolean isGradient;

    /** Takes over one reference to the view's storage. */
    private Tensor(Device device, View view, boolean scoped) {
        this.device = device;
        this.view = view;
        if (scoped) {
            Scope.register(this);
        }
    }

    // ---------------------------------------------------------------- making

    /** FLOAT, from values in row-major order. */
    public static Tensor of(float[] values, long... shape) {
        requireLength(values.length, shape);
        Tensor tensor = allocate(DType.FLOAT, shape);
        tensor.view.storage().put(0, values, 0, values.length);
        return tensor;
    }

    /** DOUBLE, from values in row-major order. */
    public static Tensor of(double[] values, long... shape) {
        requireLength(values.length, shape);
        Tensor tensor = allocate(DType.DOUBLE, shape);
        tensor.view.storage().put(0, values, 0, values.length);
        return tensor;
    }

    /**
     * Shares memory with an array of type FLOAT or DOUBLE in row-major ('c') order, so that each
     * sees what the other writes; copies other orders and types (to FLOAT).
     */
    public static Tensor of(INDArray array) {
        return new Tensor(Device.current(), NdArrays.viewOf(array), true);
    }

    /** FLOAT zeros. */
    public static Tensor zeros(long... shape) {
        return full(0, shape);
    }

    public static Tensor zeros(DType dtype, long... shape) {
        return full(dtype, 0, shape);
    }

    /** Zeros of this shape and type, on this device. */
    public Tensor zerosLike() {
        Storage storage = device.kernels().allocate(dtype(), length());
        Tensor tensor = new Tensor(device, View.of(storage, 0, view.shape()), true);
        device.kernels().fill(tensor.view, 0);
        return tensor;
    }

    /** FLOAT ones. */
    public static Tensor ones(long... shape) {
        return full(1, shape);
    }

    /** FLOAT, every element equal to {@code value}. */
    public static Tensor full(double value, long... shape) {
        return full(DType.FLOAT, value, shape);
    }

    public static Tensor full(DType dtype, double value, long... shape) {
        Tensor tensor = allocate(dtype, shape);
        tensor.device.kernels().fill(tensor.view, value);
        return tensor;
    }

    /** FLOAT of shape (). */
    public static Tensor scalar(double value) {
        return full(value);
    }

    /** FLOAT of shape (indices.length, classes): a 1 at each index, else zeros. */
    public static Tensor oneHot(int classes, int... indices) {
        float[] values = new float[Math.multiplyExact(classes, indices.length)];
        for (int i = 0; i < indices.length; i++) {
            values[i * classes + Objects.checkIndex(indices[i], classes)] = 1;
        }
        return of(values, indices.length, classes);
    }

    /**
     * Fills part of a tensor: elements {@code first} to {@code first + count - 1} into {@code
     * to[0..count-1]}.
     */
    @FunctionalInterface
    interface Filler {
        void fill(long first, double[] to, int count);
    }

    static Tensor generate(DType dtype, long[] shape, Filler filler) {
        Tensor tensor = allocate(dtype, shape);
        Storage storage = tensor.view.storage();
        Parallel.loop(
                tensor.length(),
                CHUNK,
                (from, to) -> {
                    double[] chunk = new double[CHUNK];
                    for (long first = from; first < to; first += CHUNK) {
                        int count = (int) Math.min(CHUNK, to - first);
                        filler.fill(first, chunk, count);
                        storage.put(first, chunk, 0, count);
                    }
                });
        return tensor;
    }

    private static Tensor allocate(DType dtype, long... shape) {
        Device device = Device.current();
        Storage storage = device.kernels().allocate(dtype, Shape.length(shape));
        return new Tensor(device, View.of(storage, 0, shape), true);
    }

    private static void requireLength(long length, long... shape) {
        if (Shape.length(shape) != length) {
            throw new IllegalArgumentException(
                    "of: "
                            + length
                            + " values do not make a tensor of shape "
                            + Shape.text(shape)
                            + ", which has "
                            + Shape.length(shape));
        }
    }

    // ---------------------------------------------------------------- asking

    /** Sizes; empty for a scalar. */
    public long[] shape() {
        return view.shape().clone();
    }

    public int rank() {
        return view.rank();
    }

    /** Size along an axis. */
    public long size(int axis) {
        return view.shape()[Shape.axis("size", axis, rank())];
    }

    /** Number of elements. */
    public long length() {
        return view.length();
    }

    public DType dtype() {
        return view.dtype();
    }

    public Device device() {
        return device;
    }

    /** The memory, for kernels. Keep this tensor reachable while it is used. */
    public View view() {
        if (closed) {
            throw new IllegalStateException(
                    "this tensor of shape "
                            + Shape.text(view.shape())
                            + " was closed, by close() or by the Scope it was made in; Scope.keep would have kept it");
        }
        return view;
    }

    /** Whether {@link #close}, or the scope, freed it. */
    public boolean isClosed() {
        return closed;
    }

    /** The values in row-major order, rounded if the type is DOUBLE. */
    public float[] toFloatArray() {
        int length = arrayLength();
        float[] values = new float[length];
        if (dtype() == DType.FLOAT) {
            view().storage().get(view.offset(), values, 0, length);
        } else {
            double[] wide = toDoubleArray();
            for (int i = 0; i < length; i++) {
                values[i] = (float) wide[i];
            }
        }
        Reference.reachabilityFence(this);
        return values;
    }

    /** The values in row-major order. */
    public double[] toDoubleArray() {
        double[] values = new double[arrayLength()];
        view().storage().get(view.offset(), values, 0, values.length);
        Reference.reachabilityFence(this);
        return values;
    }

    private int arrayLength() {
        if (length() > Integer.MAX_VALUE - 8) {
            throw new IllegalStateException(
                    "shape " + Shape.text(view.shape()) + " is too long for a Java array");
        }
        return (int) length();
    }

    /** The value of a tensor with one element. */
    public double item() {
        if (length() != 1) {
            throw new IllegalStateException(
                    "item: a tensor of shape "
                            + Shape.text(view.shape())
                            + " has "
                            + length()
                            + " elements, not 1");
        }
        double value = view().storage().get(view.offset());
        Reference.reachabilityFence(this);
        return value;
    }

    /**
     * An ND4J array on the same memory, made anew by each call. It keeps the memory alive, past
     * {@link #close} too.
     */
    public INDArray array() {
        return NdArrays.arrayOf(view());
    }

    /**
     * The index of the largest element along an axis, for each of the remaining elements in
     * row-major order.
     */
    public int[] argmax(int axis) {
        int last = Shape.axis("argmax", axis, rank());
        if (last != rank() - 1) {
            try (Tensor moved = detach().moveLast(last)) {
                return moved.argmax(-1);
            }
        }
        View rows = view().rows();
        int[] result = new int[Math.toIntExact(rows.size(0))];
        device.kernels().argmax(rows, result);
        Reference.reachabilityFence(this);
        return result;
    }

    /** Like {@link #argmax}, of the smallest element. */
    public int[] argmin(int axis) {
        try (Tensor self = detach();
                Tensor negative = self.neg()) {
            return negative.argmax(axis);
        }
    }

    // ---------------------------------------------------------------- shape

    /**
     * The same elements under another shape; one size may be -1, which is then computed. Shares
     * memory.
     */
    public Tensor reshape(long... shape) {
        return apply(new Reshape(shape), this);
    }

    /** Axes in another order: axis i of the result is axis order[i] of this. Copies. */
    public Tensor permute(int... order) {
        return apply(new Permute(order), this);
    }

    /** The last two axes exchanged. Copies. */
    public Tensor transpose() {
        if (rank() < 2) {
            throw new IllegalArgumentException(
                    "transpose: needs two axes, shape is " + Shape.text(view.shape()));
        }
        int[] order = IntStream.range(0, rank()).toArray();
        order[rank() - 1] = rank() - 2;
        order[rank() - 2] = rank() - 1;
        return permute(order);
    }

    Tensor moveLast(int axis) {
        int[] order =
                IntStream.concat(
                                IntStream.range(0, rank()).filter(i -> i != axis),
                                IntStream.of(axis))
                        .toArray();
        return permute(order);
    }

    Tensor moveFromLast(int axis) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, rank() - 1).boxed().toList());
        order.add(axis, rank() - 1);
        return permute(order.stream().mapToInt(Integer::intValue).toArray());
    }

    /**
     * Elements {@code start} (included) to {@code end} (excluded) along an axis. Shares memory for
     * the first axis.
     */
    public Tensor slice(int axis, long start, long end) {
        return slice(axis, start, end, 1);
    }

    /** Every {@code step}-th element from {@code start} (included) to {@code end} (excluded). */
    public Tensor slice(int axis, long start, long end, long step) {
        return apply(new Slice(axis, start, end, step), this);
    }

    /** Cut along an axis into pieces of the given sizes, which must add up to the axis. */
    public List<Tensor> split(int axis, long... sizes) {
        if (Arrays.stream(sizes).sum() != size(axis)) {
            throw new IllegalArgumentException(
                    "split: sizes "
                            + Shape.text(sizes)
                            + " do not add up to axis "
                            + axis
                            + " of shape "
                            + Shape.text(view.shape()));
        }
        List<Tensor> pieces = new ArrayList<>();
        long start = 0;
        for (long size : sizes) {
            pieces.add(slice(axis, start, start + size));
            start += size;
        }
        return pieces;
    }

    /** The elements along an axis in reverse order. */
    public Tensor flip(int axis) {
        int last = Math.toIntExact(size(axis)) - 1;
        return indexSelect(axis, IntStream.rangeClosed(0, last).map(i -> last - i).toArray());
    }

    /** With elements of one value added before and after along an axis. */
    public Tensor pad(int axis, long before, long after, double value) {
        return apply(new Pad(axis, before, after, value), this);
    }

    /** Repeated as a whole along each axis, NumPy's {@code tile}: one number for each axis. */
    public Tensor tile(long... repeats) {
        if (repeats.length != rank()) {
            throw new IllegalArgumentException(
                    "tile: "
                            + repeats.length
                            + " numbers for the axes of shape "
                            + Shape.text(view.shape()));
        }
        long[] apart = new long[2 * rank()];
        long[] repeated = new long[2 * rank()];
        long[] joined = new long[rank()];
        for (int i = 0; i < rank(); i++) {
            apart[2 * i] = 1;
            repeated[2 * i] = repeats[i];
            apart[2 * i + 1] = repeated[2 * i + 1] = view.size(i);
            joined[i] = repeats[i] * view.size(i);
        }
        return reshape(apart).broadcastTo(repeated).reshape(joined);
    }

    /** Repeated along axes of size 1, and along new axes in front. Copies. */
    public Tensor broadcastTo(long... shape) {
        return apply(new BroadcastTo(shape), this);
    }

    /** Joined along an axis; the other axes must agree. */
    public static Tensor concat(int axis, Tensor... tensors) {
        if (tensors.length == 0) {
            throw new IllegalArgumentException("concat: no tensors given");
        }
        return apply(new Concat(axis), tensors);
    }

    /** Joined along a new axis; the shapes must agree. */
    public static Tensor stack(int axis, Tensor... tensors) {
        Tensor[] widened = new Tensor[tensors.length];
        for (int i = 0; i < tensors.length; i++) {
            int at = Shape.axis("stack", axis, tensors[i].rank() + 1);
            long[] shape = new long[tensors[i].rank() + 1];
            for (int j = 0; j < shape.length; j++) {
                shape[j] = j == at ? 1 : tensors[i].size(j < at ? j : j - 1);
            }
            widened[i] = tensors[i].reshape(shape);
        }
        return concat(axis, widened);
    }

    /**
     * The rows at the given indices of an axis, in that order; an index may come more than once.
     */
    public Tensor indexSelect(int axis, int... indices) {
        return apply(new IndexSelect(axis, indices), this);
    }

    /**
     * Rows of this table (n, …) for ids of any shape: the result has that shape, then the rest of
     * this one's.
     */
    public Tensor embedding(int[] ids, long... shape) {
        long[] result = Arrays.copyOf(shape, shape.length + rank() - 1);
        System.arraycopy(view.shape(), 1, result, shape.length, rank() - 1);
        return indexSelect(0, ids).reshape(result);
    }

    /**
     * Along an axis the element at an index of its own for each element of the result, row-major.
     * The result has this shape but for that axis, whose size follows from the number of indices.
     */
    public Tensor gather(int axis, int... indices) {
        return apply(new Gather(axis, indices), this);
    }

    /**
     * This, with each element of a source added at its own index along an axis; the opposite of
     * {@link #gather}. Indices may repeat.
     *
     * @param source of this shape but for that axis
     * @param indices one for each element of the source, row-major
     */
    public Tensor scatterAdd(int axis, Tensor source, int... indices) {
        return apply(new ScatterAdd(axis, indices), this, source);
    }

    /** The same values as another type; this tensor itself if it has that type. */
    public Tensor to(DType dtype) {
        return dtype == dtype() ? this : apply(new Cast(dtype), this);
    }

    /**
     * A copy on another device, through which gradients flow back; this tensor itself if it is
     * there.
     */
    public Tensor to(Device other) {
        return other == device ? this : apply(other, new Transfer(device), this);
    }

    /**
     * Takes this tensor, and its gradient, to another device, so that whoever holds it finds it
     * there: a model, an optimizer. Tensors that share its memory stay where they are. Returns
     * this.
     *
     * @throws IllegalStateException if an operation computed this; {@link #to(Device)} copies it
     */
    public Tensor moveTo(Device other) {
        if (node != null && !node.isLeaf()) {
            throw new IllegalStateException(
                    "moveTo: this tensor was computed by "
                            + node.operation.name()
                            + "; only a leaf can be moved. to(Device) makes a copy");
        }
        View here = view();
        if (other == device) {
            return this;
        }
        View there = Transfer.copy(here, other);
        if (gradPresent) {
            grad.moveTo(other);
        } else if (grad != null) {
            grad.close();
            grad = null;
        }
        device = other;
        view = there;
        here.storage().release();
        if (node != null) {
            node.release();
            node = Node.leaf(this);
        }
        return this;
    }

    // ---------------------------------------------------------------- elementwise

    /** Sum, with NumPy's broadcasting. */
    public Tensor add(Tensor other) {
        return apply(new Add(), this, other);
    }

    public Tensor add(double value) {
        return apply(new Affine(1, value), this);
    }

    /** Difference, with NumPy's broadcasting. */
    public Tensor sub(Tensor other) {
        return apply(new Subtract(), this, other);
    }

    public Tensor sub(double value) {
        return apply(new Affine(1, -value), this);
    }

    /** Elementwise product, with NumPy's broadcasting. */
    public Tensor mul(Tensor other) {
        return apply(new Multiply(), this, other);
    }

    public Tensor mul(double value) {
        return apply(new Affine(value, 0), this);
    }

    /** Quotient, with NumPy's broadcasting. */
    public Tensor div(Tensor other) {
        return apply(new Divide(), this, other);
    }

    public Tensor div(double value) {
        return apply(new Affine(1 / value, 0), this);
    }

    public Tensor neg() {
        return apply(new Affine(-1, 0), this);
    }

    public Tensor exp() {
        return apply(new Elementwise(Unary.EXP), this);
    }

    /** Natural logarithm. */
    public Tensor log() {
        return apply(new Elementwise(Unary.LOG), this);
    }

    public Tensor sqrt() {
        return apply(new Elementwise(Unary.SQRT), this);
    }

    public Tensor tanh() {
        return apply(new Elementwise(Unary.TANH), this);
    }

    public Tensor sigmoid() {
        return apply(new Elementwise(Unary.SIGMOID), this);
    }

    public Tensor relu() {
        return apply(new Elementwise(Unary.RELU), this);
    }

    /**
     * This where it is positive, else slope times this.
     *
     * @param slope between 0 and 1
     */
    public Tensor leakyRelu(double slope) {
        return apply(new LeakyRelu(slope), this);
    }

    public Tensor silu() {
        return apply(new Elementwise(Unary.SILU), this);
    }

    public Tensor gelu(Gelu form) {
        return apply(new Elementwise(form == Gelu.TANH ? Unary.GELU_TANH : Unary.GELU_ERF), this);
    }

    /** |x|. */
    public Tensor abs() {
        return apply(new Elementwise(Unary.ABS), this);
    }

    /** log(1 + e^x). */
    public Tensor softplus() {
        return apply(new Elementwise(Unary.SOFTPLUS), this);
    }

    /** The error function. */
    public Tensor erf() {
        return apply(new Elementwise(Unary.ERF), this);
    }

    public Tensor sin() {
        return apply(new Elementwise(Unary.SIN), this);
    }

    public Tensor cos() {
        return apply(new Elementwise(Unary.COS), this);
    }

    /** The nearest whole numbers; their gradient is 0, which {@link #straightThrough} replaces. */
    public Tensor round() {
        return apply(new Elementwise(Unary.ROUND), this);
    }

    /** At least {@code low} and at most {@code high}; either may be infinite. */
    public Tensor clamp(double low, double high) {
        return apply(new Clamp(low, high), this);
    }

    /** The larger of two elements, with NumPy's broadcasting. */
    public Tensor maximum(Tensor other) {
        return apply(new Extremum(true), this, other);
    }

    /** The smaller of two elements, with NumPy's broadcasting. */
    public Tensor minimum(Tensor other) {
        return apply(new Extremum(false), this, other);
    }

    /** 1 where this is greater, else 0; NumPy's broadcasting, no gradient. */
    public Tensor gt(Tensor other) {
        return apply(new Compare(Binary.GREATER), this, other);
    }

    /** 1 where this is greater or equal, else 0; NumPy's broadcasting, no gradient. */
    public Tensor ge(Tensor other) {
        return apply(new Compare(Binary.GREATER_OR_EQUAL), this, other);
    }

    /** 1 where this is less, else 0; NumPy's broadcasting, no gradient. */
    public Tensor lt(Tensor other) {
        return other.gt(this);
    }

    /** 1 where this is less or equal, else 0; NumPy's broadcasting, no gradient. */
    public Tensor le(Tensor other) {
        return other.ge(this);
    }

    /** 1 where both are equal, else 0; NumPy's broadcasting, no gradient. */
    public Tensor eq(Tensor other) {
        return apply(new Compare(Binary.EQUAL), this, other);
    }

    /** a where the condition is not 0, else b, with NumPy's broadcasting of all three. */
    public static Tensor where(Tensor condition, Tensor a, Tensor b) {
        return apply(new Where(), condition, a, b);
    }

    /**
     * A value computed from this one in a way that has no gradient, with the gradient of this one:
     * {@code x.straightThrough(x.round())}.
     */
    public Tensor straightThrough(Tensor value) {
        return apply(new StraightThrough(), this, value);
    }

    public Tensor pow(double exponent) {
        return apply(new Power(exponent), this);
    }

    /**
     * Sets elements to 0 with a probability and divides the others by 1 minus it. The result is
     * this tensor itself if the probability is 0.
     *
     * @param probability in [0, 1)
     */
    public Tensor dropout(double probability, Philox random) {
        return probability == 0 ? this : apply(new Dropout(probability, random), this);
    }

    // ---------------------------------------------------------------- products

    /** Matrix product of the last two axes; leading axes are batches and broadcast. */
    public Tensor matmul(Tensor other) {
        return matmul(other, false, false);
    }

    /** Matrix product, after transposing the last two axes of either side where asked. */
    public Tensor matmul(Tensor other, boolean transposeThis, boolean transposeOther) {
        return apply(new MatrixProduct(transposeThis, transposeOther), this, other);
    }

    /**
     * Sums of products by Einstein's convention, such as {@code einsum("bqd,bkd->bqk", q, k)}: one
     * letter for each axis; letters that the result lacks are summed over. A letter stands once in
     * an argument.
     */
    public static Tensor einsum(String equation, Tensor... tensors) {
        return Einsum.of(equation, tensors);
    }

    /**
     * this · weight + bias.
     *
     * @param weight (in, out), where in is the last size of this tensor
     * @param bias (out,) or null
     */
    public Tensor linear(Tensor weight, Tensor bias) {
        return linear(weight, bias, Activation.NONE);
    }

    /** activation(this · weight + bias), with one pass over memory where the device can. */
    public Tensor linear(Tensor weight, Tensor bias, Activation activation) {
        return bias == null
                ? apply(new Linear(activation), this, weight)
                : apply(new Linear(activation), this, weight, bias);
    }

    /**
     * Scaled dot-product attention, softmax(q kᵀ / sqrt(headDim)) v.
     *
     * @param q (B, heads, T, headDim)
     * @param k (B, heads, Tk, headDim)
     * @param v (B, heads, Tk, any)
     * @return (B, heads, T, any)
     */
    public static Tensor attention(Tensor q, Tensor k, Tensor v) {
        return attention(q, k, v, AttentionMask.none());
    }

    /** {@link #attention(Tensor, Tensor, Tensor)} where a mask allows it. */
    public static Tensor attention(Tensor q, Tensor k, Tensor v, AttentionMask mask) {
        return apply(new Attention(mask), q, k, v);
    }

    /**
     * Self-attention of all heads without copies in between: this holds queries, keys and values
     * side by side, each with its heads side by side.
     *
     * @return (B, T, D), the heads side by side, where this is (B, T, 3 D) = [q | k | v]
     */
    public Tensor selfAttention(int heads) {
        return selfAttention(heads, AttentionMask.none());
    }

    /** {@link #selfAttention(int)} where a mask allows it. */
    public Tensor selfAttention(int heads, AttentionMask mask) {
        return apply(new SelfAttention(heads, mask), this);
    }

    // ---------------------------------------------------------------- reductions

    /** Sum over axes, which disappear; over all of them if none is given. */
    public Tensor sum(int... axes) {
        return sum(false, axes);
    }

    /** Sum over axes, which stay with size 1 if asked. */
    public Tensor sum(boolean keepDims, int... axes) {
        return apply(new Sum(false, keepDims, axes), this);
    }

    /** Mean over axes, which disappear; over all of them if none is given. */
    public Tensor mean(int... axes) {
        return mean(false, axes);
    }

    /** Mean over axes, which stay with size 1 if asked. */
    public Tensor mean(boolean keepDims, int... axes) {
        return apply(new Sum(true, keepDims, axes), this);
    }

    /** Largest element along an axis, which disappears. Equal maxima share the gradient. */
    public Tensor max(int axis) {
        return apply(new Maximum(axis), this);
    }

    /** Smallest element along an axis, which disappears. Equal minima share the gradient. */
    public Tensor min(int axis) {
        return neg().max(axis).neg();
    }

    /**
     * Mean squared distance from the mean over axes, of the whole population: divided by their
     * length, not by one less.
     */
    public Tensor variance(boolean keepDims, int... axes) {
        Tensor centred = sub(mean(true, axes));
        return centred.mul(centred).mean(keepDims, axes);
    }

    /** Root of {@link #variance}; its gradient is infinite where all elements are equal. */
    public Tensor std(boolean keepDims, int... axes) {
        return variance(keepDims, axes).sqrt();
    }

    /** Root of the sum of squares over axes; its gradient is NaN where all elements are 0. */
    public Tensor norm(boolean keepDims, int... axes) {
        return mul(this).sum(keepDims, axes).sqrt();
    }

    /** Logarithm of the sum of exponentials along an axis, which disappears, without overflow. */
    public Tensor logSumExp(int axis) {
        return apply(new LogSumExp(axis), this);
    }

    /** Sums of all elements up to each along an axis. */
    public Tensor cumsum(int axis) {
        return apply(new CumulativeSum(axis), this);
    }

    /** All elements along an axis in order. */
    public Ordered sort(int axis, boolean descending) {
        return Ordered.of(this, axis, Math.toIntExact(size(axis)), descending);
    }

    /** The k largest elements along an axis, largest first. */
    public Ordered topK(int axis, int k) {
        return Ordered.of(this, axis, k, true);
    }

    /** Exponentials along an axis, divided by their sum. */
    public Tensor softmax(int axis) {
        return softmax(axis, false);
    }

    /** Logarithm of {@link #softmax}, without overflow. */
    public Tensor logSoftmax(int axis) {
        return softmax(axis, true);
    }

    private Tensor softmax(int axis, boolean logarithm) {
        int resolved = Shape.axis(logarithm ? "logSoftmax" : "softmax", axis, rank());
        return resolved == rank() - 1
                ? apply(new Softmax(logarithm), this)
                : apply(new Softmax(logarithm), moveLast(resolved)).moveFromLast(resolved);
    }

    /**
     * Layer normalisation over the last axis (Ba et al., arXiv 1607.06450).
     *
     * @param scale (n,) or null for ones
     * @param bias (n,) or null for zeros
     */
    public Tensor layerNorm(Tensor scale, Tensor bias, double eps) {
        Tensor[] inputs =
                Stream.of(this, scale, bias).filter(t -> t != null).toArray(Tensor[]::new);
        return apply(new LayerNorm(scale != null, bias != null, eps), inputs);
    }

    /**
     * Softmax cross-entropy of these logits (B, C), mean over the batch.
     *
     * @param targets probabilities (B, C); no gradient flows to them
     * @return shape ()
     */
    public Tensor softmaxCrossEntropy(Tensor targets) {
        return apply(new SoftmaxCrossEntropy(), this, targets);
    }

    /**
     * Sigmoid cross-entropy of these logits (B, C), summed over classes, mean over the batch.
     *
     * @param targets probabilities (B, C); no gradient flows to them
     * @return shape ()
     */
    public Tensor sigmoidCrossEntropy(Tensor targets) {
        return apply(new SigmoidCrossEntropy(), this, targets);
    }

    // ---------------------------------------------------------------- the tape

    /** Applies an operation, of this library or your own. */
    public static Tensor apply(Operation operation, Tensor... inputs) {
        return apply(inputs[0].device, operation, inputs);
    }

    private static Tensor apply(Device device, Operation operation, Tensor... inputs) {
        requireFit(operation, inputs);
        boolean recording =
                Tape.isOn()
                        && operation.isDifferentiable()
                        && Arrays.stream(inputs).anyMatch(Tensor::onTape);
        Forward forward = new Forward(device.kernels(), inputs, recording);
        try {
            Profiler.Span span = Profiler.span(operation.name(), Profile.Phase.FORWARD);
            View view = operation.forward(forward);
            if (span != null) {
                span.end(operation.flops());
            }
            if (NumberCheck.isOn()) {
                NumberCheck.forward(operation.name(), view, inputs);
            }
            forward.finish(view);
            Tensor result = new Tensor(device, view, true);
            if (recording) {
                result.node = Node.of(result, operation, inputs, forward.saved());
            }
            return result;
        } catch (RuntimeException | Error e) {
            forward.abandon();
            throw e;
        } finally {
            Reference.reachabilityFence(inputs);
        }
    }

    private static void requireFit(Operation operation, Tensor... inputs) {
        for (int i = 0; i < inputs.length; i++) {
            Tensor input = inputs[i];
            input.view();
            if (input.dtype() != inputs[0].dtype()) {
                throw new IllegalArgumentException(
                        operation.name()
                                + ": argument "
                                + (i + 1)
                                + " is "
                                + input.dtype()
                                + ", argument 1 is "
                                + inputs[0].dtype()
                                + "; convert one with to(DType)");
            }
            if (input.device != inputs[0].device) {
                throw new IllegalArgumentException(
                        operation.name()
                                + ": argument "
                                + (i + 1)
                                + " is on device "
                                + input.device
                                + ", argument 1 on "
                                + inputs[0].device
                                + "; to(Device) copies a tensor or moves a model, Device.use says where new"
                                + " tensors are made");
            }
        }
    }

    /**
     * Makes every operation of all threads look at what it made, forward and backward, and throw a
     * {@link NotFiniteException} that names the operation, the element and the ranges of its
     * arguments, at the first NaN, or infinity that was not in an argument. Slow: for finding
     * faults.
     */
    public static void checkNumbers(boolean on) {
        NumberCheck.turn(on);
    }

    /**
     * Makes this a leaf whose gradient {@link #backward} computes, or stops that. Returns this.
     *
     * @throws IllegalStateException if this was computed by an operation, or is itself a gradient
     */
    public Tensor requiresGrad(boolean wanted) {
        if (isGradient && wanted) {
            throw new IllegalStateException(
                    "requiresGrad: this is the gradient of another tensor, and gradients of gradients are not"
                            + " computed; mul(1) makes a copy that can be a leaf of its own");
        }
        if (node != null && !node.isLeaf()) {
            throw new IllegalStateException(
                    "requiresGrad: this tensor was computed by "
                            + node.operation.name()
                            + "; only a leaf can be told whether it needs a gradient. detach() makes one");
        }
        view();
        node = wanted ? node == null ? Node.leaf(this) : node : null;
        return this;
    }

    /** Whether a gradient flows to this tensor, as a leaf or through it. */
    public boolean requiresGrad() {
        return node != null;
    }

    /**
     * Gradient of a leaf, summed over the backward passes since the last {@link #zeroGrad}; null
     * before the first. A leaf may be a parameter, or the input of a network, as for saliency maps
     * and for guidance of a diffusion model.
     *
     * <p>It is numbers and nothing more: what is computed from it is off the tape, so a loss that
     * holds a gradient, such as the gradient penalty of a WGAN, does not train anything through it.
     */
    public Tensor grad() {
        return gradPresent ? grad : null;
    }

    /**
     * Forgets the gradient. Its memory serves the next one, so a tensor that {@link #grad} returned
     * before changes.
     */
    public void zeroGrad() {
        gradPresent = false;
    }

    /**
     * Computes the gradients of all leaves behind this scalar and adds them to what the leaves
     * have. Frees the tape behind it. These are first derivatives; the way back is not recorded, so
     * there are no gradients of gradients.
     *
     * @throws IllegalStateException if this is not a scalar, or nothing behind it requires a
     *     gradient
     */
    public void backward() {
        view();
        if (length() != 1) {
            throw new IllegalStateException(
                    "backward: needs a scalar loss, this has shape "
                            + Shape.text(view.shape())
                            + "; take sum() or mean()");
        }
        if (node == null || node.isLeaf()) {
            throw new IllegalStateException(
                    "backward: this tensor was not computed, while the tape was on, from one that requires a"
                            + " gradient. Gradients themselves are off the tape: there are none of second order");
        }
        Tape.backward(node);
    }

    /** The same memory, off the tape. */
    public Tensor detach() {
        return sharing(device, view());
    }

    boolean onTape() {
        return node != null;
    }

    Node node() {
        return node;
    }

    /** A tensor of its own, off the tape, on memory that others hold as well. */
    static Tensor sharing(Device device, View view) {
        view.storage().retain();
        return new Tensor(device, view, true);
    }

    Target gradientTarget() {
        if (grad == null) {
            Storage storage = device.kernels().allocate(dtype(), length());
            grad = new Tensor(device, View.of(storage, 0, view.shape()), false);
            grad.isGradient = true;
        }
        boolean accumulate = gradPresent;
        gradPresent = true;
        return new Target(grad.view(), accumulate);
    }

    // ---------------------------------------------------------------- end

    /**
     * Gives the memory back as soon as no view of it, and nothing that the tape saved, needs it.
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (node != null) {
            node.release();
            node = null;
        }
        if (grad != null) {
            grad.close();
            grad = null;
            gradPresent = false;
        }
        view.storage().release();
    }

    /** Shape, type, device, statistics and the first values. */
    @Override
    public String toString() {
        return closed ? "Tensor" + Shape.text(view.shape()) + " (closed)" : TensorText.of(this);
    }
}
