package dev.vitrine.kernel.java;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Writes exceptions as a notebook's user should see them: where in which cell, and why. */
public final class CellTraceback {

    /** Labels of cells begin so, and no source file of a library does. */
    static final String CELL = "Cell ";

    /** The methods that hold the statements of cells, of either evaluator. */
    private static final List<String> STATEMENTS = List.of("do_it$", "$run");

    /** What stands before the user's names in those of classes. */
    private static final Pattern CELL_CLASS =
            Pattern.compile(
                    "\\b(?:REPL\\.\\$JShell\\$[0-9A-Z_]+|cell\\.(?:In|Methods|Variables|Run)_\\w+)"
                            + "[.$]?");

    /** The JVM finds no words for what comes out of a call site. */
    private static final Pattern DANGLING = Pattern.compile(" because \"$");

    private static final int MAX_FRAMES = 20;
    private static final int MAX_FRAMES_OF_ALL = 200;
    private static final int FOREIGN_FRAMES = 5;

    private final Cells cells;

    /** What cells say on their lines. */
    interface Cells {

        /**
         * A line of a cell, or the empty string.
         *
         * @param label of the cell
         * @param number from 1
         */
        String line(String label, int number);

        /** The part of a line that failed, as columns from 0; empty if it is not known. */
        Optional<CodeRange> failed(String label, int line, FailedStep step);
    }

    CellTraceback(Cells cells) {
        this.cells = cells;
    }

    public static boolean isCell(String sourceFile) {
        return sourceFile != null && sourceFile.startsWith(CELL);
    }

    /** {@code Cell In[3], line 2}. */
    public static String place(StackTraceElement frame) {
        return frame.getFileName() + ", line " + frame.getLineNumber();
    }

    /** The exception's class as the user knows it; for an anonymous one, what it extends. */
    public static String name(Throwable thrown) {
        Class<?> type = thrown.getClass();
        return (type.isAnonymousClass() ? type.getSuperclass() : type).getSimpleName();
    }

    public static String userName(String className) {
        return CELL_CLASS.matcher(className).replaceAll("");
    }

    public static String message(Throwable thrown) {
        String message;
        try {
            message = thrown.getLocalizedMessage();
        } catch (RuntimeException | StackOverflowError e) {
            message = "(its message could not be read: " + e + ")";
        }
        return message == null ? "" : userName(DANGLING.matcher(message).replaceAll(""));
    }

    /** Whether an exception comes from a cell, or was caused by one that does. */
    static boolean hasCell(Throwable thrown) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable at = thrown; at != null && seen.add(at); at = at.getCause()) {
            if (Arrays.stream(at.getStackTrace()).anyMatch(frame -> isCell(frame.getFileName()))) {
                return true;
            }
        }
        return false;
    }

    /** The user's frames of an exception and of what caused it. */
    List<String> lines(Throwable thrown) {
        return new Writer(false).lines(thrown);
    }

    /** All frames from where the exception was thrown down to the cell. */
    List<String> allLines(Throwable thrown) {
        return new Writer(true).lines(thrown);
    }

    /** Writes one exception. */
    private final class Writer {

        private final boolean all;
        private final List<String> out = new ArrayList<>();
        private final Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());

        Writer(boolean all) {
            this.all = all;
        }

        List<String> lines(Throwable thrown) {
            write(thrown, "");
            return out;
        }

        private void write(Throwable thrown, String caption) {
            if (!seen.add(thrown)) {
                return;
            }
            String message = message(thrown);
            out.add(
                    caption
                            + Ansi.strong(name(thrown))
                            + (message.isEmpty() ? "" : ": " + message));
            writeFrames(thrown);
            for (Throwable suppressed : thrown.getSuppressed()) {
                write(suppressed, "Suppressed: ");
            }
            if (thrown.getCause() != null) {
                write(thrown.getCause(), "Caused by: ");
            }
        }

        private void writeFrames(Throwable thrown) {
            StackTraceElement[] stack = thrown.getStackTrace();
            int end = stack.length;
            while (end > 0 && !isCell(stack[end - 1].getFileName())) {
                end--;
            }
            boolean foreign = end == 0 && (all || !hasCell(thrown));
            if (foreign) {
                end = all ? stack.length : Math.min(stack.length, FOREIGN_FRAMES);
            }
            StackTraceElement last = null;
            int repeated = 0;
            int written = 0;
            for (int i = 0; i < end; i++) {
                boolean ofCell = isCell(stack[i].getFileName());
                if (!ofCell && !all && !foreign) {
                    continue;
                }
                if (stack[i].equals(last)) {
                    repeated++;
                    continue;
                }
                writeRepeated(repeated, out);
                repeated = 0;
                if (written++ == (all ? MAX_FRAMES_OF_ALL : MAX_FRAMES)) {
                    out.add("  ... and frames below");
                    return;
                }
                out.add(ofCell ? describe(stack[i]) : "  at " + stack[i]);
                if (ofCell) {
                    quote(thrown, stack[i], i == 0 ? null : stack[i - 1]);
                }
                last = stack[i];
            }
            writeRepeated(repeated, out);
        }

        private void quote(Throwable thrown, StackTraceElement frame, StackTraceElement called) {
            int number = frame.getLineNumber();
            String source = cells.line(frame.getFileName(), number);
            if (source.isBlank()) {
                return;
            }
            FailedStep step = FailedStep.of(thrown, called);
            // To look for the expression takes memory, and a cell that ran out of it has none.
            boolean looked = thrown instanceof OutOfMemoryError || step.equals(FailedStep.UNKNOWN);
            Optional<CodeRange> failed =
                    looked ? Optional.empty() : cells.failed(frame.getFileName(), number, step);
            failed.ifPresentOrElse(
                    mark ->
                            out.addAll(
                                    SourceExcerpt.marked(
                                            number,
                                            source,
                                            mark.start(),
                                            mark.end() - mark.start())),
                    () -> out.add(SourceExcerpt.line(number, source)));
        }
    }

    private static void writeRepeated(int times, List<String> out) {
        if (times > 0) {
            out.add("  ... " + times + (times == 1 ? " time more" : " times more"));
        }
    }

    private static String describe(StackTraceElement frame) {
        String method = frame.getMethodName();
        String owner = userName(frame.getClassName()).replaceAll("^\\$?again\\d+", "");
        String in;
        if (STATEMENTS.stream()
                .anyMatch(s -> method.startsWith(s) || method.startsWith("lambda$" + s))) {
            in = "";
        } else if (method.startsWith("lambda$")) {
            in = ", in " + qualified(owner, method.substring(7).replaceAll("\\$\\d+$", ""));
        } else {
            in = ", in " + qualified(owner, method);
        }
        return "  at " + place(frame) + in;
    }

    private static String qualified(String owner, String method) {
        String name = owner.replace('$', '.');
        return name.isEmpty() ? method : name + "." + method;
    }
}
