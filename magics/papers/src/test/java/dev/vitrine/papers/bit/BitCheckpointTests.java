package dev.vitrine.papers.bit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.learn.checkpoint.Checkpoint;
import dev.vitrine.papers.Published;
import dev.vitrine.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights of other libraries compute what they computed there. */
class BitCheckpointTests {

    private final Published published = Published.small();

    @TempDir Path folder;

    @Test
    void timm() {
        Bit bit = Bit.load(published.file("timm-bit.safetensors"), BitTests.TINY);
        published.assertSame("timm-bit", bit.forward(Published.images(32)));
    }

    /** Groups come from config.json, all else from the shapes. */
    @Test
    void transformers() {
        Bit bit = Bit.load(published.file("transformers-bit/model.safetensors"));
        published.assertSame("transformers-bit", bit.forward(Published.images(32)));
        assertThat(bit.config().groups()).isEqualTo(8);
    }

    /** What the paper's files call a parameter. */
    private static String paperName(String name) {
        return "resnet/"
                + name.replace("root_block/conv_root/", "root_block/standardized_conv2d/")
                        .replace("conv_proj/", "a/proj/standardized_conv2d/")
                        .replace("conv1/", "a/standardized_conv2d/")
                        .replace("conv2/", "b/standardized_conv2d/")
                        .replace("conv3/", "c/standardized_conv2d_7/")
                        .replace("gn1/", "a/group_norm/")
                        .replace("gn2/", "b/group_norm/")
                        .replace("gn3/", "c/group_norm/")
                        .replace("norm-pre-head/", "group_norm/")
                        .replace("head/", "head/conv2d/")
                        .replace("/scale", "/gamma")
                        .replaceAll("(?<=group_norm)/bias", "/beta");
    }

    @Test
    void namesOfThePapersFilesCoverEveryArrayOnce() {
        Bit bit = Bit.load(published.file("timm-bit.safetensors"), BitTests.TINY);
        Map<String, Tensor> paper = new LinkedHashMap<>();
        bit.parameters()
                .forEach(
                        (name, value) ->
                                paper.put(
                                        paperName(name),
                                        name.equals("head/kernel")
                                                ? value.reshape(1, 1, 128, 7)
                                                : value));
        assertThat(paper)
                .hasSameSizeAs(bit.parameters())
                .containsKeys(
                        "resnet/root_block/standardized_conv2d/kernel",
                        "resnet/block1/unit01/a/proj/standardized_conv2d/kernel",
                        "resnet/block2/unit01/b/group_norm/gamma",
                        "resnet/group_norm/beta",
                        "resnet/head/conv2d/bias");
        Path file = folder.resolve("paper.npz");
        Checkpoint.save(file, paper);
        Bit again = Bit.load(file, BitTests.TINY);
        again.use(bit.numerics());
        assertThat(again.forward(Published.images(32)).toFloatArray())
                .isEqualTo(bit.forward(Published.images(32)).toFloatArray());
    }

    /** Scales of four axes are how its files can be told from ours. */
    @Test
    void modelsThatBigVisionTrainedGetItsRoot() throws IOException {
        Bit bit = Bit.load(published.file("transformers-bit/model.safetensors"));
        Map<String, Tensor> theirs = new LinkedHashMap<>();
        bit.parameters()
                .forEach(
                        (name, value) ->
                                theirs.put(
                                        name,
                                        name.matches(".*(gn.|norm-pre-head)/(scale|bias)")
                                                ? value.reshape(1, 1, 1, value.size(0))
                                                : value));
        Checkpoint.save(folder.resolve("theirs.npz"), theirs);
        Checkpoint.save(folder.resolve("ours.npz"), bit.parameters());
        Files.writeString(folder.resolve("config.json"), "{\"num_groups\": 8}");
        Bit trainedThere = Bit.load(folder.resolve("theirs.npz"));
        assertThat(trainedThere.config().root()).isEqualTo(BitConfig.Root.LARGE_OPEN);
        assertThat(trainedThere.parameters().get("norm-pre-head/scale").toFloatArray())
                .isEqualTo(bit.parameters().get("norm-pre-head/scale").toFloatArray());
        assertThat(Bit.load(folder.resolve("ours.npz")).config().root())
                .isEqualTo(BitConfig.Root.LARGE);
    }

    @Test
    void ownCheckpointsAreReadToo() {
        Bit bit = Bit.load(published.file("transformers-bit/model.safetensors"));
        Path file = folder.resolve("own.safetensors");
        Checkpoint.save(file, bit.parameters());
        Bit again = Bit.load(file, bit.config());
        again.use(bit.numerics());
        assertThat(again.forward(Published.images(32)).toFloatArray())
                .isEqualTo(bit.forward(Published.images(32)).toFloatArray());
    }

    @Test
    void whatDoesNotFitIsSaid() {
        assertThatThrownBy(
                        () ->
                                Bit.load(
                                        published.file("timm-bit.safetensors"),
                                        BitTests.TINY.withClasses(3)))
                .hasMessageContaining("! head/kernel has shape [1, 1, 128, 7], expected [128, 3]")
                .hasMessageContaining("! head/bias has shape [7], expected [3]");
        Path file = folder.resolve("small.npz");
        Checkpoint.save(file, new Bit(BitConfig.small(), 0).parameters());
        assertThatThrownBy(() -> Bit.load(file))
                .hasMessageContaining("no published BiT; use Bit.load(file, config)");
    }
}
