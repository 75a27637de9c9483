package dev.vitrine.tensor;

import java.util.concurrent.atomic.AtomicBoolean;
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
    private static final Worker[] WORKERS = workers();

    /** Held by the caller that the workers work for. */
    private static final AtomicBoolean TAKEN = new AtomicBoolean();

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
        if (INSIDE.get() || !TAKEN.compareAndSet(false, true)) {
            // Within a loop, or beside the loop of another thread: the same parts, one by one.
            for (int part = 0; part < parts; part++) {
                body.run(part, length * part / parts, length * (part + 1) / parts);
            }
            return;
        }
        Loop loop = new Loop(body, length, parts);
        for (int worker = 0; worker < parts - 1; worker++) {
            WORKERS[worker].start(loop);
        }
        INSIDE.set(true);
        try {
            loop.takeParts();
        } finally {
            INSIDE.set(false);
            loop.await();
            TAKEN.set(false);
        }
        if (loop.failure.get() != null) {
            rethrow(loop.failure.get());
        }
    }

    /**
     * A loop that several threads are at. Each takes the next part that nobody has; so where other
     * programs keep the processors busy, a worker that gets none holds nobody up. Which thread
     * computes a part does not change its result.
     */
    private static final class Loop {

        private final PartBody body;
        private final long length;
        private final int parts;
        private final Thread caller = Thread.currentThread();
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger left;
        private final AtomicReference<Throwable> failure = new AtomicReference<>();

        Loop(PartBody body, long length, int parts) {
            this.body = body;
            this.length = length;
            this.parts = parts;
            this.left = new AtomicInteger(parts);
        }

        void takeParts() {
            for (int part; (part = next.getAndIncrement()) < parts; ) {
                run(part);
                if (left.decrementAndGet() == 0 && Thread.currentThread() != caller) {
                    LockSupport.unpark(caller);
                }
            }
        }

        private void run(int part) {
            try {
                body.run(part, length * part / parts, length * (part + 1) / parts);
            } catch (Throwable e) {
                failure.compareAndSet(null, e);
            }
        }

        /**
         * Waits for the workers even when interrupted: they write into memory that the caller is
         * about to use.
         */
        void await() {
            boolean interrupted = false;
            Spin spin = new Spin();
            while (left.get() > 0) {
                if (!spin.again()) {
                    LockSupport.park(this);
                    interrupted |= Thread.interrupted();
                }
            }
            if (interrupted) {
                caller.interrupt();
            }
        }
    }

    /**
     * A thread that waits for parts. It spins for a while after each, since the next loop of a
     * training step follows within microseconds and waking a parked thread takes longer than many a
     * loop.
     */
    private static final class Worker extends Thread {

        private final AtomicReference<Loop> loop = new AtomicReference<>();
        private volatile boolean parked;

        Worker(int number) {
            super("vitrine-compute-" + number);
            setDaemon(true);
            setContextClassLoader(null);
        }

        /** A loop that the worker has not come to is over by now, and gives way to the new one. */
        void start(Loop newLoop) {
            loop.set(newLoop);
            if (parked) {
                LockSupport.unpark(this);
            }
        }

        @Override
        public void run() {
            INSIDE.set(true);
            while (true) {
                work();
            }
        }

        /** A method of its own, so that an idle worker holds no loop and what that captured. */
        private void work() {
            await().takeParts();
        }

        private Loop await() {
            Spin spin = new Spin();
            Loop next = take();
            while (next == null && spin.again()) {
                next = take();
            }
            if (next == null) {
                parked = true;
                while ((next = take()) == null) {
                    LockSupport.park(this);
                }
                parked = false;
            }
            return next;
        }

        /** Looks before it takes: a worker that spins must not write to what the caller writes. */
        private Loop take() {
            return loop.get() == null ? null : loop.getAndSet(null);
        }
    }

    /** Burns a limited time in tiny steps. */
    private static final class Spin {

        private static final long NANOS = 100_000;
        private static final int STEPS = 8;

        private long until;

        /** Waits for an instant; false when the time is over. */
        boolean again() {
            long now = System.nanoTime();
            if (until == 0) {
                until = now + NANOS;
            }
            for (int i = 0; i < STEPS; i++) {
                Thread.onSpinWait();
            }
            return now < until;
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

    private static Worker[] workers() {
        Worker[] workers = new Worker[THREADS - 1];
        for (int i = 0; i < workers.length; i++) {
            workers[i] = new Worker(i + 1);
            workers[i].start();
        }
        return workers;
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
