package dev.vitrine.bench;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.List;

/** A model on libtorch, run by its TorchScript interpreter, trained by DJL's AdamW. */
final class LibtorchModel {

    private final Model model;
    private final TorchScript script;
    private final List<NDArray> inputs = new ArrayList<>();
    private final List<NDArray> weights = new ArrayList<>();
    private final List<PtNDArray> first = new ArrayList<>();
    private final List<PtNDArray> second = new ArrayList<>();
    private int step;

    LibtorchModel(Model model, NDManager manager) {
        this.model = model;
        script = new TorchScript(model.script(), manager);
        for (Array input : model.inputs()) {
            inputs.add(array(input, manager));
        }
        for (Array weight : model.weights()) {
            NDArray array = array(weight, manager);
            array.setRequiresGradient(true);
            weights.add(array);
            first.add((PtNDArray) array.zerosLike());
            second.add((PtNDArray) array.zerosLike());
        }
    }

    private static NDArray array(Array array, NDManager manager) {
        return Libtorch.array(array.libtorchValues(), array.libtorchShape(), manager);
    }

    /** The loss of the first phase, without recording. */
    double infer() {
        JniUtils.setGradMode(false);
        try (NDArray loss = loss(model.phases().get(0))) {
            return loss.getFloat();
        } finally {
            JniUtils.setGradMode(true);
        }
    }

    /** One training step; returns the sum of the losses. */
    double step() {
        step++;
        double sum = 0;
        for (Model.Phase phase : model.phases()) {
            sum += backward(phase);
            for (int i = phase.from(); i < phase.to(); i++) {
                update(i);
            }
            zeroGradients();
        }
        return sum;
    }

    /** Gradients, in our layout, of the weights that a phase updates; nothing is updated. */
    List<float[]> gradients(Model.Phase phase) {
        backward(phase);
        List<float[]> gradients = new ArrayList<>();
        for (int i = phase.from(); i < phase.to(); i++) {
            try (NDArray gradient = weights.get(i).getGradient()) {
                gradients.add(model.weights().get(i).fromLibtorch(gradient.toFloatArray()));
            }
        }
        zeroGradients();
        return gradients;
    }

    private NDArray loss(Model.Phase phase) {
        return script.call(phase.method(), inputs, weights);
    }

    private double backward(Model.Phase phase) {
        try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector();
                NDArray loss = loss(phase)) {
            double value = loss.getFloat();
            collector.backward(loss);
            return value;
        }
    }

    private void update(int index) {
        float correction1 = (float) (1 - Math.pow(AdamSettings.BETA1, step));
        float correction2 = (float) (1 - Math.pow(AdamSettings.BETA2, step));
        float rate = (float) (AdamSettings.LEARNING_RATE * Math.sqrt(correction2) / correction1);
        try (NDArray gradient = weights.get(index).getGradient()) {
            JniUtils.adamUpdate(
                    (PtNDArray) weights.get(index),
                    (PtNDArray) gradient,
                    first.get(index),
                    second.get(index),
                    AdamSettings.LEARNING_RATE,
                    rate,
                    AdamSettings.DECAY,
                    1,
                    -1,
                    AdamSettings.BETA1,
                    AdamSettings.BETA2,
                    AdamSettings.EPSILON,
                    true);
        }
    }

    private void zeroGradients() {
        for (NDArray weight : weights) {
            JniUtils.zeroGrad((PtNDArray) weight);
        }
    }
}
