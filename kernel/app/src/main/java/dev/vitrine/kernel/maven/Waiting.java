package dev.vitrine.kernel.maven;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs Maven's work beside the calling thread, which reports progress meanwhile. Maven's own waits
 * cannot be interrupted; this one can: the work is told to stop, and left to end when its current
 * network call does.
 */
final class Waiting {

    private static final long REPORT_MILLIS = 150;

    private Waiting() {}

    static <T> T forResult(Callable<T> work, Transfers transfers, Progress progress)
            throws ResolutionException, InterruptedException {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, "maven");
        thread.setDaemon(true);
        // Not the loader of the notebook: Maven's libraries find their parts by this one.
        thread.setContextClassLoader(Waiting.class.getClassLoader());
        thread.start();
        try {
            while (true) {
                try {
                    return task.get(REPORT_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException stillRunning) {
                    transfers.reportTo(progress);
                }
            }
        } catch (ExecutionException failure) {
            throw thrownBy(failure.getCause());
        } finally {
            if (!task.isDone()) {
                transfers.cancel();
            }
            transfers.reportEndTo(progress);
        }
    }

    private static ResolutionException thrownBy(Throwable failure) {
        if (failure instanceof ResolutionException resolution) {
            return resolution;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        throw new IllegalStateException("Maven's resolver failed: " + failure, failure);
    }
}
