package dev.vitrine.papers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.papers.bit.Bit;
import dev.vitrine.papers.bit.BitConfig;
import dev.vitrine.papers.flexivit.FlexiVit;
import dev.vitrine.papers.flexivit.PatchResize;
import dev.vitrine.papers.mixer.Mixer;
import dev.vitrine.papers.siglip.Siglip;
import dev.vitrine.papers.siglip.SiglipConfig;
import dev.vitrine.papers.vit.Pool;
import dev.vitrine.papers.vit.Vit;
import dev.vitrine.papers.vit.VitConfig;
import dev.vitrine.tensor.Tensor;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Models of published sizes compute what timm, transformers and big_vision's own code compute with
 * the same weights. The files are too large to keep: {@code -Dvitrine.parity=DIR} with what
 * checkpoints.py and big_vision_checkpoints.py in src/test/python wrote there. Prints the largest
 * difference of each result, relative to its largest value.
 */
@EnabledIfSystemProperty(
        named = "vitrine.parity",
        matches = ".+",
        disabledReason = "no -Dvitrine.parity=DIR with files of src/test/python")
class ParityTests {

    private Published libraries;
    private Published bigVision;

    @BeforeEach
    void openFiles() {
        String directory = System.getProperty("vitrine.parity");
        libraries = Published.in(Path.of(directory));
        bigVision = Published.in(Path.of(directory, "big_vision"));
    }

    private static void report(Published published, String name, Tensor result) {
        double difference = published.difference(name, result);
        System.out.printf("parity %-36s %.1e%n", name, difference);
        published.assertSame(name, result);
    }

    @ParameterizedTest
    @CsvSource({
        "vit_tiny_patch16_224.safetensors, TOK, 224",
        "vit_small_patch16_224.safetensors, TOK, 224",
        "vit_base_patch16_224.safetensors, TOK, 224",
        "vit_base_patch16_siglip_gap_224.safetensors, GAP, 224",
        "vit_base_patch16_siglip_224.safetensors, MAP, 224",
        "flexivit_small.safetensors, TOK, 240",
        "vit-base-patch16-224/model.safetensors, TOK, 224",
    })
    void vit(String file, Pool pool, int image) {
        Vit vit = Vit.load(libraries.file(file));

        assertThat(vit.config().pool()).isEqualTo(pool);
        report(libraries, file.split("[./]")[0], vit.forward(Published.images(image)));
    }

    @ParameterizedTest
    @CsvSource({
        "vit-ti16-tok-2020, TOK",
        "vit-ti16-tok-2021, TOK",
        "vit-s16-gap, GAP",
        "vit-s16-sincos2d, GAP",
        "vit-b16-tok, TOK",
        "vit-b16-map-scan, MAP",
        "vit-b16-map-inlined, MAP",
    })
    void bigVisionsVit(String name, Pool pool) {
        Vit vit = Vit.load(bigVision.file(name + ".npz"));

        assertThat(vit.config().pool()).isEqualTo(pool);
        report(bigVision, name, vit.forward(Published.images(224)));
    }

    @ParameterizedTest
    @CsvSource({
        "vit-ti16-tok-2020, 384",
        "vit-ti16-tok-2020, 160",
        "vit-ti16-tok-2021, 384",
        "vit-ti16-tok-2021, 160",
    })
    void positionsOfAnotherResolution(String name, int image) {
        VitConfig config = VitConfig.of("Ti/16").withImage(image, 3);
        Vit vit = Vit.load(bigVision.file(name + ".npz"), config);

        report(bigVision, name + "-" + image, vit.forward(Published.images(image)));
    }

    @ParameterizedTest
    @CsvSource({"mixer_s16_224, 18528264", "mixer_b16_224, 59880472"})
    void mixer(String name, long parameters) {
        Mixer mixer = Mixer.load(libraries.file(name + ".safetensors"));

        assertThat(mixer.parameterCount()).isEqualTo(parameters);
        report(libraries, name, mixer.forward(Published.images(224)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mixer-s16", "mixer-b16-old"})
    void bigVisionsMixer(String name) {
        Mixer mixer = Mixer.load(bigVision.file(name + ".npz"));

        report(bigVision, name, mixer.forward(Published.images(224)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"resnetv2_50x1_bit.safetensors", "bit-50/model.safetensors"})
    void bit(String file) {
        Bit bit = Bit.load(libraries.file(file));

        assertThat(bit.parameterCount()).isEqualTo(25_549_352);
        report(libraries, file.split("[./]")[0], bit.forward(Published.images(224)));
    }

    /** It reads the paper's files without the zeros around the root that their code had. */
    @Test
    void bigVisionsBit() {
        BitConfig open = BitConfig.of("R50x1").withRoot(BitConfig.Root.LARGE_OPEN);
        Bit bit = Bit.load(bigVision.file("bit-r50x1.npz"));
        Bit paper = Bit.load(bigVision.file("bit-r50x1-paper.npz"), open);

        assertThat(bit.config().root()).isEqualTo(BitConfig.Root.LARGE_OPEN);
        report(bigVision, "bit-r50x1", bit.forward(Published.images(224)));
        report(bigVision, "bit-r50x1-paper", paper.forward(Published.images(224)));
    }

    /** As the scripts give them. */
    private static int[][] texts() {
        int[] second = new int[64];
        for (int i = 0; i < second.length; i++) {
            second[i] = i < 20 ? 7 : 1;
        }
        return new int[][] {IntStream.range(2, 66).toArray(), second};
    }

    @Test
    void siglip() {
        String name = "siglip-base-patch16-224";
        Siglip model =
                Siglip.load(libraries.file(name + "/model.safetensors"), SiglipConfig.of("B/16"));
        Tensor images = Published.images(224);

        report(libraries, name + "-image", model.image().forward(images));
        report(libraries, name + "-text", model.text().forward(texts()));
        report(libraries, name + "-logits", model.logits(images, texts()));
    }

    @ParameterizedTest
    @CsvSource({"224, ''", "256, -256"})
    void bigVisionsSiglip(int image, String suffix) {
        String name = "siglip-b16";
        Siglip model =
                Siglip.load(
                        bigVision.file(name + ".npz"), SiglipConfig.of("B/16").withImage(image));
        Tensor images = Published.images(image);

        report(bigVision, name + "-image" + suffix, model.image().forward(images));
        report(bigVision, name + "-text" + suffix, model.text().forward(texts()));
        report(bigVision, name + "-logits" + suffix, model.logits(images, texts()));
    }

    @Test
    void imageTowerOfBigVisionsSiglip() {
        Vit vit = Vit.load(bigVision.file("siglip-b16.npz"));

        report(bigVision, "siglip-b16-image", vit.forward(Published.images(224)));
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 8, 15, 30})
    void bigVisionsFlexiVit(int grid) {
        FlexiVit model = FlexiVit.load(bigVision.file("flexivit-s.npz"));

        report(bigVision, "flexivit-s-" + grid, model.forward(Published.images(240), grid));
    }

    /** As timm computes it, by a linear solver of its own. */
    @ParameterizedTest
    @ValueSource(ints = {8, 12, 20, 30, 48})
    void timmsResizeOfAKernel(int side) {
        Tensor stored = libraries.expected("flexi-kernel").reshape(32 * 32 * 3, 384);

        report(
                libraries,
                "flexi-kernel-" + side,
                PatchResize.resize(stored, 32, side).reshape(side, side, 3, 384));
    }
}
