package dev.vitrine.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistributionTests {

    @TempDir Path folder;

    @Test
    void everyJarThatTheKernelNamesIsThere() throws IOException {
        try (JarFile jar =
                new JarFile(Distribution.kernel().resolve("vitrine-kernel.jar").toFile())) {
            String classPath = jar.getManifest().getMainAttributes().getValue("Class-Path");
            assertThat(Distribution.jars(Distribution.kernel())).contains(classPath.split(" "));
        }
    }

    @Test
    void kernelAndLibraryDoNotShareClassesOfOurs() throws IOException {
        assertThat(Distribution.jars(Distribution.kernel()))
                .noneMatch(
                        name ->
                                name.matches(
                                        "vitrine-(tensor|learn|papers|extension|mnist"
                                                + "|fashion-mnist|verses|emoji).*"));
        assertThat(Distribution.jars(Distribution.library()))
                .noneMatch(name -> name.startsWith("vitrine-kernel"))
                .noneMatch(name -> name.matches("(gson|jeromq|jupyter-jvm|jjava).*"))
                .anyMatch(name -> name.startsWith("vitrine-extension"))
                .anyMatch(name -> name.startsWith("vitrine-ijava"))
                .anyMatch(name -> name.startsWith("vitrine-mnist"))
                .anyMatch(name -> name.startsWith("vitrine-fashion-mnist"))
                .anyMatch(name -> name.startsWith("vitrine-verses"))
                .anyMatch(name -> name.startsWith("vitrine-emoji"));
    }

    @Test
    void libraryHasEachJarInOneVersionAndNativesOfOnePlatform() throws IOException {
        List<String> names = Distribution.jars(Distribution.library());

        assertThat(
                        names.stream()
                                .filter(
                                        name ->
                                                name.matches(
                                                        "vitrine-.*|tablesaw-.*|xchart-.*|slf4j-api-.*|jackson-databind-.*"))
                                .map(name -> name.replaceFirst("-\\d.*", "")))
                .doesNotHaveDuplicates();
        assertThat(
                        names.stream()
                                .filter(name -> name.matches(".*-(linux|macosx|windows)-.*"))
                                .map(
                                        name ->
                                                name.replaceFirst(
                                                        ".*-((linux|macosx|windows)-[^.]*).*",
                                                        "$1"))
                                .distinct())
                .hasSize(1);
    }

    @Test
    void versionAndHelpAnswerAndNonsenseIsRefused() throws Exception {
        Finished version = Distribution.vitrine("--version");
        assertThat(version.out()).contains("Vitrine ", System.getProperty("java.home"));
        assertThat(version.exitCode()).isZero();

        Finished help = Distribution.vitrine("run", "--help");
        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("--output", "--html", "--param", "Exit codes", "130");

        Finished nonsense = Distribution.vitrine("rnu", "x.ipynb");
        assertThat(nonsense.exitCode()).isEqualTo(2);
        assertThat(nonsense.err()).contains("rnu");
    }

    @Test
    void kernelRefusesBrokenConnectionFilesWithoutLoadingTheCommandLine() throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("connection.json"),
                        "{\"transport\": \"tcp\", \"ip\": \"127.0");
        String jar = Distribution.kernel().resolve("vitrine-kernel.jar").toString();

        Finished kernel =
                Finished.run(
                        folder,
                        Map.of(),
                        List.of(
                                Distribution.java(),
                                "-Xlog:class+load",
                                "-jar",
                                jar,
                                "kernel",
                                file.toString()));

        assertThat(kernel.exitCode()).isEqualTo(2);
        assertThat(kernel.err()).contains("connection.json");
        assertThat(kernel.out()).contains("dev.vitrine.kernel.Main").doesNotContain("picocli.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"VITRINE_JVM_OPTS", "JJAVA_JVM_OPTS"})
    void jvmOptionsOfTheEnvironmentReachTheKernel(String variable) throws Exception {
        String jar = Distribution.kernel().resolve("vitrine-kernel.jar").toString();

        Finished kernel =
                Finished.run(
                        folder,
                        Map.of(variable, "-Xmx64m \"-Dsome.name=a b\" --no-such-option"),
                        List.of(Distribution.java(), "-jar", jar, "kernel", "connection.json"));

        assertThat(kernel.exitCode()).isNotZero();
        assertThat(kernel.err()).contains("--no-such-option");
    }
}
