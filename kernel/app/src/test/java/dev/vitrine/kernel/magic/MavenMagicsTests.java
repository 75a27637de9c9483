package dev.vitrine.kernel.magic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.api.MimeBundle;
import dev.vitrine.kernel.java.CellFailure;
import dev.vitrine.kernel.maven.TestMaven;
import dev.vitrine.kernel.maven.TestRepository;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MavenMagicsTests {

    @TempDir private Path directory;

    private final RecordingKernel kernel = new RecordingKernel();
    private TestRepository central;

    @BeforeEach
    void register() {
        central = new TestRepository(directory.resolve("central"));
        NotebookDependencies dependencies =
                new NotebookDependencies(
                        kernel,
                        Map.of(),
                        () -> {
                            try {
                                return TestMaven.resolver(directory.resolve("home"), central.url());
                            } catch (java.io.IOException failure) {
                                throw new java.io.UncheckedIOException(failure);
                            }
                        });
        BuiltInMagics.registerMaven(kernel.magics, dependencies, new WorkingDirectory());
    }

    private Object line(String name, String... arguments) throws Exception {
        return kernel.magics.runLine(name, List.of(arguments));
    }

    private List<String> classPath() {
        return kernel.classPath.stream().map(path -> path.getFileName().toString()).toList();
    }

    @Test
    void jarsGoOntoTheClassPathUnderEveryNameOfTheMagic() throws Exception {
        central.jar("a", "1", "b:1").jar("b", "1").jar("c", "1").jar("d", "1");
        assertThat(line("maven", "g:a:1")).isNull();
        line("addMavenDependency", "g#c;1");
        line("AddMavenDependencies", "g:d:1", "g:a:1");
        assertThat(classPath()).containsExactly("a-1.jar", "b-1.jar", "c-1.jar", "d-1.jar");
    }

    @Test
    void downloadIsOneDisplayWithTextAndHtml() throws Exception {
        central.jar("a", "1");
        line("maven", "g:a:1");
        line("maven", "g:a:1");
        assertThat(kernel.displayed).hasSize(1);
        MimeBundle last =
                (MimeBundle)
                        (kernel.updates.isEmpty() ? kernel.displayed : kernel.updates)
                                .get(Math.max(0, kernel.updates.size() - 1));
        assertThat(last.data().get(MimeBundle.TEXT).toString()).startsWith("Downloaded 2 files, ");
    }

    @Test
    void changedVersionIsToldOnStandardError() throws Exception {
        central.jar("a", "1").jar("a", "2");
        line("maven", "g:a:1");
        try (CapturedStreams streams = new CapturedStreams()) {
            line("maven", "g:a:2");
            assertThat(streams.err())
                    .startsWith("g:a: 1 was loaded before, now 2\n")
                    .contains("restart the kernel");
        }
    }

    @Test
    void verboseListsTheJars() throws Exception {
        central.jar("a", "1");
        try (CapturedStreams streams = new CapturedStreams()) {
            line("maven", "-v", "g:a:1");
            assertThat(streams.out().strip()).endsWith("a-1.jar");
        }
    }

    @Test
    void everyFailureIsOneMessage() {
        assertThatThrownBy(() -> line("maven", "g:a:1"))
                .isInstanceOf(CellFailure.class)
                .hasMessageStartingWith("%maven: Cannot find g:a:1. Asked: ");
        assertThatThrownBy(() -> line("maven", "nonsense"))
                .hasMessageStartingWith("%maven: \"nonsense\" is no Maven coordinate");
        assertThatThrownBy(() -> line("maven")).hasMessageContaining("group:artifact:version");
        assertThatThrownBy(() -> line("maven", "g:a:1", "--form", "x"))
                .hasMessageContaining("unknown option --form");
        assertThatThrownBy(() -> line("maven", "g:a:1", "--from"))
                .hasMessageContaining("--from needs");
        assertThatThrownBy(() -> line("mavenRepo", "x"))
                .hasMessageContaining("takes an id and an address");
        assertThatThrownBy(() -> line("loadFromPOM", "nowhere.xml"))
                .hasMessageContaining("no such file: ");
        assertThatThrownBy(() -> kernel.cellMagic("loadFromPOM", List.of("tset"), "<dependency/>"))
                .hasMessageContaining("unknown scope tset");
        assertThatThrownBy(() -> kernel.cellMagic("loadFromPOM", List.of(), "<dependency>"))
                .hasMessageContaining("of the XML");
        assertThat(kernel.classPath).isEmpty();
    }

    @Test
    void repositoriesAndPomsWork() throws Exception {
        TestRepository own =
                new TestRepository(directory.resolve("own")).jar("x", "1").jar("y", "1");
        line("addMavenRepo", "own", own.url());
        line("maven", "g:x:1", "--from=own");
        Files.writeString(
                directory.resolve("pom.xml"),
                "<project><modelVersion>4.0.0</modelVersion><groupId>h</groupId><artifactId>m</artifactId><version>1</version><dependencies>"
                        + "<dependency><groupId>g</groupId><artifactId>y</artifactId><version>1</version></dependency></dependencies></project>");
        line("loadFromPOM", directory.toString(), "compile");
        central.jar("z", "1");
        kernel.cellMagic(
                "loadFromPom",
                List.of(),
                "<dependency><groupId>g</groupId><artifactId>z</artifactId><version>1</version></dependency>\n");
        assertThat(classPath()).containsExactly("x-1.jar", "y-1.jar", "z-1.jar");
    }

    @Test
    void mavenIsNotNeededBeforeTheFirstDependency() throws Exception {
        URL[] withoutMaven =
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(
                                entry ->
                                        !entry.matches(
                                                ".*[/\\\\](org[/\\\\]apache[/\\\\]maven|eu[/\\\\]maveniverse)[/\\\\].*"))
                        .map(MavenMagicsTests::url)
                        .toArray(URL[]::new);
        try (URLClassLoader loader =
                new URLClassLoader(withoutMaven, ClassLoader.getPlatformClassLoader())) {
            assertThatThrownBy(() -> loader.loadClass("org.eclipse.aether.RepositorySystem"))
                    .isInstanceOf(ClassNotFoundException.class);
            Class<?> registry = loader.loadClass(MagicRegistry.class.getName());
            Class<?> kernelType = loader.loadClass("dev.vitrine.api.Kernel");
            Object other =
                    loader.loadClass(RecordingKernel.class.getName())
                            .getConstructor()
                            .newInstance();
            Object magics = registry.getConstructor().newInstance();
            loader.loadClass(BuiltInMagics.class.getName())
                    .getMethod("register", registry, kernelType)
                    .invoke(null, magics, other);
            assertThat(
                            registry.getMethod("runLine", String.class, List.class)
                                    .invoke(magics, "lsmagic", List.of())
                                    .toString())
                    .contains("%maven");
        }
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
