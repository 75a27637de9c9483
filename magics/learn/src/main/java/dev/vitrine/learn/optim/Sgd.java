package dev.vitrine.learn.optim;

import dev.vitrine.learn.nn.Layer;
import dev.vitrine.tensor.Tensor;
import dev.vitrine.tensor.Updates;
import java.util.Map;

/**
 * Stochastic gradient descent: the direction is the gradient, or with momentum v = momentum · v + g
 * (heavy ball), or g + momentum · v (Nesterov's look-ahead, in the form of Sutskever et al. 2013
 * that PyTorch and Optax use).
 */
public final class Sgd extends Optimizer {

    /**
     * What does not change during a run.
     *
     * @param learningRate step size at schedule 1
     * @param momentum share of the velocity that stays, 0 for none
     * @param nesterov whether to look ahead; needs momentum
     * @param weightDecay share of a kernel that goes at each step at schedule 1; not multiplied by
     *     the learning rate, and not part of the velocity
     * @param maxGradientNorm limit of the global norm; infinity for none
     */
    public record Settings(
            double learningRate,
            double momentum,
            boolean nesterov,
            double weightDecay,
            double maxGradientNorm)
            implements Optimizer.Settings {

        /** Heavy-ball momentum, or none where it is 0; no decay, no clipping. */
        public static Settings of(double learningRate, double momentum) {
            return new Settings(learningRate, momentum, false, 0, Double.POSITIVE_INFINITY);
        }

        public Settings {
            requireCommon("SGD", learningRate, weightDecay, maxGradientNorm);
            requireShare("SGD", "momentum", momentum);
            require(
                    !nesterov || momentum > 0,
                    "SGD with Nesterov's look-ahead",
                    "momentum",
                    momentum);
        }

        @Override
        public Sgd optimizer(Layer model, Masks masks) {
            return new Sgd(model, this, masks);
        }
    }

    /** An optimizer for all parameters of a model; kernels decay. */
    public Sgd(Layer model, Settings settings) {
        this(model, settings, Masks.standard());
    }

    /** An optimizer for the parameters that the masks let learn. */
    public Sgd(Layer model, Settings settings, Masks masks) {
        super(
                model,
                masks,
                settings.learningRate(),
                settings.weightDecay(),
                settings.maxGradientNorm(),
                parameter -> new Velocity(parameter, settings));
    }

    private static final class Velocity implements Update {

        private final Tensor parameter;
        private final Settings settings;
        private final Tensor velocity; // null without momentum

        Velocity(Tensor parameter, Settings settings) {
            this.parameter = parameter;
            this.settings = settings;
            this.velocity = settings.momentum() == 0 ? null : parameter.zerosLike();
        }

        @Override
        public Map<String, Tensor> state() {
            return velocity == null ? Map.of() : Map.of("velocity", velocity);
        }

        @Override
        public void apply(Tensor gradient, double learningRate, double decay, long step) {
            Updates.sgd(
                    parameter,
                    gradient,
                    velocity,
                    learningRate,
                    settings.momentum(),
                    settings.nesterov(),
                    decay);
        }
    }
}
