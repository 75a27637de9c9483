package dev.vitrine.kernel.java;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Loads the jars and class folders of a notebook; grows while it runs. */
final class UserClassLoader extends URLClassLoader {

    static {
        registerAsParallelCapable();
    }

    private final Set<Path> entries = new LinkedHashSet<>();

    UserClassLoader(List<Path> entries, ClassLoader parent) {
        super("vitrine-user", new URL[0], parent);
        add(entries);
    }

    /**
     * Appends entries that are not there yet.
     *
     * @return those that were new
     */
    synchronized List<Path> add(List<Path> added) {
        List<Path> fresh = new ArrayList<>();
        for (Path path : added) {
            Path entry = path.toAbsolutePath().normalize();
            if (entries.add(entry)) {
                addURL(url(entry));
                fresh.add(entry);
            }
        }
        return fresh;
    }

    synchronized List<Path> entries() {
        return List.copyOf(entries);
    }

    private static URL url(Path entry) {
        try {
            return entry.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("Not a class path entry: " + entry, e);
        }
    }
}
