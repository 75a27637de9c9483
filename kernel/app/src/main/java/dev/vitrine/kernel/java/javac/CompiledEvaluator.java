package dev.vitrine.kernel.java.javac;

import dev.vitrine.api.NotebookVariable;
import dev.vitrine.kernel.java.CellPiece;
import dev.vitrine.kernel.java.CellSource;
import dev.vitrine.kernel.java.CodeRange;
import dev.vitrine.kernel.java.CompilationFailure;
import dev.vitrine.kernel.java.Evaluator;
import dev.vitrine.kernel.java.FailedStep;
import dev.vitrine.kernel.java.Interpreter.Completeness;
import dev.vitrine.kernel.java.Interpreter.Completion;
import dev.vitrine.kernel.java.Interpreter.Inspection;
import dev.vitrine.kernel.java.UserClassPath;
import dev.vitrine.kernel.java.javac.CellCompilation.Compiled;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Evaluates each cell with one run of javac. */
public final class CompiledEvaluator implements Evaluator {

    /** After so many rounds of warm-up cells, completion is more in need of it. */
    private static final int FIRST_WARM_UP_ROUNDS = 10;

    /** Rounds after that, while no cell comes. */
    private static final int MORE_WARM_UP_ROUNDS = 50;

    private static final Pattern NUMBER = Pattern.compile("\\[(\\d+)]");

    /** Calls that may give the rest of their cell what it does not compile without. */
    private static final Set<String> PROVIDERS =
            Set.of("lineMagic", "cellMagic", "eval", "addToClassPath");

    private final ReentrantLock lock;
    private final UserClassPath classPath;
    private final UserCode userCode;
    private final FrontEnd frontEnd;
    private final Compiler compiler;
    private final Declarations session = new Declarations();
    private final CellLinker linker;
    private final CodeAssist assist;
    private final Map<String, Integer> usedIds = new HashMap<>();
    private final Set<Run> running = ConcurrentHashMap.newKeySet();

    /** Imports that no cell has written. */
    private final Set<String> added = ConcurrentHashMap.newKeySet();

    private volatile boolean cellsCame;

    /**
     * @param compilerOptions options of javac
     * @param userCode runs what cells compile to
     */
    public CompiledEvaluator(
            UserClassPath classPath, List<String> compilerOptions, UserCode userCode) {
        this(
                classPath,
                userCode,
                new FrontEnd(compilerOptions),
                new Compiler(classPath.compilerEntries(), classPath.loader(), compilerOptions),
                new ReentrantLock());
    }

    private CompiledEvaluator(
            UserClassPath classPath,
            UserCode userCode,
            FrontEnd frontEnd,
            Compiler compiler,
            ReentrantLock lock) {
        this.classPath = classPath;
        this.userCode = userCode;
        this.frontEnd = frontEnd;
        this.compiler = compiler;
        this.lock = lock;
        linker = new CellLinker(session, classPath.loader());
        assist = new CodeAssist(frontEnd, compiler, session, lock, classPath);
    }

    @Override
    public Result evaluate(CellSource cell, String code) throws CompilationFailure, Thrown {
        cellsCame = true;
        return evaluateNow(cell, code);
    }

    private Result evaluateNow(CellSource cell, String code) throws CompilationFailure, Thrown {
        CellPiece whole = new CellPiece(cell, code, code, 0);
        CellParser.Parsed parsed = CellParser.parse(frontEnd, code);
        if (!parsed.problems().isEmpty()) {
            throw new CompilationFailure(whole, parsed.problems());
        }
        Run run = new Run(whole, Declared.of(whole, parsed));
        running.add(run);
        try {
            run.evaluateCell();
        } finally {
            running.remove(run);
        }
        return new Result(run.value, run.notes);
    }

    /**
     * Code that is ready to run.
     *
     * @param statements its class
     */
    private record Loaded(UnitPlan plan, Class<?> statements) {}

    /** One cell. */
    private final class Run {

        private final CellPiece cell;
        private final List<Declared> pieces;
        private final List<String> notes = new ArrayList<>();
        private Object value;

        Run(CellPiece cell, List<Declared> pieces) {
            this.cell = cell;
            this.pieces = pieces;
        }

        boolean declares(Declarations.Live live) {
            return pieces.contains(live.declared());
        }

        boolean declares(Piece.Import imported) {
            return pieces.stream()
                    .anyMatch(
                            each ->
                                    each.part() instanceof Piece.Import own
                                            && own.text().equals(imported.text()));
        }

        void evaluateCell() throws CompilationFailure, Thrown {
            List<List<Declared>> stages = stages();
            if (stages.size() > 1) {
                rehearse(stages);
            }
            for (List<Declared> stage : stages) {
                evaluate(stage);
            }
        }

        private List<List<Declared>> stages() {
            lock.lock();
            try {
                return CellStages.of(pieces, session);
            } finally {
                lock.unlock();
            }
        }

        /** Finds what is wrong with later stages, unless earlier ones may provide it. */
        private void rehearse(List<List<Declared>> stages) throws CompilationFailure {
            lock.lock();
            try {
                new Rehearsal(compiler, cell, session, classPath.loader()).compile(stages);
            } catch (CompilationFailure failure) {
                if (lastProviderBefore(failure, pieces) < 0) {
                    throw failure;
                }
            } finally {
                lock.unlock();
            }
        }

        private void evaluate(List<Declared> pieces) throws CompilationFailure, Thrown {
            Loaded loaded;
            try {
                loaded = load(pieces);
            } catch (CompilationFailure failure) {
                for (List<Declared> part : parts(failure, pieces)) {
                    evaluate(part);
                }
                return;
            }
            value = run(loaded);
        }

        /** Cuts what does not compile in one, if that can help. */
        private List<List<Declared>> parts(CompilationFailure failure, List<Declared> pieces)
                throws CompilationFailure {
            int provider = lastProviderBefore(failure, pieces);
            if (provider >= 0) {
                return List.of(
                        pieces.subList(0, provider + 1),
                        pieces.subList(provider + 1, pieces.size()));
            }
            lock.lock();
            try {
                List<List<Declared>> parts = CellStages.inOrder(pieces, session);
                if (parts.size() > 1) {
                    new Rehearsal(compiler, cell, session, classPath.loader()).compile(parts);
                    return parts;
                }
            } catch (CompilationFailure later) {
                // What is wrong with the whole says more than what is wrong with a part.
            } finally {
                lock.unlock();
            }
            throw failure;
        }

        private Loaded load(List<Declared> pieces) throws CompilationFailure {
            lock.lock();
            try {
                Compiled compiled =
                        new CellCompilation(compiler, session, cell, nextId(), pieces).compile();
                Redefinition.Before before = Redefinition.Before.of(session, compiled.plan());
                Class<?> statements = linker.link(compiled);
                notes.addAll(Redefinition.notes(session, compiled, before));
                return new Loaded(compiled.plan(), statements);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("Cannot load what the cell compiled to", e);
            } finally {
                lock.unlock();
            }
        }

        private String nextId() {
            Matcher number = NUMBER.matcher(cell.cell().label());
            String base = number.find() ? number.group(1) : "0";
            int used = usedIds.merge(base, 1, Integer::sum);
            return used == 1 ? base : base + "x" + used;
        }

        /** The last piece before an error after which the error may be gone. */
        private int lastProviderBefore(CompilationFailure failure, List<Declared> pieces) {
            int error = failure.problems().get(0).start();
            int found = -1;
            for (int i = 0; i < pieces.size() - 1; i++) {
                Declared piece = pieces.get(i);
                if (piece.part().end() <= error
                        && !Collections.disjoint(piece.names(), PROVIDERS)) {
                    found = i;
                }
            }
            return found;
        }

        private Object run(Loaded loaded) throws Thrown {
            Class<?> statements = loaded.statements();
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            try {
                MethodHandle code =
                        lookup.findStatic(
                                statements, UnitWriter.RUN, MethodType.methodType(Object.class));
                MethodHandle at = lookup.findStaticGetter(statements, UnitWriter.AT, int.class);
                try {
                    return userCode.run(() -> call(code), () -> number(at));
                } catch (Throwable e) {
                    notReached(loaded.plan(), number(at));
                    throw new Thrown(e);
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("Cannot run what the cell compiled to", e);
            }
        }

        private void notReached(UnitPlan plan, int reached) {
            List<Declared> pieces = plan.pieces();
            List<Declared> left = new ArrayList<>();
            for (int i = reached; i < pieces.size(); i++) {
                if (pieces.get(i).part() instanceof Piece.Variable) {
                    left.add(pieces.get(i));
                }
            }
            lock.lock();
            try {
                linker.undeclare(left);
            } finally {
                lock.unlock();
            }
        }
    }

    private static Object call(MethodHandle code) throws Exception {
        try {
            return code.invoke();
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw Sneaky.<RuntimeException>rethrow(e);
        }
    }

    private static int number(MethodHandle at) {
        try {
            return (int) at.invokeExact();
        } catch (Error e) {
            // A cell that has taken all the memory has left none for this.
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Throws what Callable does not declare: a cell may throw a bare Throwable. */
    private static final class Sneaky {

        @SuppressWarnings("unchecked")
        static <T extends Throwable> T rethrow(Throwable e) throws T {
            throw (T) e;
        }
    }

    @Override
    public Completion complete(String code, int cursor, int shift) {
        return assist.complete(code, cursor, shift);
    }

    @Override
    public Optional<Inspection> inspect(String code, int cursor, int detailLevel) {
        return assist.inspect(code, cursor, detailLevel);
    }

    @Override
    public Completeness isComplete(String code) {
        return assist.isComplete(code);
    }

    @Override
    public List<String> hints(CompilationFailure failure) {
        List<String> hints = new ArrayList<>(Redefinition.hints(failure));
        hints.addAll(assist.hints(failure));
        return hints;
    }

    @Override
    public Optional<CodeRange> failed(String code, int line, FailedStep step) {
        return FailedExpressions.find(frontEnd, code, line, step);
    }

    @Override
    public void addToClassPath(List<Path> entries) {
        lock.lock();
        try {
            compiler.useClassPath(classPath.compilerEntries());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void addImports(List<String> names) {
        try {
            addTogether(names);
        } catch (CompilationFailure | Thrown some) {
            for (String name : names) {
                try {
                    addTogether(List.of(name));
                } catch (CompilationFailure | Thrown e) {
                    System.err.println("Cannot import " + name + ": " + e.getMessage());
                }
            }
        }
    }

    private void addTogether(List<String> names) throws CompilationFailure, Thrown {
        StringBuilder code = new StringBuilder();
        names.forEach(name -> code.append("import ").append(name).append(";\n"));
        evaluateNow(new CellSource("imports", ""), code.toString());
        added.addAll(names);
        lock.lock();
        try {
            session.give(names);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean declaresVariable(String name) {
        lock.lock();
        try {
            return session.variables().containsKey(name);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<NotebookVariable> variables() {
        lock.lock();
        try {
            return new VariableValues(session).read();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void reset() {
        lock.lock();
        try {
            linker.forget(live -> running.stream().noneMatch(run -> run.declares(live)));
            session.imports()
                    .removeIf(
                            imported ->
                                    !added.contains(imported.text())
                                            && running.stream()
                                                    .noneMatch(run -> run.declares(imported)));
            session.give(added);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public ClassLoader loader() {
        return linker.loader();
    }

    /** Runs cells in a session of their own, by the same compiler; ends when a real one comes. */
    @Override
    public void warmUp() {
        CompiledEvaluator apart =
                new CompiledEvaluator(
                        classPath, (code, statement) -> code.call(), frontEnd, compiler, lock);
        lock.lock();
        try {
            session.imports().forEach(apart.session::add);
            apart.session.give(session.imports().stream().map(Piece.Import::text).toList());
        } finally {
            lock.unlock();
        }
        apart.runWarmUpCells(FIRST_WARM_UP_ROUNDS, () -> cellsCame);
        if (!cellsCame) {
            assist.warmUp();
        }
        apart.runWarmUpCells(MORE_WARM_UP_ROUNDS, () -> cellsCame);
    }

    private void runWarmUpCells(int rounds, BooleanSupplier enough) {
        for (int round = 0; round < rounds; round++) {
            for (String cell : WarmUpCells.CELLS) {
                if (enough.getAsBoolean()) {
                    return;
                }
                try {
                    evaluateNow(new CellSource("warm up", cell), cell);
                } catch (CompilationFailure | Thrown e) {
                    throw new IllegalStateException("The compiler does not work", e);
                }
            }
        }
    }

    @Override
    public void close() {
        // Nothing is held but memory.
    }
}
