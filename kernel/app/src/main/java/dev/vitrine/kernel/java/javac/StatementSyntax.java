package dev.vitrine.kernel.java.javac;

import static com.sun.tools.javac.parser.Tokens.TokenKind.*;

import com.sun.source.tree.SwitchExpressionTree;

/**
 * Finds where statements end. As in JShell a semicolon may be missing where the next token cannot
 * go on with what stands before it.
 */
final class StatementSyntax {

    private final FrontEnd frontEnd;
    private final CellTokens tokens;
    private final ExpressionSyntax expressions;

    StatementSyntax(FrontEnd frontEnd, CellTokens tokens, ExpressionSyntax expressions) {
        this.frontEnd = frontEnd;
        this.tokens = tokens;
        this.expressions = expressions;
    }

    /** Whether a statement begins here that is neither an expression nor a declaration. */
    boolean isStatementStart(int i) {
        return switch (tokens.at(i).kind()) {
            case LBRACE,
                    IF,
                    WHILE,
                    FOR,
                    DO,
                    TRY,
                    SYNCHRONIZED,
                    RETURN,
                    BREAK,
                    CONTINUE,
                    THROW,
                    ASSERT ->
                    true;
            case SWITCH -> isSwitchStatement(i);
            default -> tokens.isName(i) && tokens.is(i + 1, COLON);
        };
    }

    /**
     * A switch at the start of a piece is a statement, unless it is an expression: when more
     * follows, or when one of its cases gives a value that is no statement.
     */
    private boolean isSwitchStatement(int i) {
        int end = expressions.switchEnd(i);
        if (tokens.is(end, DOT)) {
            return false;
        }
        String text = tokens.text(i, end);
        return frontEnd.expression(text)
                .map(
                        tree ->
                                !(tree instanceof SwitchExpressionTree cases
                                        && ShownValue.hasCase(cases)))
                .orElse(true);
    }

    /**
     * Returns the index after a statement.
     *
     * @param outermost whether its semicolon may be missing
     */
    int statement(int i, boolean outermost) {
        return switch (tokens.at(i).kind()) {
            case EOF -> throw new CellTokens.Unfinished();
            case LBRACE -> tokens.balanced(i);
            case SEMI -> i + 1;
            case IF -> {
                int j = statement(condition(i), false);
                yield tokens.is(j, ELSE) ? statement(j + 1, false) : j;
            }
            case WHILE, FOR -> statement(condition(i), false);
            case DO -> {
                int j = statement(i + 1, false);
                if (!tokens.is(j, WHILE)) {
                    throw tokens.expected(j, "while");
                }
                yield simpleEnd(condition(j), outermost);
            }
            case TRY -> tryStatement(i);
            case SYNCHRONIZED -> block(condition(i));
            case SWITCH -> isSwitchStatement(i) ? expressions.switchEnd(i) : simple(i, outermost);
            default -> {
                if (tokens.isName(i) && tokens.is(i + 1, COLON)) {
                    yield statement(i + 2, outermost);
                }
                yield simple(i, outermost);
            }
        };
    }

    private int condition(int i) {
        if (!tokens.is(i + 1, LPAREN)) {
            throw tokens.expected(i + 1, "'('");
        }
        return tokens.balanced(i + 1);
    }

    private int block(int i) {
        if (!tokens.is(i, LBRACE)) {
            throw tokens.expected(i, "'{'");
        }
        return tokens.balanced(i);
    }

    private int tryStatement(int i) {
        boolean resources = tokens.is(i + 1, LPAREN);
        int j = block(resources ? tokens.balanced(i + 1) : i + 1);
        boolean handled = resources;
        while (tokens.is(j, CATCH)) {
            j = block(condition(j));
            handled = true;
        }
        if (tokens.is(j, FINALLY)) {
            return block(j + 1);
        }
        if (!handled) {
            throw tokens.expected(j, "'catch' or 'finally'");
        }
        return j;
    }

    /** A statement up to its semicolon; nested ones may be declarations, whose end is the same. */
    private int simple(int i, boolean outermost) {
        if (!outermost) {
            int j = i;
            while (!tokens.is(j, SEMI)) {
                j =
                        switch (tokens.at(j).kind()) {
                            case EOF -> throw new CellTokens.Unfinished();
                            case LPAREN, LBRACKET, LBRACE -> tokens.balanced(j);
                            case RPAREN, RBRACKET, RBRACE -> throw tokens.unmatched(j);
                            default -> j + 1;
                        };
            }
            return j + 1;
        }
        int from =
                switch (tokens.at(i).kind()) {
                    case RETURN, THROW, ASSERT -> i + 1;
                    case BREAK, CONTINUE ->
                            tokens.isName(i + 1) && tokens.isOnLineOf(i + 1, i) ? i + 2 : i + 1;
                    default -> i;
                };
        boolean bare =
                tokens.is(i, BREAK)
                        || tokens.is(i, CONTINUE)
                        || tokens.is(i, RETURN) && tokens.is(from, SEMI);
        int end = bare ? from : expressions.expression(from);
        if (tokens.is(i, ASSERT) && tokens.is(end, COLON)) {
            end = expressions.expression(end + 1);
        }
        return simpleEnd(end, outermost);
    }

    private int simpleEnd(int i, boolean outermost) {
        if (outermost) {
            return end(i);
        }
        if (!tokens.is(i, SEMI)) {
            throw tokens.expected(i, "';'");
        }
        return i + 1;
    }

    /** After a simple statement: takes its semicolon, which may be missing. */
    int end(int i) {
        if (tokens.is(i, SEMI)) {
            return i + 1;
        }
        if (tokens.is(i, RPAREN) || tokens.is(i, RBRACKET) || tokens.is(i, RBRACE)) {
            throw tokens.unmatched(i);
        }
        if (!tokens.is(i, EOF) && (tokens.isOnLineOf(i, i - 1) || !canStartPiece(i))) {
            throw new CellTokens.Unexpected(tokens.at(i), "';' expected");
        }
        return i;
    }

    private boolean canStartPiece(int i) {
        return switch (tokens.at(i).kind()) {
            case ELSE, CATCH, FINALLY, CASE, COLON, COMMA, ARROW, EXTENDS, IMPLEMENTS, THROWS ->
                    false;
            default -> true;
        };
    }
}
