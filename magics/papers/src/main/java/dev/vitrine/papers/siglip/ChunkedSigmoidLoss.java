package dev.vitrine.papers.siglip;

import dev.vitrine.tensor.Activation;
import dev.vitrine.tensor.Backward;
import dev.vitrine.tensor.Binary;
import dev.vitrine.tensor.Forward;
import dev.vitrine.tensor.Kernels;
import dev.vitrine.tensor.Operation;
import dev.vitrine.tensor.Reduction;
import dev.vitrine.tensor.Target;
import dev.vitrine.tensor.Unary;
import dev.vitrine.tensor.View;

/**
 * {@link SigmoidLoss} in pieces: forward goes through the texts, some at a time, and keeps the
 * gradients of its four inputs instead of the pairs.
 *
 * <p>With u = -z (t s + b) for the similarities s of a piece: the loss is the sum of softplus(u) /
 * n, the gradient of a logit g = -z sigmoid(u) / n; then dx = t g y, dy = t gᵀ x, db = sum of g and
 * dt' = t sum of g s.
 */
final class ChunkedSigmoidLoss implements Operation {

    private final int chunk;
    private View dimages;
    private View dtexts;
    private View dtemperature;
    private View dbias;

    ChunkedSigmoidLoss(int chunk) {
        if (chunk < 1) {
            throw new IllegalArgumentException(
                    "%d texts at a time: at least 1 expected".formatted(chunk));
        }
        this.chunk = chunk;
    }

    @Override
    public String name() {
        return "chunkedSigmoidLoss";
    }

    @Override
    public double flops() {
        return 6.0 * dimages.length() * dimages.size(0);
    }

    @Override
    public View forward(Forward f) {
        Kernels kernels = f.kernels();
        View images = f.input(0);
        View texts = f.input(1);
        long n = images.size(0);
        double temperature = Math.exp(scalar(f.input(2)));
        double bias = scalar(f.input(3));
        dimages = f.save(f.allocate(images.shape()));
        dtexts = f.save(f.allocate(texts.shape()));
        dtemperature = f.save(f.allocate(1));
        dbias = f.save(f.allocate(1));
        View loss = f.allocate(1);
        View similarities = f.allocate(n, chunk);
        View logits = f.allocate(n, chunk);
        View work = f.allocate(n, chunk);
        for (long first = 0; first < n; first += chunk) {
            boolean more = first > 0;
            long end = Math.min(n, first + chunk);
            View s = columns(similarities, n, end - first);
            View u = columns(logits, n, end - first);
            View w = columns(work, n, end - first);
            View some = texts.slice(0, first, end);
            product(kernels, images, false, some, true, s, false);
            kernels.affine(s, temperature, bias, u, false);
            negateMatches(u, first);
            kernels.unary(Unary.SOFTPLUS, u, w);
            sum(kernels, w, loss, more);
            kernels.unary(Unary.SIGMOID, u, u);
            kernels.affine(u, 1.0 / n, 0, u, false);
            negateMatches(u, first);
            product(kernels, u, false, some, false, dimages, more);
            product(kernels, u, true, images, false, dtexts.slice(0, first, end), false);
            sum(kernels, u, dbias, more);
            kernels.binary(Binary.MULTIPLY, u, s, w, false);
            sum(kernels, w, dtemperature, more);
        }
        for (View gradient : new View[] {dimages, dtexts, dtemperature}) {
            kernels.affine(gradient, temperature, 0, gradient, false);
        }
        kernels.affine(loss, 1.0 / n, 0, loss, false);
        return loss.reshape();
    }

    @Override
    public void backward(Backward b) {
        double upstream = scalar(b.gradient());
        View[] gradients = {dimages, dtexts, dtemperature, dbias};
        for (int i = 0; i < gradients.length; i++) {
            if (b.needs(i)) {
                Target target = b.target(i);
                b.kernels()
                        .affine(
                                gradients[i].reshape(target.view().shape()),
                                upstream,
                                0,
                                target.view(),
                                target.accumulate());
            }
        }
    }

    private static double scalar(View view) {
        return view.storage().get(view.offset());
    }

    /** The first elements of a piece of memory, as (n, count). */
    private static View columns(View memory, long n, long count) {
        return memory.reshape(memory.length()).slice(0, 0, n * count).reshape(n, count);
    }

    /** Changes the sign where an image meets its own text. */
    private static void negateMatches(View pairs, long firstText) {
        for (long column = 0; column < pairs.size(1); column++) {
            long at = pairs.offset() + (firstText + column) * pairs.size(1) + column;
            pairs.storage().put(at, -pairs.storage().get(at));
        }
    }

    private static void sum(Kernels kernels, View pairs, View out, boolean accumulate) {
        kernels.reduce(Reduction.SUM, pairs, out.reshape(1, 1), accumulate);
    }

    private static void product(
            Kernels kernels,
            View a,
            boolean transposeA,
            View b,
            boolean transposeB,
            View out,
            boolean accumulate) {
        kernels.matmul(a, transposeA, b, transposeB, null, Activation.NONE, null, out, accumulate);
    }
}
