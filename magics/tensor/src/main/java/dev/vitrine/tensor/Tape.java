package dev.vitrine.tensor;

import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * The record of operations that gradients are computed from. It is the graph of nodes behind the
 * loss; there is no list to clear. Recording is on unless switched off for a while:
 *
 * <pre>try (Tape off = Tape.off()) { evaluate(model); }</pre>
 */
public final class Tape implements AutoCloseable {

    private static final ThreadLocal<int[]> OFF = ThreadLocal.withInitial(() -> new int[1]);

    /** By how much this raised the number of those that have switched recording off. */
    private final int raised;

    private boolean closed;

    private Tape(int raised) {
        this.raised = raised;
        OFF.get()[0] += raised;
    }

    /** Switches recording off for this thread until the result is closed. Nests. */
    public static Tape off() {
        return new Tape(1);
    }

    /** Switches recording on for this thread, however often it is off, until it is closed. */
    static Tape on() {
        return new Tape(-OFF.get()[0]);
    }

    /** Whether this thread records. */
    public static boolean isOn() {
        return OFF.get()[0] == 0;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            OFF.get()[0] -= raised;
        }
    }

    static void backward(Node loss) {
        Walk walk = new Walk();
        Target seed = walk.target(loss);
        loss.device.kernels().fill(seed.view(), 1);
        walk.run();
    }

    /** From a result whose gradient is known. */
    static void backward(Node result, View gradient) {
        Walk walk = new Walk();
        Target seed = walk.target(result);
        result.device.kernels().copy(gradient, seed.view(), seed.accumulate());
        walk.run();
    }

    /**
     * One way back from a loss. Gradients of intermediate results live only between their first use
     * and their last.
     */
    static final class Walk {

        private final PriorityQueue<Node> open =
                new PriorityQueue<>(
                        Comparator.comparingLong((Node node) -> node.number).reversed());

        void run() {
            try {
                while (!open.isEmpty()) {
                    Node node = open.poll();
                    Backward backward = new Backward(node, this);
                    try {
                        Profiler.Span span =
                                Profiler.span(node.operation.name(), Profile.Phase.BACKWARD);
                        node.operation.backward(backward);
                        if (span != null) {
                            span.end(2 * node.operation.flops());
                        }
                        if (NumberCheck.isOn()) {
                            check(node);
                        }
                        node.free();
                    } finally {
                        backward.finish();
                        drop(node);
                        node.release();
                    }
                }
            } finally {
                for (Node node : open) {
                    drop(node);
                    node.release();
                }
            }
        }

        private static void check(Node node) {
            for (int i = 0; i < node.inputs.length; i++) {
                Node input = node.inputs[i];
                if (input != null) {
                    View gradient = input.isLeaf() ? input.leaf.grad().view() : input.gradient;
                    View dy = node.gradient;
                    NumberCheck.backward(node.operation.name(), i, gradient, dy);
                }
            }
        }

        /**
         * Puts a node in line, and holds it until its turn: its tensor, and all that used it, may
         * be gone by then.
         */
        private void enqueue(Node node) {
            node.retain();
            open.add(node);
        }

        private static void drop(Node node) {
            if (node.gradient != null) {
                node.gradient.storage().release();
                node.gradient = null;
            }
        }

        /** Where to put, or add, the gradient of a node. */
        Target target(Node node) {
            if (node.isLeaf()) {
                requireUnmoved(node);
                return node.leaf.gradientTarget();
            }
            if (node.gradient == null) {
                requireUnused(node);
                node.gradient = allocate(node);
                enqueue(node);
                return new Target(node.gradient, false);
            }
            if (node.gradient.storage().isShared()) {
                View own = allocate(node);
                node.device.kernels().copy(node.gradient, own, false);
                drop(node);
                node.gradient = own;
            }
            return new Target(node.gradient, true);
        }

        /** Makes an existing gradient of equal length the first part of this node's. */
        void adopt(Node node, View gradient) {
            requireUnused(node);
            gradient.storage().retain();
            node.gradient = gradient.reshape(node.shape);
            enqueue(node);
        }

        private static View allocate(Node node) {
            return View.of(
                    node.device.kernels().allocate(node.dtype, Shape.length(node.shape)),
                    0,
                    node.shape);
        }

        private static void requireUnmoved(Node leaf) {
            if (leaf.device != leaf.leaf.device()) {
                throw new IllegalStateException(
                        "backward: a tensor of shape "
                                + Shape.text(leaf.shape)
                                + " was on device "
                                + leaf.device
                                + " in the forward pass and is on "
                                + leaf.leaf.device()
                                + " now; move it between steps");
            }
        }

        private static void requireUnused(Node node) {
            if (node.isFreed()) {
                throw new IllegalStateException(
                        "backward: the tape behind "
                                + node.operation.name()
                                + " was used already; each forward pass gives one backward pass");
            }
        }
    }
}
