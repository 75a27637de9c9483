package dev.vitrine.kernel.session;

import dev.vitrine.kernel.protocol.Header;
import dev.vitrine.kernel.protocol.StreamOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Keeps what is printed before there is a cell, by an extension that complains for example, and
 * shows it in the first.
 */
final class StartupOutput {

    private static final int KEPT_MESSAGES = 64;

    private final List<StreamOutput> kept = new ArrayList<>();
    private final CellContext beforeFirst;

    /**
     * @param outputBytes how much may be printed
     * @param timer gathers what is printed, as it does for cells
     */
    StartupOutput(long outputBytes, ScheduledExecutorService timer) {
        beforeFirst =
                new CellContext(
                        List.of(), Header.NONE, false, false, outputBytes, this::keep, timer);
    }

    /** Where output goes before there is a cell. */
    CellContext context() {
        return beforeFirst;
    }

    private synchronized void keep(Object content) {
        if (content instanceof StreamOutput output && kept.size() < KEPT_MESSAGES) {
            kept.add(output);
        }
    }

    void moveTo(CellContext cell) {
        // The cell may have come while the last of it was still being gathered.
        beforeFirst.flush();
        moveKeptTo(cell);
    }

    private synchronized void moveKeptTo(CellContext cell) {
        kept.forEach(cell::publish);
        kept.clear();
    }
}
