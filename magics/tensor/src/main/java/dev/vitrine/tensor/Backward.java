package dev.vitrine.tensor;

import java.util.ArrayList;
import java.util.List;

/**
 * What an operation sees while it computes gradients: the gradient of its result, and where to put
 * those of its inputs.
 */
public final class Backward {

    private final Node node;
    private final Tape.Walk walk;
    private final List<Storage> temporary = new ArrayList<>(2);

    Backward(Node node, Tape.Walk walk) {
        this.node = node;
        this.walk = walk;
    }

    public Kernels kernels() {
        return node.device.kernels();
    }

    public DType dtype() {
        return node.dtype;
    }

    /** Gradient of the loss with respect to the result, contiguous. */
    public View gradient() {
        return node.gradient;
    }

    /** Number of inputs. */
    public int inputs() {
        return node.inputs.length;
    }

    /** Whether the gradient of this input is wanted. */
    public boolean needs(int index) {
        return node.inputs[index] != null;
    }

    /** Where to put the gradient of an input; the operation must write or add to all of it. */
    public Target target(int index) {
        Target target = walk.target(node.inputs[index]);
        if (!target.accumulate() && isUsedTwice(node.inputs[index])) {
            // The operation may fill its targets in any order, so neither may be the one that
            // replaces.
            kernels().fill(target.view(), 0);
            return new Target(target.view(), true);
        }
        return target;
    }

    private boolean isUsedTwice(Node input) {
        int uses = 0;
        for (Node other : node.inputs) {
            uses += other == input ? 1 : 0;
        }
        return uses > 1;
    }

    /** Like {@link #target}, or null if this input's gradient is not wanted. */
    public Target targetOrNull(int index) {
        return needs(index) ? target(index) : null;
    }

    /**
     * Like {@link #target}, but may be the memory of {@link #gradient} itself, which the operation
     * then overwrites: only for the last use of the gradient, by primitives that work in place,
     * where input and result have equal lengths.
     */
    public Target targetInPlace(int index) {
        Node input = node.inputs[index];
        if (!input.isLeaf() && input.gradient == null && !node.gradient.storage().isShared()) {
            walk.adopt(input, node.gradient);
            return new Target(input.gradient, false);
        }
        return walk.target(input);
    }

    /** Hands the gradient on unchanged to an input of equal length. */
    public void pass(int index) {
        Node input = node.inputs[index];
        if (!input.isLeaf() && input.gradient == null) {
            walk.adopt(input, node.gradient);
            return;
        }
        Target target = walk.target(input);
        kernels()
                .copy(
                        node.gradient.reshape(target.view().shape()),
                        target.view(),
                        target.accumulate());
    }

    /** Memory with undefined contents that is freed when this operation is done. */
    public View temporary(long... shape) {
        Storage storage = kernels().allocate(dtype(), Shape.length(shape));
        temporary.add(storage);
        return View.of(storage, 0, shape);
    }

    void finish() {
        temporary.forEach(Storage::release);
    }
}
