package dev.vitrine.kernel.java;

import dev.vitrine.api.CellExit;
import dev.vitrine.api.CellInterrupt;
import dev.vitrine.api.NotebookVariable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Predicate;

/**
 * Java cells, evaluated in this process.
 *
 * <p>The evaluator is prepared on a thread of its own as soon as the interpreter exists; the first
 * cell waits for what is left of that. Startup scripts run before the first cell, on its thread, so
 * that what they print or how they fail is seen there.
 */
public final class JavaInterpreter implements Interpreter {

    private static final List<String> DEFAULT_IMPORTS =
            List.of(
                    "java.io.*",
                    "java.math.*",
                    "java.net.*",
                    "java.nio.file.*",
                    "java.time.*",
                    "java.util.*",
                    "java.util.concurrent.*",
                    "java.util.function.*",
                    "java.util.prefs.*",
                    "java.util.regex.*",
                    "java.util.stream.*",
                    "dev.vitrine.api.*",
                    "static dev.vitrine.api.Notebook.*",
                    "static dev.vitrine.api.widgets.Interact.*");

    private final StartupEnvironment environment;
    private final CellTransformer transformer;
    private final EvaluatorFactory factory;
    private final PublishedDocuments documents;
    private final MagicCompleter magicNames;
    private final UserClassLoader userLoader;
    private final ThreadLocal<CellRun> runOfThread = new ThreadLocal<>();
    private final Set<CellRun> activeRuns = ConcurrentHashMap.newKeySet();
    private final RememberedCells cells;
    private final Tracebacks tracebacks;
    private final ScheduledThreadPoolExecutor timer = newTimer();

    private CompletableFuture<Evaluator> evaluator;
    private boolean startupDone;

    /**
     * @param classPath jars and class folders that every cell can use
     * @param transformer takes magics out of cells
     * @param evaluator compiles and runs what is left
     * @param environment what the environment asks for; its class path comes after {@code
     *     classPath}
     * @param documents of the jars that notebooks add
     */
    public record Configuration(
            List<Path> classPath,
            CellTransformer transformer,
            EvaluatorFactory evaluator,
            StartupEnvironment environment,
            PublishedDocuments documents) {

        public Configuration {
            classPath = List.copyOf(classPath);
            Objects.requireNonNull(transformer, "transformer");
            Objects.requireNonNull(evaluator, "evaluator");
            Objects.requireNonNull(environment, "environment");
            Objects.requireNonNull(documents, "documents");
        }
    }

    /** Makes an evaluator. */
    public interface EvaluatorFactory {

        /**
         * @param compilerOptions options of javac
         * @param userCode runs what the evaluator compiles
         */
        Evaluator create(
                UserClassPath classPath, List<String> compilerOptions, Evaluator.UserCode userCode);
    }

    /** Returns at once; the evaluator gets ready in the background. */
    public JavaInterpreter(Configuration configuration) {
        environment = configuration.environment();
        transformer = configuration.transformer();
        factory = configuration.evaluator();
        documents = configuration.documents();
        magicNames = new MagicCompleter(transformer);
        cells = new RememberedCells(transformer, this::evaluator);
        tracebacks = new Tracebacks(new CellTraceback(cells));
        userLoader = new UserClassLoader(configuration.classPath(), new ApiClassLoader());
        userLoader.add(environment.classPath());
        CompletableFuture<Evaluator> prepared = new CompletableFuture<>();
        evaluator = prepared;
        Thread warmUp = new Thread(() -> warmUp(prepared), "vitrine-warm-up");
        warmUp.setDaemon(true);
        warmUp.start();
    }

    private void warmUp(CompletableFuture<Evaluator> target) {
        try {
            Evaluator made =
                    factory.create(
                            new UserClassPath(userLoader, documents),
                            PreviewFeatures.addTo(environment.compilerOptions()),
                            this::runUserCode);
            made.addImports(DEFAULT_IMPORTS);
            target.complete(made);
            made.warmUp();
        } catch (Throwable e) {
            target.completeExceptionally(e);
        }
    }

    private Object runUserCode(Callable<Object> code, IntSupplier statement) throws Exception {
        CellRun run = runOfThread.get();
        if (run == null) {
            return code.call();
        }
        Optional<StartupEnvironment.Timeout> timeout = environment.timeout();
        if (timeout.isEmpty()) {
            return run.call(code);
        }
        StatementTimer alarm =
                new StatementTimer(
                        timer,
                        timeout.get().duration(),
                        statement,
                        () -> run.stop(CellRun.StopReason.TIMEOUT));
        try {
            return run.call(code);
        } finally {
            alarm.cancel();
        }
    }

    private Evaluator evaluator() {
        CompletableFuture<Evaluator> ready;
        synchronized (this) {
            ready = evaluator;
        }
        return ready.join();
    }

    /** Does something with the evaluator: now if it is ready, otherwise before the first cell. */
    private void whenReady(Consumer<Evaluator> action) {
        CompletableFuture<Evaluator> done;
        synchronized (this) {
            evaluator =
                    evaluator.thenApply(
                            s -> {
                                action.accept(s);
                                return s;
                            });
            done = evaluator;
        }
        if (runOfThread.get() != null) {
            done.join();
        }
    }

    @Override
    public Object evaluate(String code, String name) throws CellFailure {
        CellRun outer = runOfThread.get();
        if (outer != null) {
            CellSource cell = cells.remember("eval in " + name, code);
            return nested(outer, cell);
        }
        return inRun(
                run -> {
                    runStartupScripts(run);
                    return evaluate(run, cells.remember(name, code));
                });
    }

    @Override
    public void call(Callable<?> handler) throws CellFailure {
        inRun(
                run -> {
                    try {
                        run.call(handler);
                    } catch (Throwable e) {
                        throw failure(run, e);
                    }
                    failIfStopped(run, null);
                    return null;
                });
    }

    @Override
    public CellFailure describe(Throwable thrown) {
        if (thrown instanceof CellFailure said) {
            return said;
        }
        if (thrown instanceof CellExit exit) {
            return renamed("SystemExit", exit.getMessage(), thrown);
        }
        return new CellFailure(
                CellTraceback.name(thrown),
                CellTraceback.message(thrown),
                tracebacks.show(thrown),
                thrown);
    }

    /** What is done in a run of its own. */
    @FunctionalInterface
    private interface InRun {
        Object act(CellRun run) throws CellFailure;
    }

    private Object inRun(InRun action) throws CellFailure {
        CellRun run = new CellRun();
        runOfThread.set(run);
        synchronized (activeRuns) {
            activeRuns.add(run);
            if (Thread.interrupted()) {
                run.stop(CellRun.StopReason.INTERRUPT);
            }
        }
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try {
            Thread.currentThread().setContextClassLoader(evaluator().loader());
            return action.act(run);
        } finally {
            run.end();
            activeRuns.remove(run);
            runOfThread.remove();
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private Object nested(CellRun run, CellSource cell) throws CellFailure {
        try {
            return run.shielded(() -> evaluate(run, cell));
        } catch (CellFailure | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** How errors are shown. */
    public Tracebacks tracebacks() {
        return tracebacks;
    }

    private synchronized List<StartupEnvironment.Script> takeStartupScripts() {
        List<StartupEnvironment.Script> scripts = startupDone ? List.of() : environment.scripts();
        startupDone = true;
        return scripts;
    }

    private void runStartupScripts(CellRun run) throws CellFailure {
        for (StartupEnvironment.Script script : takeStartupScripts()) {
            evaluate(run, cells.remember("of startup script " + script.name(), script.source()));
        }
    }

    private Object evaluate(CellRun run, CellSource cell) throws CellFailure {
        CellTransformer.Cell transformed = transformed(cell.text());
        try {
            if (transformed instanceof CellTransformer.Direct direct) {
                Object value = run.call(direct.action()::call);
                failIfStopped(run, null);
                return value;
            }
            String code = ((CellTransformer.Java) transformed).source();
            Evaluator.Result result = evaluator().evaluate(cell, code);
            failIfStopped(run, null);
            result.notes().forEach(System.err::println);
            return result.value();
        } catch (CompilationFailure e) {
            throw new CellFailure(
                    "CompilationError", CompilationText.summary(e), compilationLines(e), null);
        } catch (Evaluator.Thrown e) {
            throw failure(run, e.getCause());
        } catch (CellFailure e) {
            throw e;
        } catch (Throwable e) {
            throw failure(run, e);
        }
    }

    private CellTransformer.Cell transformed(String code) throws CellFailure {
        return transformer.transform(code, this::isVariable);
    }

    private boolean isVariable(String name) {
        return evaluator().declaresVariable(name);
    }

    private List<String> compilationLines(CompilationFailure failure) {
        List<String> lines = new ArrayList<>();
        lines.add(Ansi.strong("CompilationError"));
        lines.addAll(CompilationText.lines(failure));
        List<String> hints = new ArrayList<>(evaluator().hints(failure));
        hints.addAll(LibraryHints.of(failure));
        for (String hint : hints) {
            lines.add(Ansi.strong("Hint: ") + hint);
        }
        return lines;
    }

    private void failIfStopped(CellRun run, Throwable thrown) throws CellFailure {
        CellRun.StopReason reason = run.stopReason();
        if (reason == CellRun.StopReason.INTERRUPT) {
            throw renamed("CellInterrupt", "Interrupted", thrown);
        }
        if (reason == CellRun.StopReason.TIMEOUT) {
            throw renamed(
                    "TimeoutException",
                    "Evaluation timed out after "
                            + environment.timeout().orElseThrow().text()
                            + ".",
                    thrown);
        }
    }

    /** A failure whose exception is not what the user should read of. */
    private CellFailure renamed(String name, String message, Throwable thrown) {
        List<String> lines = new ArrayList<>();
        lines.add(Ansi.strong(name) + ": " + message);
        if (thrown != null) {
            List<String> all = tracebacks.show(thrown);
            lines.addAll(all.subList(1, all.size()));
        }
        return new CellFailure(name, message, lines, thrown);
    }

    private CellFailure failure(CellRun run, Throwable thrown) throws CellFailure {
        if (thrown instanceof CellFailure said) {
            return said;
        }
        failIfStopped(run, thrown);
        if (thrown instanceof CellInterrupt) {
            return renamed("CellInterrupt", "Interrupted", thrown);
        }
        return describe(thrown);
    }

    @Override
    public Completion complete(String code, int cursor) {
        return magicNames
                .complete(code, cursor, this::isVariable)
                .or(
                        () ->
                                javaAt(code, cursor)
                                        .map(
                                                at ->
                                                        evaluator()
                                                                .complete(
                                                                        at.code(),
                                                                        at.cursor(),
                                                                        cursor - at.cursor())))
                .orElse(new Completion(List.of(), cursor, cursor));
    }

    @Override
    public Optional<Inspection> inspect(String code, int cursor, int detailLevel) {
        return magicNames
                .at(code, cursor)
                .map(MagicCompleter::inspection)
                .or(
                        () ->
                                javaAt(code, cursor)
                                        .flatMap(
                                                at ->
                                                        evaluator()
                                                                .inspect(
                                                                        at.code(),
                                                                        at.cursor(),
                                                                        detailLevel)));
    }

    private record JavaAt(String code, int cursor) {}

    /** The cell's Java and the cursor in it; lines and columns stay, but for those in magics. */
    private Optional<JavaAt> javaAt(String code, int cursor) {
        try {
            String before = code.substring(0, cursor);
            // What is being written may become a variable: "!do" no command, but a negation.
            Predicate<String> isVariable = name -> before.endsWith("!" + name) || isVariable(name);
            if (!(transformer.transform(code, isVariable) instanceof CellTransformer.Java java)) {
                return Optional.empty();
            }
            long line = before.chars().filter(c -> c == '\n').count();
            int column = cursor - (before.lastIndexOf('\n') + 1);
            int offset = 0;
            for (long i = 0; i < line; i++) {
                offset = java.source().indexOf('\n', offset) + 1;
            }
            int at = Math.min(offset + column, java.source().length());
            return Optional.of(new JavaAt(java.source(), at));
        } catch (CellFailure e) {
            // A magic stands where none may; the cell will say so when it is run.
            return Optional.empty();
        }
    }

    @Override
    public Completeness isComplete(String code) {
        try {
            return transformed(code) instanceof CellTransformer.Java java
                    ? evaluator().isComplete(java.source())
                    : MagicCompleter.completeness(code);
        } catch (CellFailure e) {
            return new Completeness(Completeness.Status.INVALID, "");
        }
    }

    /** Stops what is running, if anything is. Returns at once; callable from any thread. */
    public void interrupt() {
        activeRuns.forEach(run -> run.stop(CellRun.StopReason.INTERRUPT));
    }

    @Override
    public void interrupt(Thread cells) {
        synchronized (activeRuns) {
            interrupt();
            if (activeRuns.stream().noneMatch(run -> run.isOn(cells))) {
                cells.interrupt();
            }
        }
    }

    @Override
    public void addToClassPath(List<Path> entries) {
        List<Path> added = userLoader.add(entries);
        if (!added.isEmpty()) {
            shielded(() -> whenReady(e -> e.addToClassPath(added)));
        }
    }

    @Override
    public void addImports(List<String> imports) {
        List<String> copy = List.copyOf(imports);
        shielded(() -> whenReady(e -> e.addImports(copy)));
    }

    @Override
    public List<NotebookVariable> variables() {
        return evaluator().variables();
    }

    @Override
    public void reset() {
        shielded(() -> whenReady(Evaluator::reset));
    }

    private void shielded(Runnable action) {
        CellRun run = runOfThread.get();
        if (run == null) {
            action.run();
            return;
        }
        try {
            run.shielded(
                    () -> {
                        action.run();
                        return null;
                    });
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public ClassLoader userClassLoader() {
        return userLoader;
    }

    @Override
    public void close() {
        timer.shutdownNow();
        whenReady(Evaluator::close);
    }

    private static ScheduledThreadPoolExecutor newTimer() {
        ScheduledThreadPoolExecutor timer =
                new ScheduledThreadPoolExecutor(
                        1,
                        task -> {
                            Thread thread = new Thread(task, "vitrine-cell-timeout");
                            thread.setDaemon(true);
                            return thread;
                        });
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }
}
