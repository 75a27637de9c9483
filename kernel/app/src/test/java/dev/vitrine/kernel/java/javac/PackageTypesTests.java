package dev.vitrine.kernel.java.javac;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageTypesTests {

    @TempDir Path folder;

    private final ClassPathIndex index = new ClassPathIndex(System.err::println);
    private final PackageTypes types = new PackageTypes(index, getClass().getClassLoader());

    private boolean mayGive(String imported, boolean isStatic, String... names) {
        return types.mayGive(new Piece.Import(0, 0, imported, isStatic), Set.of(names));
    }

    @Test
    void packagesOfTheJdkGiveTheirTypes() {
        assertThat(mayGive("java.util.*", false, "List", "x")).isTrue();
        assertThat(mayGive("java.util.*", false, "Pattern", "x")).isFalse();
        assertThat(mayGive("java.util.*", false)).isFalse();
        assertThat(mayGive("java.sql.*", false, "Driver")).isTrue();
    }

    @Test
    void packagesThatTheJdkAndTheClassPathShareGiveTheTypesOfBoth() throws IOException {
        write("java/sql/Mine.class");
        index.use(List.of(folder));
        types.forget();

        assertThat(mayGive("java.sql.*", false, "Mine")).isTrue();
        assertThat(mayGive("java.sql.*", false, "Driver")).isTrue();
        assertThat(mayGive("java.sql.*", false, "Other")).isFalse();
    }

    @Test
    void packagesOfAnAddedClassPathGiveTheirTypes() throws IOException {
        assertThat(mayGive("p.q.*", false, "A")).as("unknown, so it stays").isTrue();
        write("p/q/A.class");
        index.use(List.of(folder));
        types.forget();

        assertThat(mayGive("p.q.*", false, "A")).isTrue();
        assertThat(mayGive("p.q.*", false, "B")).isFalse();
    }

    /** What a class has for imports, and what it has not. */
    public static final class Members {
        public static final int FIELD = 1;
        public final int ofObject = 1;

        public enum Nested {}

        public static void method() {}

        static void hidden() {}
    }

    @Test
    void classesGiveTheirStaticMembers() {
        String members = Members.class.getName() + ".*";

        assertThat(mayGive(members, true, "FIELD", "x")).isTrue();
        assertThat(mayGive(members, true, "method")).isTrue();
        assertThat(mayGive(members, true, "Nested")).isTrue();
        assertThat(mayGive(members, true, "hidden", "ofObject", "toString", "x")).isFalse();
        assertThat(mayGive("java.lang.Math.*", true, "abs")).isTrue();
        assertThat(mayGive("java.lang.Math.*", true, "x")).isFalse();
    }

    @Test
    void whatCannotBeToldStays() {
        assertThat(mayGive("java.util.Map.*", false, "x")).as("members of a class").isTrue();
        assertThat(mayGive("no.such.Thing.*", true, "x")).as("static members").isTrue();
        assertThat(mayGive("module java.sql", false, "x")).as("a module").isTrue();
        assertThat(mayGive("no.such.thing.*", false, "x")).as("nothing at all").isTrue();
    }

    private void write(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
    }
}
