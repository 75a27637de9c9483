package dev.vitrine.kernel.java.differential;

import static dev.vitrine.kernel.java.differential.ProgramModel.BOOLEAN;
import static dev.vitrine.kernel.java.differential.ProgramModel.DOUBLE;
import static dev.vitrine.kernel.java.differential.ProgramModel.FUNCTION;
import static dev.vitrine.kernel.java.differential.ProgramModel.INT;
import static dev.vitrine.kernel.java.differential.ProgramModel.LIST;
import static dev.vitrine.kernel.java.differential.ProgramModel.LONG;
import static dev.vitrine.kernel.java.differential.ProgramModel.OBJECT;
import static dev.vitrine.kernel.java.differential.ProgramModel.STRING;
import static dev.vitrine.kernel.java.differential.ProgramModel.SUPPLIER;

import dev.vitrine.kernel.java.differential.ProgramModel.Method;
import dev.vitrine.kernel.java.differential.ProgramModel.TypeKind;
import dev.vitrine.kernel.java.differential.ProgramModel.UserType;
import dev.vitrine.kernel.java.differential.ProgramModel.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Sequences of cells made at random, the same for the same seed on every JDK. Most of what they
 * hold compiles and runs; every kind of declaration is declared again now and then, with others
 * depending on it, and some cells fail in known ways.
 */
final class RandomCells {

    private static final List<String> VARIABLE_NAMES = List.of("a", "b", "c", "d", "e", "n", "s");
    private static final List<String> IMPORTS =
            List.of(
                    "import java.text.*;",
                    "import java.util.zip.CRC32;",
                    "import static java.lang.Math.*;",
                    "import java.util.Map.Entry;");

    private final RandomExpressions expressions;
    private ProgramModel model = new ProgramModel();

    /** A declaration that an earlier cell refers to, for the next cell. */
    private String owed = "";

    private RandomCells(long seed) {
        expressions = new RandomExpressions(new Random(seed * 0x9E3779B97F4A7C15L), model);
    }

    /** The sequence of a seed; its name is {@code generated/SEED}. */
    static CellSequence sequence(long seed) {
        RandomCells generator = new RandomCells(seed);
        int count = 2 + generator.expressions.below(4);
        return CellSequence.generated(
                "generated/" + seed,
                IntStream.range(0, count).mapToObj(i -> generator.cell()).toList());
    }

    private String cell() {
        if (!owed.isEmpty()) {
            return ordinary();
        }
        return switch (expressions.below(14)) {
            case 0 -> broken();
            case 1 -> throwing();
            default -> ordinary();
        };
    }

    /** A cell that does not compile, and so declares nothing. */
    private String broken() {
        ProgramModel before = model;
        model = before.copy();
        expressions.use(model);
        List<String> items = new ArrayList<>();
        if (expressions.chance(50)) {
            items.add(item());
        }
        items.add(
                expressions.pick(
                        "int broken = \"text\";",
                        "undeclared_1 = 5;",
                        "undeclared_2();",
                        "String broken = " + expressions.of(INT) + ";",
                        "new Undeclared();",
                        "int broken = (1 + ;",
                        "for (int i = 0; i < 3; i++ { }",
                        "boolean broken = 1;",
                        "\"text\".undeclared();",
                        "if (5) { }"));
        if (expressions.chance(30)) {
            items.add(item());
        }
        model = before;
        owed = "";
        expressions.use(model);
        return String.join("\n", items);
    }

    /** A cell whose last statement throws. */
    private String throwing() {
        List<String> items = new ArrayList<>();
        if (expressions.chance(70)) {
            items.add(item());
        }
        if (!owed.isEmpty()) {
            return items.get(0);
        }
        items.add(
                expressions.pick(
                        "throw new IllegalStateException(" + expressions.of(STRING) + ");",
                        "int[] none = {}; System.out.println(none[" + expressions.below(3) + "]);",
                        "System.out.println(1 / (" + expressions.leaf(INT) + " * 0));",
                        "Integer.parseInt(\"x\" + " + expressions.leaf(STRING) + ");",
                        "List.of(1).add(" + expressions.leaf(INT) + ");",
                        "Object o_ = \"s\"; Integer i_ = (Integer) o_;",
                        "Thread.sleep(0); throw new IOException(\"io\");"));
        return String.join("\n", items);
    }

    private String ordinary() {
        StringJoiner cell = new StringJoiner(expressions.chance(80) ? "\n" : " ");
        if (!owed.isEmpty()) {
            cell.add(owed);
            owed = "";
        }
        int count = 1 + expressions.below(2);
        for (int i = 0; i < count && owed.isEmpty(); i++) {
            cell.add(item());
        }
        if (owed.isEmpty() && expressions.chance(70)) {
            cell.add(last());
        }
        return cell.toString();
    }

    private String last() {
        List<Method> methods = model.methods(m -> true);
        if (!methods.isEmpty() && expressions.chance(40)) {
            return expressions.call(expressions.pick(methods), 1);
        }
        String type = expressions.pick(ProgramModel.BUILT_IN);
        String value =
                switch (type) {
                    case FUNCTION -> expressions.receiver(type, 2) + ".applyAsInt(3)";
                    case SUPPLIER -> expressions.receiver(type, 2) + ".get()";
                    default -> expressions.of(type, 3);
                };
        return value + expressions.pick("", "", ";", " // end");
    }

    private String item() {
        return switch (expressions.below(16)) {
            case 0, 1, 2, 3 -> variable();
            case 4, 5, 6 -> method();
            case 7, 8 -> type();
            case 9, 10 -> assignment();
            case 11, 12 ->
                    "System.out.%s(%s);"
                            .formatted(
                                    expressions.pick("println", "print"),
                                    expressions.of(expressions.pick(INT, STRING, DOUBLE, OBJECT)));
            case 13, 14 -> control();
            default -> expressions.chance(50) ? expressions.pick(IMPORTS) : several();
        };
    }

    private String anyType() {
        List<UserType> types = model.types();
        if (!types.isEmpty() && expressions.chance(20)) {
            return expressions.pick(types).name();
        }
        return expressions.chance(50)
                ? expressions.pick(INT, STRING, DOUBLE, LIST)
                : expressions.pick(ProgramModel.BUILT_IN);
    }

    private String variable() {
        String name = expressions.pick(VARIABLE_NAMES);
        String type = anyType();
        boolean constant = expressions.chance(10);
        String text;
        if (!constant && expressions.chance(8) && List.of(INT, LONG, DOUBLE).contains(type)) {
            text = "%s %s;".formatted(type, name);
        } else {
            boolean inferred =
                    expressions.chance(25) && List.of(INT, STRING, BOOLEAN).contains(type);
            text =
                    "%s%s %s = %s;"
                            .formatted(
                                    constant ? "final " : expressions.pick("", "", "", "static "),
                                    inferred ? "var" : type,
                                    name,
                                    inferred
                                            ? "(" + type + ") (" + expressions.of(type) + ")"
                                            : expressions.of(type));
        }
        model.declare(new Variable(name, type, constant));
        return text;
    }

    /** Two variables in one declaration. */
    private String several() {
        String first = expressions.pick(VARIABLE_NAMES);
        String second = first + "2";
        String value = expressions.of(INT);
        model.declare(new Variable(first, INT, false));
        String text =
                "int %s = %s, %s = %s;".formatted(first, value, second, expressions.of(INT, 1));
        model.declare(new Variable(second, INT, false));
        return text;
    }

    private String method() {
        List<Method> all = model.methods(m -> true);
        Method method;
        if (!all.isEmpty() && expressions.chance(40)) {
            method = expressions.pick(all);
        } else {
            List<String> parameters =
                    IntStream.range(0, expressions.below(3))
                            .mapToObj(i -> expressions.pick(INT, INT, STRING, DOUBLE))
                            .toList();
            method =
                    new Method(
                            expressions.pick(ProgramModel.METHOD_NAMES),
                            expressions.pick(INT, INT, STRING, BOOLEAN, LIST),
                            parameters);
            String key = method.key();
            List<Method> same = model.methods(m -> m.key().equals(key));
            method = same.isEmpty() ? method : same.get(0);
        }
        if (expressions.chance(15)
                && !method.name().equals("f")
                && model.methods(m -> m.name().equals("f")).isEmpty()) {
            return forward(method);
        }
        String text = methodText(method);
        model.declare(method);
        return text;
    }

    /** A method and another that it calls, which comes after it or in the next cell. */
    private String forward(Method method) {
        Method later = new Method("f", method.result(), List.of(INT, INT));
        String laterText = methodText(later);
        model.declare(later);
        String text =
                "%s %s(%s) { return %s; }"
                        .formatted(
                                method.result(),
                                method.name(),
                                IntStream.range(0, method.parameters().size())
                                        .mapToObj(i -> method.parameters().get(i) + " p" + i)
                                        .collect(Collectors.joining(", ")),
                                expressions.call(later, 0));
        model.declare(method);
        if (expressions.chance(50)) {
            return text + "\n" + laterText;
        }
        owed = laterText;
        return text;
    }

    /** A method whose body calls none that could call it back. */
    private String methodText(Method method) {
        List<Variable> parameters =
                method.parameters().stream()
                        .map(type -> new Variable(expressions.fresh("q"), type, true))
                        .toList();
        ProgramModel whole = model;
        model = whole.below(method.name());
        expressions.use(model);
        try {
            String body = expressions.with(parameters, () -> body(method.result()));
            return "%s%s %s(%s) {%s}"
                    .formatted(
                            expressions.pick("", "", "", "static ", "public "),
                            method.result(),
                            method.name(),
                            String.join(
                                    ", ",
                                    parameters.stream()
                                            .map(p -> p.type() + " " + p.name())
                                            .toList()),
                            body);
        } finally {
            model = whole;
            expressions.use(whole);
        }
    }

    private String body(String result) {
        if (expressions.chance(60)) {
            return " return " + expressions.of(result) + "; ";
        }
        String local = expressions.fresh("t");
        String loop = expressions.fresh("i");
        return "\n    int %s = 0;\n    for (int %s = 0; %s < 3; %s++) { %s += %s; }\n    if (%s > 5) return %s;\n    return %s;\n"
                .formatted(
                        local,
                        loop,
                        loop,
                        loop,
                        local,
                        expressions.with(
                                List.of(new Variable(loop, INT, true)),
                                () -> expressions.leaf(INT)),
                        local,
                        expressions.leaf(result),
                        expressions.of(result));
    }

    private String type() {
        String name = expressions.pick(ProgramModel.TYPE_NAMES);
        UserType old = model.type(name);
        UserType type;
        if (old == null || expressions.chance(20)) {
            TypeKind kind = expressions.pick(List.of(TypeKind.values()));
            boolean isEnum = kind == TypeKind.ENUM;
            type =
                    new UserType(
                            name,
                            kind,
                            isEnum ? List.of() : fields(),
                            isEnum ? List.of("ONE", "TWO") : List.of(),
                            expressions.fresh("m"),
                            old == null ? 0 : old.version() + 1);
        } else {
            type =
                    new UserType(
                            name,
                            old.kind(),
                            old.fields(),
                            old.constants(),
                            old.method(),
                            old.version() + 1);
        }
        ProgramModel whole = model;
        model = whole.below(name);
        expressions.use(model);
        String text;
        try {
            text = typeText(type);
        } finally {
            model = whole;
            expressions.use(whole);
        }
        model.declare(type);
        return text;
    }

    private List<Variable> fields() {
        return IntStream.rangeClosed(0, expressions.below(3))
                .mapToObj(i -> new Variable("v" + i, expressions.pick(INT, STRING), true))
                .toList();
    }

    private String typeText(UserType type) {
        String method =
                "%sint %s() { return %s; }"
                        .formatted(
                                type.kind() == TypeKind.CLASS ? "" : "public ",
                                type.method(),
                                expressions.with(type.fields(), () -> expressions.of(INT)));
        if (type.version() > 0) {
            // With another method, the JVM cannot hot swap it; JShell makes a new class then, too.
            method += " int version%d() { return 0; }".formatted(type.version());
        }
        StringJoiner fields = new StringJoiner(", ");
        type.fields().forEach(f -> fields.add(f.type() + " " + f.name()));
        return switch (type.kind()) {
            case RECORD -> "record %s(%s) { %s }".formatted(type.name(), fields, method);
            case ENUM ->
                    "enum %s { %s; %s }"
                            .formatted(type.name(), String.join(", ", type.constants()), method);
            case CLASS -> {
                StringJoiner members = new StringJoiner("\n    ", "{\n    ", "\n}");
                type.fields()
                        .forEach(f -> members.add("final %s %s;".formatted(f.type(), f.name())));
                StringJoiner assigned = new StringJoiner(" ");
                type.fields()
                        .forEach(f -> assigned.add("this.%s = %s;".formatted(f.name(), f.name())));
                members.add("%s(%s) { %s }".formatted(type.name(), fields, assigned));
                members.add(method);
                yield "class %s %s".formatted(type.name(), members);
            }
        };
    }

    private String assignment() {
        List<Variable> all = model.variables(v -> !v.constant());
        if (all.isEmpty()) {
            return variable();
        }
        Variable target = expressions.pick(all);
        if (List.of(INT, LONG, DOUBLE).contains(target.type()) && expressions.chance(50)) {
            return expressions.pick(
                    target.name() + "++;",
                    target.name() + " -= " + expressions.of(INT) + ";",
                    target.name() + " *= " + expressions.leaf(INT) + ";",
                    target.name() + " += " + expressions.of(target.type()) + ";");
        }
        if (target.type().equals(STRING) && expressions.chance(50)) {
            return target.name() + " += " + expressions.of(expressions.pick(INT, STRING)) + ";";
        }
        return target.name() + " = " + expressions.of(target.type()) + ";";
    }

    private String control() {
        String i = expressions.fresh("i");
        Variable index = new Variable(i, INT, true);
        return switch (expressions.below(7)) {
            case 0 ->
                    "for (int %s = 0; %s < 3; %s++) { %s }"
                            .formatted(i, i, i, expressions.with(List.of(index), this::simple));
            case 1 ->
                    "for (int %s : %s) { %s }"
                            .formatted(
                                    i,
                                    expressions.of(ProgramModel.INTS),
                                    expressions.with(List.of(index), this::simple));
            case 2 ->
                    "if (%s) { %s } else { %s }"
                            .formatted(expressions.of(BOOLEAN), simple(), simple());
            case 3 ->
                    "try { %s } catch (RuntimeException ex) { System.out.println(ex.getMessage()); } finally { %s }"
                            .formatted(simple(), simple());
            case 4 ->
                    "switch (%s %% 3) { case 0: %s case 1: %s break; default: %s }"
                            .formatted(expressions.of(INT), simple(), simple(), simple());
            case 5 ->
                    "outer_%s: for (int %s = 0; ; %s++) { while (true) { if (%s > 2) break outer_%s; %s continue outer_%s; } }"
                            .formatted(
                                    i,
                                    i,
                                    i,
                                    i,
                                    i,
                                    expressions.with(List.of(index), this::simple),
                                    i);
            default ->
                    "{ int %s = %s; %s }"
                            .formatted(
                                    i,
                                    expressions.of(INT),
                                    expressions.with(List.of(index), this::simple));
        };
    }

    private String simple() {
        return expressions.chance(60)
                ? "System.out.println(%s);"
                        .formatted(expressions.of(expressions.pick(INT, STRING), 1))
                : List.of(assignmentOrPrint(), ";").get(expressions.below(5) == 0 ? 1 : 0);
    }

    private String assignmentOrPrint() {
        List<Variable> all = model.variables(v -> !v.constant() && v.type().equals(INT));
        return all.isEmpty()
                ? "System.out.print(" + expressions.leaf(STRING) + ");"
                : expressions.pick(all).name() + " += " + expressions.leaf(INT) + ";";
    }
}
