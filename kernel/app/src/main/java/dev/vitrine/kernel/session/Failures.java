package dev.vitrine.kernel.session;

import dev.vitrine.kernel.java.CellFailure;
import dev.vitrine.kernel.protocol.ErrorOutput;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** Why a cell ended early, as a message. */
final class Failures {

    private Failures() {}

    /**
     * Failures of the cell are in the interpreter's words; anything else is a failure around it and
     * shown with its stack trace.
     */
    static ErrorOutput describe(Throwable failure) {
        String message = failure.getMessage() == null ? "" : failure.getMessage();
        if (failure instanceof CellFailure cell) {
            return new ErrorOutput(cell.errorName(), message, cell.traceback());
        }
        String name = failure.getClass().getSimpleName();
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return new ErrorOutput(name, message, List.of(trace.toString().stripTrailing()));
    }
}
