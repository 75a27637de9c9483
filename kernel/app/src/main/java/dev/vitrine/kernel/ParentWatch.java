package dev.vitrine.kernel;

import java.util.Map;
import java.util.Optional;

/** Ends this process with the one that started it, so that no kernel is left behind. */
public final class ParentWatch {

    /** Names the process to watch; Jupyter's launchers set it. */
    public static final String VARIABLE = "JPY_PARENT_PID";

    private static final int PARENT_GONE = 1;

    private ParentWatch() {}

    /**
     * Watches the process that {@link #VARIABLE} names. Without the variable the kernel was started
     * by hand and lives on.
     */
    public static void exitWithParent(Map<String, String> environment) {
        String named = environment.get(VARIABLE);
        if (named == null) {
            return;
        }
        parent(named)
                .ifPresentOrElse(
                        parent -> parent.onExit().thenRun(ParentWatch::exit), ParentWatch::exit);
    }

    private static Optional<ProcessHandle> parent(String named) {
        if (System.getProperty("os.name").startsWith("Windows")) {
            // There the variable holds a handle instead of a process id.
            return ProcessHandle.current().parent();
        }
        try {
            return ProcessHandle.of(Long.parseLong(named));
        } catch (NumberFormatException e) {
            // Whoever set it did not mean a process; then the parent will have to do.
            return ProcessHandle.current().parent();
        }
    }

    private static void exit() {
        System.err.println("The process that started this kernel has ended");
        Runtime.getRuntime().halt(PARENT_GONE);
    }
}
