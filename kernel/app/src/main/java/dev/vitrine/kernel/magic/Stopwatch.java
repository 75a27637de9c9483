package dev.vitrine.kernel.magic;

import dev.vitrine.kernel.java.UserCodeMeter;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.lang.management.ThreadMXBean;
import java.util.Locale;

/**
 * Wall time, CPU time of the calling thread, and CPU time of the whole process, so that work on
 * other threads counts too. It runs from the start.
 */
final class Stopwatch implements UserCodeMeter {

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();

    private Reading total = new Reading(0, 0, 0);
    private Reading start = now();

    /** Nanoseconds. */
    private record Reading(long wall, long thread, long process) {

        Reading plus(Reading other) {
            return new Reading(wall + other.wall, thread + other.thread, process + other.process);
        }

        Reading minus(Reading other) {
            return new Reading(wall - other.wall, thread - other.thread, process - other.process);
        }
    }

    @Override
    public void resume() {
        if (start == null) {
            start = now();
        }
    }

    @Override
    public void pause() {
        if (start != null) {
            total = total.plus(now().minus(start));
            start = null;
        }
    }

    String report() {
        return "CPU time: %s (this thread %s)\nWall time: %s"
                .formatted(
                        duration(total.process()),
                        duration(total.thread()),
                        duration(total.wall()));
    }

    private Reading now() {
        long process =
                system instanceof com.sun.management.OperatingSystemMXBean sun
                        ? sun.getProcessCpuTime()
                        : 0;
        long thread =
                threads.isCurrentThreadCpuTimeSupported() ? threads.getCurrentThreadCpuTime() : 0;
        return new Reading(System.nanoTime(), thread, process);
    }

    /** Nanoseconds in the unit that reads best. */
    static String duration(long nanos) {
        if (nanos < 1_000) {
            return nanos + " ns";
        }
        if (nanos < 1_000_000) {
            return String.format(Locale.ROOT, "%.3g µs", nanos / 1e3);
        }
        if (nanos < 1_000_000_000) {
            return String.format(Locale.ROOT, "%.3g ms", nanos / 1e6);
        }
        if (nanos < 60_000_000_000L) {
            return String.format(Locale.ROOT, "%.2f s", nanos / 1e9);
        }
        return String.format(
                Locale.ROOT,
                "%d min %.1f s",
                nanos / 60_000_000_000L,
                nanos % 60_000_000_000L / 1e9);
    }
}
