package dev.vitrine.kernel.notebook;

import dev.vitrine.kernel.client.KernelClient;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Stops the running cell: asks the kernel to, and ends the kernel if the cell does not stop. */
final class KernelStopper {

    private static final long PATIENCE_MILLIS = 10_000;

    private final KernelClient client;
    private volatile boolean cellRunning;

    KernelStopper(KernelClient client) {
        this.client = client;
    }

    void cellStarted() {
        cellRunning = true;
    }

    synchronized void cellEnded() {
        cellRunning = false;
        notifyAll();
    }

    /** Returns when no cell runs any more. */
    void stop() {
        Thread asking = new Thread(this::ask, "vitrine-interrupt");
        asking.setDaemon(true);
        asking.start();
        try {
            if (!awaitCellEnd()) {
                kill();
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }

    private void ask() {
        try {
            client.interrupt();
        } catch (IOException e) {
            // The kernel is gone, and so is the cell; whoever waits for the cell hears of it.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean awaitCellEnd() throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        while (cellRunning) {
            long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (millis <= 0) {
                return false;
            }
            wait(millis);
        }
        return true;
    }

    private void kill() {
        ProcessHandle.of(client.pid()).ifPresent(ProcessHandle::destroyForcibly);
    }
}
