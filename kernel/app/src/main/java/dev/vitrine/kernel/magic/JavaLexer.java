package dev.vitrine.kernel.magic;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * Reads Java source token by token (Java Language Specification, chapter 3), as far as that is
 * needed to know where a statement may begin: comments, string and character literals, text blocks
 * and Unicode escapes are understood, operators are taken one character at a time. Broken source
 * never stops it; an unclosed literal ends with its line, an unclosed comment or text block with
 * the cell.
 */
final class JavaLexer {

    /** Words that a statement may follow at once. */
    private static final Set<String> BEFORE_STATEMENT = Set.of("else", "do");

    /** Words that a statement may follow after a condition in parentheses. */
    private static final Set<String> BEFORE_CONDITION = Set.of("if", "while", "for");

    private static final int NO_SWITCH = -1;

    private final String source;
    private int position;

    private Place place = Place.STATEMENT;

    /** The word just read, or the empty string after anything else. */
    private String lastWord = "";

    /**
     * For each open brace, whether its closing brace ends an expression (a switch expression) or a
     * statement.
     */
    private final Deque<Boolean> braces = new ArrayDeque<>();

    /** For each open parenthesis, whether a statement may follow the closing one. */
    private final Deque<Boolean> parentheses = new ArrayDeque<>();

    /**
     * Parentheses that were open at the last {@code switch}; its brace is the next one at that
     * depth.
     */
    private int switchDepth = NO_SWITCH;

    private boolean switchIsExpression;

    /** What may follow the token before the current position. */
    enum Place {
        /** A statement may begin. */
        STATEMENT,
        /** An assignment or an arrow wants its value. */
        VALUE,
        /**
         * Anything else; a percent sign here is the modulo operator, or an error that javac
         * explains.
         */
        OTHER
    }

    JavaLexer(String source) {
        this.source = source;
    }

    int position() {
        return position;
    }

    Place place() {
        return place;
    }

    /** Skips white space and comments; false at the end of the source. */
    boolean toNextToken() {
        while (position < source.length()) {
            char c = source.charAt(position);
            if (Character.isWhitespace(c)) {
                position++;
            } else if (source.startsWith("//", position)) {
                position = endOfLine(position);
            } else if (source.startsWith("/*", position)) {
                int end = source.indexOf("*/", position + 2);
                position = end < 0 ? source.length() : end + 2;
            } else {
                return true;
            }
        }
        return false;
    }

    /** Reads the token at the current position. */
    void readToken() {
        char c = characterAt(position);
        if (c == '"') {
            readString();
            endLiteral();
        } else if (c == '\'') {
            readQuoted('\'');
            endLiteral();
        } else if (Character.isJavaIdentifierStart(c) || Character.isDigit(c)) {
            readWord();
        } else {
            readOperator(c);
        }
    }

    /**
     * Continues at another position, where a statement may begin: what was skipped is taken for a
     * statement.
     */
    void skipStatementTo(int newPosition) {
        position = newPosition;
        place = Place.STATEMENT;
        lastWord = "";
    }

    /** The index of the line terminator at or after an index, or the length of the source. */
    int endOfLine(int index) {
        int end = index;
        while (end < source.length() && source.charAt(end) != '\n' && source.charAt(end) != '\r') {
            end++;
        }
        return end;
    }

    private void endLiteral() {
        place = Place.OTHER;
        lastWord = "";
    }

    private void readString() {
        if (!source.startsWith("\"\"\"", position)) {
            readQuoted('"');
            return;
        }
        position += 3;
        while (position < source.length() && !source.startsWith("\"\"\"", position)) {
            position += source.charAt(position) == '\\' ? 2 : 1;
        }
        position = Math.min(position + 3, source.length());
    }

    private void readQuoted(char quote) {
        position += lengthAt(position);
        while (position < source.length()) {
            char c = characterAt(position);
            if (c == '\n' || c == '\r') {
                return;
            }
            position += lengthAt(position);
            if (c == quote) {
                return;
            }
            if (c == '\\' && position < source.length()) {
                position += lengthAt(position);
            }
        }
    }

    private void readWord() {
        int start = position;
        while (position < source.length()
                && Character.isJavaIdentifierPart(characterAt(position))) {
            position += lengthAt(position);
        }
        String word = source.substring(start, position);
        if (word.equals("switch")) {
            switchIsExpression = place != Place.STATEMENT;
            switchDepth = parentheses.size();
        }
        place = BEFORE_STATEMENT.contains(word) ? Place.STATEMENT : Place.OTHER;
        lastWord = word;
    }

    private void readOperator(char c) {
        boolean arrow = c == '>' && position > 0 && source.charAt(position - 1) == '-';
        position += lengthAt(position);
        place =
                switch (c) {
                    case ';', ':' -> Place.STATEMENT;
                    case '=' -> Place.VALUE;
                    case '>' -> arrow ? Place.VALUE : Place.OTHER;
                    case '{' -> openBrace();
                    case '}' -> !braces.isEmpty() && braces.pop() ? Place.OTHER : Place.STATEMENT;
                    case '(' -> {
                        parentheses.push(BEFORE_CONDITION.contains(lastWord));
                        yield Place.OTHER;
                    }
                    case ')' ->
                            !parentheses.isEmpty() && parentheses.pop()
                                    ? Place.STATEMENT
                                    : Place.OTHER;
                    default -> Place.OTHER;
                };
        lastWord = "";
    }

    private Place openBrace() {
        boolean ofSwitch = switchDepth == parentheses.size();
        braces.push(ofSwitch && switchIsExpression);
        if (ofSwitch) {
            switchDepth = NO_SWITCH;
        }
        return Place.STATEMENT;
    }

    /** The character that stands at an index, be it written as itself or as a Unicode escape. */
    private char characterAt(int index) {
        int length = lengthAt(index);
        return length == 1
                ? source.charAt(index)
                : (char) Integer.parseInt(source.substring(index + length - 4, index + length), 16);
    }

    /** 1, or the length of the Unicode escape ({@code \}{@code uuu0041}) at an index. */
    private int lengthAt(int index) {
        if (source.charAt(index) != '\\') {
            return 1;
        }
        int digits = index + 1;
        while (digits < source.length() && source.charAt(digits) == 'u') {
            digits++;
        }
        if (digits == index + 1 || digits + 4 > source.length()) {
            return 1;
        }
        for (int i = digits; i < digits + 4; i++) {
            if (Character.digit(source.charAt(i), 16) < 0) {
                return 1;
            }
        }
        return digits + 4 - index;
    }
}
