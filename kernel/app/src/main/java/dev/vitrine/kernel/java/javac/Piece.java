package dev.vitrine.kernel.java.javac;

import java.util.List;
import java.util.regex.Pattern;

/** A part of a cell that stands by itself; offsets count in the cell's code. */
sealed interface Piece {

    /** Where it begins. */
    int start();

    /** Where it ends, its semicolon not included. */
    int end();

    /** A stretch of the cell's code. */
    record Range(int start, int end) {

        String of(String code) {
            return code.substring(start, end);
        }
    }

    /**
     * @param name what is imported: {@code java.util.List}, {@code java.util.*}
     */
    record Import(int start, int end, String name, boolean isStatic) implements Piece {

        /** Begins the name of a module whose packages are imported. */
        static final String MODULE = "module ";

        boolean onDemand() {
            return name.endsWith(".*") || name.startsWith(MODULE);
        }

        /** Whether it gives one class a short name. */
        boolean namesType() {
            return !isStatic && !onDemand();
        }

        String simpleName() {
            return name.substring(name.lastIndexOf('.') + 1);
        }

        /** As it stands between {@code import} and the semicolon. */
        String text() {
            return (isStatic ? "static " : "") + name;
        }
    }

    /**
     * A class, record, enum, interface or annotation interface.
     *
     * @param keyword class, record, enum, interface or @interface
     * @param dropped modifiers that a top-level declaration of a cell has no use for
     */
    record Type(int start, int end, String keyword, String name, List<Range> dropped)
            implements Piece {}

    /**
     * @param signature from the return type to the closing parenthesis, spaces evened out
     * @param parameters the types of the parameters as written, spaces evened out
     * @param arguments the names of the parameters
     * @param body where the body begins
     * @param dropped modifiers that a top-level declaration of a cell has no use for
     */
    record Method(
            int start,
            int end,
            String name,
            String signature,
            String parameters,
            List<String> arguments,
            int body,
            List<Range> dropped)
            implements Piece {}

    /**
     * What stands between the parentheses of {@code new Name(...) {...}}, and the body with its
     * braces.
     */
    record Anonymous(Range arguments, Range body) {}

    /**
     * One variable of a declaration, which may have several.
     *
     * @param type as written before the name
     * @param dimensions brackets after the name, or the empty string
     * @param initializer null if there is none
     * @param anonymous the parts of the initializer if it makes an instance of an anonymous class,
     *     else null
     * @param obvious the type of the initializer if it can be told without the compiler, else null
     */
    record Variable(
            int start,
            int end,
            Range type,
            Range name,
            String dimensions,
            Range initializer,
            Anonymous anonymous,
            String obvious)
            implements Piece {

        private static final Pattern ESCAPE = Pattern.compile("\\\\u+([0-9a-fA-F]{4})");

        String name(String code) {
            return ESCAPE.matcher(name.of(code))
                    .replaceAll(
                            escape -> String.valueOf((char) Integer.parseInt(escape.group(1), 16)));
        }
    }

    /**
     * @param value whether it leaves a value to show; null if that depends on the type of the
     *     method that it calls
     */
    record Expression(int start, int end, Value value) implements Piece {

        enum Value {
            /** Not a statement by itself: {@code x + 1}. */
            ALWAYS,
            /** A statement, too: {@code x++}. */
            STATEMENT,
            /** A method call, which may be void. */
            CALL,
            /** An assignment to a name, of which nothing is shown. */
            NEVER
        }
    }

    /** A statement that is no expression. */
    record Statement(int start, int end) implements Piece {}
}
