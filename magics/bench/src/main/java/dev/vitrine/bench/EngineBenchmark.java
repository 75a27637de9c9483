package dev.vitrine.bench;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Vitrine's tensors beside libtorch: one training step of an encoder, its forward pass, single
 * layers and operations.
 */
final class EngineBenchmark {

    /**
     * How far apart the two sides' results may be: different orders of summation, accumulated over
     * six blocks.
     */
    private static final double TOLERANCE = 1e-4;

    private EngineBenchmark() {}

    /** Returns the exit status: 1 if the sides disagree about a result. */
    static int run(int rounds, Clock clock) {
        // DJL asks the network for updates otherwise, and unpacks 300 MB: keep those beside the
        // build.
        System.setProperty("ai.djl.offline", "true");
        if (System.getProperty("DJL_CACHE_DIR") == null && System.getenv("DJL_CACHE_DIR") == null) {
            System.setProperty("DJL_CACHE_DIR", cache().toString());
        }
        Engine libtorch = Engine.getEngine("PyTorch");
        int threads = dev.vitrine.tensor.Device.threads();
        if (clock == Clock.CPU && threads != 1) {
            System.err.println("--cpu-time compares one thread with one: set VITRINE_THREADS=1");
            return 2;
        }
        JniUtils.setNumThreads(threads);
        System.out.printf(
                Locale.ROOT,
                "Vitrine (device %s: %s) beside libtorch %s by DJL, %d threads each, Java %s, %s%n",
                dev.vitrine.tensor.Device.current().name(),
                dev.vitrine.tensor.Device.current().info().library(),
                libtorch.getVersion(),
                threads,
                Runtime.version(),
                processor());
        try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            Encoder encoder = Encoder.TINY;
            VitrineEncoder ours = new VitrineEncoder(encoder);
            LibtorchEncoder theirs = new LibtorchEncoder(encoder, manager);
            double difference =
                    Math.max(
                            difference(ours.infer(), theirs.infer()),
                            relative(ours.step(), theirs.step()));
            difference = Math.max(difference, relative(ours.step(), theirs.step()));
            System.out.printf(
                    Locale.ROOT,
                    "encoder: %d blocks, width %d, %d heads, MLP %d, %d tokens, batch %d; results agree within %.1e%n%n",
                    encoder.blocks(),
                    encoder.width(),
                    encoder.heads(),
                    encoder.mlp(),
                    encoder.tokens(),
                    encoder.batch(),
                    difference);
            if (!(difference < TOLERANCE)) {
                System.err.println(
                        "the two sides compute different things; times would mean nothing");
                return 1;
            }
            List<Comparison> comparisons = new ArrayList<>();
            comparisons.add(new Comparison("training step", ours::step, theirs::step));
            comparisons.add(new Comparison("forward", ours::infer, theirs::infer));
            comparisons.addAll(Primitives.all(manager));
            comparisons.addAll(Layers.all(manager));
            compare(comparisons, rounds, clock, new MatmulFloor(encoder));
        }
        return 0;
    }

    private static void compare(
            List<Comparison> comparisons, int rounds, Clock clock, MatmulFloor floor) {
        System.out.printf(
                "%-42s %12s %12s %8s%n",
                (clock == Clock.CPU ? "CPU time, " : "") + "median of " + rounds,
                "Vitrine ms",
                "libtorch ms",
                "ratio");
        double product = 0;
        double step = 0;
        for (Comparison comparison : comparisons) {
            Comparison.Result result = comparison.measure(rounds, clock);
            step = comparison == comparisons.get(0) ? result.vitrine() : step;
            product += Math.log(result.ratio());
            System.out.printf(
                    Locale.ROOT,
                    "%-42s %12.4f %12.4f %8.2f%n",
                    result.name(),
                    result.vitrine(),
                    result.libtorch(),
                    result.ratio());
        }
        double[] times = new double[rounds];
        Comparison.time(floor::run, 3, clock);
        for (int i = 0; i < rounds; i++) {
            times[i] = Comparison.time(floor::run, 1, clock);
        }
        double bound = Comparison.median(times);
        System.out.printf(
                Locale.ROOT,
                "%nmatmul floor of the step: %.1f ms (%.0f GFLOP/s); floor / ours: %.2f%n",
                bound,
                floor.operations() / bound / 1e6,
                bound / step);
        System.out.printf(
                Locale.ROOT, "geometric mean: %.2f%n", Math.exp(product / comparisons.size()));
    }

    private static double difference(float[] ours, float[] theirs) {
        double largest = 0;
        double size = 0;
        for (int i = 0; i < ours.length; i++) {
            largest = Math.max(largest, Math.abs(ours[i] - theirs[i]));
            size = Math.max(size, Math.abs(theirs[i]));
        }
        return largest / size;
    }

    private static double relative(double ours, double theirs) {
        return Math.abs(ours - theirs) / Math.abs(theirs);
    }

    /** A folder beside the jar or the classes that this program was started from. */
    private static Path cache() {
        try {
            Path code =
                    Path.of(
                            EngineBenchmark.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            return code.resolveSibling("djl");
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String processor() {
        Path info = Path.of("/proc/cpuinfo");
        try {
            return Files.readAllLines(info).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch"); // not Linux: the architecture must do
        }
    }
}
