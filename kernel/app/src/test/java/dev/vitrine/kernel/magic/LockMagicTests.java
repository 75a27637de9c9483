package dev.vitrine.kernel.magic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.kernel.maven.TestMaven;
import dev.vitrine.kernel.maven.TestRepository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockMagicTests {

    @TempDir private Path directory;

    private Path notebook;
    private Path lock;
    private TestRepository central;
    private RecordingKernel kernel;

    @BeforeEach
    void start() throws Exception {
        notebook = Files.writeString(directory.resolve("my notebook.ipynb"), "{}");
        lock = directory.resolve("my notebook.lock.json");
        central = new TestRepository(directory.resolve("central")).jar("a", "1.0").jar("b", "1");
        restart(Map.of("JPY_SESSION_NAME", notebook.toString()));
    }

    private void restart(Map<String, String> environment) {
        kernel = new RecordingKernel();
        BuiltInMagics.registerMaven(
                kernel.magics,
                new NotebookDependencies(
                        kernel,
                        environment,
                        () -> {
                            try {
                                return TestMaven.resolver(directory.resolve("home"), central.url());
                            } catch (IOException failure) {
                                throw new UncheckedIOException(failure);
                            }
                        }),
                new WorkingDirectory());
    }

    private void restart() {
        restart(Map.of("JPY_SESSION_NAME", notebook.toString()));
    }

    /** Runs a magic; what it printed. */
    private String line(String name, String... arguments) throws Exception {
        try (CapturedStreams streams = new CapturedStreams()) {
            kernel.magics.runLine(name, List.of(arguments));
            return streams.out();
        }
    }

    private List<String> classPath() {
        return kernel.classPath.stream().map(path -> path.getFileName().toString()).toList();
    }

    @Test
    void lockIsWrittenBesideTheNotebookAndHonouredByTheNextKernel() throws Exception {
        line("maven", "g:a:[1,2)");
        assertThat(line("lock")).isEqualTo("Wrote " + lock + ": 1 artifact of 1 request\n");
        central.jar("a", "1.5");
        restart();
        line("maven", "g:a:[1,2)");
        assertThat(classPath()).containsExactly("a-1.0.jar");
        assertThatThrownBy(() -> line("maven", "g:b:1"))
                .hasMessageContaining("g:b:jar:1 is asked for and not locked");
        String before = Files.readString(lock);
        assertThat(line("lock")).isEqualTo("Locked by " + lock + ": 1 artifact of 1 request\n");
        assertThat(lock).hasContent(before);
    }

    @Test
    void lockThatTheNotebookHasWrittenFollowsWhatItAsksForLater() throws Exception {
        line("maven", "g:a:1.0");
        line("lock");
        line("maven", "g:b:1");
        restart();
        line("maven", "g:b:1", "g:a:1.0");
        assertThat(classPath()).containsExactlyInAnyOrder("a-1.0.jar", "b-1.jar");
    }

    @Test
    void checkFailsWithWhatDiffersAndUpdateTakesItOver() throws Exception {
        line("maven", "g:a:[1,2)");
        line("lock");
        assertThat(line("lock", "--check")).contains(" is up to date: 1 artifact of 1 request");
        central.jar("a", "1.5");
        restart();
        line("maven", "g:a:[1,2)");
        assertThatThrownBy(() -> line("lock", "--check"))
                .hasMessageContaining("g:a:jar: locked is 1.0, needed is 1.5");
        assertThat(line("lock", "--update")).startsWith("Wrote " + lock);
        assertThat(classPath()).containsExactly("a-1.0.jar", "a-1.5.jar");
        restart();
        line("maven", "g:a:[1,2)");
        assertThat(classPath()).containsExactly("a-1.5.jar");
        line("lock", "--check");
    }

    @Test
    void updateBeforeTheFirstDependencyBeginsANewLock() throws Exception {
        Files.writeString(lock, "damaged");
        assertThatThrownBy(() -> line("maven", "g:a:1.0"))
                .hasMessageContaining(lock + " cannot be used as a lock: ");
        assertThatThrownBy(() -> line("lock")).hasMessageContaining("cannot be used as a lock");
        assertThat(line("lock", "--update")).contains("is written anew with the next dependency");
        line("maven", "g:a:1.0");
        restart();
        line("maven", "g:a:1.0");
        assertThat(classPath()).containsExactly("a-1.0.jar");
    }

    @Test
    void notebookThatTheKernelDoesNotKnowIsNamed() throws Exception {
        restart(Map.of());
        line("maven", "g:a:1.0");
        assertThatThrownBy(() -> line("lock"))
                .hasMessageContaining("name it: %lock notebook.ipynb");
        assertThatThrownBy(() -> line("lock", directory.resolve("none").toString()))
                .hasMessageContaining("no such notebook: ");
        assertThat(line("lock", notebook.toString())).startsWith("Wrote " + lock);
        central.jar("a", "2");
        restart(Map.of());
        line("lock", notebook.toString());
        assertThatThrownBy(() -> line("maven", "g:a:2"))
                .hasMessageContaining("locked is g:a:jar:1.0");
        assertThatThrownBy(
                        () ->
                                line(
                                        "lock",
                                        Files.createFile(directory.resolve("b.ipynb")).toString()))
                .hasMessageContaining("the notebook is locked already, by " + lock);
    }

    @Test
    void lockThatDoesNotAgreeIsNeverReplacedUnasked() throws Exception {
        line("maven", "g:a:1.0");
        line("lock");
        String before = Files.readString(lock);
        restart(Map.of());
        line("maven", "g:b:1");
        assertThatThrownBy(() -> line("lock", notebook.toString()))
                .hasMessageContaining("The notebook has been run with something else than " + lock)
                .hasMessageContaining("g:b:jar:1 is asked for and not locked");
        assertThat(lock).hasContent(before);
    }

    @Test
    void nothingToLockAndUnknownOptionsAreSaid() {
        assertThatThrownBy(() -> line("lock")).hasMessageContaining("there is nothing to lock yet");
        assertThatThrownBy(() -> line("lock", "--chekc"))
                .hasMessageContaining("takes --check or --update");
        assertThatThrownBy(() -> line("lock", "--check", "--update"))
                .hasMessageContaining("takes --check or --update");
        assertThat(lock).doesNotExist();
    }

    @Test
    void environmentKeepsAKernelOffline() throws Exception {
        line("maven", "g:a:1.0");
        restart(Map.of("VITRINE_OFFLINE", "true"));
        line("maven", "g:a:1.0");
        assertThatThrownBy(() -> line("maven", "g:b:1"))
                .hasMessageContaining("Maven was told to stay offline");
        assertThatThrownBy(
                        () ->
                                kernel.cellMagic(
                                        "loadFromPOM",
                                        List.of("-o"),
                                        "<dependency><groupId>g</groupId><artifactId>b</artifactId><version>1</version></dependency>"))
                .hasMessageContaining("Maven was told to stay offline");
        assertThat(classPath()).containsExactly("a-1.0.jar");
    }

    @Test
    void conflictsAreToldOnStandardErrorAndManyAreCut() throws Exception {
        central.jar("x", "1", "a:0.9").jar("a", "0.9");
        try (CapturedStreams streams = new CapturedStreams()) {
            kernel.magics.runLine("maven", List.of("g:x:1", "g:a:1.0"));
            assertThat(streams.err())
                    .isEqualTo(
                            "g:a: 1.0 is used, since the notebook asks for it; g:x:1 wants 0.9\n");
        }
        String[] needs = new String[12];
        for (int i = 0; i < needs.length; i++) {
            central.jar("n" + i, "1").jar("n" + i, "2").jar("m" + i, "1", "n" + i + ":2");
            needs[i] = "n" + i + ":1";
        }
        central.jar("many", "1", needs);
        central.jar(
                "more",
                "1",
                java.util.stream.IntStream.range(0, 12)
                        .mapToObj(i -> "m" + i + ":1")
                        .toArray(String[]::new));
        try (CapturedStreams streams = new CapturedStreams()) {
            kernel.magics.runLine("maven", List.of("g:many:1", "g:more:1"));
            assertThat(streams.err().lines())
                    .hasSize(11)
                    .endsWith("2 more conflicts of versions; -v lists them all");
        }
    }
}
