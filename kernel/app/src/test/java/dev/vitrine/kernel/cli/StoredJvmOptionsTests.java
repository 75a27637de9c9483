package dev.vitrine.kernel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredJvmOptionsTests {

    @TempDir private Path folder;

    private StoredJvmOptions stored(Map<String, String> environment, String start) {
        JupyterPaths paths =
                new JupyterPaths(
                        Map.of("JUPYTER_DATA_DIR", folder.toString()), Path.of("/home"), "Linux");
        return StoredJvmOptions.of(environment, Path.of(start), paths);
    }

    @Test
    void notebooksOfOneFolderHaveFilesOfTheirOwnInJupytersDataFolder() {
        StoredJvmOptions a =
                stored(Map.of("JPY_SESSION_NAME", "/notebooks/a b.ipynb"), "/notebooks");
        StoredJvmOptions same = stored(Map.of("JPY_SESSION_NAME", "sub/a b.ipynb"), "/notebooks");
        StoredJvmOptions b = stored(Map.of("JPY_SESSION_NAME", "/notebooks/b.ipynb"), "/notebooks");
        StoredJvmOptions elsewhere = stored(Map.of("JPY_SESSION_NAME", "/x/a b.ipynb"), "/x");
        StoredJvmOptions none = stored(Map.of(), "/notebooks");

        assertThat(a.owner()).isEqualTo(Path.of("/notebooks/a b.ipynb"));
        assertThat(a.file().getParent()).isEqualTo(folder.resolve("vitrine/jvm"));
        assertThat(a.file().getFileName().toString()).matches("a_b\\.ipynb-[0-9a-f]{12}\\.options");
        assertThat(same.file()).isEqualTo(a.file());
        assertThat(List.of(a.file(), b.file(), elsewhere.file(), none.file()))
                .doesNotHaveDuplicates();
        assertThat(none.owner()).isEqualTo(Path.of("/notebooks"));
        assertThat(stored(Map.of(), "/").file().getFileName().toString()).endsWith(".options");
    }

    @Test
    void whatIsWrittenIsReadAndNothingIsNoFile() throws IOException {
        StoredJvmOptions stored = stored(Map.of(), "/notebooks");
        assertThat(stored.read()).isEmpty();

        stored.write(List.of("-Xmx8g", "-Dname=a b # c"));

        assertThat(stored.read()).containsExactly("-Xmx8g", "-Dname=a b # c");
        assertThat(stored.file()).content().startsWith("# Options for the JVM of /notebooks");
        stored.write(List.of());
        assertThat(stored.file()).doesNotExist();
        stored.write(List.of());
    }

    @Test
    void fileMayBeEditedByHand() throws IOException {
        StoredJvmOptions stored = stored(Map.of(), "/notebooks");
        Files.createDirectories(stored.file().getParent());
        Files.writeString(stored.file(), "\r\n  -Xmx1g  \r\n# -Xmx2g\n\n-ea");
        assertThat(stored.read()).containsExactly("-Xmx1g", "-ea");
    }
}
