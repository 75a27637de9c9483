package dev.vitrine.kernel.client;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A kernel's process and what it printed. */
final class RunningKernel {

    private final Process process;
    private final PrintedTail printed;

    private RunningKernel(Process process) {
        this.process = process;
        this.printed = new PrintedTail(process.getInputStream());
    }

    static RunningKernel start(KernelCommand command, Path connectionFile) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command.argv(connectionFile));
        // Jupyter's way to have the kernel end when this process does.
        builder.environment().put("JPY_PARENT_PID", Long.toString(ProcessHandle.current().pid()));
        builder.environment().putAll(command.environment());
        builder.directory(new File(command.workingDirectory().toString()));
        builder.redirectErrorStream(true);
        Process process = builder.start();
        process.getOutputStream().close();
        return new RunningKernel(process);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    void onExit(Runnable action) {
        process.onExit().thenRun(action);
    }

    boolean awaitExit(long millis) throws InterruptedException {
        return process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    /** Ends the process and those that it started, at once. */
    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    KernelDiedException death() throws InterruptedException {
        return new KernelDiedException(
                "The kernel's process has ended with exit code " + process.waitFor(), printed());
    }

    String printed() throws InterruptedException {
        return printed.text();
    }
}
