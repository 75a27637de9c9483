package dev.vitrine.learn.train;

/** The loss or its gradients are no longer numbers; names the step and the learning rate. */
public final class DivergedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DivergedException(String what, long step, long totalSteps, double learningRate) {
        super(
                ("%s at step %,d of %,d, with learning rate %.3g. The model has the weights of the step before. Try a"
                                + " smaller learning rate, a longer warm-up, or a lower limit of the gradient norm.")
                        .formatted(what, step, totalSteps, learningRate));
    }
}
