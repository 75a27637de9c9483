package dev.vitrine.kernel.java.jshell;

import dev.vitrine.kernel.java.CellPiece;
import dev.vitrine.kernel.java.CellSource;
import dev.vitrine.kernel.java.CompilationFailure;
import dev.vitrine.kernel.java.UserClassPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/**
 * JShell with our class loading and our class path. JShell is not thread safe, so everything that
 * touches it holds a lock; the lock is open while the user's code runs, which lets completion
 * answer then.
 */
final class JShellSession implements AutoCloseable {

    private final ReentrantLock lock = new ReentrantLock(true);
    private final UserClassPath classPath;
    private final SnippetClassLoader snippetLoader;
    private final SnippetOrigins origins = new SnippetOrigins();
    private final SnippetExecution execution;
    private final SnippetExecution.Runner runner;
    private final Set<String> imports = new HashSet<>();
    private final JShell shell;

    private StandardJavaFileManager files;
    private CellPiece current;

    /** What is known once a piece has been evaluated; a piece that throws has no value. */
    record Evaluation(Object value, Throwable thrown, List<Snippet> touched, Set<String> reset) {}

    /**
     * @param runner calls user code; the lock is open meanwhile
     */
    JShellSession(
            UserClassPath classPath, List<String> compilerOptions, SnippetExecution.Runner runner) {
        this.classPath = classPath;
        this.runner = runner;
        snippetLoader = new SnippetClassLoader(classPath.loader());
        execution =
                new SnippetExecution(
                        snippetLoader,
                        name -> origins.linesOf(name, analysis()),
                        code -> unlocked(() -> this.runner.run(code)),
                        this::setCompilerClassPath);
        shell =
                JShell.builder()
                        .fileManager(this::useFiles)
                        .compilerOptions(compilerOptions.toArray(String[]::new))
                        .idGenerator(this::remember)
                        .executionEngine(new InProcess(), Map.of())
                        .build();
        shell.sourceCodeAnalysis();
    }

    ClassLoader snippetLoader() {
        return snippetLoader;
    }

    /** Do not use without {@link #locked}. */
    SourceCodeAnalysis analysis() {
        return shell.sourceCodeAnalysis();
    }

    /** Do not use without {@link #locked}. */
    JShell shell() {
        return shell;
    }

    /** Calls with JShell to oneself. */
    <T> T locked(Function<JShellSession, T> action) {
        lock.lock();
        try {
            return action.apply(this);
        } finally {
            lock.unlock();
        }
    }

    private interface Action {
        Object run() throws Exception;
    }

    private Object unlocked(Action action) throws Exception {
        int holds = lock.getHoldCount();
        CellPiece piece = current;
        for (int i = 0; i < holds; i++) {
            lock.unlock();
        }
        try {
            return action.run();
        } finally {
            for (int i = 0; i < holds; i++) {
                lock.lock();
            }
            current = piece;
        }
    }

    /**
     * Evaluates one piece of a cell.
     *
     * @throws CompilationFailure if it does not compile; nothing of it has run then
     */
    Evaluation evaluate(CellPiece piece) throws CompilationFailure {
        lock.lock();
        CellPiece outer = current;
        current = piece;
        SnippetExecution.Outcome outcome = execution.begin();
        try {
            if (isKnownImport(piece.source())) {
                return new Evaluation(null, null, List.of(), Set.of());
            }
            List<SnippetEvent> events = shell.eval(piece.source());
            execution.noteResets(outcome);
            return evaluation(piece, events, outcome);
        } finally {
            execution.end();
            current = outer;
            lock.unlock();
        }
    }

    private Evaluation evaluation(
            CellPiece piece, List<SnippetEvent> events, SnippetExecution.Outcome outcome)
            throws CompilationFailure {
        Snippet last = null;
        List<Snippet> touched = new ArrayList<>();
        for (SnippetEvent event : events) {
            Snippet snippet = event.snippet();
            if (event.causeSnippet() == null) {
                last = snippet;
                if (event.status() == Snippet.Status.REJECTED) {
                    throw new CompilationFailure(piece, problems(snippet, piece));
                }
                if (snippet.kind() == Snippet.Kind.IMPORT) {
                    imports.add(normalized(piece.source()));
                }
            }
            touched.add(snippet);
        }
        Object value =
                outcome.thrown() == null && last != null && hasValue(last) ? outcome.value() : null;
        return new Evaluation(value, outcome.thrown(), touched, outcome.resetVariables());
    }

    private static boolean hasValue(Snippet snippet) {
        return switch (snippet.subKind()) {
            case VAR_VALUE_SUBKIND, OTHER_EXPRESSION_SUBKIND, TEMP_VAR_EXPRESSION_SUBKIND -> true;
            default -> false;
        };
    }

    /**
     * What the compiler says of a piece that does not parse.
     *
     * @return empty if it has nothing to say
     */
    List<CompilationFailure.Problem> syntaxProblems(CellPiece broken) {
        return locked(
                self -> {
                    boolean rejected =
                            analysis().sourceToSnippets(broken.source()).stream()
                                    .allMatch(s -> s.kind() == Snippet.Kind.ERRONEOUS);
                    // Only a snippet that was evaluated has diagnostics; this one runs nothing.
                    return rejected
                            ? shell.eval(broken.source()).stream()
                                    .flatMap(event -> diagnostics(event.snippet()))
                                    .map(diag -> problem(diag, broken))
                                    .toList()
                            : List.of();
                });
    }

    private List<CompilationFailure.Problem> problems(Snippet snippet, CellPiece piece) {
        List<CompilationFailure.Problem> problems =
                diagnostics(snippet).map(diag -> problem(diag, piece)).distinct().toList();
        return problems.isEmpty()
                ? List.of(
                        new CompilationFailure.Problem(
                                "", "This cannot be compiled", 0, piece.source().length()))
                : problems;
    }

    private Stream<Diag> diagnostics(Snippet snippet) {
        return shell.diagnostics(snippet).filter(Diag::isError);
    }

    private static CompilationFailure.Problem problem(Diag diag, CellPiece piece) {
        int length = piece.source().length();
        int start = (int) Math.min(Math.max(diag.getStartPosition(), 0), length);
        int end = (int) Math.min(Math.max(diag.getEndPosition(), start), length);
        return new CompilationFailure.Problem(
                diag.getCode(), diag.getMessage(null), start, Math.max(end, start + 1));
    }

    /** {@code method g(int)}, {@code class Net}: what a snippet needs and no cell has declared. */
    List<String> unresolved(Snippet snippet) {
        return locked(
                self ->
                        snippet instanceof DeclarationSnippet declaration && isIncomplete(snippet)
                                ? shell.unresolvedDependencies(declaration).toList()
                                : List.of());
    }

    /**
     * Says what a declaration lacks that could not run for it.
     *
     * @param id of the declaration
     */
    String unresolvedMessage(int id) {
        return locked(
                self ->
                        origins.find(String.valueOf(id))
                                .map(this::unresolvedMessage)
                                .orElse("Something that no cell has declared is missing"));
    }

    private String unresolvedMessage(Snippet snippet) {
        List<String> missing = unresolved(snippet);
        String why =
                missing.isEmpty()
                        ? "it does not compile"
                        : "no cell has declared " + String.join(", ", missing);
        return SnippetNames.describe(snippet) + " cannot run, because " + why;
    }

    /**
     * What is wrong with a declaration that JShell keeps, since it may become right later, although
     * it is not names alone that are missing. Positions are meaningful in the piece that declared
     * it.
     */
    List<CompilationFailure.Problem> problemsOfKept(Snippet snippet, CellPiece piece) {
        return locked(
                self ->
                        snippet instanceof DeclarationSnippet
                                        && isIncomplete(snippet)
                                        && unresolved(snippet).isEmpty()
                                ? problems(snippet, piece)
                                : List.of());
    }

    private boolean isIncomplete(Snippet snippet) {
        Snippet.Status status = shell.status(snippet);
        return status == Snippet.Status.RECOVERABLE_DEFINED
                || status == Snippet.Status.RECOVERABLE_NOT_DEFINED;
    }

    /** Runs each part of JShell and of the compiler once, so that the first cell is quick. */
    void warmUp() {
        String source = "int warmUp$(int n) { for (int i = 0; i < n; i++) { n += i; } return n; }";
        CellPiece piece = new CellPiece(new CellSource("", source), source, source, 0);
        try {
            evaluate(piece)
                    .touched()
                    .forEach(
                            snippet ->
                                    locked(
                                            self -> {
                                                analysis().documentation("Math.abs(", 9, false);
                                                analysis()
                                                        .completionSuggestions(
                                                                "Math.", 5, new int[1]);
                                                return shell.drop(snippet);
                                            }));
        } catch (CompilationFailure e) {
            throw new IllegalStateException("The compiler does not work", e);
        }
    }

    /** Makes entries of the user class loader known to the compiler. */
    void addToClassPath(List<Path> entries) {
        locked(
                self -> {
                    entries.forEach(entry -> shell.addToClasspath(entry.toString()));
                    return null;
                });
    }

    private boolean isKnownImport(String source) {
        return source.stripLeading().startsWith("import") && imports.contains(normalized(source));
    }

    private static String normalized(String source) {
        return source.strip().replaceAll("\\s+", " ").replaceAll(" ?; ?$", "");
    }

    private String remember(Snippet snippet, int index) {
        if (current != null) {
            origins.add(snippet, current);
        }
        return String.valueOf(index);
    }

    private StandardJavaFileManager useFiles(StandardJavaFileManager standard) {
        files = standard;
        setCompilerClassPath();
        return standard;
    }

    /**
     * Replaces what JShell takes by default, which is the kernel's own class path: user code
     * compiles against what it will run with.
     */
    private void setCompilerClassPath() {
        try {
            files.setLocationFromPaths(StandardLocation.CLASS_PATH, classPath.compilerEntries());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot set the compiler's class path", e);
        }
    }

    @Override
    public void close() {
        locked(
                self -> {
                    shell.close();
                    return null;
                });
    }

    private final class InProcess implements ExecutionControlProvider {

        @Override
        public String name() {
            return "vitrine";
        }

        @Override
        public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
            return execution;
        }
    }
}
