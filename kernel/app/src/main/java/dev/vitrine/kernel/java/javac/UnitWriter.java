package dev.vitrine.kernel.java.javac;

import dev.vitrine.api.UnresolvedReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes the compilation unit of a cell.
 *
 * <p>Variables become static fields of one class, methods static methods of another, types members
 * of a third, and statements the body of a method of a fourth. Names are found through imports, of
 * which there is one for each declaration that the cell mentions, so that a long session costs a
 * cell nothing.
 */
final class UnitWriter {

    /** The method that runs a cell's statements. */
    static final String RUN = "$run";

    /** The field that counts the statements that were begun. */
    static final String AT = "$at";

    /** The method in which the types of variables are inferred. */
    static final String INFER = "$infer";

    /** Stands for a type until it is known. */
    private static final String OPEN = "java.lang.Object";

    private static final Pattern SWITCH = Pattern.compile("\\bswitch\\b");

    private final UnitPlan plan;
    private final Declarations session;
    private final PackageTypes packages;
    private final UnitSource unit = new UnitSource();
    private boolean draftOnly;

    /**
     * @param packages tells which imports on demand the unit can do without
     */
    UnitWriter(UnitPlan plan, Declarations session, PackageTypes packages) {
        this.plan = plan;
        this.session = session;
        this.packages = packages;
    }

    /** The unit from which the types of {@code var} are read, if it cannot be the one that runs. */
    UnitSource draft() {
        draftOnly = true;
        header();
        variables(plan.variables().stream().filter(v -> plan.type(v) != null).toList());
        types();
        methods(this::withoutBody);
        initializers(plan.open());
        return unit;
    }

    private void initializers(List<Declared> open) {
        unit.add("\nfinal class " + plan.draftClass() + " {");
        unit.add("\nstatic void " + INFER + "() throws Throwable {");
        for (Declared each : open) {
            Piece.Variable variable = (Piece.Variable) each.part();
            if (variable.initializer() != null) {
                unit.add("\nvar ").copy(each, variable.name().start(), variable.name().end());
                unit.add(" = ");
                copy(each, variable.initializer());
                unit.add(";");
            }
        }
        unit.add("\n}\n}\n");
    }

    /**
     * The unit that runs. Where the plan lacks the types of variables, it has a draft class beside,
     * and {@link RunMethod} is to put the types in.
     */
    UnitSource write() {
        header();
        variables(plan.variables());
        types();
        methods(this::method);
        List<Declared> open = plan.open();
        if (!open.isEmpty()) {
            initializers(open);
        }
        statements();
        return unit;
    }

    private void header() {
        unit.add("package " + CompiledClass.PACKAGE + ";\n");
        Set<String> declared =
                plan.types().stream().map(Declared::name).collect(Collectors.toSet());
        Set<String> mentioned = mentioned();
        Set<String> known =
                mentioned.stream().filter(session::declares).collect(Collectors.toSet());
        plan.all().forEach(each -> known.add(each.name()));
        Set<String> imported = new HashSet<>();
        for (Declared piece : plan.pieces()) {
            if (piece.part() instanceof Piece.Import added && added.namesType()) {
                imported.add(added.simpleName());
            }
        }
        List<Piece.Import> all = new ArrayList<>();
        for (Piece.Import old : session.imports()) {
            all.add(old);
            String name = old.simpleName();
            boolean needed =
                    old.onDemand() ? packages.mayGive(old, mentioned) : mentioned.contains(name);
            boolean replaced =
                    old.namesType() && (declared.contains(name) || imported.contains(name));
            boolean hidden =
                    old.isStatic()
                            && !old.onDemand()
                            && (isVariable(name) || session.isGiven(old) && known.contains(name));
            if (needed && !replaced && !hidden) {
                unit.add("import " + old.text() + ";\n");
            }
        }
        for (Declared piece : plan.pieces()) {
            if (piece.part() instanceof Piece.Import added) {
                all.add(added);
                unit.add("\n").copy(piece, piece.part().start(), piece.part().end()).add(";");
            }
        }
        unit.add("\n");
        mentioned.stream()
                .filter(known::contains)
                .sorted()
                .forEach(name -> importName(name, imported));
        all.stream().filter(Piece.Import::namesType).forEach(each -> known.add(each.simpleName()));
        DisputedNames disputed = new DisputedNames(packages, all, session::isGiven);
        mentioned.stream()
                .filter(name -> !known.contains(name))
                .sorted()
                .flatMap(name -> disputed.settle(name).stream())
                .forEach(meant -> unit.add("import " + meant + ";\n"));
    }

    private boolean isVariable(String name) {
        return session.variables().containsKey(name)
                || plan.variables().stream().anyMatch(variable -> variable.name().equals(name));
    }

    private Set<String> mentioned() {
        Set<String> names = new HashSet<>();
        plan.all().forEach(each -> names.addAll(each.names()));
        // Forwarders to overloads in other cells repeat their signatures.
        for (Declared method : plan.methods()) {
            for (Declarations.Method old : session.methods(method.name())) {
                names.addAll(Dependents.words(((Piece.Method) old.declared().part()).signature()));
            }
        }
        return names;
    }

    /**
     * A declaration that a name may mean.
     *
     * @param home the class that has it as a member
     */
    private record Found(Kind kind, String home) {

        enum Kind {
            TYPE,
            METHOD,
            VARIABLE
        }

        boolean is(Kind other) {
            return kind == other;
        }
    }

    private void importName(String name, Set<String> imported) {
        Set<Found> found = new LinkedHashSet<>();
        for (Declared own : plan.all()) {
            if (own.name().equals(name)) {
                if (own.part() instanceof Piece.Type && !imported.contains(name)) {
                    found.add(new Found(Found.Kind.TYPE, qualified(plan.classOf(own))));
                } else if (own.part() instanceof Piece.Method) {
                    found.add(new Found(Found.Kind.METHOD, qualified(plan.classOf(own))));
                } else if (own.part() instanceof Piece.Variable
                        && (plan.type(own) != null || !draftOnly)) {
                    found.add(new Found(Found.Kind.VARIABLE, qualified(plan.variablesClass())));
                }
            }
        }
        Declarations.Type oldType = session.types().get(name);
        boolean ownType = found.stream().anyMatch(each -> each.is(Found.Kind.TYPE));
        if (oldType != null && !ownType && !imported.contains(name)) {
            found.add(new Found(Found.Kind.TYPE, oldType.home().name()));
        }
        Declarations.Variable oldVariable = session.variables().get(name);
        if (oldVariable != null
                && plan.variables().stream().noneMatch(v -> v.name().equals(name))) {
            found.add(new Found(Found.Kind.VARIABLE, oldVariable.home().name()));
        }
        for (Declarations.Method old : session.methods(name)) {
            if (!isReplaced(old)) {
                found.add(new Found(Found.Kind.METHOD, old.home().name()));
            }
        }
        completeClass(name)
                .ifPresent(
                        all ->
                                found.removeIf(
                                        each ->
                                                each.is(Found.Kind.METHOD)
                                                        && !each.home().equals(all)));
        for (Found each : found) {
            unit.add(each.is(Found.Kind.TYPE) ? "import " : "import static ");
            unit.add(each.home() + "." + name + ";\n");
        }
    }

    /** A class that has all overloads of a method, its own and those from elsewhere. */
    private Optional<String> completeClass(String method) {
        return plan.methods().stream()
                .filter(each -> each.name().equals(method))
                .map(plan::classOf)
                .distinct()
                .filter(
                        className ->
                                overloadsElsewhere(className).keySet().stream()
                                        .anyMatch(each -> each.name().equals(method)))
                .map(UnitWriter::qualified)
                .findFirst();
    }

    private static String qualified(String className) {
        return CompiledClass.PREFIX + className;
    }

    /** Whether the unit declares a method of an earlier cell anew. */
    private boolean isReplaced(Declarations.Method old) {
        return plan.methods().stream().anyMatch(method -> isSameOverload(method, old.declared()));
    }

    static boolean isSameOverload(Declared a, Declared b) {
        return a.part() instanceof Piece.Method one
                && b.part() instanceof Piece.Method other
                && one.name().equals(other.name())
                && withoutArguments(one.parameters()).equals(withoutArguments(other.parameters()));
    }

    /** Methods that differ in type arguments only cannot stand side by side. */
    private static String withoutArguments(String types) {
        String inner = types;
        String outer;
        do {
            outer = inner;
            inner = outer.replaceAll("<[^<>]*>", "");
        } while (!inner.equals(outer));
        return inner;
    }

    /** The earlier methods that the unit's methods take the place of. */
    List<Declarations.Method> replaced() {
        Set<String> names = plan.methods().stream().map(Declared::name).collect(Collectors.toSet());
        return names.stream()
                .flatMap(name -> session.methods(name).stream())
                .filter(this::isReplaced)
                .toList();
    }

    private void copy(Declared owner, Piece.Range range) {
        unit.copy(owner, range.start(), range.end());
    }

    private void variables(List<Declared> variables) {
        if (variables.isEmpty()) {
            return;
        }
        unit.add("\npublic final class " + plan.variablesClass() + " {");
        for (Declared each : variables) {
            Piece.Variable variable = (Piece.Variable) each.part();
            unit.add("\npublic static ");
            if (isVar(each, variable)) {
                String type = plan.type(each);
                unit.add(type == null ? OPEN : type);
            } else {
                copy(each, variable.type());
            }
            unit.add(" ");
            copy(each, variable.name());
            unit.add(variable.dimensions() + ";");
        }
        unit.add("\n}\n");
    }

    private static boolean isVar(Declared declared, Piece.Variable variable) {
        return variable.type().of(declared.code()).equals("var");
    }

    private void types() {
        List<Declared> all = new ArrayList<>(plan.types());
        all.addAll(plan.withNamedClasses());
        byClass(
                all,
                type -> {
                    unit.add("\npublic static ");
                    if (type.part() instanceof Piece.Variable variable) {
                        namedClass(type, variable);
                    } else {
                        copyWithStubs(type, ((Piece.Type) type.part()).dropped());
                    }
                });
    }

    private void namedClass(Declared declared, Piece.Variable variable) {
        UnitPlan.NamedClass named = plan.named(declared);
        Piece.Range body = variable.anonymous().body();
        unit.add("class " + named.name() + (named.isInterface() ? " implements " : " extends "));
        unit.add(named.parent() + " ");
        unit.copy(declared, body.start(), body.start() + 1);
        if (!named.parameters().isEmpty() || !named.thrown().isEmpty()) {
            List<String> parameters = new ArrayList<>();
            List<String> arguments = new ArrayList<>();
            for (String type : named.parameters()) {
                arguments.add("$" + arguments.size());
                parameters.add(type + " " + arguments.get(arguments.size() - 1));
            }
            unit.add(named.name() + "(" + String.join(", ", parameters) + ")");
            unit.add(
                    named.thrown().isEmpty() ? "" : " throws " + String.join(", ", named.thrown()));
            unit.add(" { super(" + String.join(", ", arguments) + "); }");
        }
        unit.copy(declared, body.start() + 1, body.end());
    }

    private void byClass(List<Declared> declared, Consumer<Declared> writer) {
        Map<String, List<Declared>> classes =
                declared.stream()
                        .collect(
                                Collectors.groupingBy(
                                        plan::classOf, LinkedHashMap::new, Collectors.toList()));
        classes.forEach(
                (name, members) -> {
                    unit.add("\npublic final class " + name + " {");
                    members.forEach(writer);
                    if (members.get(0).part() instanceof Piece.Method) {
                        overloadsElsewhere(name).forEach(this::forwarder);
                    }
                    unit.add("\n}\n");
                });
    }

    private void methods(Consumer<Declared> writer) {
        byClass(plan.methods(), writer);
    }

    private void method(Declared method) {
        unit.add("\npublic static ");
        copyWithStubs(method, ((Piece.Method) method.part()).dropped());
    }

    private void withoutBody(Declared method) {
        Piece.Method part = (Piece.Method) method.part();
        unit.add("\npublic static ");
        unit.copy(method, part.start(), part.body(), part.dropped());
        unit.add("{ throw null; }");
    }

    /**
     * What a class of methods needs of other classes: those overloads of its own methods that live
     * there, since a method in scope hides all imported ones of its name.
     *
     * @return from overload to the class that it lives in
     */
    private Map<Declared, String> overloadsElsewhere(String className) {
        List<Declared> members =
                plan.methods().stream()
                        .filter(each -> plan.classOf(each).equals(className))
                        .toList();
        Set<String> called = new HashSet<>();
        members.forEach(member -> called.addAll(member.names()));
        Map<Declared, String> elsewhere = new LinkedHashMap<>();
        for (String name :
                members.stream().map(Declared::name).filter(called::contains).distinct().toList()) {
            for (Declared other : plan.methods()) {
                if (other.name().equals(name) && !plan.classOf(other).equals(className)) {
                    elsewhere.put(other, qualified(plan.classOf(other)));
                }
            }
            for (Declarations.Method old : session.methods(name)) {
                if (!isReplaced(old)) {
                    elsewhere.put(old.declared(), old.home().name());
                }
            }
        }
        return elsewhere;
    }

    private void forwarder(Declared method, String home) {
        Piece.Method part = (Piece.Method) method.part();
        unit.add("\npublic static ");
        unit.add(UnitSource.blanked(method, part.start(), part.body(), part.dropped()));
        unit.add("{ ");
        unit.add(part.signature().startsWith("void ") ? "" : "return ");
        unit.add(home + "." + method.name() + "(" + String.join(", ", part.arguments()) + "); }");
    }

    private void copyWithStubs(Declared declared, List<Piece.Range> dropped) {
        List<UnitPlan.Stub> stubs =
                plan.stubs(declared).stream()
                        .sorted(Comparator.comparing(stub -> stub.body().start()))
                        .toList();
        int from = declared.part().start();
        List<Piece.Range> blank = dropped;
        for (UnitPlan.Stub stub : stubs) {
            if (stub.body().start() < from) {
                continue;
            }
            unit.copy(declared, from, stub.body().start(), blank);
            unit.add("{ throw new " + UnresolvedReference.class.getName());
            unit.add("(" + literal(stub.message()) + "); }");
            from = stub.body().end();
            blank = List.of();
        }
        unit.copy(declared, from, declared.part().end(), blank);
    }

    private static String literal(String text) {
        return "\""
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                + "\"";
    }

    private void statements() {
        unit.add("\npublic final class " + plan.runClass() + " {");
        unit.add("\npublic static volatile int " + AT + ";");
        unit.add("\npublic static Object " + RUN + "() throws Throwable {");
        List<Declared> pieces = plan.pieces();
        boolean returned = false;
        for (int i = 0; i < pieces.size(); i++) {
            Declared piece = pieces.get(i);
            if (piece.part() instanceof Piece.Variable
                    || piece.part() instanceof Piece.Expression
                    || piece.part() instanceof Piece.Statement) {
                unit.add("\n" + AT + " = " + (i + 1) + "; ");
            }
            returned = statement(piece, i == pieces.size() - 1);
        }
        unit.add(returned ? "\n}\n}\n" : "\nreturn null;\n}\n}\n");
    }

    /** Returns whether nothing can follow. */
    private boolean statement(Declared piece, boolean last) {
        Piece part = piece.part();
        Piece.Range whole = new Piece.Range(part.start(), part.end());
        if (part instanceof Piece.Variable variable) {
            initialize(piece, variable);
        } else if (part instanceof Piece.Statement) {
            // After "if" whatever comes next can be reached, as it can in the next cell.
            unit.add("if (true) { ");
            copy(piece, whole);
            boolean ended = piece.text().endsWith(";") || piece.text().endsWith("}");
            unit.add(ended ? " }" : "; }");
        } else if (part instanceof Piece.Expression expression) {
            return expression(piece, whole, expression.value(), last);
        }
        return false;
    }

    private boolean expression(
            Declared piece, Piece.Range whole, Piece.Expression.Value value, boolean last) {
        boolean statement = value != Piece.Expression.Value.ALWAYS;
        if (last && (value == Piece.Expression.Value.STATEMENT || !statement)) {
            boolean hasCases = hasCases(piece);
            unit.add(hasCases ? "var $value = " : "return ");
            copy(piece, whole);
            unit.add(hasCases ? "; return $value;" : ";");
            return true;
        }
        if (statement) {
            copy(piece, whole);
            unit.add(";");
        } else {
            unit.add("{ Object ignored = ");
            copy(piece, whole);
            unit.add("; }");
        }
        return false;
    }

    /** Whether it may have cases that get types of their own where a type is expected of it. */
    private static boolean hasCases(Declared piece) {
        return SWITCH.matcher(piece.text()).find();
    }

    private void initialize(Declared piece, Piece.Variable variable) {
        if (isVar(piece, variable) && plan.named(piece) == null && hasCases(piece)) {
            unit.add("{ var $value = ");
            copy(piece, variable.initializer());
            unit.add("; ");
            copy(piece, variable.name());
            unit.add(" = $value; }");
            return;
        }
        copy(piece, variable.name());
        unit.add(" = ");
        Piece.Range initializer = variable.initializer();
        if (initializer == null) {
            unit.add(zero(plan.type(piece)));
        } else if (plan.named(piece) != null) {
            unit.add("new " + plan.type(piece) + "(");
            copy(piece, variable.anonymous().arguments());
            unit.add(")");
        } else {
            if (piece.code().charAt(initializer.start()) == '{') {
                unit.add("new " + plan.type(piece) + " ");
            }
            copy(piece, initializer);
        }
        unit.add(";");
    }

    private static String zero(String type) {
        return switch (type) {
            case "boolean" -> "false";
            case "byte", "short", "int", "long", "char", "float", "double" -> "0";
            default -> "null";
        };
    }
}
