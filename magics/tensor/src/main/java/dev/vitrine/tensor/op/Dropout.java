package dev.vitrine.tensor.op;

import dev.vitrine.tensor.Backward;
import dev.vitrine.tensor.Forward;
import dev.vitrine.tensor.Operation;
import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Target;
import dev.vitrine.tensor.View;

/**
 * y = x mask / (1 - p), where mask is 0 with probability p, else 1; dx = dy mask / (1 - p), with
 * the same mask.
 */
public final class Dropout implements Operation {

    private final double probability;
    private final Philox random;
    private Philox.State stream;

    public Dropout(double probability, Philox random) {
        if (!(probability >= 0 && probability < 1)) {
            throw new IllegalArgumentException(
                    "dropout: probability must be in [0, 1), was " + probability);
        }
        this.probability = probability;
        this.random = random;
    }

    @Override
    public String name() {
        return "dropout";
    }

    @Override
    public View forward(Forward f) {
        View x = f.input(0);
        stream = random.take(x.length());
        View y = f.allocate(x.shape());
        f.kernels().dropout(x, probability, stream, y, false);
        return y;
    }

    @Override
    public void backward(Backward b) {
        Target dx = b.target(0);
        b.kernels().dropout(b.gradient(), probability, stream, dx.view(), dx.accumulate());
    }
}
