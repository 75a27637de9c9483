package dev.vitrine.bench;

import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Locale;

/** Makes a model on both sides, and sees to it that they compute the same. */
final class ModelComparison {

    /**
     * How far apart losses may be, relative to them, and gradients, relative to the length of the
     * longest: orders of summation differ, and deep models make more of it.
     */
    private static final double TOLERANCE = 1e-3;

    /**
     * The same for the loss after an update: AdamW's first one has the size of the learning rate
     * whatever that of the gradient, so that rounding decides where a gradient is next to nothing.
     */
    private static final double AFTER_UPDATE = 1e-2;

    private ModelComparison() {}

    /** Training steps. */
    static Comparison ofSteps(Model model, NDManager manager) {
        VitrineModel ours = new VitrineModel(model);
        LibtorchModel theirs = new LibtorchModel(model, manager);
        for (Model.Phase phase : model.phases()) {
            requireEqual(model.name(), ours.gradients(phase), theirs.gradients(phase));
        }
        requireEqual(model.name(), ours.step(), theirs.step(), TOLERANCE);
        requireEqual(model.name(), ours.step(), theirs.step(), AFTER_UPDATE);
        return new Comparison(model.name(), ours::step, theirs::step);
    }

    /** Losses without gradients. */
    static Comparison ofForward(Model model, NDManager manager) {
        VitrineModel ours = new VitrineModel(model);
        LibtorchModel theirs = new LibtorchModel(model, manager);
        requireEqual(model.name(), ours.infer(), theirs.infer(), TOLERANCE);
        return new Comparison(model.name(), ours::infer, theirs::infer);
    }

    private static void requireEqual(String name, double ours, double theirs, double tolerance) {
        if (!(Math.abs(ours - theirs) < tolerance * Math.abs(theirs))) {
            throw new DisagreementException(
                    String.format(
                            Locale.ROOT,
                            "%s: the loss is %.9g on Vitrine and %.9g on libtorch",
                            name,
                            ours,
                            theirs));
        }
    }

    private static void requireEqual(String name, List<float[]> ours, List<float[]> theirs) {
        double longest = theirs.stream().mapToDouble(ModelComparison::norm).max().orElseThrow();
        for (int i = 0; i < ours.size(); i++) {
            float[] difference = ours.get(i).clone();
            for (int j = 0; j < difference.length; j++) {
                difference[j] -= theirs.get(i)[j];
            }
            double error = norm(difference) / longest;
            if (!(error < TOLERANCE)) {
                throw new DisagreementException(
                        String.format(
                                Locale.ROOT,
                                "%s: the gradients of weight %d differ by %.1e of the longest",
                                name,
                                i,
                                error));
            }
        }
    }

    static double norm(float... values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum);
    }
}
