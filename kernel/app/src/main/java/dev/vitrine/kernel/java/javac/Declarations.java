package dev.vitrine.kernel.java.javac;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the cells have declared and imported so far, as far as it has not been replaced. */
final class Declarations {

    private final Map<String, Variable> variables = new LinkedHashMap<>();
    private final Map<String, List<Method>> methods = new LinkedHashMap<>();
    private final Map<String, Type> types = new LinkedHashMap<>();
    private final Set<Piece.Import> imports = new LinkedHashSet<>();
    private final List<Waiting> waiting = new ArrayList<>();

    /** A declaration whose class is known. */
    sealed interface Live permits Variable, Method, Type {
        Declared declared();

        CompiledClass home();
    }

    /**
     * @param type as it can be written in a declaration
     * @param member the field, as {@link ClassFiles#member} names it
     * @param signature generic signature of the field; empty if it is not generic
     */
    record Variable(
            Declared declared, CompiledClass home, String type, String member, String signature)
            implements Live {}

    /**
     * @param member the method, as {@link ClassFiles#member} names it
     */
    record Method(Declared declared, CompiledClass home, String member) implements Live {

        /** The part of the member that overloads differ in: name and parameters. */
        String overload() {
            return member.substring(0, member.indexOf(')'));
        }
    }

    record Type(Declared declared, CompiledClass home) implements Live {}

    /**
     * A declaration that lacks something.
     *
     * @param missing simple names that no cell has declared; empty if it does not compile for
     *     another reason
     * @param why the same for people: {@code method g(int)}
     * @param usable whether the rest of it can be used nevertheless
     */
    record Waiting(Declared declared, Set<String> missing, Set<String> why, boolean usable) {

        String note() {
            return why.isEmpty()
                    ? declared.describe() + " does not compile any more"
                    : declared.describe()
                            + " cannot be used until "
                            + String.join(", ", why)
                            + (why.size() == 1 ? " is declared" : " are declared");
        }
    }

    Map<String, Variable> variables() {
        return variables;
    }

    Map<String, Type> types() {
        return types;
    }

    List<Method> methods(String name) {
        return methods.getOrDefault(name, List.of());
    }

    Collection<List<Method>> methods() {
        return methods.values();
    }

    Collection<Piece.Import> imports() {
        return imports;
    }

    List<Waiting> waiting() {
        return waiting;
    }

    /** The methods and types, which may have to be compiled again. */
    List<Live> code() {
        List<Live> code = new ArrayList<>(types.values());
        methods.values().forEach(code::addAll);
        return code;
    }

    /** The names of all that a cell can refer to. */
    Set<String> names() {
        Set<String> names = new HashSet<>(variables.keySet());
        names.addAll(methods.keySet());
        names.addAll(types.keySet());
        return names;
    }

    void add(Piece.Import added) {
        if (added.namesType()) {
            types.remove(added.simpleName());
            imports.removeIf(old -> old.namesType() && old.simpleName().equals(added.simpleName()));
        }
        imports.removeIf(old -> old.text().equals(added.text()));
        imports.add(added);
    }

    void add(Variable variable) {
        variables.put(variable.declared().name(), variable);
    }

    /** Adds a method in the place of the one with its parameters, if there is one. */
    void add(Method method) {
        List<Method> overloads = new ArrayList<>(methods(method.declared().name()));
        overloads.removeIf(old -> old.overload().equals(method.overload()));
        overloads.add(method);
        methods.put(method.declared().name(), List.copyOf(overloads));
    }

    void add(Type type) {
        String name = type.declared().name();
        types.put(name, type);
        imports.removeIf(old -> old.namesType() && old.simpleName().equals(name));
    }

    void remove(Live live) {
        String name = live.declared().name();
        if (live instanceof Variable variable) {
            variables.remove(name, variable);
        } else if (live instanceof Type type) {
            types.remove(name, type);
        } else {
            List<Method> left = new ArrayList<>(methods(name));
            left.remove(live);
            if (left.isEmpty()) {
                methods.remove(name);
            } else {
                methods.put(name, List.copyOf(left));
            }
        }
    }
}
