package dev.vitrine.kernel.java.javac;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A jar, by its directory. Javac's own file manager mounts every jar of the class path as a file
 * system when the first package is asked for, which takes five times as long and is most of what a
 * first cell waits for.
 */
final class ClassJar implements ClassPathEntry {

    private static final String EXTENSION = ".class";
    private static final String META = "META-INF/";

    private final Path path;
    private final JarFile jar;
    private final Map<String, List<String>> names = new HashMap<>();

    /**
     * Reads the jar's directory. The jar stays open for its classes.
     *
     * @throws IOException if it is no jar, or cannot be read
     */
    ClassJar(Path path) throws IOException {
        this.path = path;
        // The version decides which classes of a multi-release jar are read.
        this.jar = new JarFile(path.toFile(), false, ZipFile.OPEN_READ, Runtime.version());
        for (Enumeration<? extends ZipEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
            String name = entries.nextElement().getName();
            if (name.endsWith(EXTENSION) && !name.startsWith(META)) {
                int end = name.lastIndexOf('/');
                names.computeIfAbsent(folder(name, end), key -> new ArrayList<>())
                        .add(name.substring(end + 1));
            }
        }
    }

    private static String folder(String name, int end) {
        return end < 0 ? "" : name.substring(0, end).replace('/', '.');
    }

    @Override
    public Set<String> packages() {
        return names.keySet();
    }

    @Override
    public Collection<ClassPathFile> classes(String packageName) {
        List<ClassPathFile> classes = new ArrayList<>();
        for (String name : names.getOrDefault(packageName, List.of())) {
            classes.add(new InJar(packageName, name));
        }
        return classes;
    }

    private final class InJar extends ClassPathFile {

        private final String entry;

        InJar(String packageName, String fileName) {
            super(packageName, fileName);
            entry =
                    packageName.isEmpty()
                            ? fileName
                            : packageName.replace('.', '/') + "/" + fileName;
        }

        @Override
        public URI toUri() {
            return URI.create("jar:" + path.toUri() + "!/" + entry);
        }

        @Override
        public InputStream openInputStream() throws IOException {
            return jar.getInputStream(jar.getJarEntry(entry));
        }
    }
}
