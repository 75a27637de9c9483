package dev.vitrine.papers.vit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.learn.checkpoint.Checkpoint;
import dev.vitrine.learn.checkpoint.CheckpointWriter;
import dev.vitrine.learn.nn.Numerics;
import dev.vitrine.papers.Published;
import dev.vitrine.tensor.Gelu;
import dev.vitrine.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Weights of other libraries compute what they computed there. */
class VitCheckpointTests {

    private static final VitConfig SMALL =
            VitConfig.of(new VitSize("small", 16, 2, 32, 2), 8).withImage(32, 3).withClasses(7);

    private final Published published = Published.small();
    private final Published bigVision = Published.smallOfBigVision();

    @TempDir Path folder;

    private static VitConfig config(Pool pool) {
        return SMALL.withPool(pool);
    }

    @ParameterizedTest
    @CsvSource({
        "timm-vit-tok, TOK",
        "timm-vit-tok-no-embed-class, TOK",
        "timm-vit-gap, GAP",
        "timm-vit-map, MAP",
    })
    void timm(String name, Pool pool) {
        Vit vit = Vit.load(published.file(name + ".safetensors"), config(pool));
        published.assertSame(name, vit.forward(Published.images(32)));
        assertThat(vit.numerics()).isEqualTo(Numerics.TIMM);
    }

    /** The weights do not say which; the configuration that timm writes beside them does. */
    @ParameterizedTest
    @CsvSource({
        "vit_so400m_patch16_siglip_256, TANH",
        "vit_large_patch16_siglip_gap_512, TANH",
        "vit_base_patch32_siglip_256, TANH",
        "vit_base_patch16_siglip_256, ERF",
        "vit_large_patch16_siglip_384, ERF",
        "vit_so400m_patch14_siglip_224, ERF",
    })
    void someOfTimmsImageTowersApproximateTheGelu(String architecture, Gelu gelu)
            throws IOException {
        Path file = folder.resolve("model.safetensors");
        Files.copy(published.file("timm-vit-map.safetensors"), file);
        Files.writeString(
                folder.resolve("config.json"),
                "{\"architecture\": \"%s\"}".formatted(architecture));
        assertThat(Vit.load(file, config(Pool.MAP)).numerics().gelu()).isEqualTo(gelu);
    }

    @Test
    void timmInTheClassicLayout() {
        VitConfig classic = config(Pool.TOK).withClassicLayout();
        for (String name : new String[] {"timm-vit-tok", "timm-vit-tok-no-embed-class"}) {
            Vit vit = Vit.load(published.file(name + ".safetensors"), classic);
            published.assertSame(name, vit.forward(Published.images(32)));
        }
    }

    /** Nothing is said beside the file: size, heads and activation come from its config.json. */
    @Test
    void transformers() {
        Vit vit = Vit.load(published.file("transformers-vit/model.safetensors"));
        published.assertSame("transformers-vit", vit.forward(Published.images(32)));
        assertThat(vit.numerics()).isEqualTo(new Numerics(Gelu.ERF, 1e-12));
        assertThat(vit.config().size().heads()).isEqualTo(2);
    }

    /** The text tower beside it is left aside, whether that is said or not. */
    @Test
    void imageTowerOfTransformersSiglip() {
        Path file = published.file("transformers-siglip/model.safetensors");
        VitConfig config = config(Pool.MAP).withClasses(0);
        for (Vit vit :
                new Vit[] {Vit.load(file), Vit.load(file, config, "text_model.*", "logit_.*")}) {
            published.assertSame("transformers-siglip-image", vit.forward(Published.images(32)));
            assertThat(vit.numerics()).isEqualTo(Numerics.FLAX);
        }
        assertThatThrownBy(() -> Vit.load(file, config, "txt_model.*"))
                .hasMessageContaining("? nothing here or there matches \"txt_model.*\"");
    }

    @ParameterizedTest
    @CsvSource({
        "big-vision-tok, big-vision-tok, TOK",
        "big-vision-tok-old, big-vision-tok, TOK",
        "big-vision-gap, big-vision-gap, GAP",
        "big-vision-map-scan, big-vision-map, MAP",
    })
    void bigVisionSaysItAll(String name, String expected, Pool pool) {
        Vit vit = Vit.load(published.file(name + ".npz"));
        published.assertSame(expected, vit.forward(Published.images(32)));
        assertThat(vit.config().pool()).isEqualTo(pool);
        assertThat(vit.config().imageSize()).isEqualTo(32);
        assertThat(vit.config().patch()).isEqualTo(8);
        assertThat(vit.config().repSize()).isEqualTo(name.equals("big-vision-gap") ? 16 : 0);
        assertThat(vit.config().size())
                .extracting(VitSize::width, VitSize::depth, VitSize::mlp, VitSize::heads)
                .containsExactly(16, 2, 32, 2);
    }

    /** Names of once, and positions for other sizes of pictures, after its own load. */
    @ParameterizedTest
    @CsvSource({
        "vit-tok-2021, TOK, 32, ''",
        "vit-tok-2021, TOK, 48, -48",
        "vit-tok-2021, TOK, 24, -24",
        "vit-map-inlined, MAP, 32, ''",
    })
    void asBigVisionLoads(String name, Pool pool, int image, String suffix) {
        Vit vit = Vit.load(bigVision.file(name + ".npz"), config(pool).withImage(image, 3));
        bigVision.assertSame(name + suffix, vit.forward(Published.images(image)));
    }

    @Test
    void imageTowerOfBigVisionsTwoTowers() {
        Vit vit = Vit.load(bigVision.file("two-towers-scan.npz"));
        bigVision.assertSame("two-towers-scan-image", vit.forward(Published.images(32)));
        assertThat(vit.config().pool()).isEqualTo(Pool.MAP);
        assertThat(vit.config().classes()).isZero();
    }

    @Test
    void positionsAreResampledAsScipyZooms() {
        Tensor from = published.expected("zoom-from").reshape(1, 16, 3);
        Tensor to = published.expected("zoom-to").reshape(1, 36, 3);
        assertThat(PositionEmbedding.resample(from, 4, 4, 6, 6).toFloatArray())
                .containsExactly(to.toFloatArray(), within(1e-6f));
    }

    @ParameterizedTest
    @CsvSource({
        "big-vision-tok.npz",
        "big-vision-tok-old.npz",
        "timm-vit-tok.safetensors",
    })
    void anotherResolutionResamplesTheGridAndNotTheClassToken(String name) {
        Vit before = Vit.load(published.file(name), config(Pool.TOK));
        Vit after = Vit.load(published.file(name), config(Pool.TOK).withImage(48, 3));
        Map<String, Tensor> small = before.parameters();
        Map<String, Tensor> large = after.parameters();
        assertThat(large.get("cls").toFloatArray()).isEqualTo(small.get("cls").toFloatArray());
        float[] grid = large.get("pos_embedding").toFloatArray();
        float[] old = small.get("pos_embedding").toFloatArray();
        int[][] corners = {{0, 0}, {5, 3}, {30, 12}, {35, 15}};
        for (int[] corner : corners) {
            for (int d = 0; d < 16; d++) {
                assertThat(grid[corner[0] * 16 + d]).isEqualTo(old[corner[1] * 16 + d]);
            }
        }
        assertThat(after.forward(Published.images(48)).shape()).containsExactly(2, 7);
    }

    @Test
    void fineTuningStartsWithAHeadOfItsOwn() {
        Vit vit =
                Vit.load(
                        published.file("timm-vit-tok.safetensors"),
                        config(Pool.TOK).withClasses(3),
                        "head/.*");
        assertThat(vit.forward(Published.images(32)).toFloatArray()).containsOnly(0f);
        assertThat(vit.parameters().get("cls").toFloatArray()[0]).isNotZero();
    }

    @Test
    void ownCheckpointsAreReadToo() {
        Vit vit = Vit.load(published.file("big-vision-map-scan.npz"));
        Path file = folder.resolve("own.safetensors");
        Checkpoint.save(file, vit.parameters());
        Vit again = Vit.load(file, vit.config());
        assertThat(again.forward(Published.images(32)).toFloatArray())
                .isEqualTo(vit.forward(Published.images(32)).toFloatArray());
    }

    @Test
    void allThatIsWrongIsSaidAtOnceInTheFilesOwnNames() {
        assertThatThrownBy(
                        () ->
                                Vit.load(
                                        published.file("timm-vit-tok.safetensors"),
                                        VitConfig.of(new VitSize("other", 16, 3, 24, 2), 8)
                                                .withImage(32, 3)
                                                .withPool(Pool.GAP)
                                                .withClasses(7)
                                                .withRepSize(16)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("timm-vit-tok.safetensors (timm) does not fit Vit:")
                .hasMessageContaining("+ cls is not part of this model, there \"cls_token\"")
                .hasMessageContaining(
                        "- Transformer/encoderblock_2/LayerNorm_0/scale is missing, there \"blocks.2.norm1.weight\"")
                .hasMessageContaining(
                        "! Transformer/encoderblock_0/MlpBlock_0/Dense_0/kernel has shape [16, 32], expected [16, 24]")
                .hasMessageContaining(
                        "- pre_logits/kernel is missing, there \"pre_logits.fc.weight\"")
                .hasMessageContaining("named by regular expressions, such as \"head/.*\"");
    }

    @Test
    void whatCannotBeUsedIsExplainedUnlessItIsLeftOut() {
        Path file = folder.resolve("extra.safetensors");
        try (Checkpoint timm = Checkpoint.open(published.file("timm-vit-gap.safetensors"))) {
            Map<String, Tensor> state = new LinkedHashMap<>(timm.tensors());
            state.put("fc_norm.weight", Tensor.ones(16));
            state.put("blocks.0.ls1.gamma", Tensor.ones(16));
            state.put("teacher.weight", Tensor.ones(1));
            new CheckpointWriter().addAll(state).write(file);
        }
        assertThatThrownBy(() -> Vit.load(file, config(Pool.GAP)))
                .hasMessageContaining("+ \"fc_norm.weight\" cannot be used: it norms the mean")
                .hasMessageContaining("+ \"blocks.0.ls1.gamma\" cannot be used")
                .hasMessageContaining("+ \"teacher.weight\" has no place in this model");
        Vit vit =
                Vit.load(
                        file,
                        config(Pool.GAP),
                        "fc_norm.*",
                        "blocks\\.\\d+\\.ls\\d\\.gamma",
                        "teacher.*");
        published.assertSame("timm-vit-gap", vit.forward(Published.images(32)));
        assertThatThrownBy(() -> Vit.load(file, config(Pool.GAP), "haed/.*"))
                .hasMessageContaining("? nothing here or there matches \"haed/.*\"");
    }

    @Test
    void headsAreThoseOfTheSizeWithTheShape() {
        assertThat(VitCheckpoint.publishedHeads(192, 12, 768)).hasValue(3);
        assertThat(VitCheckpoint.publishedHeads(1152, 27, 4304)).hasValue(16);
        assertThat(VitCheckpoint.publishedHeads(192, 12, 769)).isEmpty();
        assertThat(VitCheckpoint.publishedHeads(256, 6, 1024)).isEmpty();
    }

    @Test
    void filesThatLeaveTheModelOpenAreRefused() throws IOException {
        assertThatThrownBy(() -> Vit.load(published.file("timm-vit-tok.safetensors")))
                .hasMessageContaining("weights do not say how many heads")
                .hasMessageContaining("Vit.load(file, config)");
        assertThatThrownBy(() -> Vit.load(published.file("timm-mixer.safetensors"), SMALL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mlp_tokens");
        Path other = folder.resolve("other.npz");
        new CheckpointWriter().add("bert/layer", Tensor.zeros(2)).write(other);
        assertThatThrownBy(() -> Vit.load(other))
                .hasMessageContaining("none of its names is known (such as bert/layer)")
                .hasMessageContaining("big_vision, timm, transformers");

        Files.copy(
                published.file("transformers-vit/model.safetensors"),
                folder.resolve("m.safetensors"));
        Files.writeString(
                folder.resolve("config.json"),
                "{\"hidden_act\": \"relu\", \"num_attention_heads\": 2}");
        assertThatThrownBy(() -> Vit.load(folder.resolve("m.safetensors")))
                .hasMessageContaining("relu in config.json is not GELU");
        Files.writeString(folder.resolve("config.json"), "{\"hidden_act\":");
        assertThatThrownBy(() -> Vit.load(folder.resolve("m.safetensors")))
                .hasMessageContaining("is no valid JSON");
    }
}
