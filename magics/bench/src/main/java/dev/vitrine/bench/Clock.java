package dev.vitrine.bench;

import java.lang.management.ManagementFactory;

/** What time is measured with. */
enum Clock {
    /** Time that passes. */
    WALL,
    /**
     * Time that the calling thread computes, which other work on a busy machine lengthens less;
     * only meaningful where both sides use one thread.
     */
    CPU;

    long nanos() {
        return this == WALL
                ? System.nanoTime()
                : ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
