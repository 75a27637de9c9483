package dev.vitrine.tensor;

/**
 * A differentiable operation: one object per application, its formula and its gradient side by
 * side. What the gradient needs later, {@code forward} keeps in fields with {@link Forward#save}.
 *
 * <p>Write your own and apply it with {@link Tensor#apply}.
 */
public interface Operation {

    /** As used in messages, such as {@code matmul}. */
    String name();

    /**
     * Computes the result.
     *
     * @return memory made with {@link Forward#allocate}, or a contiguous view of an input's memory
     * @throws IllegalArgumentException if the inputs' shapes do not fit; names the operation, the
     *     shapes and which
     */
    View forward(Forward f);

    /**
     * Whether there is a gradient to speak of; comparisons have none. If not, results are off the
     * tape and {@link #backward} is never called.
     */
    default boolean isDifferentiable() {
        return true;
    }

    /**
     * Floating-point operations of the forward pass, known once that is done; 0 where they are not
     * worth counting. A multiplication and an addition are two.
     */
    default double flops() {
        return 0;
    }

    /**
     * Adds this operation's part to the gradients of those inputs that {@link Backward#needs} one.
     * Called at most once.
     */
    void backward(Backward b);
}
