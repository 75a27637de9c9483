package dev.vitrine.kernel.java.javac;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What goes into the compilation unit of a cell: its own pieces, and what earlier cells declared
 * and has to be compiled again because of them.
 */
final class UnitPlan {

    static final String VARIABLES = "Variables_";
    static final String METHODS = "Methods_";
    static final String TYPES = "In_";
    static final String RUN = "Run_";
    static final String DRAFT = "Draft_";

    private final String id;
    private final List<Declared> pieces;
    private final Set<Declared> others = new LinkedHashSet<>();
    private final Set<Declared> left = new LinkedHashSet<>();
    private final Map<Declared, List<Stub>> stubs = new HashMap<>();
    private final Map<Declared, String> inferred = new HashMap<>();
    private final Map<Declared, NamedClass> named = new HashMap<>();

    /**
     * The class, with a name, that stands for an anonymous one: a variable's type needs a name.
     *
     * @param parent the class that it extends, or the interface that it implements
     * @param parameters the types of the constructor's parameters
     * @param thrown what the constructor throws
     */
    record NamedClass(
            String name,
            String parent,
            boolean isInterface,
            List<String> parameters,
            List<String> thrown) {}

    /**
     * The body of a method that cannot be compiled yet.
     *
     * @param body in the code of its cell, braces included
     * @param message what it throws instead
     */
    record Stub(Piece.Range body, String message) {}

    /**
     * @param id ends the names of the classes
     * @param pieces of the cell, in its order
     */
    UnitPlan(String id, List<Declared> pieces) {
        this.id = id;
        this.pieces = List.copyOf(pieces);
    }

    /** What errors call the cell. */
    String label() {
        return pieces.get(0).label();
    }

    List<Declared> pieces() {
        return pieces;
    }

    boolean isOwn(Declared declared) {
        return pieces.contains(declared);
    }

    String id() {
        return id;
    }

    /** Compiles a declaration of an earlier cell again. */
    void include(Declared other) {
        others.add(other);
    }

    /** Leaves a declaration out, since what it needs is not there. */
    void leaveOut(Declared declared) {
        left.add(declared);
    }

    boolean isLeftOut(Declared declared) {
        return left.contains(declared);
    }

    void stub(Declared declared, Stub stub) {
        stubs.computeIfAbsent(declared, key -> new ArrayList<>()).add(stub);
    }

    List<Stub> stubs(Declared declared) {
        return stubs.getOrDefault(declared, List.of());
    }

    void infer(Declared variable, String type) {
        inferred.put(variable, type);
    }

    /** The variables whose types are not known yet. */
    List<Declared> open() {
        return variables().stream().filter(variable -> type(variable) == null).toList();
    }

    /** Gives the anonymous class of a variable's value a name. */
    void name(Declared variable, NamedClass anonymous) {
        named.put(variable, anonymous);
        infer(variable, CompiledClass.PREFIX + classOf(variable) + "." + anonymous.name());
    }

    /** The class that a variable's anonymous class is now, or null. */
    NamedClass named(Declared variable) {
        return named.get(variable);
    }

    /** The variables whose anonymous classes have names now. */
    List<Declared> withNamedClasses() {
        return variables().stream().filter(named::containsKey).toList();
    }

    /** The type of a variable as it can be declared; null while it is not inferred. */
    String type(Declared declared) {
        Piece.Variable variable = (Piece.Variable) declared.part();
        String written = variable.type().of(declared.code());
        return written.equals("var") ? inferred.get(declared) : written + variable.dimensions();
    }

    /** All that is compiled. */
    List<Declared> all() {
        List<Declared> all = new ArrayList<>(pieces);
        all.addAll(others);
        all.removeAll(left);
        return all;
    }

    List<Declared> methods() {
        return all().stream().filter(each -> each.part() instanceof Piece.Method).toList();
    }

    List<Declared> types() {
        return all().stream().filter(each -> each.part() instanceof Piece.Type).toList();
    }

    List<Declared> variables() {
        return pieces.stream().filter(each -> each.part() instanceof Piece.Variable).toList();
    }

    String variablesClass() {
        return VARIABLES + id;
    }

    String runClass() {
        return RUN + id;
    }

    /** The class in which the types of variables are inferred; it never runs. */
    String draftClass() {
        return DRAFT + id;
    }

    /** One class holds the methods, or the types, of one cell, since it names one source. */
    String classOf(Declared declared) {
        List<String> labels = new ArrayList<>(List.of(label()));
        for (Declared other : others) {
            if (!labels.contains(other.label())) {
                labels.add(other.label());
            }
        }
        int index = labels.indexOf(declared.label());
        String kind = declared.part() instanceof Piece.Method ? METHODS : TYPES;
        return kind + id + (index == 0 ? "" : "_" + index);
    }
}
