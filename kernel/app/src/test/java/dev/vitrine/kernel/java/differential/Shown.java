package dev.vitrine.kernel.java.differential;

import java.lang.reflect.Array;
import java.util.StringJoiner;

/** Values and messages as text that does not depend on the evaluator or on the run. */
final class Shown {

    private static final String WRAPPERS =
            "\\b(?:REPL[./]\\$JShell\\$[0-9A-Z_]+|cell[./]In_\\d+\\w*)[.$]?";
    private static final String IDENTITY_HASH = "@[0-9a-f]{4,8}\\b";
    private static final String LOADERS = " \\((?:class )?\\S+(?: and \\S+)? (?:is|are) in .*\\)";

    private Shown() {}

    static String type(Object value) {
        return value == null ? "null" : type(value.getClass());
    }

    private static String type(Class<?> type) {
        if (type.isHidden() || type.getName().contains("$$Lambda")) {
            return "lambda";
        }
        if (type.isArray()) {
            return type(type.getComponentType()) + "[]";
        }
        // JShell makes named classes of anonymous ones whose type a variable has.
        String name = type.getSimpleName();
        return name.isEmpty() || name.startsWith("$JShell$anonymous") ? "anonymous" : name;
    }

    static String text(Object value) {
        if (value != null && value.getClass().isArray()) {
            StringJoiner elements = new StringJoiner(", ", "[", "]");
            for (int i = 0; i < Array.getLength(value); i++) {
                elements.add(text(Array.get(value, i)));
            }
            return elements.toString();
        }
        if (type(value).equals("lambda")) {
            return "lambda";
        }
        try {
            return plain(String.valueOf(value));
        } catch (RuntimeException | StackOverflowError e) {
            return "toString threw " + e.getClass().getSimpleName();
        }
    }

    /** The class, or for an anonymous one that which it extends. */
    static String exceptionType(Throwable thrown) {
        Class<?> type = thrown.getClass();
        return type(type.isAnonymousClass() ? type.getSuperclass() : type);
    }

    static String message(Throwable thrown) {
        try {
            String message = thrown.getLocalizedMessage();
            return message == null ? "" : plain(message);
        } catch (RuntimeException e) {
            return "getMessage threw " + e.getClass().getSimpleName();
        }
    }

    /** Takes out what no user reads for its own sake. */
    static String plain(String text) {
        return text.replaceAll(WRAPPERS, "")
                .replaceAll(IDENTITY_HASH, "@...")
                .replaceAll(LOADERS, "");
    }
}
