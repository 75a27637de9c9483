package dev.vitrine.kernel.java.javac;

import java.io.IOException;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
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
 * What imports on demand give, by simple name: the types of packages, and the static members of
 * classes.
 *
 * <p>A notebook imports two dozen packages, and javac looks each of them up for every compilation:
 * a fourth of what {@code 1 + 1} takes. Most cells need two.
 */
final class PackageTypes {

    private static final String CLASS = ".class";

    /** The JDK's are the same for everybody. */
    private static final Map<String, Set<String>> JDK = new ConcurrentHashMap<>();

    private final ClassPathIndex classPath;
    private final ClassLoader loader;
    private final Map<String, Set<String>> known = new HashMap<>();
    private final Map<String, Set<String>> knownMembers = new HashMap<>();

    /**
     * @param loader of the class path
     */
    PackageTypes(ClassPathIndex classPath, ClassLoader loader) {
        this.classPath = classPath;
        this.loader = loader;
    }

    /** Looks at the class path anew. */
    void forget() {
        known.clear();
        knownMembers.clear();
    }

    /**
     * Whether an import on demand may be what gives code one of its names; true if it cannot be
     * told.
     *
     * @param names that the code mentions
     */
    boolean mayGive(Piece.Import onDemand, Set<String> names) {
        if (!onDemand.name().endsWith(".*")) {
            return true;
        }
        Set<String> given = given(onDemand);
        return given.isEmpty() || names.stream().anyMatch(given::contains);
    }

    private Set<String> given(Piece.Import onDemand) {
        return onDemand.isStatic() ? membersOf(onDemand) : typesOf(onDemand);
    }

    private Set<String> membersOf(Piece.Import onDemand) {
        return knownMembers.computeIfAbsent(source(onDemand), this::members);
    }

    /** The static members of a class that others may use; empty if it cannot be loaded. */
    private Set<String> members(String className) {
        Set<String> members = new HashSet<>();
        try {
            Class<?> type = Class.forName(className, false, loader);
            addStatic(type.getMethods(), members);
            addStatic(type.getFields(), members);
            for (Class<?> nested : type.getClasses()) {
                members.add(nested.getSimpleName());
            }
        } catch (ClassNotFoundException | LinkageError e) {
            // The compiler may know it nevertheless, or will say what is wrong.
            return Set.of();
        }
        return members;
    }

    private static void addStatic(Member[] all, Set<String> members) {
        for (Member each : all) {
            if (Modifier.isStatic(each.getModifiers())) {
                members.add(each.getName());
            }
        }
    }

    /** Whether an import on demand is known to give something of this name. */
    boolean gives(Piece.Import onDemand, String name) {
        return onDemand.name().endsWith(".*") && given(onDemand).contains(name);
    }

    private Set<String> typesOf(Piece.Import onDemand) {
        return known.computeIfAbsent(source(onDemand), this::types);
    }

    /** The package or class that an import on demand names. */
    private static String source(Piece.Import onDemand) {
        return onDemand.name().substring(0, onDemand.name().length() - 2);
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
