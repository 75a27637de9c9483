package dev.vitrine.kernel.java.javac;

import static com.sun.tools.javac.parser.Tokens.TokenKind.*;

import dev.vitrine.kernel.java.CompilationFailure.Problem;
import dev.vitrine.kernel.java.javac.FrontEnd.Token;
import dev.vitrine.kernel.java.javac.Piece.Expression;
import dev.vitrine.kernel.java.javac.Piece.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Cuts a cell into imports, declarations, statements and expressions.
 *
 * <p>It finds where each of them ends and leaves what is inside to javac.
 */
final class CellParser {

    private final FrontEnd frontEnd;
    private final String code;
    private final CellTokens tokens;
    private final TypeSyntax types;
    private final ExpressionSyntax expressions;
    private final StatementSyntax statements;
    private final List<Piece> pieces = new ArrayList<>();

    private CellParser(FrontEnd frontEnd, String code, List<Token> tokens) {
        this.frontEnd = frontEnd;
        this.code = code;
        this.tokens = new CellTokens(code, tokens);
        types = new TypeSyntax(this.tokens);
        expressions = new ExpressionSyntax(this.tokens, types);
        statements = new StatementSyntax(frontEnd, this.tokens, expressions);
    }

    /**
     * @param problems why it is not a cell; then there are no pieces that count
     * @param incomplete whether more text could make it one
     * @param tokens of the cell
     */
    record Parsed(
            List<Piece> pieces, List<Problem> problems, boolean incomplete, List<Token> tokens) {}

    static Parsed parse(FrontEnd frontEnd, String code) {
        FrontEnd.Scan scan = frontEnd.scan(code);
        if (!scan.problems().isEmpty()) {
            return new Parsed(
                    List.of(), scan.problems(), isUnclosed(scan.problems()), scan.tokens());
        }
        CellParser parser = new CellParser(frontEnd, code, scan.tokens());
        try {
            parser.cell();
            return new Parsed(List.copyOf(parser.pieces), List.of(), false, scan.tokens());
        } catch (CellTokens.Unfinished e) {
            Token last = scan.tokens().get(Math.max(0, scan.tokens().size() - 2));
            Problem problem = new Problem("", e.getMessage(), last.start(), last.end());
            return new Parsed(List.copyOf(parser.pieces), List.of(problem), true, scan.tokens());
        } catch (CellTokens.Unexpected e) {
            Problem problem =
                    new Problem(
                            "", e.getMessage(), e.token().start(), Math.max(e.token().end(), 1));
            return new Parsed(List.copyOf(parser.pieces), List.of(problem), false, scan.tokens());
        }
    }

    private static boolean isUnclosed(List<Problem> problems) {
        return problems.stream()
                .anyMatch(
                        problem ->
                                problem.code().equals("compiler.err.unclosed.comment")
                                        || problem.code()
                                                .equals("compiler.err.unclosed.text.block"));
    }

    private void cell() {
        int i = 0;
        while (!tokens.is(i, EOF)) {
            i = tokens.is(i, SEMI) ? i + 1 : piece(i);
        }
    }

    /** Returns the index of the token after the piece. */
    private int piece(int i) {
        if (tokens.is(i, IMPORT)) {
            return importPiece(i);
        }
        int afterModifiers = types.modifiers(i);
        Optional<String> keyword = typeKeyword(afterModifiers);
        if (keyword.isPresent()) {
            return typePiece(i, afterModifiers, keyword.get());
        }
        if (afterModifiers == i && statements.isStatementStart(i)) {
            int end = statements.statement(i, true);
            pieces.add(new Piece.Statement(tokens.at(i).start(), tokens.endBefore(end)));
            return end;
        }
        int afterParameters =
                tokens.is(afterModifiers, LT) ? types.angles(afterModifiers) : afterModifiers;
        int afterType = afterParameters < 0 ? -1 : types.type(types.modifiers(afterParameters));
        if (afterType > 0 && tokens.isName(afterType)) {
            if (tokens.is(afterType + 1, LPAREN)) {
                return methodPiece(i, afterModifiers, afterType);
            }
            if (afterParameters == afterModifiers) {
                return variablePieces(i, afterModifiers, afterType);
            }
        }
        if (tokens.is(afterModifiers, EOF)) {
            throw new CellTokens.Unfinished();
        }
        if (afterModifiers > i) {
            if (tokens.is(i, STATIC) && tokens.is(i + 1, LBRACE)) {
                int end = tokens.balanced(i + 1);
                pieces.add(new Piece.Statement(tokens.at(i + 1).start(), tokens.endBefore(end)));
                return end;
            }
            throw new CellTokens.Unexpected(
                    tokens.at(afterModifiers), "A declaration must follow its modifiers");
        }
        return expressionPiece(i);
    }

    private int importPiece(int i) {
        int j = i + 1;
        boolean isStatic = tokens.is(j, STATIC);
        boolean module = tokens.is(j, "module") && tokens.isName(j + 1);
        if (isStatic || module) {
            j++;
        }
        int nameStart = j;
        tokens.expectName(j++);
        while (tokens.is(j, DOT)) {
            j++;
            if (tokens.is(j, STAR)) {
                j++;
                break;
            }
            tokens.expectName(j++);
        }
        String name = tokens.words(nameStart, j).replace(" ", "");
        String imported = module ? Piece.Import.MODULE + name : name;
        pieces.add(new Piece.Import(tokens.at(i).start(), tokens.endBefore(j), imported, isStatic));
        if (!tokens.is(j, SEMI)
                && !tokens.is(j, EOF)
                && !tokens.is(j, IMPORT)
                && tokens.isOnLineOf(j, j - 1)) {
            throw new CellTokens.Unexpected(tokens.at(j), "';' expected");
        }
        return tokens.is(j, SEMI) ? j + 1 : j;
    }

    private Optional<String> typeKeyword(int i) {
        return switch (tokens.at(i).kind()) {
            case CLASS -> Optional.of("class");
            case INTERFACE -> Optional.of("interface");
            case ENUM -> Optional.of("enum");
            case MONKEYS_AT -> Optional.of("@interface");
            default -> {
                boolean isRecord =
                        tokens.is(i, "record")
                                && tokens.isName(i + 1)
                                && (tokens.is(i + 2, LPAREN) || tokens.is(i + 2, LT));
                yield isRecord ? Optional.of("record") : Optional.empty();
            }
        };
    }

    private int typePiece(int i, int keywordAt, String keyword) {
        int nameAt = keywordAt + (keyword.equals("@interface") ? 2 : 1);
        tokens.expectName(nameAt);
        int j = nameAt + 1;
        while (!tokens.is(j, LBRACE)) {
            j =
                    switch (tokens.at(j).kind()) {
                        case EOF -> throw new CellTokens.Unfinished();
                        case SEMI -> throw new CellTokens.Unexpected(tokens.at(j), "'{' expected");
                        case LPAREN, LBRACKET -> tokens.balanced(j);
                        case RPAREN, RBRACKET, RBRACE -> throw tokens.unmatched(j);
                        default -> j + 1;
                    };
        }
        int end = tokens.balanced(j);
        pieces.add(
                new Piece.Type(
                        tokens.at(i).start(),
                        tokens.endBefore(end),
                        keyword,
                        tokens.at(nameAt).name(),
                        dropped(i, keywordAt)));
        return end;
    }

    /** What says who may use a declaration, and that it is static: in a cell all are, to all. */
    private List<Range> dropped(int from, int to) {
        List<Range> dropped = new ArrayList<>();
        int j = from;
        while (j < to) {
            switch (tokens.at(j).kind()) {
                case MONKEYS_AT -> j = types.annotation(j);
                case PUBLIC, PROTECTED, PRIVATE, STATIC -> {
                    dropped.add(new Range(tokens.at(j).start(), tokens.at(j).end()));
                    j++;
                }
                default -> j++;
            }
        }
        return dropped;
    }

    /** Every class has methods of these names, which would hide the cell's. */
    private static final Set<String> OF_OBJECT =
            Set.of(
                    "clone",
                    "equals",
                    "finalize",
                    "getClass",
                    "hashCode",
                    "notify",
                    "notifyAll",
                    "toString",
                    "wait");

    private int methodPiece(int i, int afterModifiers, int nameAt) {
        if (OF_OBJECT.contains(tokens.at(nameAt).name())) {
            throw new CellTokens.Unexpected(
                    tokens.at(nameAt),
                    "%s is a method of every object, which hides one of a cell; choose another name"
                            .formatted(tokens.at(nameAt).name()));
        }
        int afterParameters = tokens.balanced(nameAt + 1);
        int j = afterParameters;
        while (tokens.is(j, LBRACKET)) {
            j = tokens.balanced(j);
        }
        if (tokens.is(j, THROWS)) {
            do {
                j = types.type(types.modifiers(j + 1));
                if (j < 0) {
                    throw new CellTokens.Unfinished();
                }
            } while (tokens.is(j, COMMA));
        }
        int end;
        if (tokens.is(j, LBRACE)) {
            end = tokens.balanced(j);
        } else if (tokens.is(j, EOF)) {
            throw new CellTokens.Unfinished();
        } else if (tokens.is(j, SEMI)) {
            throw new CellTokens.Unexpected(tokens.at(j), "missing method body");
        } else {
            throw new CellTokens.Unexpected(tokens.at(j), "'{' expected");
        }
        Parameters parameters = parameters(nameAt + 2, afterParameters - 1);
        List<Range> dropped = new ArrayList<>(dropped(i, afterModifiers));
        for (int k = i; k < afterModifiers; k++) {
            if (tokens.is(k, FINAL)) {
                dropped.add(new Range(tokens.at(k).start(), tokens.at(k).end()));
            }
        }
        pieces.add(
                new Piece.Method(
                        tokens.at(i).start(),
                        tokens.endBefore(end),
                        tokens.at(nameAt).name(),
                        tokens.words(afterModifiers, j),
                        String.join(",", parameters.types()),
                        parameters.names(),
                        tokens.at(j).start(),
                        dropped));
        return end;
    }

    /** What stands between a method's parentheses; types without spaces that mean nothing. */
    private record Parameters(List<String> types, List<String> names) {}

    private Parameters parameters(int from, int to) {
        List<String> written = new ArrayList<>();
        List<String> names = new ArrayList<>();
        int j = from;
        while (j < to) {
            int start = types.modifiers(j);
            int end = types.type(start);
            if (end < 0) {
                break;
            }
            boolean varargs = tokens.is(end, ELLIPSIS);
            String type = tokens.words(start, end).replaceAll(" ?([<>\\[\\].]) ?", "$1");
            int name = varargs ? end + 1 : end;
            names.add(tokens.at(name).name());
            written.add(type.replaceAll(" ?, ?", ",") + (varargs ? "..." : ""));
            j = name + 1;
            while (j < to && !tokens.is(j, COMMA)) {
                j++;
            }
            j++;
        }
        return new Parameters(written, names);
    }

    private int variablePieces(int i, int typeAt, int firstName) {
        Range type = new Range(tokens.at(typeAt).start(), tokens.endBefore(firstName));
        int start = tokens.at(i).start();
        int j = firstName;
        while (true) {
            tokens.expectName(j);
            Range name = new Range(tokens.at(j).start(), tokens.at(j).end());
            int nameAt = j;
            int dimensionsAt = ++j;
            while (tokens.is(j, LBRACKET)) {
                j = tokens.balanced(j);
            }
            String dimensions = tokens.words(dimensionsAt, j).replace(" ", "");
            Range initializer = null;
            Piece.Anonymous anonymous = null;
            String obvious = null;
            if (tokens.is(j, EQ)) {
                int value = j + 1;
                j =
                        tokens.is(value, LBRACE)
                                ? tokens.balanced(value)
                                : expressions.expression(value);
                initializer = new Range(tokens.at(value).start(), tokens.endBefore(j));
                anonymous = anonymous(value, j);
                obvious = obviousType(value, j);
            } else if (type.of(code).equals("var")) {
                throw new CellTokens.Unexpected(
                        tokens.at(nameAt),
                        "cannot infer type for local variable %s: it has no initializer"
                                .formatted(tokens.at(nameAt).name()));
            }
            pieces.add(
                    new Piece.Variable(
                            start,
                            tokens.endBefore(j),
                            type,
                            name,
                            dimensions,
                            initializer,
                            anonymous,
                            obvious));
            if (!tokens.is(j, COMMA)) {
                return statements.end(j);
            }
            j++;
            start = tokens.at(j).start();
        }
    }

    private Piece.Anonymous anonymous(int from, int to) {
        int type =
                tokens.is(from, NEW) && tokens.isName(from + 1) ? types.type(from + 1, false) : -1;
        if (type < 0 || !tokens.is(type, LPAREN)) {
            return null;
        }
        int body = tokens.balanced(type);
        return tokens.is(body, LBRACE) && tokens.balanced(body) == to
                ? new Piece.Anonymous(
                        new Range(tokens.at(type).end(), tokens.at(body - 1).start()),
                        new Range(tokens.at(body).start(), tokens.endBefore(to)))
                : null;
    }

    /** The type of a literal or of {@code new Name(...)}; null for other expressions. */
    private String obviousType(int from, int to) {
        int first = tokens.is(from, SUB) ? from + 1 : from;
        if (first == to - 1) {
            return switch (tokens.at(first).kind()) {
                case INTLITERAL -> "int";
                case LONGLITERAL -> "long";
                case FLOATLITERAL -> "float";
                case DOUBLELITERAL -> "double";
                case CHARLITERAL -> first == from ? "char" : null;
                case STRINGLITERAL -> "String";
                case TRUE, FALSE -> "boolean";
                default -> null;
            };
        }
        if (tokens.is(from, NEW) && tokens.isName(from + 1)) {
            int type = types.type(from + 1, false);
            if (type > 0 && tokens.is(type, LPAREN) && tokens.balanced(type) == to) {
                String text = tokens.words(from + 1, type);
                return text.contains("< >") || text.contains("@") ? null : text;
            }
        }
        return null;
    }

    private int expressionPiece(int i) {
        int end = expressions.expression(i);
        int from = tokens.at(i).start();
        int to = tokens.endBefore(end);
        Optional<Expression.Value> value =
                frontEnd.expression(code.substring(from, to)).map(ShownValue::of);
        // Where it is no expression, javac says why.
        pieces.add(new Expression(from, to, value.orElse(Expression.Value.NEVER)));
        return statements.end(end);
    }
}
