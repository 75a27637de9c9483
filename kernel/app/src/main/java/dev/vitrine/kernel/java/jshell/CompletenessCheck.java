package dev.vitrine.kernel.java.jshell;

import dev.vitrine.kernel.java.CellSource;
import dev.vitrine.kernel.java.Interpreter.Completeness;
import dev.vitrine.kernel.java.Interpreter.Completeness.Status;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells a console whether the return key should run the cell or begin another line. */
final class CompletenessCheck {

    private static final String STEP = "    ";
    private static final Pattern INDENT = Pattern.compile("^[ \\t]*");
    private static final Pattern OPENS = Pattern.compile("[{(\\[]\\s*(?://.*)?$");

    private final JShellSession session;

    CompletenessCheck(JShellSession session) {
        this.session = session;
    }

    Completeness check(String code) {
        CellSplitter.Split split =
                session.locked(
                        s -> new CellSplitter(s.analysis()).split(new CellSource("", code), code));
        if (split.incomplete()) {
            return new Completeness(Status.INCOMPLETE, indent(code));
        }
        return new Completeness(split.broken() == null ? Status.COMPLETE : Status.INVALID, "");
    }

    /** That of the last line, and more after an open bracket. */
    private static String indent(String code) {
        String trimmed = code.stripTrailing();
        String line = trimmed.substring(trimmed.lastIndexOf('\n') + 1);
        Matcher indent = INDENT.matcher(line);
        String same = indent.find() ? indent.group() : "";
        return OPENS.matcher(line).find() ? same + STEP : same;
    }
}
