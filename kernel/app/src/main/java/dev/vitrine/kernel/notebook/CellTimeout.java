package dev.vitrine.kernel.notebook;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Stops cells that run too long: by an interrupt, and by force if that does not help. */
final class CellTimeout implements AutoCloseable {

    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        Thread thread = new Thread(task, "vitrine-cell-timeout");
                        thread.setDaemon(true);
                        return thread;
                    });
    private final KernelStopper stopper;
    private final Duration limit;

    /**
     * @param limit per cell; null for none
     */
    CellTimeout(KernelStopper stopper, Duration limit) {
        this.stopper = stopper;
        this.limit = limit;
    }

    /** Watches the cell that starts now, until the watch is closed. */
    Watch watch() {
        AtomicBoolean expired = new AtomicBoolean();
        if (limit == null) {
            return new Watch(expired, null);
        }
        return new Watch(
                expired,
                timer.schedule(
                        () -> {
                            expired.set(true);
                            stopper.stop();
                        },
                        limit.toMillis(),
                        TimeUnit.MILLISECONDS));
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    /** One cell's limit. */
    record Watch(AtomicBoolean expired, ScheduledFuture<?> alarm) implements AutoCloseable {

        boolean hasExpired() {
            return expired.get();
        }

        @Override
        public void close() {
            if (alarm != null) {
                alarm.cancel(false);
            }
        }
    }
}
