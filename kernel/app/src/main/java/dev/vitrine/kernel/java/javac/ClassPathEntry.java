package dev.vitrine.kernel.java.javac;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;

/** A jar or a class folder, as the compiler sees it. */
interface ClassPathEntry {

    /**
     * Looks into a jar or a folder; what is neither holds nothing, as for the JVM.
     *
     * @throws IOException if a jar cannot be read
     */
    static ClassPathEntry of(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return new ClassFolder(path);
        }
        return Files.isRegularFile(path) ? new ClassJar(path) : new NoClasses();
    }

    /** The names of the packages that have classes here. */
    Set<String> packages();

    /** The classes of one package; empty if it is not here. */
    Collection<ClassPathFile> classes(String packageName);

    /** Something that is not there. */
    record NoClasses() implements ClassPathEntry {

        @Override
        public Set<String> packages() {
            return Set.of();
        }

        @Override
        public Collection<ClassPathFile> classes(String packageName) {
            return Set.of();
        }
    }
}
