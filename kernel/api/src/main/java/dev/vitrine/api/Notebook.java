package dev.vitrine.api;

import java.util.List;

/** The functions that every cell can call without an import. */
public final class Notebook {

    private Notebook() {}

    /**
     * Shows a value.
     *
     * @return its display id, for {@link #updateDisplay}
     */
    public static String display(Object value) {
        return Kernel.current().display(value);
    }

    /**
     * Shows a value in the representations that are asked for: {@code display("<b>x</b>",
     * "text/html")}. See {@link Renderers#render(Object, String...)}.
     *
     * @return its display id
     */
    public static String display(Object value, String... mimeTypes) {
        return display(render(value, mimeTypes));
    }

    /** The representations of a value, without showing it. */
    public static MimeBundle render(Object value) {
        return Kernel.current().renderers().render(value);
    }

    /** Those representations of a value that are asked for, without showing them. */
    public static MimeBundle render(Object value, String... mimeTypes) {
        return Kernel.current().renderers().render(value, mimeTypes);
    }

    /** Replaces what is shown under a display id. */
    public static void updateDisplay(String displayId, Object value) {
        Kernel.current().updateDisplay(displayId, value);
    }

    /** Replaces what is shown under a display id by the representations that are asked for. */
    public static void updateDisplay(String displayId, Object value, String... mimeTypes) {
        updateDisplay(displayId, render(value, mimeTypes));
    }

    /** Clears this cell's output at once. */
    public static void clearOutput() {
        clearOutput(false);
    }

    /** Clears this cell's output; with {@code wait}, when the next output arrives. */
    public static void clearOutput(boolean wait) {
        Kernel.current().clearOutput(wait);
    }

    /** Shows a value in the pager; see {@link Kernel#page}. */
    public static void page(Object value) {
        Kernel.current().page(value);
    }

    /**
     * Evaluates code in the notebook's scope and returns the value of its last expression. What the
     * code throws passes through, checked exceptions too, without a {@code throws} clause: cells
     * have none, and neither do the methods in them.
     */
    public static Object eval(String code) {
        try {
            return Kernel.current().eval(code);
        } catch (Exception e) {
            throw Notebook.<RuntimeException>unchecked(e);
        }
    }

    /**
     * Runs {@code %name}; the caller chooses the type, as in {@code List<String> jars =
     * lineMagic("jars", ...)}. Exceptions pass through as in {@link #eval}.
     */
    @SuppressWarnings("unchecked")
    public static <T> T lineMagic(String name, List<String> arguments) {
        try {
            return (T) Kernel.current().lineMagic(name, arguments);
        } catch (Exception e) {
            throw Notebook.<RuntimeException>unchecked(e);
        }
    }

    /** Runs {@code %%name}; see {@link #lineMagic}. */
    @SuppressWarnings("unchecked")
    public static <T> T cellMagic(String name, List<String> arguments, String body) {
        try {
            return (T) Kernel.current().cellMagic(name, arguments, body);
        } catch (Exception e) {
            throw Notebook.<RuntimeException>unchecked(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Exception> E unchecked(Exception e) throws E {
        throw (E) e;
    }

    /** Prints formatted text to standard output. */
    public static void printf(String format, Object... arguments) {
        System.out.printf(format, arguments);
    }

    /** Asks the user for a line of text. */
    public static String readLine(String prompt) {
        return Kernel.current().input(prompt, false);
    }

    /** Asks the user for a line of text that the front end does not show. */
    public static String readPassword(String prompt) {
        return Kernel.current().input(prompt, true);
    }
}
