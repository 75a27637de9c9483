package dev.vitrine.bench;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import dev.vitrine.tensor.MemoryPool;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Memory of training steps: the peak beside libtorch's, each measured in a process of its own, and
 * whether many steps take more than few.
 */
final class MemoryBenchmark {

    /** Steps of a model before its peak is read: by then both sides have all that they reuse. */
    private static final int STEPS = 3;

    /** Steps after which nothing more may be taken from the system. */
    private static final int SETTLED = 1000;

    /**
     * Bytes by which resident memory may differ after many steps: the JVM's own, compiled code for
     * one.
     */
    private static final long SLACK = 32L << 20;

    /** All of Java's heap is touched before the model is made, so that it does not count. */
    private static final List<String> JVM =
            List.of("-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC");

    private static final double MEGABYTE = 1 << 20;

    private MemoryBenchmark() {}

    /** Prints the peaks of both sides. Returns the exit status: 1 if ours is higher somewhere. */
    static int peaks(String only) throws IOException, InterruptedException {
        if (!ResidentMemory.isKnown()) {
            System.err.println("peak memory is read from /proc, which Linux has");
            return 2;
        }
        System.out.printf(
                "%-42s %12s %12s %8s%n", "peak memory", "Vitrine MB", "libtorch MB", "ratio");
        boolean higher = false;
        for (TrainedModel model : TrainedModel.values()) {
            if (model.title().contains(only)) {
                double ours = child(model, "vitrine") / MEGABYTE;
                double theirs = child(model, "libtorch") / MEGABYTE;
                higher |= ours > theirs;
                System.out.printf(
                        Locale.ROOT,
                        "%-42s %12.0f %12.0f %8.2f%n",
                        model.title(),
                        ours,
                        theirs,
                        ours / theirs);
            }
        }
        return higher ? 1 : 0;
    }

    private static long child(TrainedModel model, String side)
            throws IOException, InterruptedException {
        Process process =
                java("peak-of", model.title(), side)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String last = null;
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line; (line = lines.readLine()) != null; ) {
                last = line;
            }
        }
        if (process.waitFor() != 0 || last == null) {
            throw new IOException(model.title() + " failed on " + side);
        }
        return Long.parseLong(last);
    }

    private static ProcessBuilder java(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(Main.class.getName());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }

    /** In a process of its own: prints the bytes that training takes at most. */
    static void peakOf(String title, String side) {
        Model model = TrainedModel.named(title).large();
        Model small = TrainedModel.named(title).small();
        long before;
        if (side.equals("vitrine")) {
            new VitrineModel(small).step();
            before = begin();
            VitrineModel ours = new VitrineModel(model);
            for (int i = 0; i < STEPS; i++) {
                ours.step();
            }
        } else {
            Libtorch.start();
            try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
                new LibtorchModel(small, manager).step();
                before = begin();
                LibtorchModel theirs = new LibtorchModel(model, manager);
                for (int i = 0; i < STEPS; i++) {
                    theirs.step();
                }
            }
        }
        System.out.println(ResidentMemory.peak() - before);
    }

    /** What is used before the model is made, from where on the peak counts. */
    private static long begin() {
        ResidentMemory.forgetPeak();
        return ResidentMemory.now();
    }

    /** Trains small models for many steps. Returns the exit status: 1 if memory grew. */
    static int growth(int steps) throws IOException, InterruptedException {
        return java("growth-of", String.valueOf(steps)).inheritIO().start().waitFor();
    }

    /** In a process of its own. */
    static int growthOf(int steps) {
        System.out.printf(
                "%-42s %14s %14s %16s%n",
                steps + " steps", "MB after " + SETTLED, "MB at the end", "new allocations");
        boolean grew = false;
        for (TrainedModel model : TrainedModel.values()) {
            VitrineModel ours = new VitrineModel(model.small());
            for (int i = 0; i < SETTLED; i++) {
                ours.step();
            }
            long settled = memory();
            long allocations = MemoryPool.shared().statistics().allocations();
            for (int i = SETTLED; i < steps; i++) {
                ours.step();
            }
            long more = MemoryPool.shared().statistics().allocations() - allocations;
            long end = memory();
            grew |= more > 0 || end - settled > SLACK;
            System.out.printf(
                    Locale.ROOT,
                    "%-42s %14.1f %14.1f %16d%n",
                    model.title(),
                    settled / MEGABYTE,
                    end / MEGABYTE,
                    more);
        }
        return grew ? 1 : 0;
    }

    private static long memory() {
        return ResidentMemory.isKnown()
                ? ResidentMemory.now()
                : MemoryPool.shared().statistics().used();
    }
}
