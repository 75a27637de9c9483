package dev.vitrine.papers.mixer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

    /** The paper's names, after big_vision's own load. */
    @Test
    void asBigVisionLoads() {
        Published bigVision = Published.smallOfBigVision();
        Mixer mixer = Mixer.load(bigVision.file("mixer-old.npz"));
        bigVision.assertSame("mixer-old", mixer.forward(Published.images(32)));
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
}
