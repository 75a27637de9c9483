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
    private final Set<String> given = new HashSet<>();
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
            implements Live {

        private Variable in(Map<CompiledClass, CompiledClass> copies) {
            return new Variable(declared, copies.get(home), type, member, signature);
        }
    }

    /**
     * @param member the method, as {@link ClassFiles#member} names it
     */
    record Method(Declared declared, CompiledClass home, String member) implements Live {

        /** The part of the member that overloads differ in: name and parameters. */
        String overload() {
            return member.substring(0, member.indexOf(')'));
        }

        private Method in(Map<CompiledClass, CompiledClass> copies) {
            return new Method(declared, copies.get(home), member);
        }
    }

    record Type(Declared declared, CompiledClass home) implements Live {

        private Type in(Map<CompiledClass, CompiledClass> copies) {
            return new Type(declared, copies.get(home));
        }
    }

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
            boolean partly = usable && declared.part() instanceof Piece.Type;
            String whole = declared.describe();
            String what =
                    partly
                            ? "Part of "
                                    + Character.toLowerCase(whole.charAt(0))
                                    + whole.substring(1)
                            : whole;
            return why.isEmpty()
                    ? what + " does not compile any more"
                    : what
                            + " cannot be used until "
                            + String.join(", ", why)
                            + (why.size() == 1 ? " is declared" : " are declared");
        }
    }

    /** The same in another place, with classes of its own. */
    Declarations copy() {
        Set<CompiledClass> homes = new LinkedHashSet<>();
        variables.values().forEach(each -> homes.add(each.home()));
        code().forEach(each -> homes.add(each.home()));
        Map<CompiledClass, CompiledClass> copies = CompiledClass.copies(homes);
        Declarations copy = new Declarations();
        variables.forEach((name, each) -> copy.variables.put(name, each.in(copies)));
        types.forEach((name, each) -> copy.types.put(name, each.in(copies)));
        methods.forEach(
                (name, overloads) ->
                        copy.methods.put(
                                name, overloads.stream().map(each -> each.in(copies)).toList()));
        copy.imports.addAll(imports);
        copy.given.addAll(given);
        copy.waiting.addAll(waiting);
        return copy;
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

    /** Whether there is a variable, method or type of a name. */
    boolean declares(String name) {
        return variables.containsKey(name) || types.containsKey(name) || methods.containsKey(name);
    }

    /** Whether the kernel or an extension has added an import, and the notebook has not. */
    boolean isGiven(Piece.Import imported) {
        return given.contains(imported.text());
    }

    /**
     * Marks imports as the kernel's.
     *
     * @param texts as written after {@code import}
     */
    void give(Collection<String> texts) {
        given.addAll(texts);
    }

    void add(Piece.Import added) {
        given.remove(added.text());
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
