package dev.vitrine.kernel.java.javac;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DisputedNamesTests {

    @TempDir Path folder;

    private final ClassPathIndex index = new ClassPathIndex(System.err::println);
    private final PackageTypes types = new PackageTypes(index, getClass().getClassLoader());

    @BeforeEach
    void writeClasses() throws IOException {
        for (String name : List.of("kernel/Plot", "notebook/Plot", "notebook/Path", "other/Plot")) {
            Path file = folder.resolve(name + ".class");
            Files.createDirectories(file.getParent());
            Files.writeString(file, "");
        }
        index.use(List.of(folder));
    }

    private List<String> settle(String name, List<String> kernels, List<String> notebooks) {
        List<Piece.Import> imports =
                Stream.concat(kernels.stream(), notebooks.stream())
                        .map(each -> new Piece.Import(0, 0, each, false))
                        .toList();
        return new DisputedNames(types, imports, each -> kernels.contains(each.name()))
                .settle(name);
    }

    @Test
    void notebooksImportGoesBeforeTheKernels() {
        assertThat(settle("Plot", List.of("kernel.*"), List.of("notebook.*")))
                .containsExactly("notebook.Plot");
        assertThat(settle("Path", List.of("java.nio.file.*"), List.of("notebook.*")))
                .containsExactly("notebook.Path");
        assertThat(settle("Plot", List.of("kernel.*", "other.*"), List.of("notebook.*")))
                .containsExactly("notebook.Plot");
    }

    @Test
    void importThatIsWrittenAgainIsTheSame() {
        assertThat(settle("Plot", List.of("kernel.*"), List.of("notebook.*", "notebook.*")))
                .containsExactly("notebook.Plot");
    }

    @Test
    void whatOneSideImportsIsNotDisputed() {
        assertThat(settle("Plot", List.of("kernel.*"), List.of())).isEmpty();
        assertThat(settle("Plot", List.of("java.util.*"), List.of("notebook.*"))).isEmpty();
    }

    @Test
    void whatJavaItselfLeavesOpenStaysSo() {
        assertThat(settle("List", List.of("java.util.*"), List.of("java.awt.*"))).isEmpty();
        assertThat(settle("Plot", List.of("kernel.*"), List.of("notebook.*", "other.*"))).isEmpty();
    }
}
