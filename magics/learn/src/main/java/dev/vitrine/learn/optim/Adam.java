package dev.vitrine.learn.optim;

import dev.vitrine.learn.nn.Layer;

/**
 * Adam (Kingma and Ba, arXiv 1412.6980, algorithm 1): the direction is m̂ / (√v̂ + ε), with running
 * means m of the gradient and v of its square, corrected for their start at zero. It decays
 * nothing; {@link AdamW} does.
 */
public final class Adam extends Optimizer {

    /**
     * What does not change during a run.
     *
     * @param learningRate step size at schedule 1
     * @param maxGradientNorm limit of the global norm; infinity for none
     */
    public record Settings(
            double learningRate, double beta1, double beta2, double epsilon, double maxGradientNorm)
            implements Optimizer.Settings {

        /** The paper's: β = (0.9, 0.999), ε = 1e-8; gradients are not clipped. */
        public static Settings of(double learningRate) {
            return new Settings(learningRate, 0.9, 0.999, 1e-8, Double.POSITIVE_INFINITY);
        }

        public Settings {
            requireCommon("Adam", learningRate, 0, maxGradientNorm);
            requireShare("Adam", "beta1", beta1);
            requireShare("Adam", "beta2", beta2);
            require(epsilon > 0, "Adam", "epsilon", epsilon);
        }

        @Override
        public Adam optimizer(Layer model, Masks masks) {
            return new Adam(model, this, masks);
        }
    }

    /** An optimizer for all parameters of a model. */
    public Adam(Layer model, Settings settings) {
        this(model, settings, Masks.standard());
    }

    /** An optimizer for the parameters that the masks let learn. */
    public Adam(Layer model, Settings settings, Masks masks) {
        super(
                model,
                masks,
                settings.learningRate(),
                0,
                settings.maxGradientNorm(),
                parameter ->
                        new AdamMoments(
                                parameter, settings.beta1(), settings.beta2(), settings.epsilon()));
    }
}
