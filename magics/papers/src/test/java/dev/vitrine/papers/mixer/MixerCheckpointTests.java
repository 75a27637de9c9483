package dev.vitrine.papers.mixer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vitrine.learn.checkpoint.Checkpoint;
import dev.vitrine.papers.Published;
import dev.vitrine.tensor.Tensor;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights of other libraries compute what they computed there. */
class MixerCheckpointTests {

    private final Published published = Published.small();

    @TempDir Path folder;

    @Test
    void timm() {
        Mixer mixer = Mixer.load(published.file("timm-mixer.safetensors"));
        published.assertSame("timm-mixer", mixer.forward(Published.images(32)));
        assertThat(mixer.config())
                .isEqualTo(
                        MixerConfig.of(mixer.config().size(), 8).withImage(32, 3).withClasses(7));
    }

    /** The same values under the names of the files that came with the paper. */
    @Test
    void namesOfThePapersFiles() {
        Mixer mixer = Mixer.load(published.file("timm-mixer.safetensors"));
        Map<String, Tensor> old = new LinkedHashMap<>();
        mixer.parameters()
                .forEach(
                        (name, value) ->
                                old.put(
                                        "opt/target/"
                                                + name.replace("stem/", "embedding/")
                                                        .replace(
                                                                "MixerBlock_",
                                                                "Mixer/encoderblock_")
                                                        .replace(
                                                                "_mixing/Dense_0/",
                                                                "_mixing_phase_0/")
                                                        .replace(
                                                                "_mixing/Dense_1/",
                                                                "_mixing_phase_0/2")
                                                        .replaceAll(
                                                                "phase_0/(kernel|bias)",
                                                                "phase_0/$11")
                                                        .replaceAll(
                                                                "phase_0/2(kernel|bias)",
                                                                "phase_0/$12")
                                                        .replace(
                                                                "pre_head_layer_norm",
                                                                "Mixer/encoder_norm"),
                                        value));
        assertThat(old)
                .containsKeys(
                        "opt/target/Mixer/encoderblock_1/token_mixing_phase_0/kernel2",
                        "opt/target/Mixer/encoderblock_0/channel_mixing_phase_0/bias1");
        Path file = folder.resolve("old.npz");
        Checkpoint.save(file, old);
        Mixer again = Mixer.load(file, mixer.config());
        again.use(mixer.numerics());
        assertThat(again.forward(Published.images(32)).toFloatArray())
                .isEqualTo(mixer.forward(Published.images(32)).toFloatArray());
    }

    @Test
    void anotherImageSizeIsRefused() {
        Mixer mixer = Mixer.load(published.file("timm-mixer.safetensors"));
        MixerConfig larger = mixer.config().withImage(48, 3);
        assertThatThrownBy(() -> Mixer.load(published.file("timm-mixer.safetensors"), larger))
                .hasMessageContaining(
                        "! MixerBlock_0/token_mixing/Dense_0/kernel has shape [16, 8], expected [36, 8]");
    }

    /** The real size, which is too large to keep: -Dvitrine.parity=DIR. */
    @Test
    void realSize() {
        String directory = System.getProperty("vitrine.parity");
        assumeTrue(directory != null, "no -Dvitrine.parity=DIR with files of checkpoints.py full");
        Published full = Published.in(Path.of(directory));
        Mixer mixer = Mixer.load(full.file("mixer_b16_224.safetensors"));
        assertThat(mixer.parameterCount()).isEqualTo(59_880_472);
        full.assertSame("mixer_b16_224", mixer.forward(Published.images(224)));
    }
}
