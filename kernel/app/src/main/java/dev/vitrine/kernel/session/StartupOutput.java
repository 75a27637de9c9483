package dev.vitrine.kernel.session;

import dev.vitrine.kernel.protocol.StreamOutput;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps what is printed before there is a cell, by an extension that complains for example, and
 * shows it in the first.
 */
final class StartupOutput {

    private static final int KEPT_MESSAGES = 64;

    private final List<StreamOutput> kept = new ArrayList<>();

    synchronized void keep(Object content) {
        if (content instanceof StreamOutput output && kept.size() < KEPT_MESSAGES) {
            kept.add(output);
        }
    }

    synchronized void moveTo(CellContext cell) {
        kept.forEach(cell::publish);
        kept.clear();
    }
}
