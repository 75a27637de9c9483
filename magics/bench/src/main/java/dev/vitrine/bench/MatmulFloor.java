package dev.vitrine.bench;

import dev.vitrine.tensor.Activation;
import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Device;
import dev.vitrine.tensor.Kernels;
import dev.vitrine.tensor.Storage;
import dev.vitrine.tensor.View;
import java.util.ArrayList;
import java.util.List;

/**
 * The matrix products of a training step alone: what the step would take if everything else were
 * free.
 */
final class MatmulFloor {

    private final List<Runnable> products = new ArrayList<>();
    private final Kernels kernels = Device.current().kernels();
    private final int blocks;
    private double operations;

    MatmulFloor(Encoder e) {
        blocks = e.blocks();
        long rows = (long) e.batch() * e.tokens();
        layer(rows, e.width(), 3L * e.width());
        layer(rows, e.width(), e.width());
        layer(rows, e.width(), e.mlp());
        layer(rows, e.mlp(), e.width());
        long pairs = (long) e.batch() * e.heads();
        long d = e.width() / e.heads();
        View q = view(pairs, e.tokens(), d);
        View k = view(pairs, e.tokens(), d);
        View scores = view(pairs, e.tokens(), e.tokens());
        View mixed = view(pairs, e.tokens(), d);
        add(q, false, k, true, scores); // scores; then also the gradient of the probabilities
        add(q, false, k, true, scores);
        add(scores, false, k, false, mixed); // values mixed; then also the gradient of the queries
        add(scores, false, k, false, mixed);
        add(scores, true, q, false, mixed); // gradients of keys and values
        add(scores, true, q, false, mixed);
    }

    private void layer(long rows, long in, long out) {
        View x = view(rows, in);
        View weight = view(in, out);
        View y = view(rows, out);
        add(x, false, weight, false, y);
        add(y, false, weight, true, x);
        add(x, true, y, false, weight);
    }

    private void add(View a, boolean transposeA, View b, boolean transposeB, View out) {
        long inner = a.size(transposeA ? -2 : -1);
        operations += 2.0 * out.length() * inner * blocks;
        products.add(
                () ->
                        kernels.matmul(
                                a,
                                transposeA,
                                b,
                                transposeB,
                                null,
                                Activation.NONE,
                                null,
                                out,
                                false));
    }

    /**
     * Values that stay finite however often they are multiplied: a product overwrites its operands
     * with zeros.
     */
    private View view(long... shape) {
        long length = 1;
        for (long size : shape) {
            length *= size;
        }
        Storage storage = kernels.allocate(DType.FLOAT, length);
        View view = View.of(storage, 0, shape);
        kernels.fill(view, 0);
        return view;
    }

    /** All products of one step. */
    void run() {
        for (int block = 0; block < blocks; block++) {
            products.forEach(Runnable::run);
        }
    }

    /** Floating-point operations of one step. */
    double operations() {
        return operations;
    }
}
