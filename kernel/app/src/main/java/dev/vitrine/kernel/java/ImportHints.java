package dev.vitrine.kernel.java;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the imports that would make unknown class names known. */
public final class ImportHints {

    private static final Pattern CLASS_NAME = Pattern.compile("\\b\\p{Lu}\\w*");
    private static final int MAX_NAMES = 5;

    public static final int INTERNAL = 2;

    private final Function<String, List<String>> qualifiedNames;

    /**
     * @param qualifiedNames the names of all classes of a simple name, qualified
     */
    public ImportHints(Function<String, List<String>> qualifiedNames) {
        this.qualifiedNames = qualifiedNames;
    }

    /** One line for each unknown name that some package has. */
    public List<String> of(CompilationFailure failure) {
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
    public List<String> names(String simpleName) {
        return qualifiedNames.apply(simpleName).stream()
                .sorted(
                        Comparator.comparingInt(ImportHints::distance)
                                .thenComparing(Comparator.naturalOrder()))
                .limit(MAX_NAMES)
                .toList();
    }

    /** How unlikely it is that a type is meant; {@link #INTERNAL} for parts of the JDK. */
    public static int distance(String qualifiedName) {
        if (qualifiedName.startsWith("java.")) {
            return 0;
        }
        boolean internal = qualifiedName.startsWith("sun.") || qualifiedName.startsWith("com.sun.");
        return internal ? INTERNAL : 1;
    }
}
