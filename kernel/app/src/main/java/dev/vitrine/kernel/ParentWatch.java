package dev.vitrine.kernel;

import java.util.Map;
import java.util.Optional;

/** Ends this process with the one that started it, so that no kernel is left behind. */
final class ParentWatch {

    private static final int PARENT_GONE = 1;

    private ParentWatch() {}

    /**
     * Watches the process that {@code JPY_PARENT_PID} names, as Jupyter's launchers set it. Without
     * the variable the kernel was started by hand and lives on.
     */
    static void exitWithParent(Map<String, String> environment) {
        String named = environment.get("JPY_PARENT_PID");
        if (named != null) {
            parent(named).ifPresent(parent -> parent.onExit().thenRun(ParentWatch::exit));
        }
    }

    private static Optional<ProcessHandle> parent(String named) {
        if (System.getProperty("os.name").startsWith("Windows")) {
            // There the variable holds a handle instead of a process id.
            return ProcessHandle.current().parent();
        }
        try {
            return ProcessHandle.of(Long.parseLong(named));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static void exit() {
        Runtime.getRuntime().halt(PARENT_GONE);
    }
}
