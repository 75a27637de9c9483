package dev.vitrine.kernel.cli;

import dev.vitrine.kernel.notebook.RunListener;
import dev.vitrine.kernel.protocol.StreamOutput;
import java.io.PrintStream;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Shows the progress of a run: on a terminal one line per cell that counts the seconds in place,
 * elsewhere one line when a cell has ended.
 */
final class RunProgress implements RunListener, AutoCloseable {

    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintStream out;
    private final PrintStream err;
    private final int columns;
    private final boolean verbose;
    private final ScheduledExecutorService ticker =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        Thread thread = new Thread(task, "vitrine-progress");
                        thread.setDaemon(true);
                        return thread;
                    });

    private String label;
    private long start;

    /**
     * @param columns width of the terminal, or 0 if the output goes elsewhere
     * @param verbose whether what cells print is shown
     */
    RunProgress(PrintStream out, PrintStream err, int columns, boolean verbose) {
        this.out = out;
        this.err = err;
        // Lines that change in place and lines that cells print would disturb each other.
        this.columns = verbose ? 0 : columns;
        this.verbose = verbose;
        if (this.columns > 0) {
            ticker.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
        }
    }

    @Override
    public synchronized void kernelStarting() {
        begin("Starting the kernel");
    }

    @Override
    public synchronized void cellStarted(int number, int total, String title) {
        if (columns > 0) {
            err.print(CLEAR_LINE);
        }
        begin("[" + number + "/" + total + "] " + title);
        if (verbose) {
            err.println(label);
        }
    }

    @Override
    public synchronized void printed(StreamOutput output) {
        if (verbose) {
            PrintStream stream = output.name().equals("stderr") ? err : out;
            stream.print(output.text());
            stream.flush();
        }
    }

    @Override
    public synchronized void cellEnded(boolean succeeded) {
        if (columns > 0) {
            err.print(CLEAR_LINE);
        }
        err.println(line(succeeded ? "" : " failed"));
        err.flush();
        label = null;
    }

    @Override
    public synchronized void close() {
        ticker.shutdownNow();
        if (columns > 0 && label != null) {
            err.print(CLEAR_LINE);
            err.flush();
        }
        label = null;
    }

    private void begin(String what) {
        label = what;
        start = System.nanoTime();
        tick();
    }

    private synchronized void tick() {
        if (columns > 0 && label != null) {
            err.print(CLEAR_LINE + line(""));
            err.flush();
        }
    }

    private String line(String end) {
        String time = String.format(" %s%s", seconds(System.nanoTime() - start), end);
        int room = columns - time.length() - 1;
        boolean fits = columns == 0 || label.length() <= room;
        return (fits ? label : label.substring(0, Math.max(0, room - 1)) + "…") + time;
    }

    /** A duration for people: {@code 0.4 s}, {@code 42 s}, {@code 3 min 20 s}. */
    static String seconds(long nanos) {
        double seconds = nanos / 1e9;
        if (seconds < 10) {
            return String.format(java.util.Locale.ROOT, "%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        return whole < 60 ? whole + " s" : whole / 60 + " min " + whole % 60 + " s";
    }
}
