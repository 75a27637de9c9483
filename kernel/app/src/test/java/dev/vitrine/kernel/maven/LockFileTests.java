package dev.vitrine.kernel.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.kernel.maven.Lock.LockedArtifact;
import dev.vitrine.kernel.maven.Lock.LockedRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lock files on disk, good and hostile. */
class LockFileTests {

    private static final String HASH = "0123456789abcdef".repeat(4);

    private static final Lock LOCK =
            new Lock(
                    1,
                    List.of(
                            new LockedRequest(
                                    "g:a:jar:[1,2)", "g:a:jar:1.5", List.of("g:x", "h:*"), HASH)),
                    List.of(
                            new LockedArtifact(
                                    "g:a:jar:1.5", "central", HASH, List.of("g:b:jar:linux:1")),
                            new LockedArtifact("g:b:jar:linux:1", null, HASH, null)),
                    Map.of("central", "https://repo.example/maven"));

    @TempDir private Path directory;

    private Path write(String text) throws Exception {
        return Files.writeString(directory.resolve("x.lock.json"), text);
    }

    private static String text() throws Exception {
        Path file = Files.createTempFile("lock", ".json");
        try {
            LockFile.write(LOCK, file);
            return Files.readString(file);
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void standsBesideTheNotebook() {
        assertThat(LockFile.of(Path.of("a", "01-vit.ipynb")))
                .isEqualTo(Path.of("a", "01-vit.lock.json"));
    }

    @Test
    void readsWhatItWrites() throws Exception {
        Path file = directory.resolve("x.lock.json");
        LockFile.write(LOCK, file);
        assertThat(LockFile.read(file)).isEqualTo(LOCK);
        assertThat(Files.readString(file))
                .startsWith("{\n  \"version\": 1,\n  \"requested\": [\n    {\n")
                .endsWith("}\n");
    }

    @Test
    void isReplacedAsAWhole() throws Exception {
        Path file = write("old");
        LockFile.write(LOCK, file);
        LockFile.write(LOCK, file);
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    s": "g:a:jar:1.5 | s": "../../g:a:jar:1.5   | coordinates of an artifact cannot be
                    s": "g:a:jar:1.5 | s": "g:..:jar:1.5        | coordinates of an artifact cannot be
                    s": "g:a:jar:1.5 | s": "g:a:jar:..          | coordinates of an artifact cannot be
                    s": "g:a:jar:1.5 | s": "g:a:jar:/etc        | coordinates of an artifact cannot be
                    s": "g:a:jar:1.5 | s": "g:a:jar:1.5/../../x | coordinates of an artifact cannot be
                    s": "g:a:jar:1.5 | s": "g:a                 | coordinates of an artifact cannot be
                    g:a:jar:[1,2)    | g:..:jar:1          | coordinates of a request cannot be
                    g:a:jar:[1,2)    | g:z:jar:1           | came to none of the artifacts
                    g:b:jar:linux:1" | g:c:jar:1"          | needs
                    0123             | 012                 | cannot be
                    "central": "h    | "c/e": "h           | is no repository id
                    "central": "h    | "other": "h         | has no address
                    https:           | ftp:                | is no address of a repository
                    h:*              | ../x:*              | exclusion of
                    "version": 1     | "version": 2        | this Vitrine knows version 1 only
                    "version": 1     | "version": -1       | should be 1
                    "version": 1     | "version": "1"      | should be a whole number
                    "artifacts":     | "artefacts":        | is missing
                    "sha256":        | "sha1":             | are missing
                    """)
    void whatIsWrongIsSaid(String good, String bad, String message) throws Exception {
        String text = text();
        assertThat(text).contains(good);
        Path file = write(text.replaceFirst(Pattern.quote(good), bad));
        assertThatThrownBy(() -> LockFile.read(file))
                .isInstanceOf(ResolutionException.class)
                .hasMessageStartingWith(file + " cannot be used as a lock: ")
                .hasMessageContaining(message)
                .hasMessageContaining("%lock --update");
    }

    @Test
    void whatIsNoLockIsRefused() throws Exception {
        for (String text :
                List.of("", "{", "[]", "null", "1", "{}", text() + "x", "[".repeat(100_000))) {
            Path file = write(text);
            assertThatThrownBy(() -> LockFile.read(file))
                    .isInstanceOf(ResolutionException.class)
                    .hasMessageStartingWith(file + " cannot be used as a lock: ");
        }
        assertThatThrownBy(() -> LockFile.read(directory)).hasMessageContaining("it is no file");
        assertThatThrownBy(() -> LockFile.read(directory.resolve("none")))
                .hasMessageContaining("it is no file");
    }

    @Test
    void artifactThatIsThereTwiceIsRefused() throws Exception {
        Lock twice =
                new Lock(
                        1,
                        List.of(),
                        List.of(
                                new LockedArtifact("g:a:jar:1", null, HASH, null),
                                new LockedArtifact("g:a:jar:2", null, HASH, null)),
                        Map.of());
        Path file = directory.resolve("x.lock.json");
        LockFile.write(twice, file);
        assertThatThrownBy(() -> LockFile.read(file))
                .hasMessageContaining("g:a:jar is there twice");
    }

    @Test
    void circlesEnd() {
        Lock circle =
                new Lock(
                        1,
                        List.of(),
                        List.of(
                                new LockedArtifact("g:a:jar:1", null, HASH, List.of("g:b:jar:1")),
                                new LockedArtifact("g:b:jar:1", null, HASH, List.of("g:a:jar:1"))),
                        Map.of());
        assertThat(circle.closure(List.of(new LockedRequest("g:b:jar:1", "g:b:jar:1", null, null))))
                .hasSize(2);
    }

    @Test
    void truncatedAndDamagedFilesAreLocksOrRefused() throws Exception {
        byte[] good = text().getBytes(StandardCharsets.UTF_8);
        Path file = directory.resolve("x.lock.json");
        for (int length = 0; length < good.length - 1; length += 7) {
            byte[] half = Arrays.copyOf(good, length);
            assertThatThrownBy(() -> LockFile.parse(half, file))
                    .isInstanceOf(ResolutionException.class);
        }
        Random random = new Random(20260801);
        int refused = 0;
        for (int round = 0; round < 3000; round++) {
            byte[] bytes = good.clone();
            for (int change = 0; change <= round % 3; change++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                Lock lock = LockFile.parse(bytes, file);
                for (LockedArtifact artifact : lock.artifacts()) {
                    Path path = Path.of(artifact.coordinates().replace(':', '/'));
                    assertThat(path.normalize()).isEqualTo(path).isRelative();
                }
                lock.closure(lock.requested());
            } catch (ResolutionException expected) {
                refused++;
            }
        }
        assertThat(refused).isBetween(1000, 2999);
    }
}
