package dev.vitrine.kernel;

import java.util.logging.ConsoleHandler;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Sends what the kernel logs of itself to the process's standard error, as it is before the
 * notebook takes its place. What cells and libraries log goes to the notebook.
 */
final class ProcessLog {

    /** Held, since the logging framework would forget its settings otherwise. */
    private static final Logger KERNEL = Logger.getLogger("dev.vitrine.kernel");

    private ProcessLog() {}

    static void keepOutOfNotebook() {
        ConsoleHandler handler = new ConsoleHandler();
        handler.setLevel(Level.ALL);
        KERNEL.addHandler(handler);
        KERNEL.setUseParentHandlers(false);
    }
}
