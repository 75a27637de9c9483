package dev.vitrine.kernel.java.javac;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names of the top-level types in some place, by package; immutable once made. */
final class TypeNames {

    private static final String CLASS = ".class";

    private final TreeMap<String, TreeSet<String>> packages = new TreeMap<>();

    private TypeNames() {}

    /** Those of the exported packages of the JDK. */
    static TypeNames ofJdk() {
        TypeNames names = new TypeNames();
        for (ModuleReference module : ModuleFinder.ofSystem().findAll()) {
            Set<String> exported =
                    module.descriptor().exports().stream()
                            .filter(exports -> !exports.isQualified())
                            .map(ModuleDescriptor.Exports::source)
                            .collect(Collectors.toSet());
            if (exported.isEmpty()) {
                continue;
            }
            try (ModuleReader reader = module.open();
                    Stream<String> files = reader.list()) {
                files.forEach(file -> names.add(file, exported));
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot list " + module.descriptor().name(), e);
            }
        }
        return names;
    }

    /** Those of a jar or a class folder; none if it is neither. */
    static TypeNames of(Path entry) {
        TypeNames names = new TypeNames();
        try {
            if (Files.isDirectory(entry)) {
                try (Stream<Path> files = Files.walk(entry)) {
                    files.forEach(
                            file ->
                                    names.add(
                                            entry.relativize(file).toString().replace('\\', '/'),
                                            null));
                }
            } else if (Files.isRegularFile(entry)) {
                try (JarFile jar = new JarFile(entry.toFile(), false)) {
                    jar.stream().forEach(file -> names.add(file.getName(), null));
                }
            }
        } catch (IOException | UncheckedIOException e) {
            // Javac says so when the entry is used; names are a convenience.
            return new TypeNames();
        }
        return names;
    }

    /**
     * @param only the packages to look into, or null for all
     */
    private void add(String file, Set<String> only) {
        int slash = file.lastIndexOf('/');
        if (slash < 0 || !file.endsWith(CLASS) || file.indexOf('$', slash) >= 0) {
            return;
        }
        String inPackage = file.substring(0, slash).replace('/', '.');
        String name = file.substring(slash + 1, file.length() - CLASS.length());
        if ((only == null || only.contains(inPackage))
                && !inPackage.startsWith("META-INF.")
                && !name.equals("package-info")) {
            packages.computeIfAbsent(inPackage, key -> new TreeSet<>()).add(name);
        }
    }

    /** The simple names of a package's types. */
    Set<String> in(String packageName) {
        return packages.getOrDefault(packageName, new TreeSet<>());
    }

    /** The packages that have a type of a simple name. */
    List<String> packagesOf(String simpleName) {
        return packages.entrySet().stream()
                .filter(each -> each.getValue().contains(simpleName))
                .map(java.util.Map.Entry::getKey)
                .toList();
    }

    /**
     * The next parts of the names of packages: {@code util} for {@code java.}.
     *
     * @param parent empty, or a package with its dot
     */
    Set<String> packagesUnder(String parent) {
        Set<String> parts = new TreeSet<>();
        for (String name : packages.subMap(parent, parent + Character.MAX_VALUE).keySet()) {
            String rest = name.substring(parent.length());
            int dot = rest.indexOf('.');
            parts.add(dot < 0 ? rest : rest.substring(0, dot));
        }
        return parts;
    }

    /** The qualified names of types whose simple names begin so. */
    List<String> beginningWith(String prefix) {
        List<String> found = new ArrayList<>();
        packages.forEach(
                (inPackage, names) -> {
                    for (String name : names.tailSet(prefix)) {
                        if (!name.startsWith(prefix)) {
                            break;
                        }
                        found.add(inPackage + "." + name);
                    }
                });
        return found;
    }
}
