package dev.vitrine.tensor;

import java.util.ArrayList;
import java.util.List;

/**
 * What an operation sees while it computes its result: inputs, memory, and whether a gradient will
 * be wanted.
 */
public final class Forward {

    private final Kernels kernels;
    private final Tensor[] inputs;
    private final boolean recording;
    private final List<Storage> allocated = new ArrayList<>(4);
    private final List<Storage> saved = new ArrayList<>(4);

    Forward(Kernels kernels, Tensor[] inputs, boolean recording) {
        this.kernels = kernels;
        this.inputs = inputs;
        this.recording = recording;
    }

    public Kernels kernels() {
        return kernels;
    }

    /** Number of inputs. */
    public int inputs() {
        return inputs.length;
    }

    public View input(int index) {
        return inputs[index].view();
    }

    public DType dtype() {
        return inputs[0].dtype();
    }

    /** Whether {@link Operation#backward} may be called, so that something must be saved for it. */
    public boolean recording() {
        return recording;
    }

    /** Whether the gradient of this input will be wanted. */
    public boolean needs(int index) {
        return recording && inputs[index].onTape();
    }

    /**
     * Memory with undefined contents; freed after {@code forward} unless it is returned or saved.
     */
    public View allocate(long... shape) {
        return allocate(dtype(), shape);
    }

    /** Like {@link #allocate(long...)}, of a type that may differ from the inputs'. */
    public View allocate(DType dtype, long... shape) {
        Storage storage = kernels.allocate(dtype, Shape.length(shape));
        allocated.add(storage);
        return View.of(storage, 0, shape);
    }

    /** A result that other operations have computed; its memory outlives their scope. */
    View adopt(View result) {
        allocated.add(result.storage().retain());
        return result;
    }

    /**
     * Keeps memory for the backward half; freed when that is done, or when the result is dropped.
     */
    public View save(View view) {
        if (recording) {
            saved.add(view.storage().retain());
        }
        return view;
    }

    List<Storage> saved() {
        return saved;
    }

    /**
     * Frees what is neither result nor saved, and leaves the result's memory with one more
     * reference.
     */
    void finish(View result) {
        boolean fresh = false;
        for (Storage storage : allocated) {
            if (storage == result.storage()) {
                fresh = true;
            } else {
                storage.release();
            }
        }
        if (!fresh) {
            result.storage().retain();
        }
    }

    void abandon() {
        allocated.forEach(Storage::release);
        saved.forEach(Storage::release);
    }
}
