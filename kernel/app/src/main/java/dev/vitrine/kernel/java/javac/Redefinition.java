package dev.vitrine.kernel.java.javac;

import dev.vitrine.kernel.java.CompilationFailure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells users what a redefinition means for what is already there. */
final class Redefinition {

    private static final Pattern MIXED =
            Pattern.compile("\\b(\\w+)(?:<.*>)? cannot be converted to (?:[\\w.]*\\.)?\\1\\b");

    private Redefinition() {}

    /** What a session has, before a cell is linked, of what the cell may replace. */
    record Before(Map<String, CompiledClass> types, List<Declarations.Waiting> waiting) {

        static Before of(Declarations session, UnitPlan plan) {
            Map<String, CompiledClass> types = new HashMap<>();
            for (Declared type : plan.types()) {
                Declarations.Type live = session.types().get(type.name());
                if (live != null) {
                    types.put(type.name(), live.home());
                }
            }
            return new Before(types, List.copyOf(session.waiting()));
        }
    }

    /** What a cell's success leaves to be said. */
    static List<String> notes(
            Declarations session, CellCompilation.Compiled compiled, Before before) {
        List<String> notes = new ArrayList<>();
        for (Declarations.Waiting waiting : compiled.waiting()) {
            if (compiled.plan().isOwn(waiting.declared()) || !before.waiting().contains(waiting)) {
                notes.add(waiting.note());
            }
        }
        for (Declared type : compiled.plan().types()) {
            CompiledClass old = before.types().get(type.name());
            if (old == null || old == session.types().get(type.name()).home()) {
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
