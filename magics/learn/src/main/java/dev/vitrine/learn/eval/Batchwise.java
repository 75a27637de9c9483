package dev.vitrine.learn.eval;

import dev.vitrine.learn.data.ImageSet;
import dev.vitrine.tensor.Scope;
import dev.vitrine.tensor.Tape;
import dev.vitrine.tensor.Tensor;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Runs a model over a set of images, some at a time, without recording gradients. */
final class Batchwise {

    static final int DEFAULT_SIZE = 250;

    private Batchwise() {}

    /** Takes what the model makes of the images at some indices; the tensor ends with the call. */
    interface Sink {
        void accept(int[] indices, Tensor output);
    }

    /**
     * @throws CancellationException if the thread is interrupted meanwhile; the interrupt is
     *     consumed
     */
    @SuppressWarnings("try") // the resources are only closed
    static void run(UnaryOperator<Tensor> model, ImageSet images, int batchSize, Sink sink) {
        int size = images.size();
        for (int start = 0; start < size; start += batchSize) {
            if (Thread.interrupted()) {
                throw new CancellationException(
                        "Evaluation on %s interrupted after %,d of %,d images"
                                .formatted(images.name(), start, size));
            }
            int[] indices = IntStream.range(start, Math.min(size, start + batchSize)).toArray();
            try (Tape off = Tape.off();
                    Scope scope = Scope.open()) {
                sink.accept(indices, model.apply(images.images(indices)));
            }
        }
    }
}
