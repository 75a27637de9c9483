package dev.vitrine.kernel.java.jshell;

import dev.vitrine.kernel.java.CellSource;
import dev.vitrine.kernel.java.ContinuationIndent;
import dev.vitrine.kernel.java.Interpreter.Completeness;
import dev.vitrine.kernel.java.Interpreter.Completeness.Status;

/** Tells a console whether the return key should run the cell or begin another line. */
final class CompletenessCheck {

    private final JShellSession session;

    CompletenessCheck(JShellSession session) {
        this.session = session;
    }

    Completeness check(String code) {
        CellSplitter.Split split =
                session.locked(
                        s -> new CellSplitter(s.analysis()).split(new CellSource("", code), code));
        if (split.incomplete()) {
            return new Completeness(Status.INCOMPLETE, ContinuationIndent.after(code));
        }
        return new Completeness(split.broken() == null ? Status.COMPLETE : Status.INVALID, "");
    }
}
