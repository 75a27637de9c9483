package dev.vitrine.kernel.java;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the environment asks of the interpreter.
 *
 * @param classPath jars and class folders to begin with
 * @param compilerOptions options of javac
 * @param scripts code to run before the first cell, in order
 * @param timeout how long each statement of a cell may run
 */
public record StartupEnvironment(
        List<Path> classPath,
        List<String> compilerOptions,
        List<Script> scripts,
        Optional<Timeout> timeout) {

    /** Nothing is asked for. */
    public static final StartupEnvironment NONE =
            new StartupEnvironment(List.of(), List.of(), List.of(), Optional.empty());

    public StartupEnvironment {
        classPath = List.copyOf(classPath);
        compilerOptions = List.copyOf(compilerOptions);
        scripts = List.copyOf(scripts);
    }

    /**
     * Code to run before the first cell.
     *
     * @param name for errors: a file, or the environment variable
     * @param source a cell; magics are allowed
     */
    public record Script(String name, String source) {}

    /**
     * A limit.
     *
     * @param text as the user knows it: {@code "30 seconds"}
     */
    public record Timeout(Duration duration, String text) {}
}
