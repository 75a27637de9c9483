package dev.vitrine.bench;

import dev.vitrine.bench.Encoder.Parameter;
import dev.vitrine.tensor.Activation;
import dev.vitrine.tensor.Scope;
import dev.vitrine.tensor.Tape;
import dev.vitrine.tensor.Tensor;
import dev.vitrine.tensor.Updates;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The encoder on Vitrine's tensors. */
@SuppressWarnings("try") // scopes are closed, not used
final class VitrineEncoder {

    private final Encoder encoder;
    private final List<Map<Parameter, Tensor>> blocks = new ArrayList<>();
    private final List<Tensor> parameters = new ArrayList<>();
    private final List<Tensor> first = new ArrayList<>();
    private final List<Tensor> second = new ArrayList<>();
    private final Tensor input;
    private int step;

    VitrineEncoder(Encoder encoder) {
        this.encoder = encoder;
        for (int block = 0; block < encoder.blocks(); block++) {
            Map<Parameter, Tensor> tensors = new EnumMap<>(Parameter.class);
            for (Parameter parameter : Parameter.values()) {
                long[] shape = parameter.shape(encoder);
                Tensor tensor =
                        Tensor.of(parameter.values(encoder, block), shape).requiresGrad(true);
                tensors.put(parameter, tensor);
                parameters.add(tensor);
                first.add(Tensor.zeros(shape));
                second.add(Tensor.zeros(shape));
            }
            blocks.add(tensors);
        }
        input = Tensor.of(encoder.input(), encoder.inputShape());
    }

    private Tensor forward() {
        Tensor x = input;
        for (Map<Parameter, Tensor> p : blocks) {
            Tensor normal =
                    x.layerNorm(
                            p.get(Parameter.NORM1_SCALE),
                            p.get(Parameter.NORM1_BIAS),
                            Encoder.EPSILON);
            Tensor mixed =
                    normal.linear(p.get(Parameter.QKV_WEIGHT), p.get(Parameter.QKV_BIAS))
                            .selfAttention(encoder.heads())
                            .linear(
                                    p.get(Parameter.PROJECTION_WEIGHT),
                                    p.get(Parameter.PROJECTION_BIAS));
            x = x.add(mixed);
            Tensor again =
                    x.layerNorm(
                            p.get(Parameter.NORM2_SCALE),
                            p.get(Parameter.NORM2_BIAS),
                            Encoder.EPSILON);
            Tensor hidden =
                    again.linear(
                            p.get(Parameter.HIDDEN_WEIGHT),
                            p.get(Parameter.HIDDEN_BIAS),
                            Activation.GELU_ERF);
            x = x.add(hidden.linear(p.get(Parameter.OUTPUT_WEIGHT), p.get(Parameter.OUTPUT_BIAS)));
        }
        return x;
    }

    /** Result of the encoder without recording. */
    float[] infer() {
        try (Scope scope = Scope.open();
                Tape off = Tape.off()) {
            return forward().toFloatArray();
        }
    }

    /** One training step; returns the loss. */
    double step() {
        step++;
        double value;
        try (Scope scope = Scope.open()) {
            Tensor result = forward();
            Tensor loss = result.mul(result).mean();
            value = loss.item();
            loss.backward();
        }
        for (int i = 0; i < parameters.size(); i++) {
            Tensor parameter = parameters.get(i);
            Updates.adamw(
                    parameter,
                    parameter.grad(),
                    first.get(i),
                    second.get(i),
                    Encoder.LEARNING_RATE,
                    Encoder.BETA1,
                    Encoder.BETA2,
                    Encoder.ADAM_EPSILON,
                    Encoder.DECAY * Encoder.LEARNING_RATE,
                    step);
            parameter.zeroGrad();
        }
        return value;
    }
}
