package dev.vitrine.learn.nn;

import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Tensor;
import java.util.Arrays;
import java.util.function.DoubleSupplier;

/**
 * Makes the parameters of a model, with the initial values that Flax gives them.
 *
 * <p>Fans follow Flax: of a shape (..., in, out) fan-in is everything but the last axis, and
 * fan-out everything but the one before it. One initializer serves a whole model, parameter after
 * parameter, so a seed fixes all of them; float and double parameters get the same numbers up to
 * rounding.
 */
public final class Initializer {

    /** Standard deviation of a standard normal that is cut off at -2 and 2. */
    private static final double TRUNCATED_DEVIATION = 0.87962566103423978;

    private final Philox random;
    private final DType dtype;

    public Initializer(Philox random, DType dtype) {
        this.random = random;
        this.dtype = dtype;
    }

    /** Zeros, as for biases, class tokens and classification heads. */
    public Tensor zeros(long... shape) {
        return constant(0, shape);
    }

    /** Ones, as for the scale of a layer norm. */
    public Tensor ones(long... shape) {
        return constant(1, shape);
    }

    /** The same value everywhere. */
    public Tensor constant(double value, long... shape) {
        return parameter(() -> value, shape);
    }

    /** Normal with mean 0. */
    public Tensor normal(double deviation, long... shape) {
        return parameter(() -> deviation * random.nextNormal(), shape);
    }

    /**
     * Normal, cut off at two standard deviations and rescaled, with variance 1 / fan-in: Flax's
     * default for kernels.
     */
    public Tensor lecunNormal(long... shape) {
        double deviation = Math.sqrt(1.0 / fanIn(shape)) / TRUNCATED_DEVIATION;
        return parameter(() -> deviation * truncatedNormal(), shape);
    }

    /** Uniform between ±√(6 / (fan-in + fan-out)) (Glorot and Bengio 2010). */
    public Tensor xavierUniform(long... shape) {
        double bound = Math.sqrt(6.0 / (fanIn(shape) + fanOut(shape)));
        return uniform(bound, shape);
    }

    /** Uniform between ±bound. */
    public Tensor uniform(double bound, long... shape) {
        return parameter(() -> bound * (2 * random.nextDouble() - 1), shape);
    }

    private static long fanIn(long[] shape) {
        return elements(shape) / shape[shape.length - 1];
    }

    private static long fanOut(long[] shape) {
        return elements(shape) / shape[shape.length - 2];
    }

    private static long elements(long[] shape) {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }

    private double truncatedNormal() {
        double value = random.nextNormal();
        while (Math.abs(value) > 2) {
            value = random.nextNormal();
        }
        return value;
    }

    private Tensor parameter(DoubleSupplier values, long[] shape) {
        int length = Math.toIntExact(elements(shape));
        Tensor tensor =
                switch (dtype) {
                    case FLOAT -> {
                        float[] numbers = new float[length];
                        for (int i = 0; i < length; i++) {
                            numbers[i] = (float) values.getAsDouble();
                        }
                        yield Tensor.of(numbers, shape);
                    }
                    case DOUBLE -> {
                        double[] numbers = new double[length];
                        for (int i = 0; i < length; i++) {
                            numbers[i] = values.getAsDouble();
                        }
                        yield Tensor.of(numbers, shape);
                    }
                };
        return tensor.requiresGrad(true);
    }
}
