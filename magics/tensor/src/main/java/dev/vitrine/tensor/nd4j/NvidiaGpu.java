package dev.vitrine.tensor.nd4j;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * A GPU as NVIDIA's driver describes it.
 *
 * @param name such as {@code NVIDIA GeForce RTX 3080}
 * @param mebibytes of memory
 * @param computeCapability such as {@code 8.6}
 */
record NvidiaGpu(String name, long mebibytes, String computeCapability) {

    /**
     * What nd4j-cuda-11.6 1.0.0-M2.1 has machine code for; it has no PTX that a later GPU could
     * translate.
     */
    private static final double OLDEST = 3.7;

    private static final double TOO_NEW = 9.0;

    private static final List<String> QUERY =
            List.of(
                    "nvidia-smi",
                    "--query-gpu=name,memory.total,compute_cap",
                    "--format=csv,noheader,nounits");
    private static final long PATIENCE_SECONDS = 5;

    /** What the driver was asked, and said. */
    sealed interface Answer {

        /** There is no driver, or it does not answer. */
        record None(String reason) implements Answer {}

        record Gpus(List<NvidiaGpu> gpus) implements Answer {}
    }

    /** Asks the driver through {@code nvidia-smi}; waits some seconds at most. */
    static Answer ask() {
        Process process;
        try {
            process = new ProcessBuilder(QUERY).redirectErrorStream(true).start();
        } catch (IOException e) {
            return new Answer.None("no NVIDIA driver found (there is no nvidia-smi on the PATH)");
        }
        try {
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return new Answer.None("nvidia-smi does not answer");
            }
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.exitValue() == 0
                    ? parse(output)
                    : new Answer.None("no usable NVIDIA driver: " + firstLine(output));
        } catch (IOException e) {
            return new Answer.None("nvidia-smi cannot be read: " + e.getMessage());
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return new Answer.None("interrupted while nvidia-smi was asked");
        }
    }

    static Answer parse(String output) {
        List<NvidiaGpu> gpus = new ArrayList<>();
        for (String line : output.lines().filter(l -> !l.isBlank()).toList()) {
            String[] fields = line.split(",");
            if (fields.length < 3) {
                return new Answer.None("nvidia-smi says: " + line.strip());
            }
            int last = fields.length - 1;
            try {
                long memory = Long.parseLong(fields[last - 1].strip());
                String capability = fields[last].strip();
                Double.parseDouble(capability);
                String name = String.join(",", List.of(fields).subList(0, last - 1)).strip();
                gpus.add(new NvidiaGpu(name, memory, capability));
            } catch (NumberFormatException e) {
                return new Answer.None("nvidia-smi says: " + line.strip());
            }
        }
        return gpus.isEmpty()
                ? new Answer.None("the NVIDIA driver sees no GPU")
                : new Answer.Gpus(gpus);
    }

    private static String firstLine(String text) {
        return text.lines()
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElse("nvidia-smi failed")
                .strip();
    }

    String memory() {
        return String.format(Locale.ROOT, "%.1f GiB", mebibytes / 1024.0);
    }

    /** Why nd4j-cuda-11.6 cannot run here, or an empty text. */
    String obstacle() {
        double capability = Double.parseDouble(computeCapability);
        return capability >= TOO_NEW || capability < OLDEST
                ? "nd4j-cuda-11.6 has machine code for compute capabilities 3.7 to 8.6, which GPUs up to 8.9 run, and no"
                        + " PTX; this GPU has "
                        + computeCapability
                : "";
    }
}
