package dev.vitrine.kernel.magic;

import dev.vitrine.api.CellEnvironment;
import dev.vitrine.api.ProcessFamily;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Reader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Processes that a cell waits for, in the notebook's working directory and with its environment.
 * Their output appears while they run; an interrupt ends them and all processes that they started.
 */
final class ShellProcesses {

    /** How long a process has to end by itself after SIGTERM. */
    private static final long TERMINATION_MILLIS = 1_000;

    /**
     * How long more output is waited for after the process has ended; a job left in the background
     * keeps its pipes open.
     */
    private static final long DRAIN_MILLIS = 500;

    private final WorkingDirectory directory;

    ShellProcesses(WorkingDirectory directory) {
        this.directory = directory;
    }

    /**
     * Runs a command; what it prints is printed by the cell.
     *
     * @return its exit code
     */
    int run(List<String> command) throws MagicFailure, InterruptedException {
        return run(command, printTo(System.out));
    }

    /**
     * Runs a command; what it prints to standard error is printed by the cell.
     *
     * @param output takes what it prints to standard output, on another thread until this returns
     * @return its exit code
     */
    int run(List<String> command, Consumer<String> output)
            throws MagicFailure, InterruptedException {
        Process process = start(command);
        Copy out = new Copy(process.getInputStream(), output, "output of " + command.get(0));
        Copy err =
                new Copy(
                        process.getErrorStream(),
                        printTo(System.err),
                        "errors of " + command.get(0));
        int exitCode;
        try {
            exitCode = process.waitFor();
        } finally {
            if (process.isAlive()) {
                killTree(process);
            }
        }
        out.awaitEnd();
        err.awaitEnd();
        return exitCode;
    }

    private Process start(List<String> command) throws MagicFailure {
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(directory.existing().toFile())
                        .redirectInput(Redirect.from(nullDevice()));
        builder.environment().clear();
        builder.environment().putAll(CellEnvironment.getenv());
        try {
            return builder.start();
        } catch (IOException failure) {
            throw new MagicFailure(
                    command.get(0) + " cannot be started: " + failure.getMessage(), failure);
        }
    }

    /**
     * There is nobody to type; a command that reads its input finds it empty instead of waiting
     * forever.
     */
    private static File nullDevice() {
        return new File(Shell.isWindows() ? "NUL" : "/dev/null");
    }

    private static Consumer<String> printTo(PrintStream stream) {
        return text -> {
            stream.print(text);
            stream.flush();
        };
    }

    /**
     * Takes what a process writes, on a child thread, because output belongs to the cell whose
     * thread, or whose thread's child, writes it.
     */
    private static final class Copy {

        private final Thread thread;
        private volatile long read;

        Copy(InputStream from, Consumer<String> to, String name) {
            thread = new Thread(() -> copy(from, to), name);
            thread.setDaemon(true);
            thread.start();
        }

        private void copy(InputStream from, Consumer<String> to) {
            char[] buffer = new char[8192];
            try (Reader reader = new InputStreamReader(from, StandardCharsets.UTF_8)) {
                for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
                    to.accept(String.valueOf(buffer, 0, n));
                    read += n;
                }
            } catch (IOException closed) {
                // The pipe of a killed process: there is no more output, which is what the end
                // means.
            }
        }

        void awaitEnd() throws InterruptedException {
            long before = -1;
            while (thread.isAlive() && read != before) {
                before = read;
                thread.join(DRAIN_MILLIS);
            }
        }
    }

    private static void killTree(Process process) throws InterruptedException {
        List<ProcessHandle> tree = ProcessFamily.end(process);
        try {
            long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TERMINATION_MILLIS);
            while (tree.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() < deadline) {
                Thread.sleep(10);
            }
        } finally {
            tree.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
