package dev.vitrine.kernel.java.javac;

import com.sun.tools.javac.parser.Tokens.TokenKind;
import dev.vitrine.kernel.java.CellPiece;
import dev.vitrine.kernel.java.CellSource;
import dev.vitrine.kernel.java.CompilationFailure;
import dev.vitrine.kernel.java.Evaluator;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Evaluates each cell with one run of javac. */
public final class CompiledEvaluator implements Evaluator {

    private static final int WARM_UP_ROUNDS = 4;

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
                new Compiler(classPath.compilerEntries(), compilerOptions),
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
        Run run = new Run(whole);
        for (List<Declared> stage : stages(declared(whole, parsed))) {
            run.evaluate(stage);
        }
        return new Result(run.value, run.notes);
    }

    /** The pieces of a cell, with the names in them. */
    static List<Declared> declared(CellPiece whole, CellParser.Parsed parsed) {
        List<Declared> declared = new ArrayList<>();
        for (Piece piece : parsed.pieces()) {
            Set<String> names = new HashSet<>();
            for (FrontEnd.Token token : parsed.tokens()) {
                if (token.is(TokenKind.IDENTIFIER)
                        && token.start() >= piece.start()
                        && token.end() <= piece.end()) {
                    names.add(token.name());
                }
            }
            if (piece instanceof Piece.Variable variable) {
                // A declaration's type stands before its first variable only.
                names.addAll(Dependents.words(variable.type().of(whole.code())));
            }
            declared.add(new Declared(whole, piece, names));
        }
        return declared;
    }

    /**
     * Cuts a cell where it declares something for the second time, and where it declares anew what
     * its statements have used so far: up to there the earlier one counts.
     */
    private List<List<Declared>> stages(List<Declared> pieces) {
        List<List<Declared>> stages = new ArrayList<>();
        List<Declared> stage = new ArrayList<>();
        Set<String> declared = new HashSet<>();
        Set<String> used = new HashSet<>();
        for (Declared piece : pieces) {
            String key = key(piece);
            boolean replaces = used.contains(piece.name()) && isReplacement(piece);
            if (!key.isEmpty() && (replaces || declared.contains(key))) {
                stages.add(stage);
                stage = new ArrayList<>();
                declared.clear();
                used.clear();
            }
            declared.add(key);
            if (!(piece.part() instanceof Piece.Method) && !(piece.part() instanceof Piece.Type)) {
                used.addAll(piece.names());
            }
            stage.add(piece);
        }
        if (!stage.isEmpty()) {
            stages.add(stage);
        }
        return stages;
    }

    /** Whether code that uses the earlier declaration of a name means another one than this. */
    private boolean isReplacement(Declared piece) {
        String name = piece.name();
        if (piece.part() instanceof Piece.Variable variable) {
            Declarations.Variable old = session.variables().get(name);
            String type = variable.type().of(piece.code()) + variable.dimensions();
            return old != null && !old.type().equals(type);
        }
        if (piece.part() instanceof Piece.Method) {
            return session.methods(name).stream()
                    .anyMatch(old -> UnitWriter.isSameOverload(old.declared(), piece));
        }
        return piece.part() instanceof Piece.Type && session.types().containsKey(name);
    }

    /** The same for two pieces of which the second takes the place of the first. */
    static String key(Declared piece) {
        if (piece.part() instanceof Piece.Method method) {
            return method.name() + "(" + method.parameters() + ")";
        }
        String name = piece.name();
        return name.isEmpty() ? "" : piece.part().getClass().getSimpleName() + " " + name;
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
        private final List<String> notes = new ArrayList<>();
        private Object value;

        Run(CellPiece cell) {
            this.cell = cell;
        }

        void evaluate(List<Declared> pieces) throws CompilationFailure, Thrown {
            Loaded loaded;
            try {
                loaded = load(pieces);
            } catch (CompilationFailure failure) {
                int provider = lastProviderBefore(failure, pieces);
                if (provider < 0) {
                    throw failure;
                }
                evaluate(pieces.subList(0, provider + 1));
                evaluate(pieces.subList(provider + 1, pieces.size()));
                return;
            }
            value = run(loaded);
        }

        private Loaded load(List<Declared> pieces) throws CompilationFailure {
            lock.lock();
            try {
                Compiled compiled =
                        new CellCompilation(compiler, session, cell, nextId(), pieces).compile();
                Set<String> before = Redefinition.keptInstances(session);
                List<Declarations.Waiting> waiting = List.copyOf(session.waiting());
                Class<?> statements = linker.link(compiled);
                notes.addAll(Redefinition.notes(session, compiled, before, waiting));
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
        } finally {
            lock.unlock();
        }
        for (int round = 0; round < WARM_UP_ROUNDS; round++) {
            for (String cell : WarmUpCells.CELLS) {
                if (cellsCame) {
                    return;
                }
                try {
                    apart.evaluate(new CellSource("warm up", cell), cell);
                } catch (CompilationFailure | Thrown e) {
                    throw new IllegalStateException("The compiler does not work", e);
                }
            }
        }
        assist.warmUp();
    }

    @Override
    public void close() {
        // Nothing is held but memory.
    }
}
