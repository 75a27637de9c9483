package dev.vitrine.kernel.memory;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets a thread of the kernel outlast a cell that takes all the memory there is: it waits and goes
 * on. The cell fails before long, and then there is some again. Nothing is logged, which would take
 * memory.
 */
public final class Endurance {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    static {
        rehearse();
    }

    private Endurance() {}

    /**
     * Does something until it ends by itself, or by another failure. What fails for want of memory
     * is begun again, so it must be a loop around steps of which one may be lost.
     */
    public static void outlast(Runnable loop) {
        outlast(loop, PAUSE_NANOS);
    }

    private static void outlast(Runnable loop, long pauseNanos) {
        while (true) {
            try {
                loop.run();
                return;
            } catch (OutOfMemoryError e) {
                LockSupport.parkNanos(pauseNanos);
            }
        }
    }

    /**
     * The JVM looks the class of a catch clause up when it is needed first. That takes memory, and
     * without any the clause would be passed over.
     */
    private static void rehearse() {
        boolean[] failed = {false};
        outlast(
                () -> {
                    if (!failed[0]) {
                        failed[0] = true;
                        throw new OutOfMemoryError("rehearsal");
                    }
                },
                1);
    }
}
