package dev.vitrine.api;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;

/**
 * Lets an interrupt end code that computes without ever blocking. The kernel calls {@link #check}
 * at the entry of every method and at every turn of every loop of a notebook's code; libraries may
 * call it in long operations of their own.
 *
 * <p>A check costs nothing once its loop is compiled: it is a call site that does nothing, and that
 * is exchanged for one that looks at its thread only while a cell is being stopped. The
 * just-in-time compiler then discards the code that relied on the former.
 */
public final class StopCheck {

    private static final MethodHandle NOTHING =
            MethodHandles.empty(MethodType.methodType(void.class));
    private static final MethodHandle LOOK = lookHandle();
    private static final MutableCallSite SITE = new MutableCallSite(NOTHING);
    private static final MethodHandle CHECK = SITE.dynamicInvoker();

    private static final InheritableThreadLocal<Cell> CELL = new InheritableThreadLocal<>();

    /** How long the pool's workers have to meet a check before another cell may use them. */
    private static final long POOL_GRACE_NANOS = 50_000_000;

    private static int stopping;

    /** Whether the latest cell that was stopped may still have tasks in the common pool. */
    private static volatile boolean poolStopped;

    private static volatile long poolStoppedAt;

    private StopCheck() {}

    /**
     * Returns at once, unless the cell of the calling thread is being stopped.
     *
     * @throws CellInterrupt if the cell that started this thread, or that runs on it, was
     *     interrupted
     */
    public static void check() {
        try {
            CHECK.invokeExact();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Makes the calling thread, and every thread that is started from it from now on, part of a new
     * cell. For the kernel. Right after a cell was stopped it waits for a moment, so that tasks
     * which that one left in the common pool end, and tasks of the new one do not.
     */
    public static Cell begin() {
        releasePool();
        Cell cell = new Cell();
        CELL.set(cell);
        return cell;
    }

    private static void releasePool() {
        long left = POOL_GRACE_NANOS - (System.nanoTime() - poolStoppedAt);
        if (poolStopped && left > 0) {
            try {
                TimeUnit.NANOSECONDS.sleep(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        poolStopped = false;
    }

    private static void look() {
        // Workers of a pool serve whoever comes, so the cell that they inherited says nothing.
        // Until
        // the next cell begins, they most likely run a parallel stream of the one that is stopped.
        if (Thread.currentThread() instanceof ForkJoinWorkerThread) {
            if (poolStopped) {
                throw new CellInterrupt();
            }
            return;
        }
        Cell cell = CELL.get();
        if (cell != null && cell.stopped) {
            throw new CellInterrupt();
        }
    }

    private static MethodHandle lookHandle() {
        try {
            return MethodHandles.lookup()
                    .findStatic(StopCheck.class, "look", MethodType.methodType(void.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static synchronized void changeStopping(int by) {
        stopping += by;
        SITE.setTarget(stopping > 0 ? LOOK : NOTHING);
        MutableCallSite.syncAll(new MutableCallSite[] {SITE});
    }

    /** The threads of one run of one cell. */
    public static final class Cell {

        private volatile boolean stopped;
        private boolean released;

        private Cell() {}

        /** Ends the cell's threads at their next check. */
        public synchronized void stop() {
            if (!stopped) {
                stopped = true;
                poolStoppedAt = System.nanoTime();
                poolStopped = true;
                changeStopping(1);
            }
        }

        public boolean stopped() {
            return stopped;
        }

        /** Makes checks free again; threads of the cell that still run are left alone. */
        public synchronized void release() {
            if (stopped && !released) {
                released = true;
                changeStopping(-1);
            }
        }

        /** Takes the calling thread out of the cell. */
        public void leave() {
            if (CELL.get() == this) {
                CELL.remove();
            }
        }
    }
}
