package dev.vitrine.kernel.log;

import java.io.OutputStream;
import java.util.ResourceBundle;
import java.util.logging.Logger;

/**
 * A logger that costs nothing until something is logged: the JDK's logging takes a noticeable part
 * of a kernel's start to get ready, and most kernels never log.
 *
 * <p>In a kernel's process, what is logged goes to the process's standard error as it was before
 * the notebook took its place. What cells and libraries log goes to the notebook.
 */
public final class KernelLog implements System.Logger {

    private static final String ROOT = "dev.vitrine.kernel";

    private static volatile OutputStream processError;

    private final String name;

    private KernelLog(String name) {
        this.name = name;
    }

    /** The logger of a class. */
    public static System.Logger of(Class<?> type) {
        return new KernelLog(type.getName());
    }

    /** Sends what all loggers log from now on to a stream of the process. */
    public static void keepOutOfNotebook(OutputStream error) {
        processError = error;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public boolean isLoggable(Level level) {
        return Loggers.get(name).isLoggable(level);
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String message, Throwable thrown) {
        Loggers.get(name).log(level, bundle, message, thrown);
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String format, Object... parameters) {
        Loggers.get(name).log(level, bundle, format, parameters);
    }

    /** Its initialisation is that of the logging framework. */
    private static final class Loggers {

        /** Held, since the logging framework would forget its settings otherwise. */
        private static final Logger KERNEL = Logger.getLogger(ROOT);

        static {
            if (processError != null) {
                KERNEL.addHandler(new ProcessHandler(() -> processError));
                KERNEL.setUseParentHandlers(false);
            }
        }

        static System.Logger get(String name) {
            return System.getLogger(name);
        }
    }
}
