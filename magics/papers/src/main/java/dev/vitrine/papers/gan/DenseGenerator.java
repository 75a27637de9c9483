package dev.vitrine.papers.gan;

import dev.vitrine.learn.nn.Initializer;
import dev.vitrine.learn.nn.Linear;
import dev.vitrine.tensor.Activation;
import dev.vitrine.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** A fully connected generator: ReLU layers, and one that ends in the range of the data. */
public final class DenseGenerator extends GanGenerator {

    private final List<Linear> hidden = new ArrayList<>();
    private final Linear output;
    private final Activation range;

    public DenseGenerator(GanConfig config, Initializer init) {
        super(config.latent());
        int in = config.latent();
        for (int width : config.generator()) {
            hidden.add(
                    child("h" + hidden.size(), linear(in, width, config.generatorBound(), init)));
            in = width;
        }
        output = child("y", linear(in, config.data(), config.generatorBound(), init));
        range =
                switch (config.range()) {
                    case LINEAR -> Activation.NONE;
                    case UNIT -> Activation.SIGMOID;
                    case SYMMETRIC -> Activation.TANH;
                };
    }

    /** A linear layer with kernels uniform in ±bound, or LeCun normal if that is 0. */
    static Linear linear(int in, int out, double bound, Initializer init) {
        return bound == 0
                ? new Linear(in, out, init)
                : new Linear(init.uniform(bound, in, out), init.zeros(out));
    }

    @Override
    public Tensor forward(Tensor noise) {
        requireNoise(noise);
        Tensor x = noise;
        for (Linear layer : hidden) {
            x = layer.forward(x, Activation.RELU); // (B, width)
        }
        return output.forward(x, range); // (B, data)
    }
}
