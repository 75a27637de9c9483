package dev.vitrine.kernel.magic;

import dev.vitrine.kernel.java.CellFailure;
import dev.vitrine.kernel.java.CellTransformer;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
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
 *
 * <p>{@code !command} is a call of the shell where {@link CommandLine} says that it is no negation:
 * at the start of a line where a statement may begin, and as the value of an assignment.
 */
public final class MagicTransformer implements CellTransformer {

    private static final Pattern CELL_MAGIC =
            Pattern.compile(
                    "\\s*^[ \\t]*%%(?<name>\\w\\S*)(?<arguments>.*)\\R?", Pattern.MULTILINE);

    /** Where a command takes the value of a variable. */
    private static final Pattern VARIABLE =
            Pattern.compile("(?<!\\$)\\{(?<name>[\\p{L}_][\\p{L}\\p{N}_]*)}");

    private final MagicRegistry registry;

    public MagicTransformer(MagicRegistry registry) {
        this.registry = registry;
    }

    @Override
    public Cell transform(String code) throws CellFailure {
        return transform(code, name -> false);
    }

    @Override
    public Cell transform(String code, Predicate<String> isVariable) throws CellFailure {
        Matcher cellMagic = CELL_MAGIC.matcher(code);
        if (cellMagic.lookingAt()) {
            String name = cellMagic.group("name");
            String rest = cellMagic.group("arguments");
            List<String> arguments =
                    registry.takesVerbatimCell(name)
                            ? verbatim(rest.strip())
                            : ArgumentSplitter.split(rest);
            String body = code.substring(cellMagic.end());
            return new Direct(() -> registry.runCell(name, arguments, body));
        }
        boolean plain = code.indexOf('%') < 0 && code.indexOf('!') < 0;
        return new Java(plain ? code : new Replacement(code, isVariable).run());
    }

    @Override
    public List<Magic> magics() {
        return registry.entries().stream()
                .map(entry -> new Magic(entry.written(), entry.usage()))
                .toList();
    }

    @Override
    public Optional<Arguments> completeArgument(String line, Predicate<String> isVariable) {
        return new ArgumentCompleter(registry).complete(line, isVariable);
    }

    /** One cell, whose line magics and commands become calls. */
    private final class Replacement {

        private final String code;
        private final Predicate<String> isVariable;
        private final JavaLexer lexer;
        private final StringBuilder java = new StringBuilder();
        private int copied;

        Replacement(String code, Predicate<String> isVariable) {
            this.code = code;
            lexer = new JavaLexer(code);
            this.isVariable = name -> lexer.hasRead(name) || isVariable.test(name);
        }

        String run() throws CellFailure {
            while (lexer.toNextToken()) {
                int start = lexer.position();
                if (isMagic(code, start, lexer.place())) {
                    int end = lexer.endOfLine(start);
                    if (code.charAt(start + 1) == '%') {
                        throw notFirst(code, start, end);
                    }
                    replace(start, end, callOf(code.substring(start + 1, end)));
                } else if (code.charAt(start) != '!' || !replaceCommand(start)) {
                    lexer.readToken();
                }
            }
            return java.append(code, copied, code.length()).toString();
        }

        private void replace(int start, int end, String call) {
            java.append(code, copied, start).append(call);
            // As many lines as there were: a command may go on over several.
            code.substring(start, end)
                    .chars()
                    .filter(c -> c == '\n')
                    .forEach(c -> java.append('\n'));
            copied = end;
            lexer.skipStatementTo(end);
        }

        /** Whether there was a command. */
        private boolean replaceCommand(int start) {
            String text = code.substring(start + 1, lexer.endOfLine(start));
            boolean asked = text.startsWith("!");
            if (lexer.isAtStatement()
                    && isFirstOnItsLine(code, start)
                    && !CommandLine.isNegation(text, isVariable)) {
                int end = endOfCommand(start);
                String command = code.substring(start + (asked ? 2 : 1), end).strip();
                replace(start, end, asked ? outputOf(command) : runOf(command));
                return true;
            }
            if (lexer.isAfterAssignment()
                    && CommandLine.isValue(
                            lexer.statementSoFar(), text, lexer.isTopLevel(), isVariable)) {
                int end = endOfCommand(start);
                replace(start, end, outputOf(code.substring(start + 1, end).strip()));
                return true;
            }
            return false;
        }

        /** A backslash at its end makes a line go on, as in shells. */
        private int endOfCommand(int start) {
            int end = lexer.endOfLine(start);
            while (end < code.length() && code.charAt(end - 1) == '\\') {
                int next = code.startsWith("\r\n", end) ? end + 2 : end + 1;
                end = lexer.endOfLine(next);
            }
            return end;
        }

        private String runOf(String command) {
            return "dev.vitrine.api.Notebook.lineMagic(\"!sh\", java.util.List.of("
                    + withVariables(command)
                    + "));";
        }

        private String outputOf(String command) {
            return "dev.vitrine.api.Notebook.<dev.vitrine.api.ShellOutput>lineMagic(\"!system\","
                    + " java.util.List.of("
                    + withVariables(command)
                    + "));";
        }

        /**
         * {@code {name}} is the value of a variable, unless the shell means it: {@code ${name}}.
         */
        private String withVariables(String command) {
            StringBuilder expression = new StringBuilder();
            Matcher matcher = VARIABLE.matcher(command);
            int end = 0;
            while (matcher.find()) {
                if (isVariable.test(matcher.group("name"))) {
                    expression
                            .append(JavaLiteral.of(command.substring(end, matcher.start())))
                            .append(" + (")
                            .append(matcher.group("name"))
                            .append(") + ");
                    end = matcher.end();
                }
            }
            return expression.append(JavaLiteral.of(command.substring(end))).toString();
        }
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
            arguments = verbatim(rest);
            name = MagicRegistry.AS_WRITTEN + name;
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

    private static List<String> verbatim(String rest) {
        return rest.isEmpty() ? List.of() : List.of(rest);
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
