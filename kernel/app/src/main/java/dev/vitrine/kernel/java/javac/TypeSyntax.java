package dev.vitrine.kernel.java.javac;

import static com.sun.tools.javac.parser.Tokens.TokenKind.*;

import com.sun.tools.javac.parser.Tokens.TokenKind;

/** Finds where types, modifiers and annotations end. */
final class TypeSyntax {

    private final CellTokens tokens;

    TypeSyntax(CellTokens tokens) {
        this.tokens = tokens;
    }

    /** Returns the index after modifiers and annotations. */
    int modifiers(int i) {
        int j = i;
        while (true) {
            switch (tokens.at(j).kind()) {
                case PUBLIC,
                        PROTECTED,
                        PRIVATE,
                        STATIC,
                        ABSTRACT,
                        FINAL,
                        NATIVE,
                        TRANSIENT,
                        VOLATILE,
                        STRICTFP ->
                        j++;
                case SYNCHRONIZED -> {
                    if (tokens.is(j + 1, LPAREN)) {
                        return j;
                    }
                    j++;
                }
                case DEFAULT -> {
                    if (tokens.is(j + 1, COLON) || tokens.is(j + 1, ARROW)) {
                        return j;
                    }
                    j++;
                }
                case MONKEYS_AT -> {
                    if (tokens.is(j + 1, INTERFACE)) {
                        return j;
                    }
                    j = annotation(j);
                }
                default -> {
                    int next = contextualModifier(j);
                    if (next == j) {
                        return j;
                    }
                    j = next;
                }
            }
        }
    }

    private int contextualModifier(int i) {
        int next =
                tokens.is(i, "sealed")
                        ? i + 1
                        : tokens.is(i, "non") && tokens.is(i + 1, SUB) && tokens.is(i + 2, "sealed")
                                ? i + 3
                                : i;
        if (next == i) {
            return i;
        }
        int after = modifiers(next);
        return tokens.is(after, CLASS) || tokens.is(after, INTERFACE) ? next : i;
    }

    /** Returns the index after an annotation. */
    int annotation(int i) {
        tokens.expectName(i + 1);
        int j = i + 2;
        while (tokens.is(j, DOT)) {
            tokens.expectName(j + 1);
            j += 2;
        }
        return tokens.is(j, LPAREN) ? tokens.balanced(j) : j;
    }

    static boolean isPrimitive(TokenKind kind) {
        return switch (kind) {
            case BYTE, SHORT, INT, LONG, CHAR, FLOAT, DOUBLE, BOOLEAN -> true;
            default -> false;
        };
    }

    /** Returns the index after a type with its brackets, or -1 if none begins here. */
    int type(int i) {
        return type(i, true);
    }

    /**
     * The same, or the index after the type's name.
     *
     * @param withBrackets whether brackets after the name belong to it
     */
    int type(int i, boolean withBrackets) {
        int j;
        if (isPrimitive(tokens.at(i).kind()) || tokens.is(i, VOID)) {
            j = i + 1;
        } else if (tokens.isName(i)) {
            j = i;
            while (true) {
                j++;
                if (tokens.is(j, LT)) {
                    j = angles(j);
                    if (j < 0) {
                        return -1;
                    }
                }
                if (!tokens.is(j, DOT)) {
                    break;
                }
                int next = tokens.is(j + 1, MONKEYS_AT) ? annotation(j + 1) : j + 1;
                if (!tokens.isName(next)) {
                    return -1;
                }
                j = next;
            }
        } else {
            return -1;
        }
        while (withBrackets) {
            int bracket =
                    tokens.is(j, MONKEYS_AT) && !tokens.is(j + 1, INTERFACE) ? annotation(j) : j;
            if (!tokens.is(bracket, LBRACKET) || !tokens.is(bracket + 1, RBRACKET)) {
                break;
            }
            j = bracket + 2;
        }
        return j;
    }

    /** Returns the index after type arguments or parameters, or -1 if these are none. */
    int angles(int i) {
        int depth = 0;
        int j = i;
        while (true) {
            switch (tokens.at(j).kind()) {
                case LT -> depth++;
                case GT -> depth--;
                case GTGT -> depth -= 2;
                case GTGTGT -> depth -= 3;
                case COMMA, DOT, QUES, EXTENDS, SUPER, AMP -> {}
                case LBRACKET -> {
                    if (!tokens.is(j + 1, RBRACKET)) {
                        return -1;
                    }
                    j++;
                }
                case MONKEYS_AT -> j = annotation(j) - 1;
                default -> {
                    if (!tokens.isName(j) && !isPrimitive(tokens.at(j).kind())) {
                        return -1;
                    }
                }
            }
            j++;
            if (depth <= 0) {
                return depth == 0 ? j : -1;
            }
        }
    }
}
