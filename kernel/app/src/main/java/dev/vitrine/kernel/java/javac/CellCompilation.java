package dev.vitrine.kernel.java.javac;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import dev.vitrine.kernel.java.CellPiece;
import dev.vitrine.kernel.java.CompilationFailure;
import dev.vitrine.kernel.java.CompilationFailure.Problem;
import dev.vitrine.kernel.java.javac.Compiler.CompilerCrash;
import dev.vitrine.kernel.java.javac.Declarations.Waiting;
import dev.vitrine.kernel.java.javac.Piece.Range;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;

/**
 * Compiles a cell, together with what earlier cells declared in terms of what it declares anew.
 *
 * <p>A method or type that uses names which nobody has declared yet is accepted: the bodies that
 * use them throw until somebody does. Whatever else is wrong with the cell is an error.
 */
final class CellCompilation {

    private static final Pattern SYMBOL = Pattern.compile("symbol:\\s+(\\w+ ([\\w$]+).*)");

    private final Compiler compiler;
    private final Declarations session;
    private final CellPiece cell;
    private final UnitPlan plan;
    private final Map<Declared, Set<Missing>> missing = new LinkedHashMap<>();

    /** A name that is not declared, with its kind. */
    private record Missing(String name, String description) {}

    /** Something that is wrong, and where. */
    private record Fault(Declared owner, Problem problem, Range body, Missing missing) {

        boolean isUnresolved() {
            return missing != null;
        }
    }

    /**
     * What a cell compiled to.
     *
     * @param classes class files by name
     * @param cellLines for each line of the unit, that of the cell
     * @param visible the classes of earlier cells that these may refer to
     * @param waiting declarations that lack something
     */
    record Compiled(
            UnitPlan plan,
            Map<String, byte[]> classes,
            int[] cellLines,
            Set<CompiledClass> visible,
            List<Waiting> waiting) {}

    /**
     * @param pieces of the cell, none of them declaring the same as another
     */
    CellCompilation(
            Compiler compiler,
            Declarations session,
            CellPiece cell,
            String id,
            List<Declared> pieces) {
        this.compiler = compiler;
        this.session = session;
        this.cell = cell;
        plan = new UnitPlan(id, pieces);
    }

    /**
     * @throws CompilationFailure with everything that is wrong
     */
    Compiled compile() throws CompilationFailure {
        try {
            return compileAll();
        } catch (CompilerCrash e) {
            Problem problem = new Problem("", e.getMessage(), 0, cell.source().length());
            throw new CompilationFailure(cell, List.of(problem));
        }
    }

    private Compiled compileAll() throws CompilationFailure, CompilerCrash {
        Dependents.include(plan, session);
        inferObviousTypes();
        if (!canBeInferredOnTheWay(plan.open())) {
            inferTypes();
        }
        while (true) {
            UnitWriter writer = new UnitWriter(plan, session, compiler.packages());
            UnitSource unit = writer.write();
            Set<CompiledClass> visible = visible();
            Attempt attempt =
                    compiler.compile(
                            "In_" + plan.id(),
                            unit.toString(),
                            withoutReplaced(visible, writer.replaced()),
                            this::inferOnTheWay,
                            compilation -> attempt(compilation, unit));
            if (attempt == null || !plan.open().isEmpty()) {
                inferTypes();
                continue;
            }
            if (attempt.classes != null) {
                return new Compiled(plan, attempt.classes, unit.cellLines(), visible, waiting());
            }
            makeDoWithout(attempt.faults);
        }
    }

    private record Attempt(Map<String, byte[]> classes, List<Fault> faults) {}

    private Attempt attempt(Compiler.Compilation compilation, UnitSource unit) {
        if (compilation.failed()) {
            return new Attempt(null, faults(compilation, unit));
        }
        List<Problem> problems = RunMethod.of(compilation).finish(plan, unit, session);
        if (!problems.isEmpty()) {
            Declared last = plan.pieces().get(plan.pieces().size() - 1);
            return new Attempt(
                    null,
                    problems.stream().map(each -> new Fault(last, each, null, null)).toList());
        }
        return new Attempt(compilation.generate(plan.draftClass()), List.of());
    }

    private Set<CompiledClass> visible() {
        return visible(plan, session);
    }

    /** The classes of earlier cells that the names in a plan lead to. */
    static Set<CompiledClass> visible(UnitPlan plan, Declarations session) {
        Set<CompiledClass> homes = new LinkedHashSet<>();
        for (Declared each : plan.all()) {
            for (String name : each.names()) {
                Optional.ofNullable(session.variables().get(name))
                        .ifPresent(v -> homes.add(v.home()));
                Optional.ofNullable(session.types().get(name)).ifPresent(t -> homes.add(t.home()));
                session.methods(name).forEach(method -> homes.add(method.home()));
            }
        }
        return CompiledClass.closure(homes);
    }

    /** A method that is declared anew must not be found beside its old self. */
    static Set<CompiledClass> withoutReplaced(
            Set<CompiledClass> visible, List<Declarations.Method> replaced) {
        if (replaced.isEmpty()) {
            return visible;
        }
        Set<CompiledClass> left = new LinkedHashSet<>(visible);
        Map<CompiledClass, Set<String>> hidden = new LinkedHashMap<>();
        for (Declarations.Method method : replaced) {
            hidden.computeIfAbsent(method.home(), key -> new HashSet<>()).add(method.member());
        }
        hidden.forEach(
                (home, members) -> {
                    CompiledClass without = new CompiledClass(home.name(), home.files());
                    without.hide(members);
                    left.remove(home);
                    left.add(without);
                });
        return left;
    }

    private void inferObviousTypes() {
        for (Declared each : plan.open()) {
            String obvious = ((Piece.Variable) each.part()).obvious();
            if (obvious != null) {
                plan.infer(each, obvious);
            }
        }
    }

    /**
     * Whether the unit that runs can tell the types, too: its variables are there before they have
     * types, so none may be used earlier than it is declared.
     */
    private static boolean canBeInferredOnTheWay(List<Declared> open) {
        Set<String> used = new HashSet<>();
        for (Declared each : open) {
            boolean anonymous = ((Piece.Variable) each.part()).anonymous() != null;
            if (anonymous || used.contains(each.name())) {
                return false;
            }
            used.addAll(each.names());
        }
        return true;
    }

    /** Infers the types of variables in a unit that has a draft; returns whether it can go on. */
    private boolean inferOnTheWay(Compiler.Compilation compilation) {
        List<Declared> open = plan.open();
        if (open.isEmpty()) {
            return true;
        }
        compilation.attribute(plan.draftClass());
        if (compilation.failed()) {
            return false;
        }
        RunMethod draft = RunMethod.draft(compilation);
        boolean exact = draft.giveTypesTo(plan.variablesClass());
        draft.inferTypes(plan, open);
        return exact;
    }

    private void inferTypes() throws CompilationFailure, CompilerCrash {
        List<Declared> open = plan.open();
        if (open.isEmpty()) {
            return;
        }
        UnitWriter writer = new UnitWriter(plan, session, compiler.packages());
        UnitSource unit = writer.draft();
        List<Fault> faults = new ArrayList<>();
        compiler.compile(
                "In_" + plan.id(),
                unit.toString(),
                withoutReplaced(visible(), writer.replaced()),
                compilation -> {
                    for (Fault fault : faults(compilation, unit)) {
                        if (open.contains(fault.owner())) {
                            faults.add(fault);
                        }
                    }
                    RunMethod.draft(compilation).inferTypes(plan, open);
                    return null;
                });
        if (!faults.isEmpty()) {
            throw failure(faults);
        }
    }

    private CompilationFailure failure(List<Fault> faults) {
        return new CompilationFailure(
                cell,
                faults.stream()
                        .map(Fault::problem)
                        .distinct()
                        .sorted(Comparator.comparing(Problem::start))
                        .toList());
    }

    /** Bodies that cannot be compiled get stubs; what cannot be compiled even so is left out. */
    private void makeDoWithout(List<Fault> faults) throws CompilationFailure {
        List<Fault> fatal = faults.stream().filter(this::isFatal).toList();
        if (!fatal.isEmpty()) {
            throw failure(fatal);
        }
        Map<Declared, Map<Range, List<Fault>>> bodies = new LinkedHashMap<>();
        for (Fault fault : faults) {
            Set<Missing> names = missing.computeIfAbsent(fault.owner(), k -> new LinkedHashSet<>());
            if (fault.isUnresolved()) {
                names.add(fault.missing());
            }
            if (fault.body() == null) {
                plan.leaveOut(fault.owner());
            } else {
                bodies.computeIfAbsent(fault.owner(), key -> new LinkedHashMap<>())
                        .computeIfAbsent(fault.body(), key -> new ArrayList<>())
                        .add(fault);
            }
        }
        bodies.forEach(
                (owner, byBody) ->
                        byBody.forEach(
                                (body, why) ->
                                        plan.stub(
                                                owner,
                                                new UnitPlan.Stub(body, reason(owner, why)))));
    }

    private boolean isFatal(Fault fault) {
        boolean code =
                fault.owner().part() instanceof Piece.Method
                        || fault.owner().part() instanceof Piece.Type;
        return plan.isOwn(fault.owner()) && !(code && fault.isUnresolved());
    }

    private static String reason(Declared owner, List<Fault> faults) {
        Set<String> names = new LinkedHashSet<>();
        faults.stream()
                .filter(Fault::isUnresolved)
                .forEach(fault -> names.add(fault.missing().description()));
        return owner.describe()
                + " cannot run, because "
                + (names.isEmpty()
                        ? "it does not compile any more: "
                                + faults.get(0).problem().message().lines().findFirst().orElse("")
                        : "no cell has declared " + String.join(", ", names));
    }

    private List<Waiting> waiting() {
        List<Waiting> waiting = new ArrayList<>();
        missing.forEach(
                (declared, names) -> {
                    Set<String> simple = new TreeSet<>();
                    Set<String> described = new LinkedHashSet<>();
                    names.forEach(
                            name -> {
                                simple.add(name.name());
                                described.add(name.description());
                            });
                    waiting.add(
                            new Waiting(declared, simple, described, !plan.isLeftOut(declared)));
                });
        return waiting;
    }

    private List<Fault> faults(Compiler.Compilation compilation, UnitSource unit) {
        List<Fault> faults = new ArrayList<>();
        for (Diagnostic<?> diagnostic : compilation.diagnostics()) {
            int start = (int) Math.max(0, diagnostic.getStartPosition());
            if (!unit.isCopied(start)) {
                // A declaration begins with modifiers of ours; its keyword tells whose it is.
                start = (int) Math.max(start, diagnostic.getPosition());
            }
            int end = (int) Math.max(start, diagnostic.getEndPosition());
            UnitSource.Place place =
                    unit.place(start).orElse(new UnitSource.Place(plan.pieces().get(0), 0));
            int to =
                    unit.place(Math.max(start, end - 1))
                            .filter(last -> last.owner().equals(place.owner()))
                            .map(last -> last.offset() + 1)
                            .orElse(place.offset() + 1);
            Problem problem =
                    new Problem(
                            diagnostic.getCode(),
                            Compiler.message(diagnostic),
                            place.offset(),
                            Math.max(to, place.offset() + 1));
            faults.add(
                    new Fault(
                            place.owner(),
                            problem,
                            body(compilation, unit, start, place.owner()),
                            missing(problem)));
        }
        return faults;
    }

    private static Missing missing(Problem problem) {
        if (!problem.code().startsWith("compiler.err.cant.resolve")) {
            return null;
        }
        Matcher symbol = SYMBOL.matcher(problem.message());
        return symbol.find() ? new Missing(symbol.group(2), symbol.group(1).strip()) : null;
    }

    /** The body of the innermost method around an offset, where it stands in its owner's code. */
    private Range body(
            Compiler.Compilation compilation, UnitSource unit, int offset, Declared owner) {
        if (!(owner.part() instanceof Piece.Method) && !(owner.part() instanceof Piece.Type)) {
            return null;
        }
        CompilationUnitTree tree = compilation.tree();
        SourcePositions positions = Trees.instance(compilation.task()).getSourcePositions();
        Range[] found = new Range[1];
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitMethod(MethodTree method, Void unused) {
                BlockTree body = method.getBody();
                if (body != null) {
                    int from = (int) positions.getStartPosition(tree, body);
                    int to = (int) positions.getEndPosition(tree, body);
                    if (from <= offset && offset < to) {
                        found[0] = new Range(from, to);
                    }
                }
                return super.visitMethod(method, unused);
            }
        }.scan(tree, null);
        if (found[0] == null) {
            return null;
        }
        Optional<UnitSource.Place> from = unit.place(found[0].start());
        Optional<UnitSource.Place> to = unit.place(found[0].end() - 1);
        boolean inside =
                from.isPresent()
                        && to.isPresent()
                        && from.get().owner().equals(owner)
                        && to.get().owner().equals(owner);
        return inside ? new Range(from.get().offset(), to.get().offset() + 1) : null;
    }
}
