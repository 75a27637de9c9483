package dev.vitrine.kernel.magic;

import dev.vitrine.api.Kernel;
import dev.vitrine.api.LineMagic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * {@code %jars} and {@code %classpath}: add what globs match to the class path; the value is the
 * list of paths.
 */
final class ClassPathMagic implements LineMagic {

    private final Kernel kernel;
    private final WorkingDirectory directory;
    private final Predicate<Path> accepted;
    private final String kinds;

    private ClassPathMagic(
            Kernel kernel, WorkingDirectory directory, Predicate<Path> accepted, String kinds) {
        this.kernel = kernel;
        this.directory = directory;
        this.accepted = accepted;
        this.kinds = kinds;
    }

    static ClassPathMagic files(Kernel kernel, WorkingDirectory directory) {
        return new ClassPathMagic(kernel, directory, Files::isRegularFile, "file");
    }

    static ClassPathMagic filesAndDirectories(Kernel kernel, WorkingDirectory directory) {
        return new ClassPathMagic(kernel, directory, Files::exists, "file or folder");
    }

    @Override
    public Object run(List<String> arguments) throws IOException {
        if (arguments.isEmpty()) {
            throw new IllegalArgumentException("which " + kinds + "s? For example: lib/*.jar");
        }
        Set<Path> entries = new LinkedHashSet<>();
        for (String argument : arguments) {
            List<Path> matches =
                    Glob.find(directory.current(), argument).stream().filter(accepted).toList();
            if (matches.isEmpty()) {
                System.err.println(
                        "Warning: no "
                                + kinds
                                + " matches "
                                + argument
                                + " (in "
                                + directory.current()
                                + ")");
            }
            entries.addAll(matches);
        }
        if (!entries.isEmpty()) {
            kernel.addToClassPath(List.copyOf(entries));
        }
        List<String> paths = new ArrayList<>();
        entries.forEach(entry -> paths.add(entry.toString()));
        return paths;
    }

    @Override
    public List<String> complete(List<String> before, String word) {
        return new FileNames(directory).startingWith(word, Set.of(".jar"));
    }
}
