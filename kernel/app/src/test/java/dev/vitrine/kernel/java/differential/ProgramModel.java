package dev.vitrine.kernel.java.differential;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What the cells of a generated sequence have declared so far. */
final class ProgramModel {

    static final String INT = "int";
    static final String LONG = "long";
    static final String DOUBLE = "double";
    static final String BOOLEAN = "boolean";
    static final String CHAR = "char";
    static final String STRING = "String";
    static final String OBJECT = "Object";
    static final String INTS = "int[]";
    static final String LIST = "List<Integer>";
    static final String MAP = "Map<String, Integer>";
    static final String FUNCTION = "IntUnaryOperator";
    static final String SUPPLIER = "Supplier<String>";

    static final List<String> BUILT_IN =
            List.of(
                    INT, LONG, DOUBLE, BOOLEAN, CHAR, STRING, OBJECT, INTS, LIST, MAP, FUNCTION,
                    SUPPLIER);

    /** Methods and types use only those before them here, so that no call comes back to itself. */
    private static final List<String> RANKS = List.of("f", "g", "P", "h", "Q", "k", "R", "n");

    static final List<String> METHOD_NAMES =
            RANKS.stream().filter(name -> Character.isLowerCase(name.charAt(0))).toList();
    static final List<String> TYPE_NAMES =
            RANKS.stream().filter(name -> Character.isUpperCase(name.charAt(0))).toList();

    private final Map<String, Variable> variables;
    private final Map<String, Method> methods;
    private final Map<String, UserType> types;

    ProgramModel() {
        this(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    private ProgramModel(
            Map<String, Variable> variables,
            Map<String, Method> methods,
            Map<String, UserType> types) {
        this.variables = variables;
        this.methods = methods;
        this.types = types;
    }

    /**
     * @param constant whether it cannot be assigned
     */
    record Variable(String name, String type, boolean constant) {}

    /** A method; with two parameters at most. */
    record Method(String name, String result, List<String> parameters) {

        String key() {
            return name + parameters;
        }
    }

    enum TypeKind {
        RECORD,
        CLASS,
        ENUM
    }

    /**
     * @param fields of a record or class, in the order of its constructor
     * @param constants of an enum
     * @param method the name of a method without parameters that returns an int
     * @param version how often the name has been declared
     */
    record UserType(
            String name,
            TypeKind kind,
            List<Variable> fields,
            List<String> constants,
            String method,
            int version) {}

    ProgramModel copy() {
        return new ProgramModel(
                new LinkedHashMap<>(variables),
                new LinkedHashMap<>(methods),
                new LinkedHashMap<>(types));
    }

    /** What the body of a method or type may use: nothing that could call it back. */
    ProgramModel below(String name) {
        ProgramModel below = copy();
        int rank = RANKS.indexOf(name);
        below.methods.values().removeIf(m -> RANKS.indexOf(m.name()) >= rank);
        below.types.keySet().removeIf(type -> RANKS.indexOf(type) >= rank);
        below.variables
                .values()
                .removeIf(v -> isFunction(v.type()) || RANKS.indexOf(v.type()) >= rank);
        return below;
    }

    static boolean isFunction(String type) {
        return type.equals(FUNCTION) || type.equals(SUPPLIER);
    }

    void declare(Variable variable) {
        variables.put(variable.name(), variable);
    }

    void declare(Method method) {
        methods.put(method.key(), method);
    }

    /**
     * Notes a type, and forgets the variables and methods that mention an older one of that name:
     * what they hold or return is of a class that has gone.
     */
    void declare(UserType type) {
        if (types.put(type.name(), type) != null) {
            variables.values().removeIf(v -> v.type().contains(type.name()));
            methods.values()
                    .removeIf(
                            m ->
                                    m.result().contains(type.name())
                                            || m.parameters().contains(type.name()));
        }
    }

    List<Variable> variables(Predicate<Variable> which) {
        return variables.values().stream().filter(which).toList();
    }

    List<Variable> variablesOf(String type) {
        return variables(v -> v.type().equals(type));
    }

    List<Method> methods(Predicate<Method> which) {
        return methods.values().stream().filter(which).toList();
    }

    List<UserType> types() {
        return new ArrayList<>(types.values());
    }

    UserType type(String name) {
        return types.get(name);
    }
}
