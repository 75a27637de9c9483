package dev.vitrine.kernel.java;

/** Colours of tracebacks; those that read well on white and on black. */
public final class Ansi {

    private static final String RESET = "\u001b[0m";

    private Ansi() {}

    static String error(String text) {
        return "\u001b[1;31m" + text + RESET;
    }

    static String place(String text) {
        return "\u001b[32m" + text + RESET;
    }

    static String strong(String text) {
        return "\u001b[1m" + text + RESET;
    }

    static String hint(String text) {
        return "\u001b[36m" + text + RESET;
    }
}
