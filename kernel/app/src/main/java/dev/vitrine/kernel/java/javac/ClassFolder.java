package dev.vitrine.kernel.java.javac;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A folder of classes. It is listed anew each time, since someone may be compiling into it. */
final class ClassFolder implements ClassPathEntry {

    private static final String EXTENSION = ".class";

    private final Path root;

    ClassFolder(Path root) {
        this.root = root;
    }

    @Override
    public Set<String> packages() {
        Set<String> packages = new HashSet<>();
        try (Stream<Path> files = Files.walk(root)) {
            files.filter(file -> file.toString().endsWith(EXTENSION))
                    .map(file -> root.relativize(file).getParent())
                    .forEach(parent -> packages.add(packageName(parent)));
        } catch (IOException | UncheckedIOException e) {
            // A folder that is gone or cannot be read has no classes; those that a cell uses will
            // be missed by name.
            return Set.of();
        }
        return packages;
    }

    private static String packageName(Path folder) {
        return folder == null
                ? ""
                : folder.toString().replace(folder.getFileSystem().getSeparator(), ".");
    }

    @Override
    public Collection<ClassPathFile> classes(String packageName) {
        Path folder = root.resolve(packageName.replace('.', '/'));
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(EXTENSION))
                    .<ClassPathFile>map(file -> new InFolder(packageName, file))
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of(); // as above
        }
    }

    private static final class InFolder extends ClassPathFile {

        private final Path file;

        InFolder(String packageName, Path file) {
            super(packageName, file.getFileName().toString());
            this.file = file;
        }

        @Override
        public URI toUri() {
            return file.toUri();
        }

        @Override
        public InputStream openInputStream() throws IOException {
            return Files.newInputStream(file);
        }
    }
}
