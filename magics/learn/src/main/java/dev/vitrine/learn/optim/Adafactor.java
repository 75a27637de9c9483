package dev.vitrine.learn.optim;

import dev.vitrine.learn.nn.Layer;
import dev.vitrine.tensor.Scope;
import dev.vitrine.tensor.Tape;
import dev.vitrine.tensor.Tensor;
import dev.vitrine.tensor.Updates;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Adafactor (Shazeer and Stern, arXiv 1804.04235) as Zhai et al. changed it for "Scaling Vision
 * Transformers" (arXiv 2106.04560, section 3.4) and big_vision has it: with momentum, without
 * relative step sizes, and with a second moment that forgets.
 *
 * <p>Of a matrix, only the means of g² over its rows and over its columns are kept, and the second
 * moment is taken to be their product. With the two largest axes d0 ≥ d1 of a parameter, t from 1:
 *
 * <pre>β = min(β2 cap, 1 − t^−0.8)
 * vr = β vr + (1 − β) mean over d0 of (g² + 1e-30)
 * vc = β vc + (1 − β) mean over d1 of (g² + 1e-30)
 * u  = g / √(vr / mean over d1 of vr) / √vc
 * m  = 0.9 m + 0.1 u, the direction</pre>
 *
 * <p>Parameters with fewer than two axes of at least 32 keep all of v, and u = g / √v. big_vision
 * stores m in bfloat16 to halve its memory; here it has the parameter's type.
 */
public final class Adafactor extends Optimizer {

    private static final double TINY = 1e-30;

    /**
     * What does not change during a run.
     *
     * @param learningRate step size at schedule 1
     * @param weightDecay share of a kernel that goes at each step at schedule 1; not multiplied by
     *     the learning rate
     * @param momentum share of the past in m
     * @param decayExponent 0.8 in the formula above
     * @param beta2Cap the most that the second moment keeps of its past; 0.95 for large batches
     * @param smallestFactored size that the second largest axis of a parameter must have for it to
     *     be factored
     * @param clippingThreshold of the root mean square of u of one parameter; infinity for none
     * @param maxGradientNorm limit of the global norm; infinity for none
     */
    public record Settings(
            double learningRate,
            double weightDecay,
            double momentum,
            double decayExponent,
            double beta2Cap,
            int smallestFactored,
            double clippingThreshold,
            double maxGradientNorm)
            implements Optimizer.Settings {

        /** big_vision's: momentum 0.9, β2 up to 0.999, global norm clipped at 1. */
        public static Settings of(double learningRate, double weightDecay) {
            return new Settings(
                    learningRate, weightDecay, 0.9, 0.8, 0.999, 32, Double.POSITIVE_INFINITY, 1);
        }

        /** The same with another limit on what the second moment keeps of its past. */
        public Settings withBeta2Cap(double cap) {
            return new Settings(
                    learningRate,
                    weightDecay,
                    momentum,
                    decayExponent,
                    cap,
                    smallestFactored,
                    clippingThreshold,
                    maxGradientNorm);
        }

        public Settings {
            requireCommon("Adafactor", learningRate, weightDecay, maxGradientNorm);
            requireShare("Adafactor", "momentum", momentum);
            require(decayExponent > 0, "Adafactor", "decay exponent", decayExponent);
            require(beta2Cap > 0 && beta2Cap < 1, "Adafactor", "beta2 cap", beta2Cap);
            require(smallestFactored > 0, "Adafactor", "smallest factored size", smallestFactored);
            require(clippingThreshold > 0, "Adafactor", "clipping threshold", clippingThreshold);
        }

        /** How much the second moment keeps of its past at a step that counts from 1. */
        double beta2(long step) {
            return Math.min(beta2Cap, 1 - Math.pow(step, -decayExponent));
        }

        @Override
        public Adafactor optimizer(Layer model, Masks masks) {
            return new Adafactor(model, this, masks);
        }
    }

    /** An optimizer for all parameters of a model; kernels decay. */
    public Adafactor(Layer model, Settings settings) {
        this(model, settings, Masks.standard());
    }

    /** An optimizer for the parameters that the masks let learn. */
    public Adafactor(Layer model, Settings settings, Masks masks) {
        super(
                model,
                masks,
                settings.learningRate(),
                settings.weightDecay(),
                settings.maxGradientNorm(),
                parameter -> new Moments(parameter, settings));
    }

    private static final class Moments implements Update {

        private final Tensor parameter;
        private final Settings settings;
        private final Tensor momentum; // null without
        private final int largest; // axis d0, -1 if not factored
        private final int second; // axis d1
        private final Tensor rows; // vr, or all of v if not factored
        private final Tensor columns; // vc, null if not factored

        Moments(Tensor parameter, Settings settings) {
            this.parameter = parameter;
            this.settings = settings;
            momentum = settings.momentum() == 0 ? null : parameter.zerosLike();
            long[] shape = parameter.shape();
            // A stable sort: of axes of equal size, the last one counts as the largest.
            int[] axes =
                    IntStream.range(0, shape.length)
                            .boxed()
                            .sorted(Comparator.comparingLong(axis -> shape[axis]))
                            .mapToInt(Integer::intValue)
                            .toArray();
            int rank = shape.length;
            if (rank >= 2 && shape[axes[rank - 2]] >= settings.smallestFactored()) {
                largest = axes[rank - 1];
                second = axes[rank - 2];
                rows = zeros(parameter, without(shape, largest));
                columns = zeros(parameter, without(shape, second));
            } else {
                largest = -1;
                second = -1;
                rows = parameter.zerosLike();
                columns = null;
            }
        }

        private static Tensor zeros(Tensor parameter, long... shape) {
            return Tensor.zeros(parameter.dtype(), shape).moveTo(parameter.device());
        }

        /** The axis stays with size 1, so that statistics broadcast against the parameter. */
        private static long[] without(long[] shape, int axis) {
            long[] reduced = Arrays.copyOf(shape, shape.length);
            reduced[axis] = 1;
            return reduced;
        }

        @Override
        public Map<String, Tensor> state() {
            Map<String, Tensor> state = new LinkedHashMap<>();
            if (momentum != null) {
                state.put("m", momentum);
            }
            if (columns == null) {
                state.put("v", rows);
            } else {
                state.put("v_row", rows);
                state.put("v_col", columns);
            }
            return state;
        }

        @Override
        @SuppressWarnings("try") // the tape and the scope are only closed
        public void apply(Tensor gradient, double learningRate, double decay, long step) {
            try (Tape off = Tape.off();
                    Scope scope = Scope.open()) {
                double beta2 = settings.beta2(step);
                Tensor u = columns == null ? whole(gradient, beta2) : factored(gradient, beta2);
                u = clipped(u);
                if (momentum != null) {
                    Updates.average(momentum, u, settings.momentum());
                    u = momentum;
                }
                Updates.sgd(parameter, u, null, learningRate, 0, false, decay);
            }
        }

        private Tensor whole(Tensor gradient, double beta2) {
            remember(rows, gradient, beta2);
            return gradient.div(rows.sqrt());
        }

        private Tensor factored(Tensor gradient, double beta2) {
            remember(rows, gradient, beta2);
            remember(columns, gradient, beta2);
            Tensor rowScale = rows.div(rows.mean(true, second)).pow(-0.5);
            return gradient.mul(rowScale).mul(columns.pow(-0.5));
        }

        /** The means are over the axes that the statistic does not have. */
        private static void remember(Tensor statistic, Tensor gradient, double beta2) {
            Tensor mean = statistic.zerosLike();
            Updates.meanOfSquares(gradient, TINY, mean);
            Updates.average(statistic, mean, beta2);
        }

        private Tensor clipped(Tensor u) {
            if (settings.clippingThreshold() == Double.POSITIVE_INFINITY) {
                return u;
            }
            double rms = Math.sqrt(Updates.sumOfSquares(u) / u.length());
            return u.div(Math.max(1, rms / settings.clippingThreshold()));
        }
    }
}
