package dev.vitrine.kernel.maven;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.ChecksumFailureException;
import org.eclipse.aether.transfer.TransferCancelledException;
import org.eclipse.aether.transfer.TransferEvent;

/**
 * Counts the downloads of one resolution, ends them when the user interrupts, and refuses what
 * arrives damaged.
 */
final class Transfers extends AbstractTransferListener {

    /** Before that a rate says nothing. */
    private static final long FIRST_ESTIMATE_NANOS = 1_000_000_000L;

    private final LongSupplier nanoTime;
    private final Map<String, Transfer> active = new LinkedHashMap<>();
    private final Set<String> damaged = new HashSet<>();
    private int finished;
    private long finishedBytes;
    private boolean begun;
    private long begunAt;
    private boolean cancelled;

    private record Transfer(long bytes, long length) {}

    Transfers() {
        this(System::nanoTime);
    }

    Transfers(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Makes every download, running or still to come, fail at its next step. */
    synchronized void cancel() {
        cancelled = true;
    }

    /** Tells how far the downloads are, unless there has been none. */
    synchronized void reportTo(Progress progress) {
        if (active.isEmpty()) {
            if (finished > 0) {
                progress.report("Resolving; " + finished(), 1);
            }
            return;
        }
        long bytes = finishedBytes;
        long length = finishedBytes;
        Map.Entry<String, Transfer> largest = null;
        for (Map.Entry<String, Transfer> entry : active.entrySet()) {
            Transfer transfer = entry.getValue();
            bytes += transfer.bytes();
            length += Math.max(transfer.bytes(), transfer.length());
            if (largest == null || transfer.length() > largest.getValue().length()) {
                largest = entry;
            }
        }
        String text =
                "Downloading "
                        + describe(largest.getKey(), largest.getValue())
                        + estimate(bytes, length);
        progress.report(
                finished == 0 ? text : text + "; " + finished(),
                length == 0 ? 0 : (double) bytes / length);
    }

    /**
     * Tells what was downloaded when all is over, be it well or not; nothing if nothing was begun.
     */
    synchronized void reportEndTo(Progress progress) {
        if (begun) {
            String text = finished();
            progress.report(Character.toUpperCase(text.charAt(0)) + text.substring(1), 1);
        }
    }

    private String finished() {
        return "downloaded "
                + finished
                + (finished == 1 ? " file, " : " files, ")
                + size(finishedBytes);
    }

    private static String describe(String name, Transfer transfer) {
        if (transfer.length() <= 0) {
            return name + " " + size(transfer.bytes());
        }
        int percent = (int) (100 * transfer.bytes() / transfer.length());
        return name
                + " "
                + size(transfer.bytes())
                + " of "
                + size(transfer.length())
                + " ("
                + percent
                + " %)";
    }

    /** The rate, and the time left for what has been announced so far. */
    private String estimate(long bytes, long length) {
        long nanos = nanoTime.getAsLong() - begunAt;
        if (nanos < FIRST_ESTIMATE_NANOS || bytes == 0) {
            return "";
        }
        double perSecond = bytes / (nanos / 1e9);
        String rate = ", " + size(Math.round(perSecond)) + "/s";
        long seconds = (long) Math.ceil((length - bytes) / perSecond);
        return seconds == 0 ? rate : rate + ", about " + duration(seconds) + " left";
    }

    private static String duration(long seconds) {
        if (seconds < 60) {
            return seconds + " s";
        }
        long minutes = (seconds + 59) / 60;
        return minutes < 60 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
    }

    static String size(long bytes) {
        return bytes < 1_000_000
                ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
                : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }

    @Override
    public synchronized void transferInitiated(TransferEvent event)
            throws TransferCancelledException {
        stopIfCancelled();
    }

    @Override
    public synchronized void transferStarted(TransferEvent event)
            throws TransferCancelledException {
        stopIfCancelled();
        update(event);
    }

    @Override
    public synchronized void transferProgressed(TransferEvent event)
            throws TransferCancelledException {
        stopIfCancelled();
        update(event);
    }

    /**
     * Maven only warns of a wrong checksum and takes the file. Here it is an error, when the second
     * download has it too; a repository without checksums is accepted, as by Maven.
     */
    @Override
    public synchronized void transferCorrupted(TransferEvent event)
            throws TransferCancelledException {
        if (event.getException() instanceof ChecksumFailureException failure
                && failure.getExpected() != null
                && !failure.getExpected().isEmpty()
                && !damaged.add(addressOf(event))) {
            throw new TransferCancelledException(
                    "what arrived is damaged: the repository says that its checksum is "
                            + failure.getExpected()
                            + ", but it is "
                            + failure.getActual());
        }
    }

    @Override
    public synchronized void transferSucceeded(TransferEvent event) {
        active.remove(nameOf(event));
        finished++;
        finishedBytes += event.getTransferredBytes();
    }

    @Override
    public synchronized void transferFailed(TransferEvent event) {
        active.remove(nameOf(event));
    }

    private void update(TransferEvent event) {
        if (!begun) {
            begun = true;
            begunAt = nanoTime.getAsLong();
        }
        active.put(
                nameOf(event),
                new Transfer(event.getTransferredBytes(), event.getResource().getContentLength()));
    }

    private void stopIfCancelled() throws TransferCancelledException {
        if (cancelled) {
            throw new TransferCancelledException("interrupted");
        }
    }

    private static String addressOf(TransferEvent event) {
        return event.getResource().getRepositoryUrl() + event.getResource().getResourceName();
    }

    private static String nameOf(TransferEvent event) {
        String path = event.getResource().getResourceName();
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
