package dev.vitrine.learn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FashionMnistTests {

    private static final String RESOURCES = "/dev/vitrine/data/fashionmnist/";

    @TempDir Path folder;

    @Test
    void classPathHoldsTheFirstTenThousandTrainingImagesAndAllTestImages() {
        FashionMnist fashion = FashionMnist.load();
        assertThat(fashion.train().toString())
                .isEqualTo(
                        "Fashion-MNIST train, first 10,000: 10,000 images of 28 x 28 x 1 in 10 classes");
        assertThat(fashion.test().toString())
                .isEqualTo("Fashion-MNIST test: 10,000 images of 28 x 28 x 1 in 10 classes");
        // The first labels of the published files.
        assertThat(fashion.train().labels()).startsWith(9, 0, 0, 3, 0, 2, 7, 2, 5, 5);
        assertThat(fashion.test().labels()).startsWith(9, 2, 1, 1, 6, 1, 4, 6, 5, 7);
        assertThat(fashion.train().asTable().intColumn("images").asObjectArray())
                .containsExactly(942, 1027, 1016, 1019, 974, 989, 1021, 1022, 990, 1000);
        assertThat(fashion.test().asTable().intColumn("images").asObjectArray()).containsOnly(1000);
        assertThat(fashion.train().classNames()).startsWith("T-shirt").endsWith("ankle boot");
        assertThat(FashionMnist.licence()).contains("MIT");
    }

    @Test
    void checksumsBesideTheFilesAreThoseThatAreVerified() throws IOException {
        try (InputStream in = FashionMnist.class.getResourceAsStream(RESOURCES + "SHA256SUMS")) {
            assertThat(new String(in.readAllBytes()))
                    .contains(
                            "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b  t10k-images-idx3-ubyte",
                            "ed2e37ed5a3a57d212141a69fe0a0de5a7126ffba14ac3f7e76f5f52cc04b1f0"
                                    + "  train-first-10000-images-idx3-ubyte");
        }
    }

    @Test
    void aFolderMustHoldThePublishedFilesAndNotTheFirstTenThousand() throws IOException {
        for (String[] name :
                new String[][] {
                    {"train-first-10000-images-idx3-ubyte", "train-images-idx3-ubyte"},
                    {"train-first-10000-labels-idx1-ubyte", "train-labels-idx1-ubyte"}
                }) {
            try (InputStream in =
                    FashionMnist.class.getResourceAsStream(RESOURCES + name[0] + ".gz")) {
                Files.copy(in, folder.resolve(name[1] + ".gz"));
            }
        }
        assertThatThrownBy(() -> FashionMnist.load(folder))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("is not the published Fashion-MNIST file")
                .hasMessageContaining("expected SHA-256 c59f468a")
                .hasMessageContaining("found    SHA-256 ed2e37ed");
    }

    @Test
    void missingFileIsNamed() {
        assertThatThrownBy(() -> FashionMnist.load(folder))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("Could not read Fashion-MNIST")
                .hasMessageContaining("train-images-idx3-ubyte.gz");
    }
}
