package dev.vitrine.kernel.java.javac;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Finds what earlier cells declared in terms of what a cell declares anew. */
final class Dependents {

    private Dependents() {}

    /** Adds to a plan what has to be compiled with it. */
    static void include(UnitPlan plan, Declarations session) {
        Set<String> changed = new HashSet<>();
        Set<String> changedTypes = new HashSet<>();
        Set<String> declared = new HashSet<>();
        boolean imports = false;
        for (Declared piece : plan.pieces()) {
            imports |= piece.part() instanceof Piece.Import;
            if (!piece.name().isEmpty()) {
                declared.add(piece.name());
                if (isOldType(piece, session)) {
                    changedTypes.add(piece.name());
                }
            }
        }
        for (Declared piece : plan.pieces()) {
            if (!piece.name().isEmpty() && changes(piece, plan, session, changedTypes)) {
                changed.add(piece.name());
            }
        }
        for (Declarations.Waiting waiting : session.waiting()) {
            boolean mayBeResolved =
                    imports
                            || waiting.missing().isEmpty()
                            || !Collections.disjoint(waiting.missing(), declared);
            if (mayBeResolved && !isRedeclared(waiting.declared(), plan)) {
                plan.include(waiting.declared());
                if (!waiting.usable()) {
                    changed.add(waiting.declared().name());
                }
            }
        }
        close(plan, session, changed);
    }

    private static boolean isOldType(Declared piece, Declarations session) {
        return piece.part() instanceof Piece.Type && session.types().containsKey(piece.name());
    }

    /** Whether code that was compiled with the earlier declaration does not fit this one. */
    private static boolean changes(
            Declared piece, UnitPlan plan, Declarations session, Set<String> changedTypes) {
        String name = piece.name();
        if (piece.part() instanceof Piece.Variable) {
            Declarations.Variable old = session.variables().get(name);
            String type = plan.type(piece);
            return old != null
                    && !(old.type().equals(type)
                            && Collections.disjoint(words(type), changedTypes)
                            && isOfCurrentTypes(old, session));
        }
        if (piece.part() instanceof Piece.Method method) {
            List<Declarations.Method> overloads = session.methods(name);
            return !overloads.isEmpty()
                    && overloads.stream()
                            .noneMatch(
                                    old ->
                                            ((Piece.Method) old.declared().part())
                                                            .signature()
                                                            .equals(method.signature())
                                                    && Collections.disjoint(
                                                            words(method.signature()),
                                                            changedTypes));
        }
        return isOldType(piece, session);
    }

    /** Whether no type that a variable's type names has been declared anew since the variable. */
    private static boolean isOfCurrentTypes(Declarations.Variable variable, Declarations session) {
        String descriptors = variable.member() + " " + variable.signature();
        return words(variable.type()).stream()
                .map(session.types()::get)
                .filter(Objects::nonNull)
                .allMatch(
                        type ->
                                descriptors.contains(
                                        type.home().internalName() + "$" + type.declared().name()));
    }

    /** The words of a type or signature. */
    static Set<String> words(String text) {
        Set<String> words = new HashSet<>(Arrays.asList(text.split("\\W+")));
        words.remove("");
        return words;
    }

    private static void close(UnitPlan plan, Declarations session, Set<String> changed) {
        boolean grew = !changed.isEmpty();
        List<Declarations.Live> code = grew ? session.code() : List.of();
        Set<Declared> included = new HashSet<>();
        while (grew) {
            grew = false;
            for (Declarations.Live live : code) {
                Declared declared = live.declared();
                if (included.contains(declared)
                        || Collections.disjoint(declared.names(), changed)
                        || isRedeclared(declared, plan)) {
                    continue;
                }
                included.add(declared);
                plan.include(declared);
                boolean seenOutside =
                        live instanceof Declarations.Type
                                || !Collections.disjoint(
                                        words(((Piece.Method) declared.part()).signature()),
                                        changed);
                grew |= seenOutside && changed.add(declared.name());
            }
        }
    }

    /** Whether a cell declares something anew. */
    static boolean isRedeclared(Declared declared, UnitPlan plan) {
        return plan.pieces().stream()
                .anyMatch(
                        piece ->
                                declared.part() instanceof Piece.Type
                                        ? piece.part() instanceof Piece.Type
                                                && piece.name().equals(declared.name())
                                        : UnitWriter.isSameOverload(piece, declared));
    }
}
