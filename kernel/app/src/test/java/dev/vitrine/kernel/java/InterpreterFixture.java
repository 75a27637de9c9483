package dev.vitrine.kernel.java;

import dev.vitrine.kernel.java.javac.CompiledEvaluator;
import dev.vitrine.kernel.java.jshell.JShellEvaluator;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** An interpreter whose cells are numbered, and without magics. */
final class InterpreterFixture implements AutoCloseable {

    final JavaInterpreter interpreter;
    private int count;

    InterpreterFixture() {
        this(StartupEnvironment.NONE, List.of());
    }

    InterpreterFixture(StartupEnvironment environment, List<Path> classPath) {
        this(environment, classPath, new NoMagics());
    }

    InterpreterFixture(
            StartupEnvironment environment, List<Path> classPath, CellTransformer transformer) {
        this(environment, classPath, transformer, CompiledEvaluator::new, PublishedDocuments.NONE);
    }

    private InterpreterFixture(
            StartupEnvironment environment,
            List<Path> classPath,
            CellTransformer transformer,
            JavaInterpreter.EvaluatorFactory evaluator,
            PublishedDocuments documents) {
        interpreter =
                new JavaInterpreter(
                        new JavaInterpreter.Configuration(
                                classPath, transformer, evaluator, environment, documents));
    }

    /** One that evaluates by JShell. */
    static InterpreterFixture jshell(CellTransformer transformer) {
        return new InterpreterFixture(
                StartupEnvironment.NONE,
                List.of(),
                transformer,
                JShellEvaluator::new,
                PublishedDocuments.NONE);
    }

    /** One with jars that are documented elsewhere. */
    static InterpreterFixture with(List<Path> classPath, PublishedDocuments documents) {
        return new InterpreterFixture(
                StartupEnvironment.NONE,
                classPath,
                new NoMagics(),
                CompiledEvaluator::new,
                documents);
    }

    /** Runs the next cell. */
    Object run(String code) throws CellFailure {
        return interpreter.evaluate(code, "In[" + ++count + "]");
    }

    /** Runs the next cell, which must fail. */
    CellFailure fail(String code) {
        try {
            Object value = run(code);
            throw new AssertionError("The cell did not fail; its value is " + value);
        } catch (CellFailure failure) {
            return failure;
        }
    }

    /** The traceback of a failing cell without colours. */
    String traceback(String code) {
        return plain(fail(code));
    }

    static String plain(CellFailure failure) {
        return String.join("\n", failure.traceback()).replaceAll("\u001b\\[[0-9;]*m", "");
    }

    /** What a cell writes to standard error while it runs. */
    String errorsOf(String code) throws CellFailure {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            run(code);
        } finally {
            System.setErr(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        interpreter.close();
    }

    static final class NoMagics implements CellTransformer {

        @Override
        public Cell transform(String code) {
            return new Java(code);
        }

        @Override
        public List<Magic> magics() {
            return List.of();
        }
    }
}
