package dev.vitrine.dist;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The assembled home that the tests run, as a user would: through its command line. */
final class Distribution {

    private static final Path HOME =
            Path.of(System.getProperty("vitrine.home")).toAbsolutePath().normalize();

    private Distribution() {}

    static Path kernel() {
        return HOME.resolve("kernel");
    }

    static Path library() {
        return HOME.resolve("library");
    }

    /** The JDK that runs the tests runs what is tested. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    static Finished vitrine(String... arguments) throws IOException, InterruptedException {
        return vitrine(Map.of(), arguments);
    }

    /**
     * @param environment besides this process's
     */
    static Finished vitrine(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        return Finished.run(HOME, environment, command(arguments));
    }

    /** The same in a folder, with some environment variables. */
    static Finished vitrine(Path folder, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        return Finished.run(folder, environment, command(arguments));
    }

    static Finished.Started start(String... arguments) throws IOException {
        return new Finished.Started(HOME, Map.of(), command(arguments));
    }

    private static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(java());
        command.add("-jar");
        command.add(kernel().resolve("vitrine-kernel.jar").toString());
        command.addAll(List.of(arguments));
        return command;
    }

    /** Copies a notebook of the test resources into a folder. */
    static Path notebook(String name, Path folder) throws IOException {
        try (InputStream in = Distribution.class.getResourceAsStream(name)) {
            Path file = folder.resolve(name);
            Files.copy(in, file);
            return file;
        }
    }

    static List<String> jars(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
