package dev.vitrine.kernel.java.javac;

import com.sun.tools.javac.parser.Tokens.TokenKind;
import dev.vitrine.kernel.java.javac.FrontEnd.Token;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A cell with a name of our own where the cursor is, made whole.
 *
 * @param before the code before the name at the cursor
 * @param prefix the part of that name before the cursor
 * @param after the code after that name
 * @param tokens of {@code before}
 */
record CursorText(String before, String prefix, String after, List<Token> tokens) {

    /** Stands for the name at the cursor. */
    static final String MARK = "$here$";

    /** Empty where no name can stand: in comments, texts and numbers. */
    static Optional<CursorText> at(String code, int cursor, FrontEnd frontEnd) {
        int start = cursor;
        while (start > 0 && Character.isJavaIdentifierPart(code.charAt(start - 1))) {
            start--;
        }
        int end = cursor;
        while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
            end++;
        }
        String prefix = code.substring(start, cursor);
        if (!prefix.isEmpty() && !Character.isJavaIdentifierStart(prefix.charAt(0))) {
            return Optional.empty();
        }
        String before = code.substring(0, start);
        FrontEnd.Scan scan = frontEnd.scan(before);
        List<Token> tokens = scan.tokens().subList(0, scan.tokens().size() - 1);
        if (!scan.problems().isEmpty() || isInLineComment(before, tokens)) {
            return Optional.empty();
        }
        boolean inNumber =
                !tokens.isEmpty()
                        && tokens.get(tokens.size() - 1).end() == start
                        && isNumber(tokens.get(tokens.size() - 1).kind());
        return inNumber
                ? Optional.empty()
                : Optional.of(new CursorText(before, prefix, code.substring(end), tokens));
    }

    /**
     * Whether a name may be what is being typed: its case need not be right, unless there is only
     * one letter so far, as most names begin with in some case.
     */
    static boolean startsWith(String name, String prefix) {
        return name.regionMatches(prefix.length() > 1, 0, prefix, 0, prefix.length());
    }

    private static boolean isNumber(TokenKind kind) {
        return switch (kind) {
            case INTLITERAL, LONGLITERAL, FLOATLITERAL, DOUBLELITERAL -> true;
            default -> false;
        };
    }

    private static boolean isInLineComment(String before, List<Token> tokens) {
        int end = tokens.isEmpty() ? 0 : tokens.get(tokens.size() - 1).end();
        int line = Math.max(end, before.lastIndexOf('\n') + 1);
        String gap = before.substring(line);
        return gap.replaceAll("/\\*.*?\\*/", "").contains("//");
    }

    /** The kind of the token before the name; {@link TokenKind#EOF} if there is none. */
    TokenKind previous() {
        return tokens.isEmpty() ? TokenKind.EOF : tokens.get(tokens.size() - 1).kind();
    }

    /** Whether a name of a member is asked for. */
    boolean isMember() {
        return previous() == TokenKind.DOT || previous() == TokenKind.COLCOL;
    }

    /** Where the name begins. */
    int start() {
        return before.length();
    }

    /** The brackets that are open, outermost first. */
    private Deque<Token> open() {
        Deque<Token> open = new ArrayDeque<>();
        for (Token token : tokens) {
            switch (token.kind()) {
                case LPAREN, LBRACKET, LBRACE -> open.addLast(token);
                case RPAREN, RBRACKET, RBRACE -> open.pollLast();
                default -> {}
            }
        }
        return open;
    }

    /** The whole cell; what follows on the next line does not go on with the name. */
    String whole() {
        int line = after.indexOf('\n');
        boolean lineEnds = (line < 0 ? after : after.substring(0, line)).isBlank();
        Token innermost = open().peekLast();
        boolean statement = innermost == null || innermost.is(TokenKind.LBRACE);
        String next = after.stripLeading();
        boolean goesOn = !next.isEmpty() && !Character.isJavaIdentifierStart(next.charAt(0));
        boolean method = previous() == TokenKind.VOID && !next.startsWith("(");
        return before
                + MARK
                + (method ? "() {}" : lineEnds && statement && !goesOn ? ";" : "")
                + after;
    }

    /** The cell up to the cursor with several ends, one of which may make it whole. */
    Set<String> ended() {
        Set<String> ends = new LinkedHashSet<>();
        int angles = openAngles();
        if (angles > 0) {
            ends.add(end(">".repeat(angles) + " $name", ";"));
            ends.add(end(">".repeat(angles) + "()", ";"));
            ends.add(end(">".repeat(angles) + " $name", " {}"));
        }
        if (previous() == TokenKind.VOID) {
            ends.add(end("() {}", ";"));
        }
        ends.add(end("", ";"));
        ends.add(end("", " {}"));
        ends.add(end(" $name", " {}"));
        ends.add(end(" $name", ";"));
        ends.add(end("()", ";"));
        ends.add(end(" -> {}", ";"));
        ends.add(end(": null", ";"));
        return ends;
    }

    /** How many type arguments the cursor is in, as far as capital letters tell. */
    private int openAngles() {
        int depth = 0;
        for (int i = tokens.size() - 1; i >= 0; i--) {
            switch (tokens.get(i).kind()) {
                case LT -> {
                    boolean type =
                            i > 0
                                    && !tokens.get(i - 1).name().isEmpty()
                                    && Character.isUpperCase(tokens.get(i - 1).name().charAt(0));
                    if (!type && depth >= 0) {
                        return depth;
                    }
                    depth++;
                }
                case GT -> depth--;
                case GTGT -> depth -= 2;
                case IDENTIFIER, COMMA, DOT, QUES, EXTENDS, SUPER, LBRACKET, RBRACKET -> {}
                default -> {
                    return depth;
                }
            }
        }
        return depth;
    }

    /** Closes what is open: first {@code inside} the innermost, then {@code last} after all. */
    private String end(String inside, String last) {
        StringBuilder text = new StringBuilder(before).append(MARK).append(inside);
        List<Token> open = new ArrayList<>(open());
        boolean ended = false;
        for (int i = open.size() - 1; i >= 0; i--) {
            Token token = open.get(i);
            TokenKind opener = tokenBefore(token);
            if (token.is(TokenKind.LBRACE) && isInitializer(token)) {
                text.append('}');
                ended = false;
            } else if (token.is(TokenKind.LBRACE)) {
                text.append(ended ? "" : ";").append("\n}");
                if (opener == TokenKind.DO) {
                    text.append(" while (true);");
                } else if (opener == TokenKind.TRY) {
                    text.append(" finally {}");
                }
                ended = isBlock(token);
            } else if (token.is(TokenKind.LBRACKET)) {
                text.append(']');
                ended = false;
            } else {
                text.append(opener == TokenKind.FOR ? missingSemicolons(token) : "").append(')');
                ended = opener == TokenKind.SWITCH || opener == TokenKind.CATCH;
                text.append(ended ? " {}" : "");
            }
        }
        return text.append(ended ? "" : last).toString();
    }

    /** Whether a brace opens a block or a body, after which no semicolon is wanted. */
    private boolean isBlock(Token brace) {
        return switch (tokenBefore(brace)) {
            case ARROW -> false;
            case RPAREN -> !isCreation(brace);
            default -> true;
        };
    }

    /** Whether a brace is that of an array's elements. */
    private boolean isInitializer(Token brace) {
        return switch (tokenBefore(brace)) {
            case EQ, RBRACKET -> true;
            case COMMA, LBRACE -> {
                List<Token> open = new ArrayList<>(open());
                int outer = open.indexOf(brace) - 1;
                yield outer >= 0
                        && open.get(outer).is(TokenKind.LBRACE)
                        && isInitializer(open.get(outer));
            }
            default -> false;
        };
    }

    /** Whether a brace is that of {@code new T() &#123;}. */
    private boolean isCreation(Token brace) {
        int i = tokens.indexOf(brace) - 1;
        int depth = 0;
        do {
            switch (tokens.get(i).kind()) {
                case RPAREN -> depth++;
                case LPAREN -> depth--;
                default -> {}
            }
            i--;
        } while (i >= 0 && depth > 0);
        while (i >= 0) {
            switch (tokens.get(i).kind()) {
                case IDENTIFIER, DOT, LT, GT, GTGT, COMMA, QUES -> i--;
                default -> {
                    return tokens.get(i).is(TokenKind.NEW);
                }
            }
        }
        return false;
    }

    private TokenKind tokenBefore(Token token) {
        int i = tokens.indexOf(token);
        return i == 0 ? TokenKind.EOF : tokens.get(i - 1).kind();
    }

    private String missingSemicolons(Token paren) {
        int found = 0;
        int depth = 0;
        for (Token token : tokens.subList(tokens.indexOf(paren) + 1, tokens.size())) {
            switch (token.kind()) {
                case LPAREN, LBRACE -> depth++;
                case RPAREN, RBRACE -> depth--;
                case SEMI -> found += depth == 0 ? 1 : 0;
                case COLON -> found = depth == 0 ? 2 : found;
                default -> {}
            }
        }
        return ";".repeat(Math.max(0, 2 - found));
    }

    /** The offset of the name of the call whose parentheses the cursor is in. */
    Optional<Integer> enclosingCall() {
        List<Token> open = new ArrayList<>(open());
        for (int i = open.size() - 1; i >= 0; i--) {
            int at = tokens.indexOf(open.get(i));
            if (open.get(i).is(TokenKind.LBRACE)) {
                break;
            }
            if (open.get(i).is(TokenKind.LPAREN) && at > 0) {
                Token name = tokens.get(at - 1);
                if (name.is(TokenKind.IDENTIFIER)) {
                    return Optional.of(name.end());
                }
            }
        }
        return Optional.empty();
    }
}
