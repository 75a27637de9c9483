package dev.vitrine.api;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.util.concurrent.ForkJoinWorkerThread;

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

    private static int stopping;

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
     * cell. For the kernel.
     */
    public static Cell begin() {
        Cell cell = new Cell();
        CELL.set(cell);
        return cell;
    }

    private static void look() {
        Cell cell = CELL.get();
        // Workers of the common pool serve whoever comes, so they do not know their cell. While a
        // cell is being stopped, they most likely run its parallel stream.
        if (cell != null && cell.stopped
                || Thread.currentThread() instanceof ForkJoinWorkerThread) {
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
