package dev.vitrine.tensor;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A place on the tape: an operation that was applied, or a leaf whose gradient is wanted. Held by
 * its tensor and by the nodes that use its result; when nobody holds it any more, it frees what the
 * operation saved.
 */
final class Node {

    private static final AtomicLong NUMBERS = new AtomicLong();

    /**
     * Grows in the order of creation, so that descending numbers are a valid order for the way
     * back.
     */
    final long number = NUMBERS.incrementAndGet();

    final Device device;
    final DType dtype;
    final long[] shape;

    /** Null for a leaf. */
    final Operation operation;

    /** One for each input, null where no gradient is wanted. */
    final Node[] inputs;

    /** Null unless this is a leaf. */
    final Tensor leaf;

    private final List<Storage> saved;
    private int holders = 1;
    private boolean freed;

    /** During the way back: the sum of what the users of the result have added so far. */
    View gradient;

    private Node(
            Tensor result, Operation operation, Node[] inputs, List<Storage> saved, Tensor leaf) {
        this.device = result.device();
        this.dtype = result.dtype();
        this.shape = result.shape();
        this.operation = operation;
        this.inputs = inputs;
        this.saved = saved;
        this.leaf = leaf;
    }

    static Node leaf(Tensor tensor) {
        return new Node(tensor, null, new Node[0], List.of(), tensor);
    }

    static Node of(Tensor result, Operation operation, Tensor[] inputs, List<Storage> saved) {
        Node[] nodes = new Node[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            nodes[i] = inputs[i].node();
            if (nodes[i] != null) {
                nodes[i].retain();
            }
        }
        return new Node(result, operation, nodes, saved, null);
    }

    boolean isLeaf() {
        return leaf != null;
    }

    boolean isFreed() {
        return freed;
    }

    /** Holds this node, so that what its operation saved stays. */
    void retain() {
        holders++;
    }

    /** Lets go of this node; frees it, and what only it held, when nobody else holds it. */
    void release() {
        Deque<Node> open = new ArrayDeque<>();
        open.push(this);
        while (!open.isEmpty()) {
            Node node = open.pop();
            if (--node.holders == 0) {
                node.free(open);
            }
        }
    }

    /** Frees what the operation saved and lets go of the inputs. */
    void free() {
        Deque<Node> open = new ArrayDeque<>();
        free(open);
        while (!open.isEmpty()) {
            open.pop().release();
        }
    }

    private void free(Deque<Node> open) {
        if (freed || isLeaf()) {
            return;
        }
        freed = true;
        saved.forEach(Storage::release);
        for (int i = 0; i < inputs.length; i++) {
            if (inputs[i] != null) {
                open.push(inputs[i]);
                inputs[i] = null;
            }
        }
    }
}
