package dev.vitrine.papers.gan;

import dev.vitrine.learn.nn.Dropout;
import dev.vitrine.learn.nn.Initializer;
import dev.vitrine.learn.nn.Linear;
import dev.vitrine.tensor.Activation;
import dev.vitrine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** A fully connected discriminator of maxout or ReLU units, with dropout before each layer. */
public final class DenseDiscriminator extends GanDiscriminator {

    private final int data;
    private final List<UnaryOperator<Tensor>> hidden = new ArrayList<>();
    private final Dropout inputDropout;
    private final Dropout hiddenDropout;
    private final Linear output;

    public DenseDiscriminator(GanConfig config, Initializer init) {
        data = config.data();
        inputDropout = child("input/dropout", new Dropout(config.inputDropout()));
        hiddenDropout = child("hidden/dropout", new Dropout(config.hiddenDropout()));
        int in = data;
        for (int width : config.discriminator()) {
            hidden.add(layer("h" + hidden.size(), in, width, config, init));
            in = width;
        }
        output = child("y", DenseGenerator.linear(in, 1, config.discriminatorBound(), init));
    }

    private UnaryOperator<Tensor> layer(
            String name, int in, int width, GanConfig config, Initializer init) {
        double bound = config.discriminatorBound();
        if (config.pieces() > 0) {
            return child(name, new Maxout(in, width, config.pieces(), bound, init))::forward;
        }
        Linear linear = child(name, DenseGenerator.linear(in, width, bound, init));
        return x -> linear.forward(x, Activation.RELU);
    }

    @Override
    public Tensor forward(Tensor x) {
        if (x.rank() < 2 || x.length() != x.size(0) * data) {
            throw new IllegalArgumentException(
                    "examples of shape %s: expected (batch, %d), or as many values each"
                            .formatted(Arrays.toString(x.shape()), data));
        }
        Tensor h = inputDropout.forward(x.reshape(x.size(0), data));
        for (UnaryOperator<Tensor> layer : hidden) {
            h = hiddenDropout.forward(layer.apply(h)); // (B, width)
        }
        return output.forward(h); // (B, 1)
    }
}
