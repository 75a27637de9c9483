package dev.vitrine.kernel.java.javac;

import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The types of packages by simple name, as far as imports on demand ask for them.
 *
 * <p>A notebook imports two dozen packages, and javac looks each of them up for every compilation:
 * a fourth of what {@code 1 + 1} takes. Most cells need two.
 */
final class PackageTypes {

    private static final String CLASS = ".class";

    /** The JDK's are the same for everybody. */
    private static final Map<String, Set<String>> JDK = new ConcurrentHashMap<>();

    private final ClassPathIndex classPath;
    private final Map<String, Set<String>> known = new HashMap<>();

    PackageTypes(ClassPathIndex classPath) {
        this.classPath = classPath;
    }

    /** Looks at the class path anew. */
    void forget() {
        known.clear();
    }

    /**
     * Whether an import on demand may be what gives code one of its names; true if it cannot be
     * told, as for the members of classes.
     *
     * @param names that the code mentions
     */
    boolean mayGive(Piece.Import onDemand, Set<String> names) {
        String name = onDemand.name();
        if (onDemand.isStatic() || !name.endsWith(".*")) {
            return true;
        }
        Set<String> types = typesOf(onDemand);
        return types.isEmpty() || names.stream().anyMatch(types::contains);
    }

    /** Whether an import on demand is known to give a type of this name. */
    boolean gives(Piece.Import onDemand, String name) {
        return !onDemand.isStatic()
                && onDemand.name().endsWith(".*")
                && typesOf(onDemand).contains(name);
    }

    private Set<String> typesOf(Piece.Import onDemand) {
        String name = onDemand.name();
        return known.computeIfAbsent(name.substring(0, name.length() - 2), this::types);
    }

    private Set<String> types(String packageName) {
        Set<String> types =
                new HashSet<>(JDK.computeIfAbsent(packageName, PackageTypes::typesOfJdk));
        int prefix = packageName.length() + 1;
        classPath
                .list(packageName, false)
                .forEach(file -> types.add(file.binaryName().substring(prefix)));
        return types;
    }

    private static Set<String> typesOfJdk(String packageName) {
        FileSystem image = FileSystems.getFileSystem(URI.create("jrt:/"));
        Set<String> types = new HashSet<>();
        try {
            Path modules = image.getPath("/packages", packageName);
            if (Files.isDirectory(modules)) {
                for (Path module : list(modules)) {
                    Path folder =
                            image.getPath("/modules", module.getFileName().toString())
                                    .resolve(packageName.replace('.', '/'));
                    for (Path file : list(folder)) {
                        String name = file.getFileName().toString();
                        if (name.endsWith(CLASS)) {
                            types.add(name.substring(0, name.length() - CLASS.length()));
                        }
                    }
                }
            }
        } catch (IOException e) {
            // Nothing is known then, and the import stands in every cell.
            return Set.of();
        }
        return types;
    }

    private static Set<Path> list(Path folder) throws IOException {
        Set<Path> found = new HashSet<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                files.forEach(found::add);
            }
        }
        return found;
    }
}
