package dev.vitrine.papers.gan;

import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Tensor;

/** Where the generator's noise z comes from. */
public enum GanNoise {
    /** Uniform in [-1, 1). */
    UNIFORM,
    /** Standard normal. */
    NORMAL;

    /** Noise of a shape. */
    public Tensor of(Philox random, long... shape) {
        return switch (this) {
            case UNIFORM -> random.uniform(shape).mul(2).sub(1);
            case NORMAL -> random.normal(shape);
        };
    }
}
