package dev.vitrine.kernel.maven;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs Maven's work beside the calling thread, which reports progress meanwhile. Maven's own waits
 * cannot be interrupted; this one can: the work is told to stop, and its connections are closed
 * under it.
 */
final class Waiting {

    private static final long REPORT_MILLIS = 150;

    /** How long an interrupt waits for the work to clear away what it has half downloaded. */
    private static final long CLEARING_MILLIS = 150;

    private Waiting() {}

    static <T> T forResult(Callable<T> work, MavenSession session, Progress progress)
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
                    session.transfers().reportTo(progress);
                }
            }
        } catch (ExecutionException failure) {
            session.abandon();
            throw thrownBy(failure.getCause());
        } finally {
            if (!task.isDone()) {
                session.transfers().cancel();
                session.abandon();
                thread.join(CLEARING_MILLIS);
            }
            session.transfers().reportEndTo(progress);
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
