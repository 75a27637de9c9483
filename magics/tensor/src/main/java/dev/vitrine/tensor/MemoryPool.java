package dev.vitrine.tensor;

import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Native memory for tensors, kept in buckets of similar sizes, so that a training step reuses what
 * the last one used.
 *
 * <p>Sizes are rounded up to one of four steps per power of two, which wastes at most a quarter.
 * Memory that is given back stays in its bucket until {@link #trim} or until the limit is reached.
 * The limit is the environment variable {@code VITRINE_MEMORY} (such as {@code 6g} or {@code
 * 800m}), else four fifths of the machine's memory.
 */
public final class MemoryPool {

    private static final MemoryPool SHARED = new MemoryPool(limit(System.getenv("VITRINE_MEMORY")));
    private static final long SMALLEST = 256;

    private final long limit;
    private final Map<Long, ArrayDeque<Block>> buckets = new TreeMap<>();
    private long used;
    private long pooled;
    private long peak;
    private long allocations;
    private long reuses;

    MemoryPool(long limit) {
        this.limit = limit;
    }

    /** The pool that every host tensor of this process comes from. */
    public static MemoryPool shared() {
        return SHARED;
    }

    /**
     * What the pool holds, in bytes and counts since the process started.
     *
     * @param used bytes lent to tensors now
     * @param pooled bytes kept for reuse now
     * @param peak largest {@code used} so far
     * @param allocations how often memory was taken from the system
     * @param reuses how often a request was served from a bucket
     * @param limit bytes that used and pooled may reach together
     */
    public record Statistics(
            long used, long pooled, long peak, long allocations, long reuses, long limit) {}

    public synchronized Statistics statistics() {
        return new Statistics(used, pooled, peak, allocations, reuses, limit);
    }

    /** Gives everything that is kept for reuse back to the system. */
    public synchronized void trim() {
        for (ArrayDeque<Block> bucket : buckets.values()) {
            bucket.forEach(Block::free);
        }
        buckets.clear();
        pooled = 0;
    }

    Block take(long bytes) {
        long size = bucketSize(bytes);
        Block block = tryTake(size);
        if (block == null) {
            // Tensors that nobody holds any more may still occupy memory; let the collector find
            // them, then try again.
            for (int attempt = 0; attempt < 3 && block == null; attempt++) {
                System.gc();
                try {
                    Thread.sleep(20L << attempt);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    break;
                }
                block = tryTake(size);
            }
        }
        if (block == null) {
            Statistics now = statistics();
            throw new OffHeapMemoryException(
                    "no memory for a tensor of "
                            + text(bytes)
                            + ": "
                            + text(now.used)
                            + " of "
                            + text(limit)
                            + " are in use. Use a smaller batch, close tensors with a Scope, or raise the limit with"
                            + " the environment variable VITRINE_MEMORY");
        }
        return block;
    }

    private synchronized Block tryTake(long size) {
        ArrayDeque<Block> bucket = buckets.get(size);
        Block block = bucket == null ? null : bucket.pollLast();
        if (block != null) {
            reuses++;
            pooled -= size;
        } else {
            if (used + pooled + size > limit) {
                trim();
            }
            if (used + size > limit) {
                return null;
            }
            block = Block.allocate(size);
            if (block == null) {
                return null;
            }
            allocations++;
        }
        used += size;
        peak = Math.max(peak, used);
        return block;
    }

    synchronized void give(Block block) {
        used -= block.bytes();
        pooled += block.bytes();
        buckets.computeIfAbsent(block.bytes(), size -> new ArrayDeque<>()).addLast(block);
    }

    static long bucketSize(long bytes) {
        if (bytes <= SMALLEST) {
            return SMALLEST;
        }
        long step = Long.highestOneBit(bytes - 1) >>> 2;
        return Math.multiplyExact((bytes + step - 1) / step, step);
    }

    static long limit(String setting) {
        if (setting == null || setting.isBlank()) {
            return physicalBytes() / 5 * 4;
        }
        String value = setting.strip().toLowerCase(Locale.ROOT);
        int shift =
                value.endsWith("g") ? 30 : value.endsWith("m") ? 20 : value.endsWith("k") ? 10 : 0;
        try {
            String digits = shift == 0 ? value : value.substring(0, value.length() - 1);
            return Math.multiplyExact(Long.parseLong(digits.strip()), 1L << shift);
        } catch (NumberFormatException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    "VITRINE_MEMORY is \""
                            + setting
                            + "\"; write bytes, or a number with k, m or g, such as 6g",
                    e);
        }
    }

    /** Memory of the machine, or of the container where there is one. */
    private static long physicalBytes() {
        if (ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.OperatingSystemMXBean system) {
            return system.getTotalMemorySize();
        }
        return Runtime.getRuntime().maxMemory() * 4;
    }

    /** A size as read by people, such as {@code 1.50 GiB}. */
    public static String text(long bytes) {
        if (bytes < 1 << 20) {
            return bytes + " bytes";
        }
        return bytes < 1 << 30
                ? String.format(Locale.ROOT, "%.1f MiB", bytes / 1048576.0)
                : String.format(Locale.ROOT, "%.2f GiB", bytes / 1073741824.0);
    }
}
