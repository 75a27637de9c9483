package dev.vitrine.kernel.java.jshell;

import dev.vitrine.kernel.java.Interpreter.Candidate;
import dev.vitrine.kernel.java.Interpreter.Completion;
import dev.vitrine.kernel.java.JavaKeywords;
import dev.vitrine.kernel.java.SignatureText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.SourceCodeAnalysis.Suggestion;

/** Suggests what may stand at a cursor: what fits the expected type first. */
final class Completer {

    private static final Pattern IDENTIFIER =
            Pattern.compile("\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*$");
    private static final Pattern AFTER_DOT = Pattern.compile("[.:]\\s*$");
    private static final Pattern PACKAGE =
            Pattern.compile("(?:import\\s+(?:static\\s+)?|\\W|^)((?:[a-z_][a-z0-9_]*\\.)+)$");

    /** Members that every object has; they come last unless they fit the expected type. */
    private static final Set<String> OF_OBJECT =
            Set.of(
                    "equals(",
                    "getClass()",
                    "hashCode()",
                    "notify()",
                    "notifyAll()",
                    "toString()",
                    "wait(",
                    "class");

    /** Signatures cost an analysis each, and the user waits. */
    private static final int MAX_SIGNATURES = 40;

    private static final long SIGNATURE_NANOS = 60_000_000;

    private final JShellSession session;

    Completer(JShellSession session) {
        this.session = session;
    }

    /**
     * @param code the cell's Java
     * @param cursor offset into it
     * @param shift what to add to offsets into {@code code} to get those into the cell
     */
    Completion complete(String code, int cursor, int shift) {
        String before = code.substring(0, cursor);
        Matcher identifier = IDENTIFIER.matcher(before);
        String prefix = identifier.find() ? identifier.group() : "";
        int start = cursor - prefix.length() + shift;
        List<Candidate> candidates =
                session.locked(
                        s -> {
                            CursorContext context = CursorContext.of(before, s.analysis());
                            List<Candidate> found = candidates(s, context, prefix);
                            return found.isEmpty() && !context.text().equals(context.own())
                                    ? candidates(s, context.alone(), prefix)
                                    : found;
                        });
        return new Completion(candidates, start, cursor + shift);
    }

    private static List<Candidate> candidates(
            JShellSession session, CursorContext context, String prefix) {
        String text = context.text();
        SourceCodeAnalysis analysis = session.analysis();
        String stem = text.substring(0, text.length() - prefix.length());
        boolean member = AFTER_DOT.matcher(stem).find();
        Map<String, Boolean> suggestions = new LinkedHashMap<>();
        for (Suggestion suggestion :
                analysis.completionSuggestions(text, text.length(), new int[1])) {
            suggestions.merge(suggestion.continuation(), suggestion.matchesType(), (a, b) -> a | b);
        }
        List<String> ordered = new ArrayList<>(suggestions.keySet());
        if (!member && !prefix.isEmpty()) {
            JavaKeywords.ALL.stream()
                    .filter(word -> word.startsWith(prefix) && !suggestions.containsKey(word))
                    .forEach(ordered::add);
        }
        ordered.removeIf(name -> name.startsWith("$") && !prefix.startsWith("$"));
        ordered.sort(
                Comparator.comparing((String name) -> !suggestions.getOrDefault(name, false))
                        .thenComparing(OF_OBJECT::contains)
                        .thenComparing(JavaKeywords.ALL::contains)
                        .thenComparing(name -> name.toLowerCase(Locale.ROOT)));
        Kinds kinds = new Kinds(session, stem, member);
        Signatures signatures = new Signatures(analysis, stem);
        List<Candidate> candidates = new ArrayList<>();
        for (String name : ordered) {
            String kind = kinds.of(name);
            candidates.add(new Candidate(name, kind, signatures.of(name, kind)));
        }
        if (candidates.isEmpty() && !member && !prefix.isEmpty()) {
            for (String name : analysis.listQualifiedNames(prefix, prefix.length()).getNames()) {
                candidates.add(new Candidate(name, "class", "import " + name));
            }
        }
        return candidates;
    }

    /** What a suggestion is, as far as its text and JShell's declarations tell. */
    private static final class Kinds {

        private final boolean member;
        private final boolean packages;
        private final Set<String> variables;
        private final Set<String> types;

        Kinds(JShellSession session, String stem, boolean member) {
            this.member = member;
            packages = PACKAGE.matcher(stem).find() && !startsWithVariable(session, stem);
            variables = names(session.shell().variables().map(Snippet.class::cast));
            types = names(session.shell().types().map(Snippet.class::cast));
        }

        private static Set<String> names(Stream<Snippet> snippets) {
            return snippets.map(SnippetNames::name).collect(Collectors.toSet());
        }

        private static boolean startsWithVariable(JShellSession session, String stem) {
            Matcher chain = PACKAGE.matcher(stem);
            if (!chain.find()) {
                return false;
            }
            String first = chain.group(1).substring(0, chain.group(1).indexOf('.'));
            return session.shell().variables().anyMatch(v -> v.name().equals(first))
                    || first.equals("this")
                    || first.equals("super");
        }

        String of(String name) {
            if (name.endsWith("(") || name.endsWith(")")) {
                return Character.isUpperCase(name.charAt(0)) ? "class" : "function";
            }
            if (name.endsWith(".")) {
                return "module";
            }
            if (!member && variables.contains(name)) {
                return "instance";
            }
            if (JavaKeywords.ALL.contains(name)) {
                return "keyword";
            }
            boolean constant = name.equals(name.toUpperCase(Locale.ROOT)) && name.length() > 1;
            if (types.contains(name) || Character.isUpperCase(name.charAt(0)) && !constant) {
                return "class";
            }
            return packages || !member && !constant ? "module" : "instance";
        }
    }

    /** Signatures of methods, as long as there is time. */
    private static final class Signatures {

        private final SourceCodeAnalysis analysis;
        private final String stem;
        private final long deadline = System.nanoTime() + SIGNATURE_NANOS;
        private int asked;

        Signatures(SourceCodeAnalysis analysis, String stem) {
            this.analysis = analysis;
            this.stem = stem;
        }

        String of(String name, String kind) {
            if (!kind.equals("function")
                    || asked == MAX_SIGNATURES
                    || System.nanoTime() > deadline) {
                return "";
            }
            asked++;
            String call = stem + name.substring(0, name.indexOf('(') + 1);
            return analysis.documentation(call, call.length(), false).stream()
                    .map(Documentation::signature)
                    .map(SignatureText::readable)
                    .distinct()
                    .limit(4)
                    .collect(Collectors.joining("\n"));
        }
    }
}
