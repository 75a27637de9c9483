package dev.vitrine.learn.optim;

import dev.vitrine.learn.nn.Layer;
import dev.vitrine.tensor.Tensor;
import dev.vitrine.tensor.Updates;
import java.util.Map;

/**
 * Lion (Chen et al., "Symbolic Discovery of Optimization Algorithms", arXiv 2302.06675, algorithm
 * 2): the direction is sign(β1 m + (1 − β1) g), and then m = β2 m + (1 − β2) g. Every weight moves
 * by the same amount, so the learning rate is a third to a tenth of Adam's.
 */
public final class Lion extends Optimizer {

    /**
     * What does not change during a run.
     *
     * @param learningRate step size at schedule 1
     * @param weightDecay share of a kernel that goes at each step at schedule 1; not multiplied by
     *     the learning rate
     * @param beta1 share of the past in the direction
     * @param beta2 share of the past in the running mean
     * @param maxGradientNorm limit of the global norm; infinity for none
     */
    public record Settings(
            double learningRate,
            double weightDecay,
            double beta1,
            double beta2,
            double maxGradientNorm)
            implements Optimizer.Settings {

        /** β = (0.9, 0.99), global norm clipped at 1. */
        public static Settings of(double learningRate, double weightDecay) {
            return new Settings(learningRate, weightDecay, 0.9, 0.99, 1);
        }

        public Settings {
            requireCommon("Lion", learningRate, weightDecay, maxGradientNorm);
            requireShare("Lion", "beta1", beta1);
            requireShare("Lion", "beta2", beta2);
        }

        @Override
        public Lion optimizer(Layer model, Masks masks) {
            return new Lion(model, this, masks);
        }
    }

    /** An optimizer for all parameters of a model; kernels decay. */
    public Lion(Layer model, Settings settings) {
        this(model, settings, Masks.standard());
    }

    /** An optimizer for the parameters that the masks let learn. */
    public Lion(Layer model, Settings settings, Masks masks) {
        super(
                model,
                masks,
                settings.learningRate(),
                settings.weightDecay(),
                settings.maxGradientNorm(),
                parameter -> new Mean(parameter, settings));
    }

    private static final class Mean implements Update {

        private final Tensor parameter;
        private final Settings settings;
        private final Tensor mean;

        Mean(Tensor parameter, Settings settings) {
            this.parameter = parameter;
            this.settings = settings;
            this.mean = parameter.zerosLike();
        }

        @Override
        public Map<String, Tensor> state() {
            return Map.of("m", mean);
        }

        @Override
        public void apply(Tensor gradient, double learningRate, double decay, long step) {
            Updates.lion(
                    parameter,
                    gradient,
                    mean,
                    learningRate,
                    settings.beta1(),
                    settings.beta2(),
                    decay);
        }
    }
}
