package dev.vitrine.kernel.magic;

import dev.vitrine.kernel.java.CellFailure;
import dev.vitrine.kernel.java.CellTransformer;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Takes the magics out of a cell.
 *
 * <p>{@code %%name} on the first line that is not blank makes the whole cell a call of that magic.
 * {@code %name} is a line magic at the start of a line where a statement may begin, and after
 * {@code =} or {@code ->}; it reaches to the end of its line and becomes a call of {@link
 * dev.vitrine.api.Notebook#lineMagic} on that line. Everywhere else a percent sign is Java's: in
 * text blocks, strings and comments, and as the modulo operator of an expression that goes on from
 * the line before.
 */
public final class MagicTransformer implements CellTransformer {

    private static final Pattern CELL_MAGIC =
            Pattern.compile(
                    "\\s*^[ \\t]*%%(?<name>\\w\\S*)(?<arguments>.*)\\R?", Pattern.MULTILINE);

    private final MagicRegistry registry;

    public MagicTransformer(MagicRegistry registry) {
        this.registry = registry;
    }

    @Override
    public Cell transform(String code) throws CellFailure {
        Matcher cellMagic = CELL_MAGIC.matcher(code);
        if (cellMagic.lookingAt()) {
            String name = cellMagic.group("name");
            List<String> arguments = ArgumentSplitter.split(cellMagic.group("arguments"));
            String body = code.substring(cellMagic.end());
            return new Direct(() -> registry.runCell(name, arguments, body));
        }
        return new Java(code.indexOf('%') < 0 ? code : replaceLineMagics(code));
    }

    @Override
    public List<Magic> magics() {
        return registry.entries().stream()
                .map(entry -> new Magic(entry.written(), entry.usage()))
                .toList();
    }

    private String replaceLineMagics(String code) throws CellFailure {
        StringBuilder java = new StringBuilder();
        int copied = 0;
        JavaLexer lexer = new JavaLexer(code);
        while (lexer.toNextToken()) {
            int start = lexer.position();
            if (!isMagic(code, start, lexer.place())) {
                lexer.readToken();
                continue;
            }
            int end = lexer.endOfLine(start);
            if (code.charAt(start + 1) == '%') {
                throw notFirst(code, start, end);
            }
            java.append(code, copied, start).append(callOf(code.substring(start + 1, end)));
            copied = end;
            lexer.skipStatementTo(end);
        }
        return java.append(code, copied, code.length()).toString();
    }

    private static boolean isMagic(String code, int start, JavaLexer.Place place) {
        if (code.charAt(start) != '%') {
            return false;
        }
        int name = code.startsWith("%%", start) ? start + 2 : start + 1;
        if (name >= code.length() || !isNameStart(code.charAt(name))) {
            return false;
        }
        return switch (place) {
            case STATEMENT -> isFirstOnItsLine(code, start);
            case VALUE -> name == start + 1;
            case OTHER -> false;
        };
    }

    private static boolean isNameStart(char c) {
        return Character.isLetter(c) || c == '_';
    }

    private static boolean isFirstOnItsLine(String code, int index) {
        int i = index - 1;
        while (i >= 0 && (code.charAt(i) == ' ' || code.charAt(i) == '\t')) {
            i--;
        }
        return i < 0 || code.charAt(i) == '\n' || code.charAt(i) == '\r';
    }

    /**
     * @param text what follows the percent sign on its line
     */
    private String callOf(String text) {
        int nameEnd = 0;
        while (nameEnd < text.length() && !Character.isWhitespace(text.charAt(nameEnd))) {
            nameEnd++;
        }
        String name = withoutSemicolon(text.substring(0, nameEnd));
        String rest = text.substring(nameEnd).strip();
        List<String> arguments;
        if (registry.takesVerbatimLine(name)) {
            arguments = rest.isEmpty() ? List.of() : List.of(rest);
        } else {
            arguments = ArgumentSplitter.split(withoutSemicolon(rest));
        }
        String literals = arguments.stream().map(JavaLiteral::of).collect(Collectors.joining(", "));
        return "dev.vitrine.api.Notebook.lineMagic("
                + JavaLiteral.of(name)
                + ", java.util.List.of("
                + literals
                + "));";
    }

    /** Java's habit of ending a line with a semicolon is no part of the last argument. */
    private static String withoutSemicolon(String text) {
        return text.endsWith(";") ? text.substring(0, text.length() - 1) : text;
    }

    private static CellFailure notFirst(String code, int start, int end) {
        String line = code.substring(start, end).strip();
        long number =
                code.substring(0, start).lines().count() + (isAtLineStart(code, start) ? 1 : 0);
        return MagicRegistry.failure(
                "MagicError",
                "line "
                        + number
                        + ": "
                        + line.split("\\s")[0]
                        + " takes the whole cell, so it must be the first line of a cell of its own",
                null);
    }

    private static boolean isAtLineStart(String code, int index) {
        return index == 0 || code.charAt(index - 1) == '\n' || code.charAt(index - 1) == '\r';
    }
}
