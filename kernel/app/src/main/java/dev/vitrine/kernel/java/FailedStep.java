package dev.vitrine.kernel.java;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the code of a stack frame was doing when an exception left it, as far as the exception
 * tells.
 *
 * @param kind of expression or statement
 * @param name of the method, class or field, or the empty string if it is not known
 */
public record FailedStep(Kind kind, String name) {

    /** The expressions and statements that can fail. */
    public enum Kind {
        CALL,
        CONSTRUCTION,
        DIVISION,
        ARRAY_ACCESS,
        NEW_ARRAY,
        CAST,
        FIELD,
        THROW,
        ASSERTION,
        UNKNOWN
    }

    static final FailedStep UNKNOWN = new FailedStep(Kind.UNKNOWN, "");

    private static final Pattern NULL_CALL = Pattern.compile("Cannot invoke \".*?([\\w$]+)\\(");
    private static final Pattern NULL_FIELD =
            Pattern.compile("Cannot (?:read|assign) field \"([\\w$]+)\"");
    private static final Pattern CAST_TO =
            Pattern.compile("cannot be cast to (?:class )?([\\w.$]+)(?: \\(.*)?$");

    /** Exceptions of the JVM about arrays. */
    private static final Set<String> OF_ARRAYS =
            Set.of("ArrayIndexOutOfBoundsException", "ArrayStoreException");

    /**
     * What a frame was doing.
     *
     * @param called the frame above it, or null if the exception comes from the frame itself
     */
    static FailedStep of(Throwable thrown, StackTraceElement called) {
        return called == null ? ofTop(thrown) : ofCall(called);
    }

    private static FailedStep ofCall(StackTraceElement called) {
        String method = called.getMethodName();
        if (method.equals("<init>")) {
            return new FailedStep(Kind.CONSTRUCTION, simple(called.getClassName()));
        }
        boolean named = !method.startsWith("<") && !method.contains("lambda$");
        return method.equals("<clinit>") ? UNKNOWN : new FailedStep(Kind.CALL, named ? method : "");
    }

    private static FailedStep ofTop(Throwable thrown) {
        String message = CellTraceback.message(thrown);
        if (thrown instanceof ArithmeticException && message.equals("/ by zero")) {
            return new FailedStep(Kind.DIVISION, "");
        }
        if (thrown instanceof NegativeArraySizeException) {
            return new FailedStep(Kind.NEW_ARRAY, "");
        }
        if (OF_ARRAYS.contains(thrown.getClass().getSimpleName())) {
            return new FailedStep(Kind.ARRAY_ACCESS, "");
        }
        if (thrown instanceof ClassCastException) {
            Matcher target = CAST_TO.matcher(message);
            return target.find() ? new FailedStep(Kind.CAST, simple(target.group(1))) : UNKNOWN;
        }
        if (thrown instanceof NullPointerException && message.startsWith("Cannot ")) {
            return ofNull(message);
        }
        return new FailedStep(
                thrown instanceof AssertionError ? Kind.ASSERTION : Kind.THROW,
                thrown.getClass().getSimpleName());
    }

    /** Reads what JEP 358 writes. */
    private static FailedStep ofNull(String message) {
        Matcher call = NULL_CALL.matcher(message);
        if (call.lookingAt()) {
            return new FailedStep(Kind.CALL, call.group(1));
        }
        Matcher field = NULL_FIELD.matcher(message);
        if (field.lookingAt()) {
            return new FailedStep(Kind.FIELD, field.group(1));
        }
        if (message.startsWith("Cannot read the array length")) {
            return new FailedStep(Kind.FIELD, "length");
        }
        if (message.startsWith("Cannot throw exception")) {
            return new FailedStep(Kind.THROW, "");
        }
        boolean ofArray =
                message.startsWith("Cannot load from ") || message.startsWith("Cannot store to ");
        return ofArray ? new FailedStep(Kind.ARRAY_ACCESS, "") : UNKNOWN;
    }

    /** The name that a class is written by. */
    private static String simple(String className) {
        return className.replaceFirst("^.*[.$](?=\\D)", "");
    }
}
