package dev.vitrine.bench;

import dev.vitrine.tensor.Scope;
import dev.vitrine.tensor.Tape;
import dev.vitrine.tensor.Tensor;
import dev.vitrine.tensor.Updates;
import java.util.ArrayList;
import java.util.List;

/** A model on Vitrine's tensors. */
@SuppressWarnings("try") // scopes are closed, not used
final class VitrineModel {

    private final Model model;
    private final List<Tensor> inputs = new ArrayList<>();
    private final List<Tensor> weights = new ArrayList<>();
    private final List<Tensor> first = new ArrayList<>();
    private final List<Tensor> second = new ArrayList<>();
    private int step;

    VitrineModel(Model model) {
        this.model = model;
        for (Array input : model.inputs()) {
            inputs.add(Tensor.of(input.values(), input.shape()));
        }
        for (Array weight : model.weights()) {
            weights.add(Tensor.of(weight.values(), weight.shape()).requiresGrad(true));
            first.add(Tensor.zeros(weight.shape()));
            second.add(Tensor.zeros(weight.shape()));
        }
    }

    /** The loss of the first phase, without recording. */
    double infer() {
        try (Scope scope = Scope.open();
                Tape off = Tape.off()) {
            return model.phases().get(0).loss().of(inputs, weights).item();
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
            weights.forEach(Tensor::zeroGrad);
        }
        return sum;
    }

    /** Gradients of the weights that a phase updates; nothing is updated. */
    List<float[]> gradients(Model.Phase phase) {
        backward(phase);
        List<float[]> gradients = new ArrayList<>();
        for (Tensor weight : weights.subList(phase.from(), phase.to())) {
            gradients.add(weight.grad().toFloatArray());
        }
        weights.forEach(Tensor::zeroGrad);
        return gradients;
    }

    private double backward(Model.Phase phase) {
        try (Scope scope = Scope.open()) {
            Tensor loss = phase.loss().of(inputs, weights);
            double value = loss.item();
            loss.backward();
            return value;
        }
    }

    private void update(int index) {
        Tensor weight = weights.get(index);
        Updates.adamw(
                weight,
                weight.grad(),
                first.get(index),
                second.get(index),
                AdamSettings.LEARNING_RATE,
                AdamSettings.BETA1,
                AdamSettings.BETA2,
                AdamSettings.EPSILON,
                AdamSettings.DECAY * AdamSettings.LEARNING_RATE,
                step);
    }
}
