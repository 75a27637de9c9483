package dev.vitrine.kernel.java.javac;

import static com.sun.tools.javac.parser.Tokens.TokenKind.*;

import com.sun.tools.javac.parser.Tokens.TokenKind;
import dev.vitrine.kernel.java.javac.FrontEnd.Token;
import java.util.List;
import java.util.stream.Collectors;

/** The tokens of a cell, by index. Past the end there is {@link TokenKind#EOF} forever. */
final class CellTokens {

    private final String code;
    private final List<Token> tokens;

    CellTokens(String code, List<Token> tokens) {
        this.code = code;
        this.tokens = tokens;
    }

    /** The text ends where something must follow. */
    static final class Unfinished extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unfinished() {
            super("The cell ends in the middle of a statement or declaration", null, false, false);
        }
    }

    /** Something stands where it may not. */
    static final class Unexpected extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Token token;

        Unexpected(Token token, String message) {
            super(message, null, false, false);
            this.token = token;
        }

        Token token() {
            return token;
        }
    }

    Token at(int i) {
        return tokens.get(Math.min(i, tokens.size() - 1));
    }

    boolean is(int i, TokenKind kind) {
        return at(i).kind() == kind;
    }

    boolean is(int i, String word) {
        return at(i).is(word);
    }

    /** Offset where the token before ends. */
    int endBefore(int i) {
        return at(i - 1).end();
    }

    boolean isName(int i) {
        return is(i, IDENTIFIER) || is(i, UNDERSCORE);
    }

    /** Whether a token stands on the line on which an earlier one ends. */
    boolean isOnLineOf(int i, int other) {
        return code.substring(at(other).end(), at(i).start()).indexOf('\n') < 0;
    }

    void expectName(int i) {
        if (!isName(i)) {
            throw is(i, EOF) ? new Unfinished() : new Unexpected(at(i), "<identifier> expected");
        }
    }

    /** The code from a token to the one before another. */
    String text(int from, int to) {
        return code.substring(at(from).start(), endBefore(to));
    }

    /** The tokens from one to the one before another, with a space between any two. */
    String words(int from, int to) {
        return tokens.subList(from, to).stream()
                .map(token -> code.substring(token.start(), token.end()))
                .collect(Collectors.joining(" "));
    }

    /** What is wrong where something else should stand, or more should follow. */
    RuntimeException expected(int i, String what) {
        return is(i, EOF) ? new Unfinished() : new Unexpected(at(i), what + " expected");
    }

    Unexpected unmatched(int i) {
        String closer = code.substring(at(i).start(), at(i).end());
        return new Unexpected(at(i), "'" + closer + "' closes nothing");
    }

    /** Returns the index after the bracket that closes the one at {@code i}. */
    int balanced(int i) {
        TokenKind closer = closerOf(at(i).kind());
        int j = i + 1;
        while (!is(j, closer)) {
            j =
                    switch (at(j).kind()) {
                        case LPAREN, LBRACKET, LBRACE -> balanced(j);
                        case RPAREN, RBRACKET, RBRACE ->
                                throw new Unexpected(
                                        at(j),
                                        "'%s' is closed by '%s'"
                                                .formatted(
                                                        code.charAt(at(i).start()),
                                                        code.charAt(at(j).start())));
                        case EOF -> throw new Unfinished();
                        default -> j + 1;
                    };
        }
        return j + 1;
    }

    private static TokenKind closerOf(TokenKind opener) {
        return switch (opener) {
            case LPAREN -> RPAREN;
            case LBRACKET -> RBRACKET;
            default -> RBRACE;
        };
    }
}
