package dev.vitrine.bench;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import dev.vitrine.bench.Encoder.Parameter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The encoder on libtorch, from the fused functions that DJL binds: {@code linear}, {@code
 * layer_norm}, {@code gelu}, {@code softmax} and its AdamW update. DJL binds no
 * scaled_dot_product_attention; attention is two products around a softmax.
 */
final class LibtorchEncoder {

    private final Encoder encoder;
    private final NDManager manager;
    private final List<Map<Parameter, NDArray>> blocks = new ArrayList<>();
    private final List<PtNDArray> parameters = new ArrayList<>();
    private final List<PtNDArray> first = new ArrayList<>();
    private final List<PtNDArray> second = new ArrayList<>();
    private final NDArray input;
    private int step;

    LibtorchEncoder(Encoder encoder, NDManager manager) {
        this.encoder = encoder;
        this.manager = manager;
        for (int block = 0; block < encoder.blocks(); block++) {
            Map<Parameter, NDArray> arrays = new EnumMap<>(Parameter.class);
            for (Parameter parameter : Parameter.values()) {
                NDArray array =
                        manager.create(
                                parameter.values(encoder, block),
                                new Shape(parameter.shape(encoder)));
                // libtorch's linear wants (out, in).
                array = array.getShape().dimension() == 2 ? array.transpose().duplicate() : array;
                array.setRequiresGradient(true);
                arrays.put(parameter, array);
                parameters.add((PtNDArray) array);
                first.add((PtNDArray) array.zerosLike());
                second.add((PtNDArray) array.zerosLike());
            }
            blocks.add(arrays);
        }
        input = manager.create(encoder.input(), new Shape(encoder.inputShape()));
    }

    static PtNDArray linear(NDArray x, NDArray weight, NDArray bias) {
        return JniUtils.linear((PtNDArray) x, (PtNDArray) weight, (PtNDArray) bias);
    }

    static PtNDArray layerNorm(NDArray x, NDArray scale, NDArray bias) {
        return JniUtils.layerNorm(
                (PtNDArray) x,
                new Shape(scale.getShape().get(0)),
                (PtNDArray) scale,
                (PtNDArray) bias,
                Encoder.EPSILON);
    }

    /** Of (B, heads, T, d) each. */
    static NDArray attention(NDArray q, NDArray k, NDArray v) {
        double scale = 1 / Math.sqrt(q.getShape().get(3));
        return q.mul(scale).matMul(k.swapAxes(2, 3)).softmax(-1).matMul(v);
    }

    private NDArray forward(NDArray x) {
        int heads = encoder.heads();
        int tokens = encoder.tokens();
        int width = encoder.width();
        for (Map<Parameter, NDArray> p : blocks) {
            NDArray normal =
                    layerNorm(x, p.get(Parameter.NORM1_SCALE), p.get(Parameter.NORM1_BIAS));
            NDArray qkv =
                    linear(normal, p.get(Parameter.QKV_WEIGHT), p.get(Parameter.QKV_BIAS))
                            .reshape(-1, tokens, 3, heads, width / heads)
                            .transpose(2, 0, 3, 1, 4);
            NDArray mixed =
                    attention(qkv.get(0), qkv.get(1), qkv.get(2))
                            .transpose(0, 2, 1, 3)
                            .reshape(-1, tokens, width);
            x =
                    x.add(
                            linear(
                                    mixed,
                                    p.get(Parameter.PROJECTION_WEIGHT),
                                    p.get(Parameter.PROJECTION_BIAS)));
            NDArray again = layerNorm(x, p.get(Parameter.NORM2_SCALE), p.get(Parameter.NORM2_BIAS));
            NDArray hidden =
                    JniUtils.gelu(
                            linear(
                                    again,
                                    p.get(Parameter.HIDDEN_WEIGHT),
                                    p.get(Parameter.HIDDEN_BIAS)));
            x = x.add(linear(hidden, p.get(Parameter.OUTPUT_WEIGHT), p.get(Parameter.OUTPUT_BIAS)));
        }
        return x;
    }

    /** Result of the encoder without recording. */
    float[] infer() {
        JniUtils.setGradMode(false);
        try (NDManager scope = manager.newSubManager()) {
            return forward(inside(scope)).toFloatArray();
        } finally {
            JniUtils.setGradMode(true);
        }
    }

    /** One training step; returns the loss. */
    double step() {
        step++;
        double value;
        try (NDManager scope = manager.newSubManager();
                GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
            NDArray loss = forward(inside(scope)).square().mean();
            value = loss.getFloat();
            collector.backward(loss);
        }
        float correction1 = (float) (1 - Math.pow(Encoder.BETA1, step));
        float correction2 = (float) (1 - Math.pow(Encoder.BETA2, step));
        float rate = (float) (Encoder.LEARNING_RATE * Math.sqrt(correction2) / correction1);
        for (int i = 0; i < parameters.size(); i++) {
            PtNDArray parameter = parameters.get(i);
            try (NDArray gradient = parameter.getGradient()) {
                JniUtils.adamUpdate(
                        parameter,
                        (PtNDArray) gradient,
                        first.get(i),
                        second.get(i),
                        Encoder.LEARNING_RATE,
                        rate,
                        Encoder.DECAY,
                        1,
                        -1,
                        Encoder.BETA1,
                        Encoder.BETA2,
                        Encoder.ADAM_EPSILON,
                        true);
                JniUtils.zeroGrad(parameter);
            }
        }
        return value;
    }

    /**
     * The input as a child of a manager, so that everything computed from it is freed with that.
     */
    private NDArray inside(NDManager scope) {
        NDArray x = input.duplicate();
        x.attach(scope);
        return x;
    }
}
