package dev.vitrine.tensor;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Splits loops over a fixed number of threads. The split depends on the length and the thread count
 * alone, so results that are summed per part are the same in every run.
 */
public final class Parallel {

    /** Part of a loop: indices {@code from} (included) to {@code to} (excluded). */
    @FunctionalInterface
    public interface Body {
        void run(long from, long to);
    }

    /** A part that also knows its number, for results kept per part. */
    @FunctionalInterface
    public interface PartBody {
        void run(int part, long from, long to);
    }

    private static final int THREADS = threads(System.getenv("VITRINE_THREADS"));
    private static final ExecutorService WORKERS = THREADS > 1 ? workers() : null;

    /** Set inside a worker: loops within loops run on the thread they are called on. */
    private static final ThreadLocal<Boolean> INSIDE = ThreadLocal.withInitial(() -> false);

    private Parallel() {}

    public static int threads() {
        return THREADS;
    }

    /**
     * Parts that a loop of this length is split into, when no part shall be shorter than {@code
     * grain}.
     */
    public static int parts(long length, long grain) {
        return (int) Math.max(1, Math.min(THREADS, length / Math.max(1, grain)));
    }

    /**
     * Runs a loop in parts of at least {@code grain} steps and returns when all are done. An
     * exception of a part is thrown here after the others ended.
     */
    public static void loop(long length, long grain, Body body) {
        loopParts(length, grain, (part, from, to) -> body.run(from, to));
    }

    /** Like {@link #loop}; parts are numbered from 0 to {@link #parts} - 1. */
    public static void loopParts(long length, long grain, PartBody body) {
        int parts = parts(length, grain);
        if (parts == 1) {
            if (length > 0) {
                body.run(0, 0, length);
            }
            return;
        }
        if (INSIDE.get()) {
            for (int part = 0; part < parts; part++) {
                body.run(part, length * part / parts, length * (part + 1) / parts);
            }
            return;
        }
        Thread caller = Thread.currentThread();
        AtomicInteger left = new AtomicInteger(parts - 1);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        for (int i = 1; i < parts; i++) {
            int part = i;
            WORKERS.execute(
                    () -> {
                        INSIDE.set(true);
                        try {
                            body.run(part, length * part / parts, length * (part + 1) / parts);
                        } catch (Throwable e) {
                            failure.compareAndSet(null, e);
                        } finally {
                            if (left.decrementAndGet() == 0) {
                                LockSupport.unpark(caller);
                            }
                        }
                    });
        }
        INSIDE.set(true);
        try {
            body.run(0, 0, length / parts);
        } catch (Throwable e) {
            failure.compareAndSet(null, e);
        } finally {
            INSIDE.set(false);
            await(left);
        }
        if (failure.get() != null) {
            rethrow(failure.get());
        }
    }

    /**
     * Waits for the workers even when interrupted: they write into memory that the caller is about
     * to use.
     */
    private static void await(AtomicInteger left) {
        boolean interrupted = false;
        for (int spins = 0; left.get() > 0; spins++) {
            if (spins < 1 << 14) {
                Thread.onSpinWait();
            } else {
                LockSupport.park(left);
                interrupted |= Thread.interrupted();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void rethrow(Throwable failure) {
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
        throw new IllegalStateException(failure);
    }

    private static ExecutorService workers() {
        AtomicInteger number = new AtomicInteger();
        return Executors.newFixedThreadPool(
                THREADS - 1,
                task -> {
                    Thread thread = new Thread(task, "vitrine-compute-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    static int threads(String setting) {
        if (setting == null || setting.isBlank()) {
            return Runtime.getRuntime().availableProcessors();
        }
        try {
            int threads = Integer.parseInt(setting.strip());
            if (threads >= 1 && threads <= 1024) {
                return threads;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(threadsMessage(setting), e);
        }
        throw new IllegalArgumentException(threadsMessage(setting));
    }

    private static String threadsMessage(String setting) {
        return "VITRINE_THREADS is \"" + setting + "\"; it must be a number from 1 to 1024";
    }
}
