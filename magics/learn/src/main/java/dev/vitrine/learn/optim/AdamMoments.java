package dev.vitrine.learn.optim;

import dev.vitrine.tensor.Tensor;
import dev.vitrine.tensor.Updates;
import java.util.Map;

/** Adam's running means of one parameter's gradient and of its square, and the step from them. */
final class AdamMoments implements Optimizer.Update {

    private final Tensor parameter;
    private final Tensor first;
    private final Tensor second;
    private final double beta1;
    private final double beta2;
    private final double epsilon;

    AdamMoments(Tensor parameter, double beta1, double beta2, double epsilon) {
        this.parameter = parameter;
        this.first = parameter.zerosLike();
        this.second = parameter.zerosLike();
        this.beta1 = beta1;
        this.beta2 = beta2;
        this.epsilon = epsilon;
    }

    @Override
    public Map<String, Tensor> state() {
        return Map.of("m", first, "v", second);
    }

    @Override
    public void apply(Tensor gradient, double learningRate, double decay, long step) {
        Updates.adamw(
                parameter,
                gradient,
                first,
                second,
                learningRate,
                beta1,
                beta2,
                epsilon,
                decay,
                step);
    }
}
