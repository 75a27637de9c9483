package dev.vitrine.learn.optim;

import dev.vitrine.learn.nn.Layer;

/**
 * Adam with decoupled weight decay (Kingma and Ba, arXiv 1412.6980; Loshchilov and Hutter, arXiv
 * 1711.05101): the direction is m̂ / (√v̂ + ε), with running means m of the gradient and v of its
 * square, corrected for their start at zero.
 */
public final class AdamW extends Optimizer {

    /**
     * What does not change during a run.
     *
     * @param learningRate step size at schedule 1
     * @param weightDecay share of a kernel that goes at each step at schedule 1; not multiplied by
     *     the learning rate
     * @param maxGradientNorm limit of the global norm; infinity for none
     */
    public record Settings(
            double learningRate,
            double weightDecay,
            double beta1,
            double beta2,
            double epsilon,
            double maxGradientNorm)
            implements Optimizer.Settings {

        /** β = (0.9, 0.999), ε = 1e-8, global norm clipped at 1. */
        public static Settings of(double learningRate, double weightDecay) {
            return new Settings(learningRate, weightDecay, 0.9, 0.999, 1e-8, 1);
        }

        public Settings {
            requireCommon("AdamW", learningRate, weightDecay, maxGradientNorm);
            requireShare("AdamW", "beta1", beta1);
            requireShare("AdamW", "beta2", beta2);
            require(epsilon > 0, "AdamW", "epsilon", epsilon);
        }

        @Override
        public AdamW optimizer(Layer model, Masks masks) {
            return new AdamW(model, this, masks);
        }
    }

    /** An optimizer for all parameters of a model; kernels decay. */
    public AdamW(Layer model, Settings settings) {
        this(model, settings, Masks.standard());
    }

    /** An optimizer for the parameters that the masks let learn. */
    public AdamW(Layer model, Settings settings, Masks masks) {
        super(
                model,
                masks,
                settings.learningRate(),
                settings.weightDecay(),
                settings.maxGradientNorm(),
                parameter ->
                        new AdamMoments(
                                parameter, settings.beta1(), settings.beta2(), settings.epsilon()));
    }
}
