package dev.vitrine.kernel.java;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
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

    private static final int MAX_FRAMES = 20;
    private static final int FOREIGN_FRAMES = 5;

    private final BiFunction<String, Integer, String> sourceLine;

    /**
     * @param sourceLine from a cell's label and a line number to that line, or the empty string
     */
    CellTraceback(BiFunction<String, Integer, String> sourceLine) {
        this.sourceLine = sourceLine;
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
        return message == null ? "" : userName(message);
    }

    List<String> lines(Throwable thrown) {
        List<String> out = new ArrayList<>();
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        write(thrown, "", out, seen);
        return out;
    }

    private void write(Throwable thrown, String caption, List<String> out, Set<Throwable> seen) {
        if (!seen.add(thrown)) {
            return;
        }
        String message = message(thrown);
        out.add(caption + Ansi.error(name(thrown)) + (message.isEmpty() ? "" : ": " + message));
        StackTraceElement[] stack = thrown.getStackTrace();
        List<StackTraceElement> cells =
                Arrays.stream(stack).filter(frame -> isCell(frame.getFileName())).toList();
        if (cells.isEmpty()) {
            Arrays.stream(stack).limit(FOREIGN_FRAMES).forEach(frame -> out.add("  at " + frame));
        }
        writeFrames(cells, out);
        for (Throwable suppressed : thrown.getSuppressed()) {
            write(suppressed, "Suppressed: ", out, seen);
        }
        if (thrown.getCause() != null) {
            write(thrown.getCause(), "Caused by: ", out, seen);
        }
    }

    private void writeFrames(List<StackTraceElement> frames, List<String> out) {
        String last = "";
        int repeated = 0;
        int written = 0;
        for (StackTraceElement frame : frames) {
            String line = describe(frame);
            if (line.equals(last)) {
                repeated++;
                continue;
            }
            writeRepeated(repeated, out);
            repeated = 0;
            if (written++ == MAX_FRAMES) {
                out.add("  ... and frames below");
                return;
            }
            out.add(line);
            String source = sourceLine.apply(frame.getFileName(), frame.getLineNumber());
            if (!source.isBlank()) {
                out.add("    %4d | %s".formatted(frame.getLineNumber(), source));
            }
            last = line;
        }
        writeRepeated(repeated, out);
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
        return "  at " + Ansi.place(place(frame)) + in;
    }

    private static String qualified(String owner, String method) {
        String name = owner.replace('$', '.');
        return name.isEmpty() ? method : name + "." + method;
    }
}
