package dev.vitrine.api;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    private static final MethodHandle LOOK = handle("look");
    private static final MethodHandle LOOK_IN_LIBRARY = handle("lookInLibrary");
    private static final MutableCallSite SITE = new MutableCallSite(NOTHING);
    private static final MutableCallSite LIBRARY_SITE = new MutableCallSite(NOTHING);
    private static final MethodHandle CHECK = SITE.dynamicInvoker();
    private static final MethodHandle CHECK_IN_LIBRARY = LIBRARY_SITE.dynamicInvoker();

    /** What stack traces call a cell begins so; no source file of a library does. */
    private static final String CELL_FILE = "Cell ";

    /** How long a library's class may take to be initialised while its cell is being stopped. */
    private static final long INITIALIZER_GRACE_NANOS = 2_000_000_000;

    private static final InheritableThreadLocal<Cell> CELL = new InheritableThreadLocal<>();

    /** How long the pool's workers have to meet a check before another cell may use them. */
    private static final long POOL_GRACE_NANOS = 50_000_000;

    private static int stopping;

    /** Whether the latest cell that was stopped may still have tasks in the common pool. */
    private static volatile boolean poolStopped;

    private static volatile long stoppedAt;

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
     * As {@link #check}, for the code of jars. It ends what a cell has called, and lets a library
     * alone that works by itself, on threads of its own: they outlive the cell that happened to
     * start them. A class that is being initialised gets time to become ready, since the virtual
     * machine would not try that again.
     */
    public static void checkInLibrary() {
        try {
            CHECK_IN_LIBRARY.invokeExact();
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

    /** Makes a process one of the calling thread's cell: it ends when the cell is stopped. */
    static void started(Process process) {
        Cell cell = CELL.get();
        if (cell != null) {
            cell.add(process);
        }
    }

    private static void releasePool() {
        long left = POOL_GRACE_NANOS - (System.nanoTime() - stoppedAt);
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
        if (isStopped()) {
            throw new CellInterrupt();
        }
    }

    private static void lookInLibrary() {
        if (isStopped() && isCalledByCell()) {
            throw new CellInterrupt();
        }
    }

    private static boolean isStopped() {
        // Workers of a pool serve whoever comes, so the cell that they inherited says nothing.
        // Until the next cell begins, they most likely run a parallel stream of the one that is
        // stopped.
        if (Thread.currentThread() instanceof ForkJoinWorkerThread) {
            return poolStopped;
        }
        Cell cell = CELL.get();
        return cell != null && cell.stopped;
    }

    /** Whether code of a cell stands below on the stack, and no initialiser that needs time. */
    private static boolean isCalledByCell() {
        boolean patient = System.nanoTime() - stoppedAt < INITIALIZER_GRACE_NANOS;
        Optional<StackWalker.StackFrame> nearest =
                StackWalker.getInstance()
                        .walk(
                                frames ->
                                        frames.filter(
                                                        f ->
                                                                isOfCell(f)
                                                                        || patient
                                                                                && isInitializer(f))
                                                .findFirst());
        return nearest.filter(StopCheck::isOfCell).isPresent();
    }

    private static boolean isOfCell(StackWalker.StackFrame frame) {
        String file = frame.getFileName();
        return file != null && file.startsWith(CELL_FILE);
    }

    private static boolean isInitializer(StackWalker.StackFrame frame) {
        return frame.getMethodName().equals("<clinit>");
    }

    private static MethodHandle handle(String method) {
        try {
            return MethodHandles.lookup()
                    .findStatic(StopCheck.class, method, MethodType.methodType(void.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static synchronized void changeStopping(int by) {
        stopping += by;
        SITE.setTarget(stopping > 0 ? LOOK : NOTHING);
        LIBRARY_SITE.setTarget(stopping > 0 ? LOOK_IN_LIBRARY : NOTHING);
        MutableCallSite.syncAll(new MutableCallSite[] {SITE, LIBRARY_SITE});
    }

    /** The threads of one run of one cell. */
    public static final class Cell {

        private final List<Process> processes = new ArrayList<>();
        private volatile boolean stopped;
        private boolean released;

        private Cell() {}

        /** Ends the cell's threads at their next check, and its processes. */
        public synchronized void stop() {
            if (!stopped) {
                stopped = true;
                stoppedAt = System.nanoTime();
                poolStopped = true;
                changeStopping(1);
                processes.forEach(ProcessFamily::end);
            }
        }

        private synchronized void add(Process process) {
            processes.removeIf(each -> !each.isAlive());
            processes.add(process);
            if (stopped) {
                ProcessFamily.end(process);
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
