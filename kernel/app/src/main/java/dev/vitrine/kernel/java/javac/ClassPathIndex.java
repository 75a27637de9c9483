package dev.vitrine.kernel.java.javac;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The classes of a class path, by package. Grows with it: a jar is looked into once. */
final class ClassPathIndex {

    private final Consumer<String> complain;
    private final Map<Path, ClassPathEntry> known = new LinkedHashMap<>();
    private List<ClassPathEntry> entries = List.of();

    /**
     * @param complain is told of jars that cannot be read; they are left out
     */
    ClassPathIndex(Consumer<String> complain) {
        this.complain = complain;
    }

    /** Sets the class path, in its order. */
    void use(List<Path> classPath) {
        List<ClassPathEntry> used = new ArrayList<>();
        for (Path path : classPath) {
            used.add(known.computeIfAbsent(path, this::read));
        }
        entries = List.copyOf(used);
    }

    private ClassPathEntry read(Path path) {
        try {
            return ClassPathEntry.of(path);
        } catch (IOException e) {
            complain.accept("Cannot read " + path + ": " + e.getMessage());
            return new ClassPathEntry.NoClasses();
        }
    }

    /**
     * The classes of a package, those first that come first in the class path.
     *
     * @param recurse whether those of its subpackages, too
     */
    List<ClassPathFile> list(String packageName, boolean recurse) {
        List<ClassPathFile> files = new ArrayList<>();
        for (ClassPathEntry entry : entries) {
            if (!recurse) {
                files.addAll(entry.classes(packageName));
                continue;
            }
            String prefix = packageName.isEmpty() ? "" : packageName + ".";
            for (String each : entry.packages()) {
                if (each.equals(packageName) || each.startsWith(prefix)) {
                    files.addAll(entry.classes(each));
                }
            }
        }
        return files;
    }
}
