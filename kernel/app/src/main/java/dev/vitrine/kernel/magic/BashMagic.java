package dev.vitrine.kernel.magic;

import dev.vitrine.api.CellMagic;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Reader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * {@code %%bash}: runs a cell with bash in the working directory. Its output appears while it runs;
 * an interrupt ends it and all processes it started.
 */
final class BashMagic implements CellMagic {

    /** How long a process has to end by itself after SIGTERM. */
    private static final long TERMINATION_MILLIS = 1_000;

    /**
     * How long output is waited for after bash has ended; a job left in the background keeps its
     * pipes open.
     */
    private static final long DRAIN_MILLIS = 500;

    @Override
    public Object run(List<String> arguments, String body)
            throws MagicFailure, InterruptedException {
        Process process = start(arguments, body);
        Thread out = copy(process.getInputStream(), System.out, "bash stdout");
        Thread err = copy(process.getErrorStream(), System.err, "bash stderr");
        int exitCode;
        try {
            exitCode = process.waitFor();
        } finally {
            if (process.isAlive()) {
                killTree(process);
            }
        }
        out.join(DRAIN_MILLIS);
        err.join(DRAIN_MILLIS);
        if (exitCode != 0) {
            throw new MagicFailure("bash ended with exit code " + exitCode);
        }
        return null;
    }

    private static Process start(List<String> arguments, String body) throws MagicFailure {
        List<String> command = new ArrayList<>(List.of("bash", "-c", body, "bash"));
        command.addAll(arguments);
        try {
            return new ProcessBuilder(command).redirectInput(Redirect.from(nullDevice())).start();
        } catch (IOException failure) {
            throw new MagicFailure("bash cannot be started: " + failure.getMessage(), failure);
        }
    }

    /**
     * There is nobody to type; a command that reads its input finds it empty instead of waiting
     * forever.
     */
    private static File nullDevice() {
        return new File(System.getProperty("os.name").startsWith("Windows") ? "NUL" : "/dev/null");
    }

    /**
     * A child thread, because output belongs to the cell whose thread, or whose thread's child,
     * writes it.
     */
    private static Thread copy(InputStream from, PrintStream to, String name) {
        Thread thread =
                new Thread(
                        () -> {
                            char[] buffer = new char[8192];
                            try (Reader reader =
                                    new InputStreamReader(from, StandardCharsets.UTF_8)) {
                                for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
                                    to.print(String.valueOf(buffer, 0, n));
                                    to.flush();
                                }
                            } catch (IOException closed) {
                                // The pipe of a killed process: there is no more output, which is
                                // what the end means.
                            }
                        },
                        name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void killTree(Process process) throws InterruptedException {
        List<ProcessHandle> tree =
                Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
        try {
            tree.forEach(ProcessHandle::destroy);
            long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TERMINATION_MILLIS);
            while (tree.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() < deadline) {
                Thread.sleep(10);
            }
        } finally {
            tree.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
