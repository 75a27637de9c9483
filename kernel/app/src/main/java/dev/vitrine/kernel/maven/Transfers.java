package dev.vitrine.kernel.maven;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferCancelledException;
import org.eclipse.aether.transfer.TransferEvent;

/** Counts the downloads of one resolution, and ends them when the user interrupts. */
final class Transfers extends AbstractTransferListener {

    private final Map<String, Transfer> active = new LinkedHashMap<>();
    private int finished;
    private long finishedBytes;
    private boolean begun;
    private boolean cancelled;

    private record Transfer(long bytes, long length) {}

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
        String text = "Downloading " + describe(largest.getKey(), largest.getValue());
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
        begun = true;
        active.put(
                nameOf(event),
                new Transfer(event.getTransferredBytes(), event.getResource().getContentLength()));
    }

    private void stopIfCancelled() throws TransferCancelledException {
        if (cancelled) {
            throw new TransferCancelledException("interrupted");
        }
    }

    private static String nameOf(TransferEvent event) {
        String path = event.getResource().getResourceName();
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
