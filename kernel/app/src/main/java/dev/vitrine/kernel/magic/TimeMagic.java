package dev.vitrine.kernel.magic;

import dev.vitrine.api.CellMagic;
import dev.vitrine.api.Kernel;
import dev.vitrine.api.LineMagic;
import dev.vitrine.api.MimeBundle;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Locale;

/**
 * {@code %time} and {@code %%time}: runs code, shows its value, and how long it took, be it that it
 * fails. CPU time is that of the whole process, so work on other threads counts; the time of the
 * cell's own thread stands beside it.
 */
record TimeMagic(Kernel kernel) implements LineMagic, CellMagic {

    private static final long UNKNOWN = -1;

    @Override
    public Object run(List<String> arguments) throws Exception {
        if (arguments.isEmpty()) {
            throw new IllegalArgumentException("what is to be timed? For example: %time compute()");
        }
        return time(String.join(" ", arguments));
    }

    @Override
    public Object run(List<String> arguments, String body) throws Exception {
        // The cell may begin on the line of the magic, as in IPython.
        return time(String.join(" ", arguments) + "\n" + body);
    }

    private Object time(String code) throws Exception {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long process = processCpuTime();
        long thread = threadCpuTime(threads);
        long wall = System.nanoTime();
        try {
            return UserCode.eval(kernel, code);
        } finally {
            wall = System.nanoTime() - wall;
            thread = threadCpuTime(threads) - thread;
            process = processCpuTime() - process;
            kernel.display(MimeBundle.text(report(process, thread, wall)));
        }
    }

    private static String report(long process, long thread, long wall) {
        return "CPU time: "
                + duration(process)
                + " (this thread "
                + duration(thread)
                + ")\nWall time: "
                + duration(wall);
    }

    private static long processCpuTime() {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        return system instanceof com.sun.management.OperatingSystemMXBean sun
                ? sun.getProcessCpuTime()
                : UNKNOWN;
    }

    private static long threadCpuTime(ThreadMXBean threads) {
        return threads.isCurrentThreadCpuTimeSupported()
                ? threads.getCurrentThreadCpuTime()
                : UNKNOWN;
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
