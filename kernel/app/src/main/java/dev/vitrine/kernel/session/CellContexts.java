package dev.vitrine.kernel.session;

import java.util.concurrent.ForkJoinWorkerThread;

/**
 * Tells which cell a thread works for: the one that started it, however long ago. The workers of
 * fork/join pools (parallel streams, {@code CompletableFuture}) work for everyone, so theirs is the
 * latest cell, as it is for threads that no cell started.
 */
final class CellContexts {

    private final InheritableThreadLocal<CellContext> inherited = new InheritableThreadLocal<>();
    private volatile CellContext latest;
    private volatile Runnable drain = () -> {};

    /**
     * @param beforeFirst where output goes before there is a cell
     */
    CellContexts(CellContext beforeFirst) {
        latest = beforeFirst;
    }

    /** Makes the calling thread, and those that it will start, work for a cell. */
    void enter(CellContext cell) {
        inherited.set(cell);
        latest = cell;
    }

    CellContext current() {
        if (Thread.currentThread() instanceof ForkJoinWorkerThread) {
            return latest;
        }
        CellContext own = inherited.get();
        return own == null ? latest : own;
    }

    /**
     * @param drain takes what native code has printed so far
     */
    void drainBy(Runnable drain) {
        this.drain = drain;
    }

    /** Gives the current cell what native code has printed in it, before the cell goes on. */
    void drain() {
        drain.run();
    }
}
