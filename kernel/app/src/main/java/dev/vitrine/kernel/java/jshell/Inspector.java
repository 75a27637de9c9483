package dev.vitrine.kernel.java.jshell;

import dev.vitrine.kernel.java.InspectionText;
import dev.vitrine.kernel.java.Interpreter.Inspection;
import dev.vitrine.kernel.java.SignatureText;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis.Documentation;

/** Finds out what stands at a cursor: signatures, documentation, and the source of declarations. */
final class Inspector {

    private static final Pattern NAME_START =
            Pattern.compile("\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*$");
    private static final Pattern NAME_END =
            Pattern.compile("\\p{javaJavaIdentifierPart}*(?:\\s*\\()?");
    private static final int MAX_OVERLOADS = 20;

    private final JShellSession session;

    Inspector(JShellSession session) {
        this.session = session;
    }

    /**
     * @param code the cell's Java
     * @param cursor offset into it; inside a call's parentheses, the call is meant
     * @param detailLevel 1 adds the source of what a cell declared
     */
    Optional<Inspection> inspect(String code, int cursor, int detailLevel) {
        Matcher rest = NAME_END.matcher(code).region(cursor, code.length());
        int end = rest.lookingAt() ? rest.end() : cursor;
        String upTo = code.substring(0, end);
        List<Documentation> found =
                session.locked(
                        s -> {
                            CursorContext context = CursorContext.of(upTo, s.analysis());
                            List<Documentation> inCell = documentation(s, context.text());
                            return inCell.isEmpty() ? documentation(s, context.own()) : inCell;
                        });
        String name = nameAt(code, cursor);
        List<String> sources = detailLevel > 0 ? sources(name) : List.of();
        return write(found, sources);
    }

    private static List<Documentation> documentation(JShellSession session, String text) {
        return session.analysis().documentation(text, text.length(), true).stream()
                .filter(doc -> doc.signature() != null && !doc.signature().isBlank())
                .limit(MAX_OVERLOADS)
                .toList();
    }

    private static String nameAt(String code, int cursor) {
        int end = cursor;
        while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
            end++;
        }
        Matcher name = NAME_START.matcher(code.substring(0, end));
        return name.find() ? name.group() : "";
    }

    /** The cells' own declarations of a name. */
    private List<String> sources(String name) {
        return session.locked(
                s ->
                        Stream.<Stream<? extends Snippet>>of(
                                        s.shell().methods(),
                                        s.shell().types(),
                                        s.shell().variables())
                                .flatMap(snippets -> snippets)
                                .filter(snippet -> SnippetNames.name(snippet).equals(name))
                                .map(snippet -> snippet.source().strip())
                                .distinct()
                                .toList());
    }

    private static Optional<Inspection> write(List<Documentation> found, List<String> sources) {
        InspectionText text = new InspectionText();
        for (Documentation doc : found) {
            text.add(SignatureText.readable(doc.signature()), doc.javadoc());
        }
        sources.forEach(text::addSource);
        return text.toInspection();
    }
}
