package dev.vitrine.kernel.java.jshell;

import dev.vitrine.kernel.java.CompilationFailure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.SourceCodeAnalysis.QualifiedNames;

/** Finds the imports that would make unknown class names known. */
final class ImportHints {

    private static final Pattern CLASS_NAME = Pattern.compile("\\b\\p{Lu}\\w*");
    private static final int MAX_NAMES = 5;

    /** The index of classes is made in the background; an error may wait a little for it. */
    private static final int WAIT_STEPS = 40;

    private static final long STEP_MILLIS = 50;

    private final JShellSession session;

    ImportHints(JShellSession session) {
        this.session = session;
    }

    /** One line for each unknown name that some package has. */
    List<String> of(CompilationFailure failure) {
        Set<String> hints = new LinkedHashSet<>();
        for (CompilationFailure.Problem problem : failure.problems()) {
            if (problem.code().startsWith("compiler.err.cant.resolve")) {
                String source = failure.piece().source();
                Matcher name = CLASS_NAME.matcher(source).region(problem.start(), source.length());
                if (name.lookingAt()) {
                    hint(names(name.group()), hints);
                }
            }
        }
        return new ArrayList<>(hints);
    }

    private static void hint(List<String> names, Set<String> hints) {
        if (!names.isEmpty()) {
            hints.add(
                    String.join(
                            "   or   ",
                            names.stream().map(name -> "import " + name + ";").toList()));
        }
    }

    /** Qualified names that end in a simple name, the JDK's most common packages first. */
    List<String> names(String simpleName) {
        QualifiedNames found = ask(simpleName);
        for (int i = 0; i < WAIT_STEPS && !found.isUpToDate(); i++) {
            try {
                Thread.sleep(STEP_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
            found = ask(simpleName);
        }
        return found.getNames().stream()
                .sorted(
                        Comparator.comparingInt(ImportHints::distance)
                                .thenComparing(Comparator.naturalOrder()))
                .limit(MAX_NAMES)
                .toList();
    }

    private QualifiedNames ask(String simpleName) {
        return session.locked(
                s -> s.analysis().listQualifiedNames(simpleName, simpleName.length()));
    }

    private static int distance(String qualifiedName) {
        if (qualifiedName.startsWith("java.")) {
            return 0;
        }
        boolean internal = qualifiedName.startsWith("sun.") || qualifiedName.startsWith("com.sun.");
        return internal ? 2 : 1;
    }
}
