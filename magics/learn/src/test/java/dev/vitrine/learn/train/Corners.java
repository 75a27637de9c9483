package dev.vitrine.learn.train;

import dev.vitrine.learn.data.Augment;
import dev.vitrine.learn.data.Batches;
import dev.vitrine.learn.data.ImageSet;
import dev.vitrine.learn.data.MixUp;
import dev.vitrine.learn.data.RandAugment;
import dev.vitrine.learn.eval.Classifier;
import dev.vitrine.learn.nn.BatchNorm;
import dev.vitrine.learn.nn.Dropout;
import dev.vitrine.learn.nn.Initializer;
import dev.vitrine.learn.nn.Layer;
import dev.vitrine.learn.nn.Linear;
import dev.vitrine.learn.nn.StochasticDepth;
import dev.vitrine.learn.optim.AdamW;
import dev.vitrine.learn.optim.Optimizer;
import dev.vitrine.learn.optim.Schedule;
import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;

/**
 * A run in which everything is random that can be: order, shifts, RandAugment, MixUp, dropout,
 * stochastic depth and noise; with an optimizer's statistics, a schedule, a moving average, and a
 * norm's running averages.
 */
final class Corners {

    static final long STEPS = 60;

    private Corners() {}

    /** Three layers on pixels of 6 x 6, one of them residual. */
    static final class Model extends Layer implements Classifier {

        private final Linear hidden;
        private final BatchNorm norm; // null without
        private final Linear residual;
        private final Linear head;

        /** Called in each forward pass of training, when running averages have been moved. */
        Runnable whileTraining = () -> {};

        private final Dropout dropout = child("drop", new Dropout(0.25));
        private final StochasticDepth depth = child("depth", new StochasticDepth(0.3));

        Model() {
            this(true);
        }

        /**
         * @param normed whether it has a norm, and with it buffers
         */
        Model(boolean normed) {
            Initializer init = new Initializer(new Philox(1), DType.FLOAT);
            hidden = child("hidden", new Linear(36, 40, init));
            norm = normed ? child("norm", new BatchNorm(40, 1e-5, 0.1, init)) : null;
            residual = child("residual", new Linear(40, 40, init));
            head = child("head", new Linear(40, 2, init));
        }

        @Override
        public Tensor forward(Tensor images) {
            Tensor x = images.reshape(images.size(0), 36);
            Tensor h = hidden.forward(x);
            Tensor y = dropout.forward((norm != null ? norm.forward(h) : h).relu());
            if (isTraining()) {
                whileTraining.run();
            }
            return head.forward(y.add(depth.forward(residual.forward(y).relu())));
        }
    }

    /** Class 1 if the upper left quarter is bright. */
    static ImageSet images() {
        Philox random = new Philox(99);
        byte[] pixels = new byte[36 * 96];
        int[] labels = new int[96];
        for (int i = 0; i < 96; i++) {
            labels[i] = random.nextInt(2);
            for (int p = 0; p < 36; p++) {
                boolean corner = p % 6 < 3 && p / 6 < 3;
                pixels[36 * i + p] = (byte) (random.nextInt(128) + (corner ? 127 * labels[i] : 64));
            }
        }
        return new ImageSet("corners", pixels, 6, 6, 1, labels, List.of("dark", "bright"));
    }

    static Trainer trainer(Model model, Path checkpoint) {
        return trainer(model, checkpoint, AdamW.Settings.of(0.02, 1e-3));
    }

    static Trainer trainer(Model model, Path checkpoint, Optimizer.Settings optimizer) {
        Philox noise = new Philox(7);
        Trainer trainer =
                Trainer.of(model)
                        .data(
                                Batches.of(images(), 16, 1)
                                        .augmented(Augment.shift(1).then(new RandAugment(1, 5)))
                                        .mixed(new MixUp(0.2)))
                        .test(images())
                        .evaluateEvery(20)
                        .optimizer(optimizer)
                        .schedule(Schedule.warmupCosine(6, STEPS))
                        .seed(5)
                        .average(0.9)
                        .random(noise)
                        .loss(
                                batch -> {
                                    Tensor images = batch.images();
                                    Tensor noisy =
                                            images.add(noise.normal(images.shape()).mul(0.1));
                                    return model.forward(noisy)
                                            .softmaxCrossEntropy(batch.targets());
                                })
                        .monitor(new TrainingMonitor() {})
                        .steps(STEPS);
        return checkpoint == null ? trainer : trainer.checkpoint(checkpoint);
    }
}
