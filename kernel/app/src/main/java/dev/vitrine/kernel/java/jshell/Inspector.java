package dev.vitrine.kernel.java.jshell;

import dev.vitrine.kernel.java.Interpreter.Inspection;
import dev.vitrine.kernel.java.JavadocText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
        return found.isEmpty() && sources.isEmpty()
                ? Optional.empty()
                : Optional.of(write(found, sources));
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

    private static Inspection write(List<Documentation> found, List<String> sources) {
        List<String> text = new ArrayList<>();
        StringBuilder html = new StringBuilder();
        String shared = sharedJavadoc(found);
        for (Documentation doc : found) {
            String signature = Signature.readable(doc.signature());
            text.add(signature);
            html.append("<pre><b>").append(JavadocText.escape(signature)).append("</b></pre>");
            if (shared == null && doc.javadoc() != null) {
                JavadocText javadoc = new JavadocText(doc.javadoc());
                text.add(javadoc.text().indent(4).stripTrailing());
                text.add("");
                html.append(javadoc.html());
            }
        }
        if (shared != null) {
            JavadocText javadoc = new JavadocText(shared);
            text.add("");
            text.add(javadoc.text());
            html.append(javadoc.html());
        }
        for (String source : sources) {
            text.add("");
            text.add(source);
            html.append("<pre>").append(JavadocText.escape(source)).append("</pre>");
        }
        return new Inspection(String.join("\n", text).strip(), html.toString());
    }

    /** The documentation if there is only one signature or all have the same. */
    private static String sharedJavadoc(List<Documentation> found) {
        List<String> javadocs =
                found.stream()
                        .map(Documentation::javadoc)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList();
        return javadocs.size() == 1 ? javadocs.get(0) : null;
    }
}
