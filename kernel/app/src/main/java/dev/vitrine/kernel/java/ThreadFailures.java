package dev.vitrine.kernel.java;

import dev.vitrine.api.CellInterrupt;
import java.util.List;

/** Shows what ended a thread that a cell started, as the failure of a cell is shown. */
public final class ThreadFailures implements Thread.UncaughtExceptionHandler {

    private final JavaInterpreter interpreter;

    /**
     * @param interpreter of the cells whose threads may fail
     */
    public ThreadFailures(JavaInterpreter interpreter) {
        this.interpreter = interpreter;
    }

    @Override
    public void uncaughtException(Thread thread, Throwable thrown) {
        if (thrown instanceof CellInterrupt) {
            // Its cell was interrupted, and says so.
            return;
        }
        String name = "Exception in thread \"" + thread.getName() + "\" ";
        if (CellTraceback.hasCell(thrown)) {
            List<String> lines = interpreter.describe(thrown).traceback();
            System.err.println(name + String.join("\n", lines));
        } else {
            System.err.print(name);
            thrown.printStackTrace();
        }
    }
}
