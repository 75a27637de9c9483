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
        Optional<Duration> timeout) {

    /**
     * @param name for errors: a file, or the environment variable
     */
    public record Script(String name, String source) {}

    public static final StartupEnvironment NONE =
            new StartupEnvironment(List.of(), List.of(), List.of(), Optional.empty());
}
