package dev.vitrine.kernel.java.jshell;

import java.util.List;
import jdk.jshell.SourceCodeAnalysis.QualifiedNames;

/** JShell's index of classes, which it makes in the background; an error may wait a little. */
final class ClassIndex {

    private static final int WAIT_STEPS = 40;
    private static final long STEP_MILLIS = 50;

    private final JShellSession session;

    ClassIndex(JShellSession session) {
        this.session = session;
    }

    /** Qualified names that end in a simple name. */
    List<String> names(String simpleName) {
        QualifiedNames found = ask(simpleName);
        for (int i = 0; i < WAIT_STEPS && !found.isUpToDate(); i++) {
            try {
                Thread.sleep(STEP_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
            found = ask(simpleName);
        }
        return found.getNames();
    }

    private QualifiedNames ask(String simpleName) {
        return session.locked(
                s -> s.analysis().listQualifiedNames(simpleName, simpleName.length()));
    }
}
