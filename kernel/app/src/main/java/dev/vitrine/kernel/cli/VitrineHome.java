package dev.vitrine.kernel.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder that Vitrine runs from.
 *
 * @param directory holds {@code kernel/} (the kernel and its libraries) and {@code library/} (what
 *     notebooks compile against)
 */
public record VitrineHome(Path directory) {

    private static final String KERNEL_JAR = "vitrine-kernel.jar";

    public VitrineHome {
        directory = directory.toAbsolutePath().normalize();
    }

    /**
     * The home of this process: the system property {@code vitrine.home} if it is set, otherwise
     * the parent of the folder that the kernel's jar lies in.
     *
     * @throws IllegalStateException if the classes were not loaded from an assembled home
     */
    public static VitrineHome current() {
        String configured = System.getProperty("vitrine.home");
        if (configured != null) {
            return new VitrineHome(Path.of(configured));
        }
        Path jar = codeLocation();
        if (!Files.isRegularFile(jar)
                || jar.getParent() == null
                || jar.getParent().getParent() == null) {
            throw new IllegalStateException(
                    "Vitrine runs from "
                            + jar
                            + ", which is not a home with kernel/"
                            + KERNEL_JAR
                            + "; name one with -Dvitrine.home=DIR");
        }
        return new VitrineHome(jar.getParent().getParent());
    }

    private static Path codeLocation() {
        CodeSource source = VitrineHome.class.getProtectionDomain().getCodeSource();
        try {
            return Path.of(source.getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(
                    "Cannot tell where Vitrine was loaded from: " + source, e);
        }
    }

    public Path kernelDirectory() {
        return directory.resolve("kernel");
    }

    public Path kernelJar() {
        return kernelDirectory().resolve(KERNEL_JAR);
    }

    public Path libraryDirectory() {
        return directory.resolve("library");
    }

    /** The jars that every notebook compiles and runs against, by name. */
    public List<Path> library() {
        return jars(libraryDirectory());
    }

    /** The kernel's jar and the libraries that it needs, by name. */
    public List<Path> kernelJars() {
        return jars(kernelDirectory());
    }

    private static List<Path> jars(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + directory, e);
        }
    }
}
