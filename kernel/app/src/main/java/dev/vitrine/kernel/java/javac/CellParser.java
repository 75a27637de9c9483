package dev.vitrine.kernel.java.javac;

import static com.sun.tools.javac.parser.Tokens.TokenKind.*;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.YieldTree;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.parser.Tokens.TokenKind;
import dev.vitrine.kernel.java.CompilationFailure.Problem;
import dev.vitrine.kernel.java.javac.FrontEnd.Token;
import dev.vitrine.kernel.java.javac.Piece.Expression;
import dev.vitrine.kernel.java.javac.Piece.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Cuts a cell into imports, declarations, statements and expressions.
 *
 * <p>It finds where each of them ends and leaves what is inside to javac. As in JShell a semicolon
 * may be missing where the next token cannot go on with what stands before it.
 */
final class CellParser {

    private final FrontEnd frontEnd;
    private final String code;
    private final List<Token> tokens;
    private final List<Piece> pieces = new ArrayList<>();

    private CellParser(FrontEnd frontEnd, String code, List<Token> tokens) {
        this.frontEnd = frontEnd;
        this.code = code;
        this.tokens = tokens;
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
        } catch (Unfinished e) {
            Token last = scan.tokens().get(Math.max(0, scan.tokens().size() - 2));
            Problem problem = new Problem("", e.getMessage(), last.start(), last.end());
            return new Parsed(List.copyOf(parser.pieces), List.of(problem), true, scan.tokens());
        } catch (Unexpected e) {
            Problem problem =
                    new Problem("", e.getMessage(), e.token.start(), Math.max(e.token.end(), 1));
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

    /** The text ends where something must follow. */
    private static final class Unfinished extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unfinished() {
            super("The cell ends in the middle of a statement or declaration", null, false, false);
        }
    }

    private static final class Unexpected extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Token token;

        Unexpected(Token token, String message) {
            super(message, null, false, false);
            this.token = token;
        }
    }

    private Token at(int i) {
        return tokens.get(Math.min(i, tokens.size() - 1));
    }

    private boolean is(int i, TokenKind kind) {
        return at(i).kind() == kind;
    }

    private boolean is(int i, String word) {
        return at(i).is(word);
    }

    /** Offset where the token before ends. */
    private int endBefore(int i) {
        return at(i - 1).end();
    }

    private void cell() {
        int i = 0;
        while (!is(i, EOF)) {
            i = is(i, SEMI) ? i + 1 : piece(i);
        }
    }

    /** Returns the index of the token after the piece. */
    private int piece(int i) {
        if (is(i, IMPORT)) {
            return importPiece(i);
        }
        int afterModifiers = modifiers(i);
        Optional<String> keyword = typeKeyword(afterModifiers);
        if (keyword.isPresent()) {
            return typePiece(i, afterModifiers, keyword.get());
        }
        if (afterModifiers == i && isStatementStart(i)) {
            int end = statement(i, true);
            pieces.add(new Piece.Statement(at(i).start(), endBefore(end)));
            return end;
        }
        int afterParameters = is(afterModifiers, LT) ? angles(afterModifiers) : afterModifiers;
        int afterType = afterParameters < 0 ? -1 : type(modifiers(afterParameters));
        if (afterType > 0 && isName(afterType)) {
            if (is(afterType + 1, LPAREN)) {
                return methodPiece(i, afterModifiers, afterType);
            }
            if (afterParameters == afterModifiers) {
                return variablePieces(i, afterModifiers, afterType);
            }
        }
        if (is(afterModifiers, EOF)) {
            throw new Unfinished();
        }
        if (afterModifiers > i) {
            if (is(i, STATIC) && is(i + 1, LBRACE)) {
                int end = balanced(i + 1);
                pieces.add(new Piece.Statement(at(i + 1).start(), endBefore(end)));
                return end;
            }
            throw new Unexpected(at(afterModifiers), "A declaration must follow its modifiers");
        }
        return expressionPiece(i);
    }

    private boolean isName(int i) {
        return is(i, IDENTIFIER) || is(i, UNDERSCORE);
    }

    private int importPiece(int i) {
        int j = i + 1;
        boolean isStatic = is(j, STATIC);
        boolean module = is(j, "module") && isName(j + 1);
        if (isStatic || module) {
            j++;
        }
        int nameStart = j;
        expectName(j++);
        while (is(j, DOT)) {
            j++;
            if (is(j, STAR)) {
                j++;
                break;
            }
            expectName(j++);
        }
        String name =
                tokens.subList(nameStart, j).stream()
                        .map(token -> code.substring(token.start(), token.end()))
                        .collect(Collectors.joining());
        String imported = module ? Piece.Import.MODULE + name : name;
        pieces.add(new Piece.Import(at(i).start(), endBefore(j), imported, isStatic));
        if (!is(j, SEMI) && !is(j, EOF) && !is(j, IMPORT) && isOnLineOf(j, j - 1)) {
            throw new Unexpected(at(j), "';' expected");
        }
        return is(j, SEMI) ? j + 1 : j;
    }

    private boolean isOnLineOf(int i, int other) {
        return code.substring(at(other).end(), at(i).start()).indexOf('\n') < 0;
    }

    private void expectName(int i) {
        if (!isName(i)) {
            throw is(i, EOF) ? new Unfinished() : new Unexpected(at(i), "<identifier> expected");
        }
    }

    /** Returns the index after modifiers and annotations. */
    private int modifiers(int i) {
        int j = i;
        while (true) {
            switch (at(j).kind()) {
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
                    if (is(j + 1, LPAREN)) {
                        return j;
                    }
                    j++;
                }
                case DEFAULT -> {
                    if (is(j + 1, COLON) || is(j + 1, ARROW)) {
                        return j;
                    }
                    j++;
                }
                case MONKEYS_AT -> {
                    if (is(j + 1, INTERFACE)) {
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
                is(i, "sealed")
                        ? i + 1
                        : is(i, "non") && is(i + 1, SUB) && is(i + 2, "sealed") ? i + 3 : i;
        if (next == i) {
            return i;
        }
        int after = modifiers(next);
        return is(after, CLASS) || is(after, INTERFACE) ? next : i;
    }

    private int annotation(int i) {
        expectName(i + 1);
        int j = i + 2;
        while (is(j, DOT)) {
            expectName(j + 1);
            j += 2;
        }
        return is(j, LPAREN) ? balanced(j) : j;
    }

    private Optional<String> typeKeyword(int i) {
        return switch (at(i).kind()) {
            case CLASS -> Optional.of("class");
            case INTERFACE -> Optional.of("interface");
            case ENUM -> Optional.of("enum");
            case MONKEYS_AT -> Optional.of("@interface");
            default -> {
                boolean isRecord =
                        is(i, "record") && isName(i + 1) && (is(i + 2, LPAREN) || is(i + 2, LT));
                yield isRecord ? Optional.of("record") : Optional.empty();
            }
        };
    }

    private int typePiece(int i, int keywordAt, String keyword) {
        int nameAt = keywordAt + (keyword.equals("@interface") ? 2 : 1);
        expectName(nameAt);
        int j = nameAt + 1;
        while (!is(j, LBRACE)) {
            j =
                    switch (at(j).kind()) {
                        case EOF -> throw new Unfinished();
                        case SEMI -> throw new Unexpected(at(j), "'{' expected");
                        case LPAREN, LBRACKET -> balanced(j);
                        case RPAREN, RBRACKET, RBRACE -> throw unmatched(j);
                        default -> j + 1;
                    };
        }
        int end = balanced(j);
        pieces.add(
                new Piece.Type(
                        at(i).start(),
                        endBefore(end),
                        keyword,
                        at(nameAt).name(),
                        dropped(i, keywordAt)));
        return end;
    }

    /** What says who may use a declaration, and that it is static: in a cell all are, to all. */
    private List<Range> dropped(int from, int to) {
        List<Range> dropped = new ArrayList<>();
        int j = from;
        while (j < to) {
            switch (at(j).kind()) {
                case MONKEYS_AT -> j = annotation(j);
                case PUBLIC, PROTECTED, PRIVATE, STATIC -> {
                    dropped.add(new Range(at(j).start(), at(j).end()));
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
        if (OF_OBJECT.contains(at(nameAt).name())) {
            throw new Unexpected(
                    at(nameAt),
                    "%s is a method of every object, which hides one of a cell; choose another name"
                            .formatted(at(nameAt).name()));
        }
        int afterParameters = balanced(nameAt + 1);
        int j = afterParameters;
        while (is(j, LBRACKET)) {
            j = balanced(j);
        }
        if (is(j, THROWS)) {
            do {
                j = type(modifiers(j + 1));
                if (j < 0) {
                    throw new Unfinished();
                }
            } while (is(j, COMMA));
        }
        int end;
        if (is(j, LBRACE)) {
            end = balanced(j);
        } else if (is(j, EOF)) {
            throw new Unfinished();
        } else if (is(j, SEMI)) {
            throw new Unexpected(at(j), "missing method body");
        } else {
            throw new Unexpected(at(j), "'{' expected");
        }
        Parameters parameters = parameters(nameAt + 2, afterParameters - 1);
        List<Range> dropped = new ArrayList<>(dropped(i, afterModifiers));
        for (int k = i; k < afterModifiers; k++) {
            if (is(k, FINAL)) {
                dropped.add(new Range(at(k).start(), at(k).end()));
            }
        }
        pieces.add(
                new Piece.Method(
                        at(i).start(),
                        endBefore(end),
                        at(nameAt).name(),
                        words(afterModifiers, j),
                        String.join(",", parameters.types()),
                        parameters.names(),
                        at(j).start(),
                        dropped));
        return end;
    }

    private String words(int from, int to) {
        return tokens.subList(from, to).stream()
                .map(token -> code.substring(token.start(), token.end()))
                .collect(Collectors.joining(" "));
    }

    /** What stands between a method's parentheses; types without spaces that mean nothing. */
    private record Parameters(List<String> types, List<String> names) {}

    private Parameters parameters(int from, int to) {
        List<String> types = new ArrayList<>();
        List<String> names = new ArrayList<>();
        int j = from;
        while (j < to) {
            int start = modifiers(j);
            int end = type(start);
            if (end < 0) {
                break;
            }
            boolean varargs = is(end, ELLIPSIS);
            String type = words(start, end).replaceAll(" ?([<>\\[\\].]) ?", "$1");
            int name = varargs ? end + 1 : end;
            names.add(at(name).name());
            types.add(type.replaceAll(" ?, ?", ",") + (varargs ? "..." : ""));
            j = name + 1;
            while (j < to && !is(j, COMMA)) {
                j++;
            }
            j++;
        }
        return new Parameters(types, names);
    }

    private int variablePieces(int i, int typeAt, int firstName) {
        Range type = new Range(at(typeAt).start(), endBefore(firstName));
        int start = at(i).start();
        int j = firstName;
        while (true) {
            expectName(j);
            Range name = new Range(at(j).start(), at(j).end());
            int nameAt = j;
            int dimensionsAt = ++j;
            while (is(j, LBRACKET)) {
                j = balanced(j);
            }
            String dimensions = words(dimensionsAt, j).replace(" ", "");
            Range initializer = null;
            Piece.Anonymous anonymous = null;
            String obvious = null;
            if (is(j, EQ)) {
                int value = j + 1;
                j = is(value, LBRACE) ? balanced(value) : expression(value);
                initializer = new Range(at(value).start(), endBefore(j));
                anonymous = anonymous(value, j);
                obvious = obviousType(value, j);
            } else if (type.of(code).equals("var")) {
                throw new Unexpected(
                        at(nameAt),
                        "cannot infer type for local variable %s: it has no initializer"
                                .formatted(at(nameAt).name()));
            }
            pieces.add(
                    new Piece.Variable(
                            start,
                            endBefore(j),
                            type,
                            name,
                            dimensions,
                            initializer,
                            anonymous,
                            obvious));
            if (!is(j, COMMA)) {
                return end(j);
            }
            j++;
            start = at(j).start();
        }
    }

    private Piece.Anonymous anonymous(int from, int to) {
        int type = is(from, NEW) && isName(from + 1) ? type(from + 1, false) : -1;
        if (type < 0 || !is(type, LPAREN)) {
            return null;
        }
        int body = balanced(type);
        return is(body, LBRACE) && balanced(body) == to
                ? new Piece.Anonymous(
                        new Range(at(type).end(), at(body - 1).start()),
                        new Range(at(body).start(), endBefore(to)))
                : null;
    }

    /** The type of a literal or of {@code new Name(...)}; null for other expressions. */
    private String obviousType(int from, int to) {
        int first = is(from, SUB) ? from + 1 : from;
        if (first == to - 1) {
            return switch (at(first).kind()) {
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
        if (is(from, NEW) && isName(from + 1)) {
            int type = type(from + 1, false);
            if (type > 0 && is(type, LPAREN) && balanced(type) == to) {
                String text = words(from + 1, type);
                return text.contains("< >") || text.contains("@") ? null : text;
            }
        }
        return null;
    }

    /** After a simple statement: takes its semicolon, which may be missing. */
    private int end(int i) {
        if (is(i, SEMI)) {
            return i + 1;
        }
        if (is(i, RPAREN) || is(i, RBRACKET) || is(i, RBRACE)) {
            throw unmatched(i);
        }
        if (!is(i, EOF) && (isOnLineOf(i, i - 1) || !canStartPiece(i))) {
            throw new Unexpected(at(i), "';' expected");
        }
        return i;
    }

    private boolean canStartPiece(int i) {
        return switch (at(i).kind()) {
            case ELSE, CATCH, FINALLY, CASE, COLON, COMMA, ARROW, EXTENDS, IMPLEMENTS, THROWS ->
                    false;
            default -> true;
        };
    }

    private int expressionPiece(int i) {
        int end = expression(i);
        int from = at(i).start();
        int to = endBefore(end);
        Optional<Expression.Value> value =
                frontEnd.expression(code.substring(from, to)).map(CellParser::valueOf);
        // Where it is no expression, javac says why.
        pieces.add(new Expression(from, to, value.orElse(Expression.Value.NEVER)));
        return end(end);
    }

    private static Expression.Value valueOf(ExpressionTree tree) {
        return switch (tree.getKind()) {
            case METHOD_INVOCATION -> Expression.Value.CALL;
            case ASSIGNMENT ->
                    ((AssignmentTree) tree).getVariable() instanceof IdentifierTree
                            ? Expression.Value.NEVER
                            : Expression.Value.STATEMENT;
            case NEW_CLASS,
                    POSTFIX_INCREMENT,
                    POSTFIX_DECREMENT,
                    PREFIX_INCREMENT,
                    PREFIX_DECREMENT,
                    PLUS_ASSIGNMENT,
                    MINUS_ASSIGNMENT,
                    MULTIPLY_ASSIGNMENT,
                    DIVIDE_ASSIGNMENT,
                    REMAINDER_ASSIGNMENT,
                    AND_ASSIGNMENT,
                    OR_ASSIGNMENT,
                    XOR_ASSIGNMENT,
                    LEFT_SHIFT_ASSIGNMENT,
                    RIGHT_SHIFT_ASSIGNMENT,
                    UNSIGNED_RIGHT_SHIFT_ASSIGNMENT ->
                    Expression.Value.STATEMENT;
            default -> Expression.Value.ALWAYS;
        };
    }

    private boolean isStatementStart(int i) {
        return switch (at(i).kind()) {
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
            default -> isName(i) && is(i + 1, COLON);
        };
    }

    /**
     * A switch at the start of a piece is a statement, unless it is an expression: when more
     * follows, or when one of its cases gives a value that is no statement.
     */
    private boolean isSwitchStatement(int i) {
        int end = switchEnd(i);
        if (is(end, DOT)) {
            return false;
        }
        String text = code.substring(at(i).start(), endBefore(end));
        return frontEnd.expression(text)
                .map(tree -> !(tree instanceof SwitchExpressionTree cases && givesValue(cases)))
                .orElse(true);
    }

    private int switchEnd(int i) {
        if (!is(i + 1, LPAREN)) {
            throw expected(i + 1, "'('");
        }
        int body = balanced(i + 1);
        if (!is(body, LBRACE)) {
            throw expected(body, "'{'");
        }
        return balanced(body);
    }

    private static boolean givesValue(SwitchExpressionTree switchExpression) {
        boolean[] value = new boolean[1];
        TreeScanner<Void, Void> yields =
                new TreeScanner<>() {
                    @Override
                    public Void visitYield(YieldTree node, Void unused) {
                        value[0] = true;
                        return null;
                    }

                    @Override
                    public Void visitSwitchExpression(SwitchExpressionTree node, Void unused) {
                        return null; // Its values are its own.
                    }
                };
        for (CaseTree each : switchExpression.getCases()) {
            if (each.getBody() instanceof ExpressionTree body) {
                value[0] |= valueOf(body) == Expression.Value.ALWAYS;
            } else {
                yields.scan(each.getBody(), null);
                yields.scan(each.getStatements(), null);
            }
        }
        return value[0];
    }

    private RuntimeException expected(int i, String what) {
        return is(i, EOF) ? new Unfinished() : new Unexpected(at(i), what + " expected");
    }

    private Unexpected unmatched(int i) {
        String closer = code.substring(at(i).start(), at(i).end());
        return new Unexpected(at(i), "'" + closer + "' closes nothing");
    }

    /** Returns the index after the bracket that closes the one at {@code i}. */
    private int balanced(int i) {
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

    /**
     * Returns the index after a statement.
     *
     * @param outermost whether its semicolon may be missing
     */
    private int statement(int i, boolean outermost) {
        return switch (at(i).kind()) {
            case EOF -> throw new Unfinished();
            case LBRACE -> balanced(i);
            case SEMI -> i + 1;
            case IF -> {
                int j = statement(condition(i), false);
                yield is(j, ELSE) ? statement(j + 1, false) : j;
            }
            case WHILE, FOR -> statement(condition(i), false);
            case DO -> {
                int j = statement(i + 1, false);
                if (!is(j, WHILE)) {
                    throw expected(j, "while");
                }
                yield simpleEnd(condition(j), outermost);
            }
            case TRY -> tryStatement(i);
            case SYNCHRONIZED -> block(condition(i));
            case SWITCH -> isSwitchStatement(i) ? switchEnd(i) : simple(i, outermost);
            default -> {
                if (isName(i) && is(i + 1, COLON)) {
                    yield statement(i + 2, outermost);
                }
                yield simple(i, outermost);
            }
        };
    }

    private int condition(int i) {
        if (!is(i + 1, LPAREN)) {
            throw expected(i + 1, "'('");
        }
        return balanced(i + 1);
    }

    private int block(int i) {
        if (!is(i, LBRACE)) {
            throw expected(i, "'{'");
        }
        return balanced(i);
    }

    private int tryStatement(int i) {
        boolean resources = is(i + 1, LPAREN);
        int j = block(resources ? balanced(i + 1) : i + 1);
        boolean handled = resources;
        while (is(j, CATCH)) {
            j = block(condition(j));
            handled = true;
        }
        if (is(j, FINALLY)) {
            return block(j + 1);
        }
        if (!handled) {
            throw expected(j, "'catch' or 'finally'");
        }
        return j;
    }

    /** A statement up to its semicolon; nested ones may be declarations, whose end is the same. */
    private int simple(int i, boolean outermost) {
        if (!outermost) {
            int j = i;
            while (!is(j, SEMI)) {
                j =
                        switch (at(j).kind()) {
                            case EOF -> throw new Unfinished();
                            case LPAREN, LBRACKET, LBRACE -> balanced(j);
                            case RPAREN, RBRACKET, RBRACE -> throw unmatched(j);
                            default -> j + 1;
                        };
            }
            return j + 1;
        }
        int from =
                switch (at(i).kind()) {
                    case RETURN, THROW, ASSERT -> i + 1;
                    case BREAK, CONTINUE -> isName(i + 1) && isOnLineOf(i + 1, i) ? i + 2 : i + 1;
                    default -> i;
                };
        boolean bare = is(i, BREAK) || is(i, CONTINUE) || is(i, RETURN) && is(from, SEMI);
        int end = bare ? from : expression(from);
        if (is(i, ASSERT) && is(end, COLON)) {
            end = expression(end + 1);
        }
        return simpleEnd(end, outermost);
    }

    private int simpleEnd(int i, boolean outermost) {
        if (outermost) {
            return end(i);
        }
        if (!is(i, SEMI)) {
            throw expected(i, "';'");
        }
        return i + 1;
    }

    /** Returns the index after an expression; a comma ends it, too. */
    private int expression(int i) {
        int end = new ExpressionEnd(i).find();
        if (end == i) {
            throw new Unexpected(at(i), "illegal start of expression");
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
            if (!afterOperand && is(i, EOF)) {
                throw new Unfinished();
            }
            return i;
        }

        private boolean step() {
            switch (at(i).kind()) {
                case EOF, SEMI, COMMA, RPAREN, RBRACKET, RBRACE -> {
                    return false;
                }
                case LPAREN -> parentheses();
                case LBRACKET -> operand(balanced(i));
                case LBRACE -> {
                    if (afterOperand && !creating) {
                        return false;
                    }
                    operand(balanced(i));
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
                    i = is(i + 1, LT) ? Math.max(angles(i + 1), i + 2) : i + 1;
                    afterOperand = false;
                }
                case COLCOL -> {
                    i = is(i + 1, LT) ? Math.max(angles(i + 1), i + 2) : i + 1;
                    operand(i + 1);
                }
                case PLUSPLUS, SUBSUB -> {
                    // On a line of its own it belongs to what follows.
                    if (afterOperand && !isOnLineOf(i, i - 1) && isName(i + 1)) {
                        return false;
                    }
                    i++;
                }
                default -> {
                    if (isOperator(at(i).kind())) {
                        i++;
                        afterOperand = false;
                        creating = false;
                    } else if (afterOperand || !isOperand(at(i).kind())) {
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
            int end = balanced(i);
            boolean cast = !afterOperand && isCast(i, end);
            i = end;
            afterOperand = !cast;
        }

        private void creation() {
            int type = type(modifiers(i + 1), false);
            if (type < 0) {
                throw expected(i + 1, "a type");
            }
            operand(type);
            creating = true;
        }

        private void pattern() {
            int j = type(modifiers(i + 1));
            if (j < 0) {
                throw expected(i + 1, "a type");
            }
            if (is(j, LPAREN)) {
                j = balanced(j);
            }
            operand(isName(j) && !(is(j + 1, LPAREN) && !isOnLineOf(j, j - 1)) ? j + 1 : j);
        }

        /** The end of {@code List<String>} in {@code List<String>::new}, or -1. */
        private int genericReference() {
            if (!isName(i)) {
                return -1;
            }
            int end = type(i);
            return end > i + 1 && is(end, COLCOL) ? end : -1;
        }
    }

    /** Whether parentheses hold a type, and an operand to be cast follows. */
    private boolean isCast(int open, int after) {
        int j = open + 1;
        int end = type(modifiers(j));
        while (end > 0 && is(end, AMP)) {
            end = type(end + 1);
        }
        if (end != after - 1) {
            return false;
        }
        boolean primitive = isPrimitive(at(j).kind()) && is(j + 1, RPAREN);
        return switch (at(after).kind()) {
            case PLUS, SUB, PLUSPLUS, SUBSUB -> primitive;
            case LPAREN, BANG, TILDE, NEW, SWITCH -> true;
            default -> isOperand(at(after).kind());
        };
    }

    private static boolean isPrimitive(TokenKind kind) {
        return switch (kind) {
            case BYTE, SHORT, INT, LONG, CHAR, FLOAT, DOUBLE, BOOLEAN -> true;
            default -> false;
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
            default -> isPrimitive(kind);
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

    /** Returns the index after a type with its brackets, or -1 if none begins here. */
    private int type(int i) {
        return type(i, true);
    }

    private int type(int i, boolean withBrackets) {
        int j;
        if (isPrimitive(at(i).kind()) || is(i, VOID)) {
            j = i + 1;
        } else if (isName(i)) {
            j = i;
            while (true) {
                j++;
                if (is(j, LT)) {
                    j = angles(j);
                    if (j < 0) {
                        return -1;
                    }
                }
                if (!is(j, DOT)) {
                    break;
                }
                int next = is(j + 1, MONKEYS_AT) ? annotation(j + 1) : j + 1;
                if (!isName(next)) {
                    return -1;
                }
                j = next;
            }
        } else {
            return -1;
        }
        while (withBrackets) {
            int bracket = is(j, MONKEYS_AT) && !is(j + 1, INTERFACE) ? annotation(j) : j;
            if (!is(bracket, LBRACKET) || !is(bracket + 1, RBRACKET)) {
                break;
            }
            j = bracket + 2;
        }
        return j;
    }

    /** Returns the index after type arguments or parameters, or -1 if these are none. */
    private int angles(int i) {
        int depth = 0;
        int j = i;
        while (true) {
            switch (at(j).kind()) {
                case LT -> depth++;
                case GT -> depth--;
                case GTGT -> depth -= 2;
                case GTGTGT -> depth -= 3;
                case COMMA, DOT, QUES, EXTENDS, SUPER, AMP -> {}
                case LBRACKET -> {
                    if (!is(j + 1, RBRACKET)) {
                        return -1;
                    }
                    j++;
                }
                case MONKEYS_AT -> j = annotation(j) - 1;
                default -> {
                    if (!isName(j) && !isPrimitive(at(j).kind())) {
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
