package dev.vitrine.kernel.java.javac;

import com.sun.tools.javac.parser.Tokens.TokenKind;
import dev.vitrine.kernel.java.JavaKeywords;
import java.util.List;
import java.util.Set;

/** The words of the language that may stand somewhere. */
final class Keywords {

    private static final List<String> PRIMITIVES =
            List.of("boolean", "byte", "char", "double", "float", "int", "long", "short");

    private static final List<String> IN_EXPRESSION =
            List.of("false", "new", "null", "super", "switch", "this", "true");

    /** After a value or a type. */
    private static final List<String> AFTER =
            List.of("extends", "implements", "instanceof", "permits", "throws");

    /** What can neither begin a statement nor be part of an expression. */
    private static final Set<String> ONLY_AFTER =
            Set.of("extends", "implements", "instanceof", "permits", "throws", "package");

    private Keywords() {}

    /**
     * @param previous the token before
     * @param declares whether the cursor is where a declaration has its name
     */
    static List<String> at(
            TokenKind previous, boolean declares, boolean typesOnly, boolean creation) {
        if (declares) {
            return AFTER;
        }
        if (creation) {
            return PRIMITIVES;
        }
        return switch (previous) {
            case EOF, SEMI, LBRACE, RBRACE, COLON, ELSE, DO, FINALLY, RPAREN, ARROW ->
                    JavaKeywords.ALL.stream().filter(word -> !ONLY_AFTER.contains(word)).toList();
            case LPAREN, COMMA -> join(join(IN_EXPRESSION, PRIMITIVES), List.of("final", "var"));
            case IMPORT -> List.of("static");
            case PUBLIC, PRIVATE, PROTECTED, STATIC, FINAL, ABSTRACT ->
                    JavaKeywords.ALL.stream().filter(word -> !ONLY_AFTER.contains(word)).toList();
            case DEFAULT, CASE -> List.of("default", "null");
            default ->
                    typesOnly
                            ? join(PRIMITIVES, List.of("extends", "super", "var", "void"))
                            : join(IN_EXPRESSION, PRIMITIVES);
        };
    }

    private static List<String> join(List<String> some, List<String> others) {
        return java.util.stream.Stream.concat(some.stream(), others.stream()).toList();
    }
}
