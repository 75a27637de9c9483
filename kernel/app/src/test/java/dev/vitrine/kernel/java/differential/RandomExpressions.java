package dev.vitrine.kernel.java.differential;

import static dev.vitrine.kernel.java.differential.ProgramModel.BOOLEAN;
import static dev.vitrine.kernel.java.differential.ProgramModel.CHAR;
import static dev.vitrine.kernel.java.differential.ProgramModel.DOUBLE;
import static dev.vitrine.kernel.java.differential.ProgramModel.FUNCTION;
import static dev.vitrine.kernel.java.differential.ProgramModel.INT;
import static dev.vitrine.kernel.java.differential.ProgramModel.INTS;
import static dev.vitrine.kernel.java.differential.ProgramModel.LIST;
import static dev.vitrine.kernel.java.differential.ProgramModel.LONG;
import static dev.vitrine.kernel.java.differential.ProgramModel.MAP;
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
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Expressions of a wanted type over what a program has declared. They compile; some throw. */
final class RandomExpressions {

    private final Random random;
    private ProgramModel model;
    private final List<Variable> locals = new ArrayList<>();
    private int names;
    private boolean pure;
    private boolean inLambda;

    RandomExpressions(Random random, ProgramModel model) {
        this.random = random;
        this.model = model;
    }

    /** Uses what another model has declared from now on. */
    void use(ProgramModel other) {
        model = other;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** A name for a parameter or a local that nothing has. */
    String fresh(String prefix) {
        return prefix + "_" + names++;
    }

    /** What {@code make} makes, with locals in scope. */
    <T> T with(List<Variable> added, Supplier<T> make) {
        locals.addAll(added);
        try {
            return make.get();
        } finally {
            locals.subList(locals.size() - added.size(), locals.size()).clear();
        }
    }

    /** What {@code make} makes, without assignments to variables of cells. */
    private <T> T pure(Supplier<T> make) {
        boolean before = pure;
        pure = true;
        try {
            return make.get();
        } finally {
            pure = before;
        }
    }

    String of(String type) {
        return of(type, 2);
    }

    String of(String type, int depth) {
        if (depth <= 0 || chance(15)) {
            return leaf(type);
        }
        int d = depth - 1;
        if (chance(10)) {
            return "(%s ? %s : %s)".formatted(of(BOOLEAN, d), of(type, d), of(type, d));
        }
        if (chance(6)) {
            return "(switch (%s %% 3) { case 0 -> %s; case 1 -> { yield %s; } default -> %s; })"
                    .formatted(of(INT, d), of(type, d), of(type, d), of(type, d));
        }
        if (chance(45)) {
            List<Method> callable = model.methods(m -> m.result().equals(type));
            if (!callable.isEmpty()) {
                return call(pick(callable), d);
            }
        }
        return switch (type) {
            case INT -> ofInt(d);
            case LONG ->
                    pick(
                            binary(LONG, pick("+", "-", "*", "&", "|", "^"), d),
                            "(%s + %s)".formatted(of(LONG, d), of(INT, d)),
                            "(long) " + of(INT, d),
                            "(%s << %d)".formatted(of(LONG, d), below(40)));
            case DOUBLE ->
                    pick(
                            binary(DOUBLE, pick("+", "-", "*", "/"), d),
                            "Math.abs(" + of(DOUBLE, d) + ")",
                            "(double) " + of(INT, d),
                            "(%s * %s)".formatted(of(INT, d), of(DOUBLE, d)));
            case BOOLEAN -> ofBoolean(d);
            case CHAR -> "\"abcdefg\".charAt(Math.floorMod(%s, 7))".formatted(of(INT, d));
            case STRING -> ofString(d);
            case OBJECT -> of(pick(INT, STRING, DOUBLE, BOOLEAN, LIST), d);
            case INTS ->
                    pick(
                            "IntStream.rangeClosed(0, Math.floorMod(%s, 5)).toArray()"
                                    .formatted(of(INT, d)),
                            of(INTS, d) + ".clone()",
                            "IntStream.of(%s).map(%s).toArray()"
                                    .formatted(of(INTS, d), of(FUNCTION, d)));
            case LIST ->
                    pick(
                            "new ArrayList<>(%s)".formatted(of(LIST, d)),
                            "%s.stream().map(%s).toList()".formatted(of(LIST, d), mapper(d)),
                            "Arrays.asList(%s, %s)".formatted(of(INT, d), of(INT, d)));
            case MAP -> "new TreeMap<>(Map.of(\"%s\", %s))".formatted(pick("a", "b"), of(INT, d));
            case FUNCTION -> {
                String x = fresh("x");
                yield lambda(List.of(new Variable(x, INT, true)), x + " -> ", INT, d);
            }
            case SUPPLIER -> lambda(List.of(), "() -> ", STRING, d);
            default -> leaf(type);
        };
    }

    /** A lambda; its body calls none that a variable holds, which may be itself. */
    private String lambda(List<Variable> parameters, String head, String result, int depth) {
        boolean before = inLambda;
        inLambda = true;
        try {
            String body =
                    with(
                            parameters,
                            () ->
                                    chance(75)
                                            ? of(result, depth)
                                            : "{ var %s = %s; return %s; }"
                                                    .formatted(
                                                            fresh("l"),
                                                            of(INT, depth),
                                                            of(result, depth)));
            return "(" + head + body + ")";
        } finally {
            inLambda = before;
        }
    }

    private String mapper(int depth) {
        String x = fresh("e");
        return with(
                List.of(new Variable(x, INT, true)), () -> x + " -> " + pure(() -> of(INT, depth)));
    }

    private String ofInt(int d) {
        return switch (below(19)) {
            case 0, 1, 2 -> binary(INT, pick("+", "-", "*", "&", "|", "^"), d);
            case 3 -> "(%s %s %d)".formatted(of(INT, d), pick("/", "%"), 1 + below(9));
            case 4 -> "(%s %s %d)".formatted(of(INT, d), pick("<<", ">>", ">>>"), below(35));
            case 5 -> "(%s%s)".formatted(pick("-", "~"), leaf(INT)).replace("--", "- -");
            case 6 -> of(STRING, d) + ".length()";
            case 7 -> of(INTS, d) + ".length";
            case 8 -> of(LIST, d) + ".size()";
            case 9 -> "(int) " + of(pick(LONG, DOUBLE, CHAR), d);
            case 10 -> "(%s + %s)".formatted(of(CHAR, d), of(INT, d));
            case 11 -> receiver(FUNCTION, d) + ".applyAsInt(" + of(INT, d) + ")";
            case 12 -> of(MAP, d) + ".getOrDefault(\"a\", " + of(INT, d) + ")";
            case 13 -> "%s.stream().mapToInt(Integer::intValue).sum()".formatted(of(LIST, d));
            case 14 ->
                    "%s.stream().filter(%s).count()"
                            .formatted(of(LIST, d), filter(d))
                            .transform(count -> "(int) " + count);
            case 15 -> "Arrays.stream(%s).sum()".formatted(of(INTS, d));
            case 16 -> {
                String o = fresh("i");
                yield "(%s instanceof Integer %s ? %s + 1 : %d)"
                        .formatted(receiver(OBJECT, d), o, o, below(9));
            }
            case 17 -> assignment();
            default -> member(INT, d);
        };
    }

    private String filter(int depth) {
        String x = fresh("f");
        return with(
                List.of(new Variable(x, INT, true)),
                () -> x + " -> " + pure(() -> of(BOOLEAN, depth)));
    }

    /** Changes a variable in the middle of an expression. */
    private String assignment() {
        List<Variable> all = model.variables(v -> v.type().equals(INT) && !v.constant());
        if (pure || all.isEmpty() || !locals.isEmpty()) {
            return leaf(INT);
        }
        String name = pick(all).name();
        return pick(
                name + "++",
                "++" + name,
                name + "--",
                "(" + name + " = " + leaf(INT) + ")",
                "(" + name + " += " + leaf(INT) + ")");
    }

    private String ofBoolean(int d) {
        return switch (below(8)) {
            case 0, 1, 2 ->
                    "(%s %s %s)"
                            .formatted(
                                    of(INT, d), pick("<", ">", "<=", ">=", "==", "!="), of(INT, d));
            case 3 -> "(%s %s %s)".formatted(of(BOOLEAN, d), pick("&&", "||", "^"), of(BOOLEAN, d));
            case 4 -> "!" + of(BOOLEAN, d);
            case 5 -> of(STRING, d) + pick(".isEmpty()", ".contains(\"a\")", ".startsWith(\"x\")");
            case 6 -> of(LIST, d) + ".contains(" + of(INT, d) + ")";
            default ->
                    "(%s instanceof %s)"
                            .formatted(receiver(OBJECT, d), pick("String", "Number", "List<?>"));
        };
    }

    private String ofString(int d) {
        return switch (below(11)) {
            case 0, 1 ->
                    "(%s + %s)".formatted(of(STRING, d), of(pick(INT, DOUBLE, CHAR, STRING), d));
            case 2 -> "(%s + %s)".formatted(of(pick(INT, BOOLEAN, LONG), d), of(STRING, d));
            case 3 -> "String.valueOf(" + of(pick(INT, LONG, DOUBLE, BOOLEAN, CHAR), d) + ")";
            case 4 -> of(STRING, d) + pick(".toUpperCase()", ".strip()", ".repeat(2)");
            case 5 -> "\"%%d-%%s\".formatted(%s, %s)".formatted(of(INT, d), of(STRING, d));
            case 6 -> "Arrays.toString(" + of(INTS, d) + ")";
            case 7 -> of(pick(LIST, MAP), d) + ".toString()";
            case 8 -> receiver(SUPPLIER, d) + ".get()";
            case 9 -> "\"\"\"\n    block %d\n      \"quoted\"\n    \"\"\"".formatted(below(10));
            default -> {
                List<UserType> shown =
                        model.types().stream().filter(t -> t.kind() != TypeKind.CLASS).toList();
                yield shown.isEmpty() ? leaf(STRING) : "(\"\" + " + leaf(pick(shown).name()) + ")";
            }
        };
    }

    /** A field or a method's result of an object of a declared type. */
    private String member(String type, int depth) {
        List<UserType> all = model.types();
        if (all.isEmpty()) {
            return leaf(type);
        }
        UserType owner = pick(all);
        List<Variable> fields = owner.fields().stream().filter(f -> f.type().equals(type)).toList();
        String object = receiver(owner.name(), depth);
        if (fields.isEmpty() || chance(40)) {
            return object + "." + owner.method() + "()";
        }
        return object + "." + pick(fields).name() + (owner.kind() == TypeKind.RECORD ? "()" : "");
    }

    /** An expression that a dot or instanceof may follow. */
    String receiver(String type, int depth) {
        List<Variable> all = visible(v -> v.type().equals(type));
        if (!all.isEmpty() && chance(80)) {
            return pick(all).name();
        }
        // A lambda in a conditional has no type when the conditional is cast.
        String value = ProgramModel.isFunction(type) ? leaf(type) : of(type, depth);
        return "((%s) %s)".formatted(type, value);
    }

    private String binary(String type, String operator, int depth) {
        return "(%s %s %s)".formatted(of(type, depth), operator, of(type, depth));
    }

    String call(Method method, int depth) {
        return method.name()
                + "("
                + String.join(", ", method.parameters().stream().map(p -> of(p, depth)).toList())
                + ")";
    }

    private List<Variable> visible(Predicate<Variable> which) {
        List<Variable> all = new ArrayList<>(locals.stream().filter(which).toList());
        all.addAll(
                model.variables(which.and(v -> !inLambda || !ProgramModel.isFunction(v.type()))));
        return all;
    }

    /** A variable or a literal. */
    String leaf(String type) {
        List<Variable> all = visible(v -> v.type().equals(type));
        if (!all.isEmpty() && chance(70)) {
            return pick(all).name();
        }
        return switch (type) {
            case INT ->
                    pick(
                            String.valueOf(below(10)),
                            String.valueOf(below(1000)),
                            "0x" + Integer.toHexString(below(256)),
                            chance(20) ? "Integer.MAX_VALUE" : "7");
            case LONG -> pick(below(100) + "L", "1_000_000_007L");
            case DOUBLE -> pick(below(10) + "." + below(10), below(10) + "e" + below(4), "0.5f");
            case BOOLEAN -> pick("true", "false");
            case CHAR -> pick("'a'", "'z'", "'\\u0041'", "'7'");
            case STRING -> pick("\"\"", "\"a\"", "\"xyz\"", "\"\\t|\"", "\"é\"");
            case OBJECT -> pick("\"o\"", "42", "2.5", "List.of(1)");
            case INTS ->
                    pick(
                            "new int[] {1, 2, 3}",
                            "new int[] {%d}".formatted(below(9)),
                            "new int[%d]".formatted(1 + below(3)));
            case LIST -> pick("List.of(1, 2, 3)", "List.of(%d)".formatted(below(9)));
            case MAP -> "new TreeMap<>(Map.of(\"a\", %d))".formatted(below(9));
            case FUNCTION -> {
                String x = fresh("p");
                yield pick("(%s -> %s + 1)".formatted(x, x), "(" + x + " -> " + x + " * 2)");
            }
            case SUPPLIER -> "(() -> \"s%d\")".formatted(below(9));
            default -> construct(model.type(type));
        };
    }

    private String construct(UserType type) {
        if (type.kind() == TypeKind.ENUM) {
            return type.name() + "." + pick(type.constants());
        }
        return "new %s(%s)"
                .formatted(
                        type.name(),
                        String.join(
                                ", ", type.fields().stream().map(f -> leaf(f.type())).toList()));
    }
}
