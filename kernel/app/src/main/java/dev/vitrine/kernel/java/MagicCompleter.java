package dev.vitrine.kernel.java;

import dev.vitrine.kernel.java.CellTransformer.Magic;
import dev.vitrine.kernel.java.Interpreter.Candidate;
import dev.vitrine.kernel.java.Interpreter.Completeness;
import dev.vitrine.kernel.java.Interpreter.Completeness.Status;
import dev.vitrine.kernel.java.Interpreter.Completion;
import dev.vitrine.kernel.java.Interpreter.Inspection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Completes magics, and knows where one is being written. */
final class MagicCompleter {

    /**
     * A percent sign where a statement begins or after an assignment, as the transformer reads it.
     */
    private static final Pattern MAGIC =
            Pattern.compile("(?:^|=|->)[ \\t]*(?<name>%%?\\w*)(?<arguments>[ \\t].*)?$");

    private final CellTransformer transformer;

    MagicCompleter(CellTransformer transformer) {
        this.transformer = transformer;
    }

    /** Empty if no magic is being written at the cursor. */
    Optional<Completion> complete(String code, int cursor, Predicate<String> isVariable) {
        int lineStart = code.lastIndexOf('\n', cursor - 1) + 1;
        String line = code.substring(lineStart, cursor);
        Optional<CellTransformer.Arguments> arguments =
                transformer.completeArgument(line, isVariable);
        if (arguments.isPresent()) {
            return arguments.map(
                    found ->
                            new Completion(
                                    found.candidates().stream()
                                            .map(MagicCompleter::argument)
                                            .toList(),
                                    lineStart + found.start(),
                                    cursor));
        }
        Matcher matcher = MAGIC.matcher(line);
        if (!matcher.find()) {
            return Optional.empty();
        }
        String typed = matcher.group("name").toLowerCase(Locale.ROOT);
        List<Magic> matching =
                transformer.magics().stream()
                        .filter(m -> m.name().toLowerCase(Locale.ROOT).startsWith(typed))
                        .toList();
        if (matcher.group("arguments") != null) {
            boolean known = matching.stream().anyMatch(m -> m.name().equalsIgnoreCase(typed));
            return known
                    ? Optional.of(new Completion(List.of(), cursor, cursor))
                    : Optional.empty();
        }
        boolean firstLine = code.substring(0, lineStart).isBlank();
        List<Candidate> candidates =
                matching.stream()
                        .filter(m -> firstLine || !m.name().startsWith("%%"))
                        .map(m -> new Candidate(m.name(), "magic", m.usage()))
                        .toList();
        // "n %ma" on a line of its own may still be Java.
        return candidates.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Completion(candidates, lineStart + matcher.start("name"), cursor));
    }

    private static Candidate argument(String text) {
        boolean isFile = text.indexOf('/') >= 0 || text.indexOf('.') >= 0;
        return new Candidate(text, text.startsWith("-") ? "keyword" : isFile ? "path" : "text", "");
    }

    /** The magic whose name is at the cursor. */
    Optional<Magic> at(String code, int cursor) {
        int lineStart = code.lastIndexOf('\n', cursor - 1) + 1;
        int lineEnd = code.indexOf('\n', cursor);
        String line = code.substring(lineStart, lineEnd < 0 ? code.length() : lineEnd);
        Matcher matcher = MAGIC.matcher(line);
        return matcher.find()
                ? transformer.magics().stream()
                        .filter(m -> m.name().equalsIgnoreCase(matcher.group("name")))
                        .findFirst()
                : Optional.empty();
    }

    /** What there is to say of a magic. */
    static Inspection inspection(Magic magic) {
        String text = magic.name() + " " + magic.usage();
        return new Inspection(
                text,
                "<pre><b>"
                        + JavadocText.escape(magic.name())
                        + "</b> "
                        + JavadocText.escape(magic.usage())
                        + "</pre>");
    }

    /** A cell magic's body may be anything; an empty line ends it. */
    static Completeness completeness(String code) {
        boolean ended = code.endsWith("\n") && code.stripTrailing().contains("\n");
        return new Completeness(ended ? Status.COMPLETE : Status.INCOMPLETE, "");
    }
}
