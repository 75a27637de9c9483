package dev.vitrine.kernel.java;

/**
 * The look of tracebacks. Words are in the colour of the text: front ends show errors on pink or on
 * dark red, where any other has little contrast. Marks are red, which is seen on both.
 */
public final class Ansi {

    private static final String RESET = "\u001b[0m";

    private Ansi() {}

    public static String strong(String text) {
        return "\u001b[1m" + text + RESET;
    }

    static String mark(String text) {
        return "\u001b[31m" + text + RESET;
    }
}
