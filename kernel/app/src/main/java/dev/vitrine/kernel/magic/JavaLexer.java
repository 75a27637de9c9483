package dev.vitrine.kernel.magic;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import javax.lang.model.SourceVersion;

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

    /** Operators that a following {@code =} is a part of. */
    private static final String BEFORE_EQUALS = "=!<>&|^+-*/%";

    private final String source;
    private int position;

    private Place place = Place.STATEMENT;

    /** The word just read, or the empty string after anything else. */
    private String lastWord = "";

    /** The operator character just read, or 0 after anything else. */
    private char lastOperator;

    /** Where the statement began that the current position is in. */
    private int statementStart;

    /** The names read so far that may be those of variables. */
    private final Set<String> names = new HashSet<>();

    private final Deque<Bracket> open = new ArrayDeque<>();

    /** Brackets that were open at the last {@code switch}; its brace is the next one there. */
    private int switchDepth = NO_SWITCH;

    private boolean switchIsExpression;

    /** An open bracket, by what it holds. */
    private enum Bracket {
        /** Statements or members. */
        BLOCK,
        /** The cases of a switch that is an expression. */
        SWITCH_EXPRESSION,
        /** The elements of an array. */
        ELEMENTS,
        /** A condition that a statement may follow. */
        CONDITION,
        /** Anything else in parentheses. */
        PARENTHESES;

        boolean isBrace() {
            return this == BLOCK || this == SWITCH_EXPRESSION || this == ELEMENTS;
        }
    }

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

    /** Whether a statement may begin here, and no label, case or {@code ?} ends just before. */
    boolean isAtStatement() {
        return place == Place.STATEMENT && lastOperator != ':';
    }

    /** Whether a plain assignment or the initialiser of a variable wants its value here. */
    boolean isAfterAssignment() {
        return place == Place.VALUE && lastOperator == '=';
    }

    /** Whether no bracket is open. */
    boolean isTopLevel() {
        return open.isEmpty();
    }

    /** The statement, as far as it stands before the current position, with its white space. */
    String statementSoFar() {
        return source.substring(statementStart, position);
    }

    /** Whether a name was read that may be a variable's. */
    boolean hasRead(String name) {
        return names.contains(name);
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
        if (place == Place.STATEMENT) {
            statementStart = position;
        }
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
        lastOperator = 0;
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
        lastOperator = 0;
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
            switchDepth = open.size();
        }
        place = BEFORE_STATEMENT.contains(word) ? Place.STATEMENT : Place.OTHER;
        if (mayNameVariable(word)) {
            names.add(word);
        }
        lastWord = word;
        lastOperator = 0;
    }

    /** Not so for keywords, members of something, methods, and the parts of imported names. */
    private boolean mayNameVariable(String word) {
        int next = position;
        while (next < source.length() && Character.isWhitespace(source.charAt(next))) {
            next++;
        }
        return lastOperator != '.'
                && !source.startsWith("(", next)
                && !source.startsWith("import", statementStart)
                && !source.startsWith("package", statementStart)
                && !SourceVersion.isKeyword(word);
    }

    private void readOperator(char c) {
        int start = position;
        boolean arrow = c == '>' && start > 0 && source.charAt(start - 1) == '-';
        position += lengthAt(start);
        place =
                switch (c) {
                    case ';' -> isInParentheses() ? Place.OTHER : Place.STATEMENT;
                    case ':' -> Place.STATEMENT;
                    case '=' -> Place.VALUE;
                    case '>' -> arrow ? Place.VALUE : Place.OTHER;
                    case '{' -> openBrace();
                    case '}' -> closeBrace();
                    case '(' -> {
                        open.push(
                                BEFORE_CONDITION.contains(lastWord)
                                        ? Bracket.CONDITION
                                        : Bracket.PARENTHESES);
                        yield Place.OTHER;
                    }
                    case ')' -> closeParenthesis();
                    default -> Place.OTHER;
                };
        lastWord = "";
        lastOperator = arrow || c == '=' && !isWholeAssignment(start) ? 0 : c;
    }

    private boolean isInParentheses() {
        return !open.isEmpty() && !open.peek().isBrace();
    }

    private boolean isWholeAssignment(int index) {
        return (index == 0 || BEFORE_EQUALS.indexOf(source.charAt(index - 1)) < 0)
                && !source.startsWith("=", index + 1);
    }

    private Place openBrace() {
        if (holdsElements()) {
            open.push(Bracket.ELEMENTS);
            return Place.OTHER;
        }
        boolean ofSwitch = switchDepth == open.size();
        if (ofSwitch) {
            switchDepth = NO_SWITCH;
        }
        open.push(ofSwitch && switchIsExpression ? Bracket.SWITCH_EXPRESSION : Bracket.BLOCK);
        return Place.STATEMENT;
    }

    /** Whether the brace at hand begins an array's elements: {@code new int[] &#123;}. */
    private boolean holdsElements() {
        return switch (lastOperator) {
            case '=', ']', '(' -> true;
            case ',', '{' -> open.peek() == Bracket.ELEMENTS;
            default -> false;
        };
    }

    /** What was opened inside of the brace and never closed is forgotten with it. */
    private Place closeBrace() {
        if (open.stream().anyMatch(Bracket::isBrace)) {
            Bracket closed = open.pop();
            while (!closed.isBrace()) {
                closed = open.pop();
            }
            return closed == Bracket.SWITCH_EXPRESSION ? Place.OTHER : Place.STATEMENT;
        }
        return Place.STATEMENT;
    }

    private Place closeParenthesis() {
        return isInParentheses() && open.pop() == Bracket.CONDITION ? Place.STATEMENT : Place.OTHER;
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
