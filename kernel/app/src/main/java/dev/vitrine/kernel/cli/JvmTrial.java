package dev.vitrine.kernel.cli;

import dev.vitrine.kernel.client.KernelClient;
import dev.vitrine.kernel.client.KernelCommand;
import dev.vitrine.kernel.client.OutputListener;
import dev.vitrine.kernel.protocol.ExecuteReply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Finds out whether a JVM, and a kernel in it, run with some options. */
final class JvmTrial {

    private static final long JVM_SECONDS = 30;
    private static final Duration KERNEL_TIMEOUT = Duration.ofSeconds(60);

    private JvmTrial() {}

    /**
     * What a JVM says against options; empty if it starts.
     *
     * @throws IOException if there is no JVM to start
     */
    static Optional<String> refusal(List<String> options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(JvmCommand.java().toString());
        command.addAll(options);
        command.add("-version");
        Process jvm = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            jvm.getOutputStream().close();
            // A JVM says little, so the pipe holds all of it until it ends.
            if (!jvm.waitFor(JVM_SECONDS, TimeUnit.SECONDS)) {
                return Optional.of("it did not start within " + JVM_SECONDS + " s");
            }
            String said = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return jvm.exitValue() == 0 ? Optional.empty() : Optional.of(essence(said));
        } finally {
            jvm.destroyForcibly();
        }
    }

    /** What a JVM says, without the sentences that it says of every option. */
    private static String essence(String said) {
        return said.lines()
                .filter(line -> !line.startsWith("Picked up "))
                .filter(
                        line ->
                                !line.startsWith(
                                        "Error: Could not create the Java Virtual Machine"))
                .filter(line -> !line.startsWith("Error: A fatal exception has occurred"))
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining(" "));
    }

    /**
     * Starts a kernel and runs a cell.
     *
     * @param command of the kernel
     * @return what went wrong; empty if the cell ran
     */
    static Optional<String> kernelProblem(List<String> command) throws InterruptedException {
        Map<String, String> environment = new HashMap<>();
        environment.put("VITRINE_HISTORY", "none");
        // What the user wants done at the start of a kernel is not to be done for a trial.
        for (String prefix : List.of("VITRINE_", "JJAVA_", "IJAVA_")) {
            environment.put(prefix + "STARTUP_SCRIPT", "");
            environment.put(prefix + "STARTUP_SCRIPTS_PATH", "");
        }
        Timer timer = new Timer("vitrine-jvm-trial", true);
        try (KernelClient kernel =
                KernelClient.launch(
                        new KernelCommand(command, environment, Path.of("").toAbsolutePath()),
                        KERNEL_TIMEOUT)) {
            long pid = kernel.pid();
            timer.schedule(
                    new TimerTask() {
                        @Override
                        public void run() {
                            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
                        }
                    },
                    KERNEL_TIMEOUT.toMillis());
            ExecuteReply reply = kernel.execute("List.of(1 + 1)", OutputListener.NONE);
            return reply.succeeded()
                    ? Optional.empty()
                    : Optional.of("it runs no cells: " + reply.ename() + ": " + reply.evalue());
        } catch (IOException died) {
            return Optional.of(essence(died.getMessage()));
        } finally {
            timer.cancel();
        }
    }
}
