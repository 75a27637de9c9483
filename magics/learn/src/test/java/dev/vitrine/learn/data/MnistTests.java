package dev.vitrine.learn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MnistTests {

    private static final String[] FILES = {
        "train-images-idx3-ubyte",
        "train-labels-idx1-ubyte",
        "t10k-images-idx3-ubyte",
        "t10k-labels-idx1-ubyte"
    };

    @TempDir Path folder;

    private void copyAll() throws IOException {
        for (String file : FILES) {
            try (InputStream in =
                    Mnist.class.getResourceAsStream("/dev/vitrine/data/mnist/" + file + ".gz")) {
                Files.copy(in, folder.resolve(file + ".gz"));
            }
        }
    }

    @Test
    void classPathHoldsAllSeventyThousandDigits() {
        Mnist mnist = Mnist.load();
        assertThat(mnist.train().size()).isEqualTo(60_000);
        assertThat(mnist.test().size()).isEqualTo(10_000);
        assertThat(mnist.train().toString())
                .isEqualTo("MNIST train: 60,000 images of 28 x 28 x 1 in 10 classes");
        // The first labels of the published files.
        assertThat(mnist.train().labels()).startsWith(5, 0, 4, 1, 9, 2, 1, 3, 1, 4);
        assertThat(mnist.test().labels()).startsWith(7, 2, 1, 0, 4, 1, 4, 9, 5, 9);
        assertThat(mnist.train().asTable().intColumn("images").asObjectArray())
                .containsExactly(5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949);
        assertThat(Mnist.licence()).contains("LeCun");
    }

    @Test
    void ownCopiesMayBePackedOrPlain() throws IOException {
        copyAll();
        Path packed = folder.resolve(FILES[3] + ".gz");
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(packed))) {
            Files.copy(in, folder.resolve(FILES[3]));
        }
        Files.delete(packed);
        assertThat(Mnist.load(folder).test().labels()).startsWith(7, 2, 1);
    }

    @Test
    void oneChangedByteIsFoundByItsChecksum() throws IOException {
        copyAll();
        Path packed = folder.resolve(FILES[1] + ".gz");
        byte[] labels;
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(packed))) {
            labels = in.readAllBytes();
        }
        labels[100] ^= 1;
        Files.delete(packed);
        Files.write(folder.resolve(FILES[1]), labels);
        assertThatThrownBy(() -> Mnist.load(folder))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining(folder.resolve(FILES[1]).toString())
                .hasMessageContaining("expected SHA-256 65a50cbbf4e906d7")
                .hasMessageContaining("found    SHA-256 ")
                .hasMessageContaining("Download the file again");
    }

    @Test
    void truncatedArchiveIsDamagedNotMissing() throws IOException {
        copyAll();
        Path packed = folder.resolve(FILES[0] + ".gz");
        byte[] bytes = Files.readAllBytes(packed);
        Files.write(packed, Arrays.copyOf(bytes, bytes.length / 2));
        assertThatThrownBy(() -> Mnist.load(folder))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining(packed + " is damaged");
    }

    @Test
    void missingFileIsNamed() {
        assertThatThrownBy(() -> Mnist.load(folder))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(FILES[0])
                .hasMessageContaining(FILES[0] + ".gz");
    }
}
