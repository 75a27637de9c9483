package dev.vitrine.papers.scaling;

import dev.vitrine.learn.Seed;
import dev.vitrine.learn.data.Batches;
import dev.vitrine.learn.data.ImageSet;
import dev.vitrine.learn.eval.Metrics;
import dev.vitrine.learn.optim.AdamW;
import dev.vitrine.learn.optim.Schedule;
import dev.vitrine.learn.train.History;
import dev.vitrine.learn.train.Trainer;
import dev.vitrine.learn.train.TrainingMonitor;
import dev.vitrine.papers.vit.Pool;
import dev.vitrine.papers.vit.Positions;
import dev.vitrine.papers.vit.Vit;
import dev.vitrine.papers.vit.VitConfig;
import dev.vitrine.papers.vit.VitSize;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Models of several sizes, each trained for several lengths, at little more than the price of the
 * longest: one trunk per size at the reciprocal square root of the step, from which a linear
 * cool-down branches off for each length (sections 3.5 and 2.1 of the paper).
 *
 * <pre>{@code
 * List<ScalingRun> runs = ScalingSweep.mnist().withSeed(1).run(mnist.train(), mnist.test());
 * }</pre>
 *
 * @param sizes of the models
 * @param steps lengths of the runs, cool-down included, ascending
 * @param batchSize images per step
 * @param optimizer learning rate, decay and gradient limit
 * @param warmup steps at the start of each trunk during which the learning rate rises
 * @param timescale steps after which the rate has fallen to 1/√2
 * @param cooldown share of each run that its cool-down takes, above 0 and below 1
 * @param seed of initial values and order
 */
public record ScalingSweep(
        List<VitSize> sizes,
        List<Integer> steps,
        int batchSize,
        AdamW.Settings optimizer,
        long warmup,
        long timescale,
        double cooldown,
        long seed) {

    public ScalingSweep {
        sizes = List.copyOf(sizes);
        steps = List.copyOf(steps);
        if (sizes.isEmpty()
                || steps.isEmpty()
                || !steps.equals(steps.stream().sorted().distinct().toList())) {
            throw new IllegalArgumentException(
                    "a sweep needs sizes and ascending lengths, not %s and %s"
                            .formatted(sizes, steps));
        }
        if (!(cooldown > 0 && cooldown < 1)) {
            throw new IllegalArgumentException(
                    "cool-down %s: must be a share above 0 and below 1".formatted(cooldown));
        }
        if (steps.get(0) < 2) {
            throw new IllegalArgumentException(
                    "%d steps: a run needs 2 at least, one of them for the cool-down"
                            .formatted(steps.get(0)));
        }
    }

    /** Sixteen runs on handwritten digits: four sizes, 200 to 1600 steps of 64 images. */
    public static ScalingSweep mnist() {
        return new ScalingSweep(
                List.of(size(16, 2), size(32, 2), size(64, 3), size(96, 3)),
                List.of(200, 400, 800, 1600),
                64,
                AdamW.Settings.of(1e-3, 1e-4),
                100,
                200,
                0.2,
                Seed.global().value());
    }

    /** A few short runs of the two smallest models, to see in seconds that everything works. */
    public static ScalingSweep quick() {
        ScalingSweep whole = mnist();
        return new ScalingSweep(
                whole.sizes.subList(0, 2),
                List.of(20, 40, 80, 160),
                whole.batchSize,
                whole.optimizer,
                10,
                20,
                whole.cooldown,
                whole.seed);
    }

    /**
     * A size of this sweep's kind: heads of 16 numbers, a perceptron twice as wide as a token.
     *
     * @param width a multiple of 16
     */
    public static VitSize size(int width, int depth) {
        return new VitSize("%d/%d".formatted(width, depth), width, depth, 2 * width, width / 16);
    }

    /** The same with another seed. */
    public ScalingSweep withSeed(long seed) {
        return new ScalingSweep(
                sizes, steps, batchSize, optimizer, warmup, timescale, cooldown, seed);
    }

    /** A model of this sweep: patches of 7 x 7 pixels of a digit, mean over tokens. */
    public VitConfig config(VitSize size) {
        return VitConfig.of(size, 7)
                .withImage(28, 1)
                .withClasses(10)
                .withPool(Pool.GAP)
                .withPositions(Positions.SINCOS2D);
    }

    /** Steps that all runs take together: trunks and branches. */
    public long totalSteps() {
        long branches = steps.stream().mapToLong(length -> length - trunk(length)).sum();
        return sizes.size() * (trunk(longest()) + branches);
    }

    private int longest() {
        return steps.get(steps.size() - 1);
    }

    /** Where the cool-down of a run branches off. */
    private int trunk(int length) {
        return Math.max(1, length - Math.max(1, (int) Math.round(cooldown * length)));
    }

    /**
     * Trains all models; prints a line after each. Interrupting the thread ends it with the runs so
     * far.
     *
     * @return one for each size and length, by size
     */
    public List<ScalingRun> run(ImageSet train, ImageSet test) {
        Progress progress = new Progress(sizes.size() * steps.size(), totalSteps());
        List<ScalingRun> runs = new ArrayList<>();
        for (VitSize size : sizes) {
            Path folder = temporaryFolder();
            try {
                if (!run(size, folder, train, test, runs, progress)) {
                    System.out.printf(
                            "Interrupted; %d of %d runs are complete.%n",
                            runs.size(), sizes.size() * steps.size());
                    return runs;
                }
            } finally {
                delete(folder);
            }
        }
        return runs;
    }

    /** All lengths of one size; false if it was interrupted. */
    private boolean run(
            VitSize size,
            Path folder,
            ImageSet train,
            ImageSet test,
            List<ScalingRun> runs,
            Progress progress) {
        VitConfig config = config(size);
        Vit trunk = new Vit(config, seed);
        Path before = null;
        for (int length : steps) {
            Path here = folder.resolve("trunk-" + length + ".safetensors");
            Trainer along =
                    trainer(trunk, train, trunk(length), schedule())
                            .monitor(progress)
                            .checkpoint(here);
            if (before != null) {
                along.startFrom(before);
            }
            if (along.run().interrupted()) {
                return false;
            }
            before = here;
            Vit branch = new Vit(config, seed);
            History history =
                    trainer(branch, train, length).monitor(progress).startFrom(here).run();
            if (history.interrupted()) {
                return false;
            }
            runs.add(measured(branch, length, test));
            progress.print(runs.get(runs.size() - 1), length);
        }
        return true;
    }

    /**
     * What a model that was trained for some steps of this sweep has cost, and its error: at least
     * half an image, since a law has a logarithm of it.
     */
    public ScalingRun measured(Vit vit, int steps, ImageSet test) {
        VitConfig config = vit.config();
        long images = (long) steps * batchSize;
        double error = Math.max(0.5 / test.size(), 1 - Metrics.of(vit, test).accuracy());
        return new ScalingRun(
                config.size(),
                config.parameterCount(),
                images,
                Compute.training(config, images),
                error);
    }

    /**
     * Trains one model for one length from its first step on, as a trunk and its branch do
     * together.
     */
    public Trainer trainer(Vit vit, ImageSet train, int steps) {
        return trainer(vit, train, steps, schedule(steps));
    }

    private Trainer trainer(Vit vit, ImageSet train, long steps, Schedule schedule) {
        return Trainer.of(vit)
                .data(batches(train))
                .steps(steps)
                .optimizer(optimizer)
                .schedule(schedule)
                .seed(seed)
                .checkpointEvery(steps);
    }

    /** The images of each step, the same for every size. */
    public Batches batches(ImageSet train) {
        return Batches.of(train, batchSize, new Seed(seed).child("batches").value());
    }

    /** The learning rate of a trunk. */
    public Schedule schedule() {
        return Schedule.rsqrt(timescale).afterWarmup(warmup);
    }

    /** The learning rate of a run: the trunk's, then down to zero in a straight line. */
    public Schedule schedule(int length) {
        return schedule().withCooldown(length - trunk(length), length);
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("vitrine-sweep");
        } catch (IOException e) {
            throw new UncheckedIOException("no folder for the trunk's checkpoints", e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the trunk's checkpoints in " + folder + " remain", e);
        }
    }

    /** Counts steps over all runs; says after each run what it reached, and what time is left. */
    private static final class Progress implements TrainingMonitor {

        private final int runs;
        private final long totalSteps;
        private final long start = System.nanoTime();
        private long steps;
        private int done;

        Progress(int runs, long totalSteps) {
            this.runs = runs;
            this.totalSteps = totalSteps;
        }

        @Override
        public void step(History.Entry entry) {
            steps++;
        }

        void print(ScalingRun run, int length) {
            done++;
            double elapsed = (System.nanoTime() - start) * 1e-9;
            long left = Math.round(elapsed / steps * (totalSteps - steps));
            System.out.println(
                    String.format(
                            Locale.ROOT,
                            "%2d of %d: %s, %,d steps: error %.2f %%, %d:%02d left",
                            done,
                            runs,
                            run.size().name(),
                            length,
                            100 * run.error(),
                            left / 60,
                            left % 60));
        }
    }
}
