package dev.vitrine.kernel.notebook;

/**
 * Text as a terminal would show it: a carriage return or backspace moves back in the line and what
 * follows overwrites. Progress bars thus leave one line instead of thousands.
 */
final class TerminalText {

    private static final char ESCAPE = '\u001b';

    private final StringBuilder finished = new StringBuilder();
    private final StringBuilder line = new StringBuilder();
    private int cursor;

    static String collapse(String text) {
        TerminalText terminal = new TerminalText();
        terminal.append(text);
        return terminal.toString();
    }

    void append(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            append(text.charAt(i));
        }
    }

    private void append(char c) {
        switch (c) {
            case '\n' -> {
                finished.append(line).append('\n');
                line.setLength(0);
                cursor = 0;
            }
            case '\r' -> cursor = 0;
            case '\b' -> cursor = Math.max(0, cursor - 1);
            default -> put(c);
        }
    }

    private void put(char c) {
        if (cursor < line.length()) {
            if (cursor == 0 && line.indexOf(String.valueOf(ESCAPE)) >= 0) {
                // Colours take characters but no columns, so columns cannot be matched: the new
                // line replaces the old.
                line.setLength(0);
                line.append(c);
            } else {
                line.setCharAt(cursor, c);
            }
        } else {
            line.append(c);
        }
        cursor++;
    }

    /** What is shown. Characters after the cursor are still there, as on a terminal. */
    @Override
    public String toString() {
        return finished.toString() + line;
    }
}
