package dev.vitrine.bench;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import dev.vitrine.tensor.MemoryPool;
import dev.vitrine.tensor.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Vitrine's tensors beside libtorch: training steps and forward passes of models, single layers and
 * operations.
 */
@SuppressWarnings("try") // scopes are closed, not used
final class EngineBenchmark {

    private EngineBenchmark() {}

    /**
     * Measures the rows whose names contain a text. Returns the exit status: 1 if the sides
     * disagree about a result.
     */
    static int run(int rounds, Clock clock, String only) {
        List<Row> rows = Row.all().stream().filter(row -> row.name().contains(only)).toList();
        if (rows.isEmpty()) {
            System.err.println("no row has \"" + only + "\" in its name");
            return 2;
        }
        int threads = dev.vitrine.tensor.Device.threads();
        if (clock == Clock.CPU && threads != 1) {
            System.err.println("--cpu-time compares one thread with one: set VITRINE_THREADS=1");
            return 2;
        }
        Engine libtorch = Libtorch.start();
        System.out.printf(
                Locale.ROOT,
                "Vitrine (device %s: %s) beside libtorch %s by DJL, %d threads each, Java %s, %s%n",
                dev.vitrine.tensor.Device.current().name(),
                dev.vitrine.tensor.Device.current().info().library(),
                libtorch.getVersion(),
                threads,
                Runtime.version(),
                processor());
        try {
            measure(rows, rounds, clock);
            return 0;
        } catch (DisagreementException e) {
            System.err.println(e.getMessage() + "; times would mean nothing");
            return 1;
        }
    }

    private static void measure(List<Row> rows, int rounds, Clock clock) {
        System.out.printf(
                "%-42s %12s %12s %8s%n",
                (clock == Clock.CPU ? "CPU time, " : "") + "median of " + rounds,
                "Vitrine ms",
                "libtorch ms",
                "ratio");
        double product = 0;
        double step = Double.NaN;
        for (Row row : rows) {
            Comparison.Result result = measure(row, rounds, clock);
            step = row.name().equals(TrainedModel.ENCODER.title()) ? result.vitrine() : step;
            product += Math.log(result.ratio());
            System.out.printf(
                    Locale.ROOT,
                    "%-42s %12.4f %12.4f %8.2f%n",
                    row.name(),
                    result.vitrine(),
                    result.libtorch(),
                    result.ratio());
        }
        if (!Double.isNaN(step)) {
            compareWithFloor(step, rounds, clock);
        }
        System.out.printf(Locale.ROOT, "geometric mean: %.2f%n", Math.exp(product / rows.size()));
    }

    private static Comparison.Result measure(Row row, int rounds, Clock clock) {
        try (Scope scope = Scope.open();
                NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            return row.make().apply(manager).measure(rounds, clock);
        } finally {
            MemoryPool.shared().trim();
        }
    }

    private static void compareWithFloor(double step, int rounds, Clock clock) {
        MatmulFloor floor = new MatmulFloor(Encoder.TINY);
        double[] times = new double[rounds];
        Comparison.time(floor::run, 3, clock);
        for (int i = 0; i < rounds; i++) {
            times[i] = Comparison.time(floor::run, 1, clock);
        }
        double bound = Comparison.median(times);
        System.out.printf(
                Locale.ROOT,
                "%nmatmul floor of the encoder's step: %.1f ms (%.0f GFLOP/s); floor / ours: %.2f%n",
                bound,
                floor.operations() / bound / 1e6,
                bound / step);
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
