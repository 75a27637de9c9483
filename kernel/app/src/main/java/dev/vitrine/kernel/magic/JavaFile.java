package dev.vitrine.kernel.magic;

import java.util.Optional;
import java.util.Set;

/** What a notebook wants to know of a source file. */
final class JavaFile {

    private static final Set<String> TYPES = Set.of("class", "interface", "enum", "record");

    private JavaFile() {}

    /** The source without its package declaration, on as many lines: cells are in no package. */
    static String withoutPackage(String source) {
        JavaLexer lexer = new JavaLexer(source);
        if (!lexer.toNextToken()) {
            return source;
        }
        int start = lexer.position();
        if (!readWord(lexer, source).equals("package")) {
            return source;
        }
        while (lexer.toNextToken()) {
            boolean last = source.charAt(lexer.position()) == ';';
            lexer.readToken();
            if (last) {
                break;
            }
        }
        String declaration = source.substring(start, lexer.position());
        return source.substring(0, start)
                + declaration.replaceAll("[^\\r\\n]", " ")
                + source.substring(lexer.position());
    }

    /** The name of the first type, which is the program that {@code java File.java} runs. */
    static Optional<String> firstType(String source) {
        JavaLexer lexer = new JavaLexer(source);
        String before = "";
        while (lexer.toNextToken()) {
            boolean topLevel = lexer.isTopLevel();
            String word = readWord(lexer, source);
            if (topLevel && TYPES.contains(before) && !word.isEmpty()) {
                return Optional.of(word);
            }
            before = word;
        }
        return Optional.empty();
    }

    /** The token at hand if it is a word, or the empty string. */
    private static String readWord(JavaLexer lexer, String source) {
        int start = lexer.position();
        lexer.readToken();
        return Character.isJavaIdentifierStart(source.charAt(start))
                ? source.substring(start, lexer.position())
                : "";
    }
}
