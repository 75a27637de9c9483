package dev.vitrine.kernel.java.javac;

import static com.sun.tools.javac.parser.Tokens.TokenKind.*;

import com.sun.tools.javac.parser.Tokens.TokenKind;

/** Finds where expressions end. */
final class ExpressionSyntax {

    private final CellTokens tokens;
    private final TypeSyntax types;

    ExpressionSyntax(CellTokens tokens, TypeSyntax types) {
        this.tokens = tokens;
        this.types = types;
    }

    /** Returns the index after an expression; a comma ends it, too. */
    int expression(int i) {
        int end = new ExpressionEnd(i).find();
        if (end == i) {
            throw new CellTokens.Unexpected(tokens.at(i), "illegal start of expression");
        }
        return end;
    }

    /** Walks over an expression, knowing at each token whether an operand has just ended. */
    private final class ExpressionEnd {

        private int i;
        private boolean afterOperand;
        private boolean creating;

        ExpressionEnd(int start) {
            i = start;
        }

        int find() {
            while (step()) {
                // Goes on.
            }
            if (!afterOperand && tokens.is(i, EOF)) {
                throw new CellTokens.Unfinished();
            }
            return i;
        }

        private boolean step() {
            switch (tokens.at(i).kind()) {
                case EOF, SEMI, COMMA, RPAREN, RBRACKET, RBRACE -> {
                    return false;
                }
                case LPAREN -> parentheses();
                case LBRACKET -> operand(tokens.balanced(i));
                case LBRACE -> {
                    if (afterOperand && !creating) {
                        return false;
                    }
                    operand(tokens.balanced(i));
                    creating = false;
                }
                case NEW -> {
                    if (afterOperand) {
                        return false;
                    }
                    creation();
                }
                case SWITCH -> {
                    if (afterOperand) {
                        return false;
                    }
                    operand(switchEnd(i));
                }
                case INSTANCEOF -> pattern();
                case DOT -> {
                    i = tokens.is(i + 1, LT) ? Math.max(types.angles(i + 1), i + 2) : i + 1;
                    afterOperand = false;
                }
                case COLCOL -> {
                    i = tokens.is(i + 1, LT) ? Math.max(types.angles(i + 1), i + 2) : i + 1;
                    operand(i + 1);
                }
                case PLUSPLUS, SUBSUB -> {
                    // On a line of its own it belongs to what follows.
                    if (afterOperand && !tokens.isOnLineOf(i, i - 1) && tokens.isName(i + 1)) {
                        return false;
                    }
                    i++;
                }
                default -> {
                    if (isOperator(tokens.at(i).kind())) {
                        i++;
                        afterOperand = false;
                        creating = false;
                    } else if (afterOperand || !isOperand(tokens.at(i).kind())) {
                        return false;
                    } else {
                        int generic = genericReference();
                        operand(generic > 0 ? generic : i + 1);
                    }
                }
            }
            return true;
        }

        private void operand(int next) {
            i = next;
            afterOperand = true;
        }

        private void parentheses() {
            int end = tokens.balanced(i);
            boolean cast = !afterOperand && isCast(i, end);
            i = end;
            afterOperand = !cast;
        }

        private void creation() {
            int type = types.type(types.modifiers(i + 1), false);
            if (type < 0) {
                throw tokens.expected(i + 1, "a type");
            }
            operand(type);
            creating = true;
        }

        private void pattern() {
            int j = types.type(types.modifiers(i + 1));
            if (j < 0) {
                throw tokens.expected(i + 1, "a type");
            }
            if (tokens.is(j, LPAREN)) {
                j = tokens.balanced(j);
            }
            operand(
                    tokens.isName(j) && !(tokens.is(j + 1, LPAREN) && !tokens.isOnLineOf(j, j - 1))
                            ? j + 1
                            : j);
        }

        /** The end of {@code List<String>} in {@code List<String>::new}, or -1. */
        private int genericReference() {
            if (!tokens.isName(i)) {
                return -1;
            }
            int end = types.type(i);
            return end > i + 1 && tokens.is(end, COLCOL) ? end : -1;
        }
    }

    /** Whether parentheses hold a type, and an operand to be cast follows. */
    private boolean isCast(int open, int after) {
        int j = open + 1;
        int end = types.type(types.modifiers(j));
        while (end > 0 && tokens.is(end, AMP)) {
            end = types.type(end + 1);
        }
        if (end != after - 1) {
            return false;
        }
        boolean primitive = TypeSyntax.isPrimitive(tokens.at(j).kind()) && tokens.is(j + 1, RPAREN);
        return switch (tokens.at(after).kind()) {
            case PLUS, SUB, PLUSPLUS, SUBSUB -> primitive;
            case LPAREN, BANG, TILDE, NEW, SWITCH -> true;
            default -> isOperand(tokens.at(after).kind());
        };
    }

    private static boolean isOperand(TokenKind kind) {
        return switch (kind) {
            case IDENTIFIER,
                    UNDERSCORE,
                    INTLITERAL,
                    LONGLITERAL,
                    FLOATLITERAL,
                    DOUBLELITERAL,
                    CHARLITERAL,
                    STRINGLITERAL,
                    TRUE,
                    FALSE,
                    NULL,
                    THIS,
                    SUPER,
                    CLASS,
                    VOID ->
                    true;
            default -> TypeSyntax.isPrimitive(kind);
        };
    }

    private static boolean isOperator(TokenKind kind) {
        return switch (kind) {
            case EQ,
                    GT,
                    LT,
                    BANG,
                    TILDE,
                    QUES,
                    COLON,
                    EQEQ,
                    LTEQ,
                    GTEQ,
                    BANGEQ,
                    AMPAMP,
                    BARBAR,
                    PLUS,
                    SUB,
                    STAR,
                    SLASH,
                    AMP,
                    BAR,
                    CARET,
                    PERCENT,
                    LTLT,
                    GTGT,
                    GTGTGT,
                    PLUSEQ,
                    SUBEQ,
                    STAREQ,
                    SLASHEQ,
                    AMPEQ,
                    BAREQ,
                    CARETEQ,
                    PERCENTEQ,
                    LTLTEQ,
                    GTGTEQ,
                    GTGTGTEQ,
                    ARROW ->
                    true;
            default -> false;
        };
    }

    /** Returns the index after a switch. */
    int switchEnd(int i) {
        if (!tokens.is(i + 1, LPAREN)) {
            throw tokens.expected(i + 1, "'('");
        }
        int body = tokens.balanced(i + 1);
        if (!tokens.is(body, LBRACE)) {
            throw tokens.expected(body, "'{'");
        }
        return tokens.balanced(body);
    }
}
