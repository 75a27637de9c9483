package dev.vitrine.tensor;

/** The shared pool's memory, when nothing that earlier tests forgot is still to come back. */
final class SettledMemory {

    private static final int ROUNDS_OF_QUIET = 3;
    private static final long ROUND_MILLIS = 20;

    private SettledMemory() {}

    /** Bytes lent to tensors; collects garbage until it frees no more of them. */
    static long used() throws InterruptedException {
        long used = Long.MAX_VALUE;
        for (int quiet = 0; quiet < ROUNDS_OF_QUIET; quiet++) {
            System.gc();
            Thread.sleep(ROUND_MILLIS);
            long now = MemoryPool.shared().statistics().used();
            if (now < used) {
                used = now;
                quiet = 0;
            }
        }
        return used;
    }
}
