package dev.vitrine.kernel.cli;

/** The terminal that standard error goes to. Java cannot tell, so the launcher does. */
final class TerminalWidth {

    private static final String PROPERTY = "vitrine.terminal.columns";

    private TerminalWidth() {}

    /** Its columns, or 0 if standard error goes elsewhere. */
    static int ofStandardError() {
        return Math.max(0, Integer.getInteger(PROPERTY, 0));
    }
}
