package dev.vitrine.learn.train;

import dev.vitrine.learn.nn.Layer;
import dev.vitrine.learn.optim.Optimizer;
import dev.vitrine.tensor.Tensor;
import java.util.Objects;
import java.util.function.Function;

/**
 * One of the updates that make up a training step, where parts of a model have losses of their own:
 * networks that play against each other take turns.
 *
 * @param name what its loss is called, such as "discriminator"
 * @param part of the model that learns; all else of the model is constant meanwhile, though
 *     gradients may flow through it
 * @param optimizer how gradients become steps of that part
 * @param loss of a batch, a scalar that remembers how it came about
 */
public record Turn<B>(
        String name, Layer part, Optimizer.Settings optimizer, Function<? super B, Tensor> loss) {

    public Turn {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(part, "part");
        Objects.requireNonNull(optimizer, "optimizer");
        Objects.requireNonNull(loss, "loss");
    }
}
