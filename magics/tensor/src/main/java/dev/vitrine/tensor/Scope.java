package dev.vitrine.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Frees the tensors that were made inside it by its thread:
 *
 * <pre>try (Scope scope = Scope.open()) {
 *     Tensor loss = model.loss(batch);
 *     loss.backward();
 *     return loss.item();
 * }</pre>
 *
 * <p>Scopes nest, and close in reverse order. Gradients of leaves belong to their leaves. What the
 * tape saved for a backward pass stays until that pass, even if the tensor was freed here.
 */
public final class Scope implements AutoCloseable {

    private static final ThreadLocal<Scope> INNERMOST = new ThreadLocal<>();

    private final Scope outer;
    private final Thread thread = Thread.currentThread();

    /** Null where tensors are left alone. */
    private final List<Tensor> tensors;

    private boolean closed;

    private Scope(Scope outer, List<Tensor> tensors) {
        this.outer = outer;
        this.tensors = tensors;
        INNERMOST.set(this);
    }

    /** Starts a scope for this thread. */
    public static Scope open() {
        return new Scope(INNERMOST.get(), new ArrayList<>());
    }

    /**
     * A tensor, with all else that was made on the way to it freed at once, but for what the tape
     * saved. For a block of a deep model: a scope around the whole step would keep the sums,
     * branches and norms of every block to the end of the step.
     */
    public static Tensor keepResult(Supplier<Tensor> computation) {
        try (Scope scope = open()) {
            return scope.keep(computation.get());
        }
    }

    /**
     * Until it is closed, tensors that this thread makes belong to no scope: for state that
     * outlives a step.
     */
    public static Scope suspend() {
        return new Scope(INNERMOST.get(), null);
    }

    static void register(Tensor tensor) {
        Scope scope = INNERMOST.get();
        if (scope != null && scope.tensors != null) {
            scope.tensors.add(tensor);
        }
    }

    /**
     * Takes a tensor out of this scope; it belongs to the next outer one, if there is one. Returns
     * it.
     */
    public Tensor keep(Tensor tensor) {
        if (tensors != null
                && tensors.removeIf(other -> other == tensor)
                && outer != null
                && outer.tensors != null) {
            outer.tensors.add(tensor);
        }
        return tensor;
    }

    /** Tensors that would be freed now. */
    public int size() {
        return tensors == null ? 0 : tensors.size();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        if (Thread.currentThread() != thread) {
            throw new IllegalStateException("a Scope must be closed by the thread that opened it");
        }
        if (INNERMOST.get() != this) {
            throw new IllegalStateException("a Scope was closed before the ones opened inside it");
        }
        closed = true;
        if (outer == null) {
            INNERMOST.remove();
        } else {
            INNERMOST.set(outer);
        }
        if (tensors != null) {
            tensors.forEach(Tensor::close);
            tensors.clear();
        }
    }
}
