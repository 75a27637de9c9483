package dev.vitrine.kernel.java;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** Rings when one statement of a cell has run too long. */
final class StatementTimer {

    private static final long CHECKS_PER_LIMIT = 20;

    private final IntSupplier statement;
    private final long limitNanos;
    private final ScheduledFuture<?> checks;
    private int current;
    private long since = System.nanoTime();

    /**
     * @param statement the number of the statement that runs now
     * @param ring called once or more when the limit has passed
     */
    StatementTimer(
            ScheduledExecutorService executor,
            Duration limit,
            IntSupplier statement,
            Runnable ring) {
        this.statement = statement;
        limitNanos = limit.toNanos();
        current = statement.getAsInt();
        long step = Math.max(1_000_000, limitNanos / CHECKS_PER_LIMIT);
        checks = executor.scheduleAtFixedRate(() -> check(ring), step, step, TimeUnit.NANOSECONDS);
    }

    private void check(Runnable ring) {
        int now = statement.getAsInt();
        if (now != current) {
            current = now;
            since = System.nanoTime();
        } else if (System.nanoTime() - since >= limitNanos) {
            ring.run();
        }
    }

    void cancel() {
        checks.cancel(false);
    }
}
