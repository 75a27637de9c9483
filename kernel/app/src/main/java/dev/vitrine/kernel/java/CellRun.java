package dev.vitrine.kernel.java;

import dev.vitrine.api.CellInterrupt;
import dev.vitrine.api.InterruptibleCalls;
import dev.vitrine.api.StopCheck;
import java.util.Arrays;
import java.util.concurrent.Callable;

/**
 * One run of a cell on its thread, and the way to stop it.
 *
 * <p>The thread is interrupted only while it runs the user's code: the compiler reads jars through
 * channels, which an interrupt would close for good.
 */
final class CellRun {

    private static final long INTERRUPT_EVERY_MILLIS = 20;
    private static final long REPORT_AFTER_MILLIS = 2000;

    /**
     * How long threads that the cell started have to meet a stop check after the cell has ended.
     */
    private static final long GRACE_MILLIS = 1000;

    private final Thread thread = Thread.currentThread();
    private final long socketToken = BlockedSockets.currentThread();
    private final StopCheck.Cell cell = StopCheck.begin();

    private boolean inUserCode;
    private boolean ended;
    private StopReason stopReason;

    /** Why a cell is stopped before its end. */
    enum StopReason {
        INTERRUPT,
        TIMEOUT
    }

    boolean isOnCurrentThread() {
        return isOn(Thread.currentThread());
    }

    boolean isOn(Thread other) {
        return thread == other;
    }

    /** Why this run is being stopped, or null. */
    synchronized StopReason stopReason() {
        return stopReason;
    }

    /** Runs user code so that {@link #stop} can end it. */
    <T> T call(Callable<T> userCode) throws Exception {
        boolean outer = change(true);
        try {
            return userCode.call();
        } finally {
            change(outer);
        }
    }

    /** Runs what must not be interrupted, such as the compiler, from within user code. */
    <T> T shielded(Callable<T> kernelCode) throws Exception {
        boolean outer = change(false);
        try {
            return kernelCode.call();
        } finally {
            change(outer);
        }
    }

    private synchronized boolean change(boolean toUserCode) {
        boolean was = inUserCode;
        inUserCode = toUserCode;
        if (!toUserCode) {
            Thread.interrupted();
        } else if (!was && stopReason != null) {
            inUserCode = false;
            throw new CellInterrupt();
        }
        if (was != toUserCode) {
            UserCodeMeter.tell(toUserCode);
        }
        return was;
    }

    /** Stops the cell; returns at once. */
    synchronized void stop(StopReason reason) {
        if (ended || stopReason != null) {
            return;
        }
        stopReason = reason;
        cell.stop();
        Thread stopper = new Thread(this::interruptUntilEnded, "vitrine-stop-cell");
        stopper.setDaemon(true);
        stopper.start();
    }

    /** To be called when the cell's thread has left the cell. */
    synchronized void end() {
        ended = true;
        inUserCode = false;
        Thread.interrupted();
        cell.leave();
        notifyAll();
    }

    private void interruptUntilEnded() {
        long begun = System.nanoTime();
        boolean reported = false;
        try {
            synchronized (this) {
                while (!ended) {
                    if (inUserCode) {
                        thread.interrupt();
                        BlockedSockets.closeIn(socketToken);
                        InterruptibleCalls.closeIn(thread);
                    }
                    wait(INTERRUPT_EVERY_MILLIS);
                    long waited = (System.nanoTime() - begun) / 1_000_000;
                    if (!ended && !reported && waited > REPORT_AFTER_MILLIS) {
                        reported = true;
                        report();
                    }
                }
            }
            Thread.sleep(GRACE_MILLIS);
        } catch (InterruptedException e) {
            // Nobody interrupts this thread; if someone does, the stop is over.
            Thread.currentThread().interrupt();
        } finally {
            cell.release();
        }
    }

    private void report() {
        StackTraceElement[] stack = thread.getStackTrace();
        String holder = stack.length == 0 ? "unknown code" : stack[0].toString();
        String from =
                Arrays.stream(stack)
                        .filter(frame -> CellTraceback.isCell(frame.getFileName()))
                        .findFirst()
                        .map(f -> " (called from " + CellTraceback.place(f) + ")")
                        .orElse("");
        System.err.println(
                "The cell does not react to the interrupt: it is in "
                        + holder
                        + from
                        + ". It ends when that call returns; to end it now, restart the kernel.");
    }
}
