package dev.vitrine.kernel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class KernelSpecInstallerTests {

    @TempDir Path folder;

    private Path kernels;
    private VitrineHome home;

    @BeforeEach
    void assembleHome() throws IOException {
        kernels = folder.resolve("prefix/share/jupyter/kernels");
        home = new VitrineHome(folder.resolve("home"));
        Files.createDirectories(home.kernelDirectory());
        Files.createDirectories(home.libraryDirectory());
        Files.writeString(home.kernelJar(), "first");
        Files.writeString(home.libraryDirectory().resolve("a.jar"), "a");
    }

    private void install(String name, boolean replaceForeign) throws InstallException {
        new KernelSpecInstaller(home, "1.0")
                .install(kernels, name, "Java (Vitrine)", List.of("-Xmx1g"), replaceForeign);
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void specStartsTheCopyOnThisJdk() throws Exception {
        install("java", false);

        Path installed = kernels.resolve("java");
        JsonNode spec = new JsonMapper().readTree(installed.resolve("kernel.json").toFile());
        List<String> argv = KernelSpec.read(installed).command();
        assertThat(argv.get(0)).isEqualTo(JvmCommand.java().toString());
        assertThat(argv)
                .containsSequence(
                        "-Xmx1g",
                        "-jar",
                        installed.resolve("kernel/vitrine-kernel.jar").toString(),
                        "kernel",
                        "{connection_file}");
        assertThat(spec.path("language").asString()).isEqualTo("java");
        assertThat(spec.path("interrupt_mode").asString()).isEqualTo("message");
        assertThat(spec.path("env").isObject()).isTrue();
        assertThat(installed.resolve("library/a.jar")).hasContent("a");
    }

    @Test
    void newerInstallationReplacesTheOlderOneWithoutLeftovers() throws Exception {
        install("java", false);
        Files.writeString(home.kernelJar(), "second");
        Files.delete(home.libraryDirectory().resolve("a.jar"));
        Files.writeString(home.libraryDirectory().resolve("b.jar"), "b");

        install("java", false);

        assertThat(kernels.resolve("java/kernel/vitrine-kernel.jar")).hasContent("second");
        assertThat(names(kernels.resolve("java/library"))).containsExactly("b.jar");
        assertThat(names(kernels)).containsExactly("java");
    }

    @Test
    void kernelOfSomeoneElseIsReplacedOnlyByForce() throws Exception {
        Path other = Files.createDirectories(kernels.resolve("java"));
        Files.writeString(
                other.resolve("kernel.json"),
                "{\"argv\": [\"x\"], \"display_name\": \"Other Java\"}");

        assertThatThrownBy(() -> install("java", false))
                .isInstanceOf(InstallException.class)
                .hasMessageContaining("Other Java")
                .hasMessageContaining("--name")
                .hasMessageContaining("--force");
        assertThat(KernelSpec.read(other).displayName()).isEqualTo("Other Java");

        install("java", true);
        assertThat(KernelSpec.read(other).isVitrine()).isTrue();
    }

    @Test
    void folderThatCannotBeWrittenIsNamed() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        kernels = file.resolve("kernels");

        assertThatThrownBy(() -> install("java", false))
                .isInstanceOf(InstallException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void badNamesAndIncompleteHomesAreRefused() throws Exception {
        assertThatThrownBy(() -> install("my kernel", false)).hasMessageContaining("\"my kernel\"");
        assertThatThrownBy(() -> install("../java", false)).hasMessageContaining("../java");

        Files.delete(home.libraryDirectory().resolve("a.jar"));
        assertThatThrownBy(() -> install("java", false)).hasMessageContaining("not complete");
        assertThat(kernels).doesNotExist();
    }
}
