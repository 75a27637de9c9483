package dev.vitrine.learn.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileBytesTests {

    @TempDir Path folder;

    /** Files beyond a gibibyte are mapped in several windows; smaller ones do the same here. */
    @Test
    void readsGoAcrossWindows() throws Exception {
        byte[] content = new byte[100_003];
        new Random(1).nextBytes(content);
        Path file = Files.write(folder.resolve("file"), content);
        FileBytes bytes = FileBytes.of(file, 12);
        assertThat(bytes.length()).isEqualTo(content.length);
        assertThat(bytes.buffers()).hasSize(25);
        assertThat(bytes.get(0, content.length)).isEqualTo(content);
        assertThat(bytes.get(4095, 2)).isEqualTo(Arrays.copyOfRange(content, 4095, 4097));
        assertThat(bytes.get(4096, 4096)).isEqualTo(Arrays.copyOfRange(content, 4096, 8192));
        try (InputStream in = bytes.stream(4000, 90_000)) {
            assertThat(in.read()).isEqualTo(content[4000] & 0xFF);
            assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(content, 4001, 94_000));
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void smallFilesAreReadWhole() throws Exception {
        Path file = Files.write(folder.resolve("file"), new byte[] {1, 2, 3});
        FileBytes bytes = FileBytes.of(file);
        Files.delete(file);
        assertThat(bytes.get(1, 2)).containsExactly(2, 3);
        assertThat(FileBytes.of(Files.createFile(file)).length()).isZero();
    }
}
