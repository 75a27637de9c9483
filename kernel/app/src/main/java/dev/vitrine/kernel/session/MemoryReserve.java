package dev.vitrine.kernel.session;

import java.nio.ByteBuffer;

/**
 * Memory that the kernel keeps back, in the heap and outside it. When a cell has used up all the
 * rest it is let go, so that there is room to say so and to run the cell that frees what is held.
 */
final class MemoryReserve {

    private static final int BLOCK_BYTES = 256 * 1024;
    private static final int MOST_BLOCKS = 64;

    /** As a share of the heap; more than that would be missed by a small one. */
    private static final int SHARE = 8;

    private static final int DIRECT_BYTES = 4 << 20;

    /** Causes may go round in a circle. */
    private static final int MOST_CAUSES = 20;

    private byte[][] heap;
    private ByteBuffer direct;
    private boolean missing;

    /** Takes it for the first time. */
    synchronized void fill() {
        try {
            heap = blocks();
            direct = ByteBuffer.allocateDirect(DIRECT_BYTES);
        } catch (OutOfMemoryError e) {
            missing = true;
        }
    }

    /**
     * Takes what has been let go, if that leaves as much again: right after it was let go, the cell
     * that frees the notebook's memory needs it.
     */
    synchronized void refill() {
        if (!missing) {
            return;
        }
        try {
            if (heap == null) {
                byte[][][] twice = {blocks(), blocks()};
                heap = twice[0];
            }
            if (direct == null) {
                ByteBuffer[] twice = {
                    ByteBuffer.allocateDirect(DIRECT_BYTES), ByteBuffer.allocateDirect(DIRECT_BYTES)
                };
                direct = twice[0];
            }
            missing = false;
        } catch (OutOfMemoryError e) {
            // The notebook needs it all; a later cell may leave more.
            missing = true;
        }
    }

    private static byte[][] blocks() {
        long count = Runtime.getRuntime().maxMemory() / SHARE / BLOCK_BYTES;
        byte[][] blocks = new byte[(int) Math.min(MOST_BLOCKS, count)][];
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = new byte[BLOCK_BYTES];
        }
        return blocks;
    }

    /** Lets it go if something failed for want of memory. */
    void releaseIfNeeded(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MOST_CAUSES; depth++) {
            if (cause instanceof OutOfMemoryError) {
                release();
                return;
            }
            cause = cause.getCause();
        }
    }

    /** Lets it go. The next allocation that fails makes the virtual machine collect it. */
    synchronized void release() {
        heap = null;
        direct = null;
        missing = true;
    }
}
