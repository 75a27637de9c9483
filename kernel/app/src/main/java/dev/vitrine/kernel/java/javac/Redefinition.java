package dev.vitrine.kernel.java.javac;

import dev.vitrine.kernel.java.CompilationFailure;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Tells users what a redefinition means for what is already there. */
final class Redefinition {

    private static final Pattern MIXED =
            Pattern.compile("\\b(\\w+)(?:<.*>)? cannot be converted to (?:[\\w.]*\\.)?\\1\\b");

    private Redefinition() {}

    /** The names of the types of variables, with the class that each is now. */
    static Set<String> keptInstances(Declarations session) {
        return session.types().values().stream()
                .map(type -> type.declared().name() + " " + type.home().name())
                .collect(Collectors.toSet());
    }

    /**
     * What a cell's success leaves to be said.
     *
     * @param before of {@link #keptInstances}, before the cell
     * @param waitingBefore what lacked something before the cell, and has been said to
     */
    static List<String> notes(
            Declarations session,
            CellCompilation.Compiled compiled,
            Set<String> before,
            List<Declarations.Waiting> waitingBefore) {
        List<String> notes = new ArrayList<>();
        for (Declarations.Waiting waiting : compiled.waiting()) {
            if (compiled.plan().isOwn(waiting.declared()) || !waitingBefore.contains(waiting)) {
                notes.add(waiting.note());
            }
        }
        for (Declared type : compiled.plan().types()) {
            Declarations.Type live = session.types().get(type.name());
            boolean known = before.stream().anyMatch(each -> each.startsWith(type.name() + " "));
            if (!known || before.contains(type.name() + " " + live.home().name())) {
                continue;
            }
            Set<String> holders = new LinkedHashSet<>();
            for (Declarations.Variable variable : session.variables().values()) {
                boolean older = !compiled.plan().isOwn(variable.declared());
                if (older && Dependents.words(variable.type()).contains(type.name())) {
                    holders.add(variable.declared().name());
                }
            }
            if (!holders.isEmpty()) {
                notes.add(
                        "%s %s what the earlier %s made. Run %s again for the new one."
                                .formatted(
                                        String.join(", ", holders),
                                        holders.size() == 1 ? "keeps" : "keep",
                                        type.name(),
                                        holders.size() == 1 ? "its cell" : "their cells"));
            }
        }
        return notes;
    }

    /** Explains errors that two declarations of one name lead to. */
    static List<String> hints(CompilationFailure failure) {
        Set<String> hints = new LinkedHashSet<>();
        for (CompilationFailure.Problem problem : failure.problems()) {
            Matcher mixed = MIXED.matcher(problem.message());
            if (mixed.find()) {
                hints.add(
                        "%1$s was declared anew, and one side still is of the earlier %1$s. Run the"
                                        .formatted(mixed.group(1))
                                + " cells again that made it.");
            }
        }
        return List.copyOf(hints);
    }
}
