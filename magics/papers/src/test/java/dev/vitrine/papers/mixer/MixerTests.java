package dev.vitrine.papers.mixer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.learn.nn.Initializer;
import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MixerTests {

    private static final int DEPTH = 3;

    private static final MixerConfig TINY =
            MixerConfig.of(new MixerSize("tiny", DEPTH, 8, 5, 12), 4)
                    .withImage(12, 1)
                    .withClasses(3);

    private final Initializer init = new Initializer(new Philox(72), DType.FLOAT);

    private Tensor images(int count) {
        return init.normal(1, count, 12, 12, 1).detach();
    }

    /** The head starts at zero, which would hide everything before it. */
    private Mixer randomised(MixerConfig config) {
        Mixer mixer = new Mixer(config, 1);
        Map<String, Tensor> state = mixer.state();
        state.replaceAll((name, value) -> init.normal(0.4, value.shape()).detach());
        mixer.load(state);
        return mixer;
    }

    @Test
    void zeroHeadGivesItsBias() {
        Tensor logits = new Mixer(TINY.withHeadBias(-6.9), 0).forward(images(5));
        assertThat(logits.shape()).containsExactly(5, 3);
        assertThat(logits.toFloatArray()).containsOnly(-6.9f);
    }

    @Test
    void withoutTheSecondLayersOnlyTheStemRemains() {
        Mixer mixer = randomised(TINY.withClasses(0));
        Map<String, Tensor> state = mixer.state();
        state.replaceAll(
                (name, value) -> name.contains("Dense_1") ? Tensor.zeros(value.shape()) : value);
        mixer.load(state);
        Tensor images = images(2);
        Tensor patches = images.reshape(2, 3, 4, 3, 4).permute(0, 1, 3, 2, 4).reshape(2, 9, 16);
        Tensor stem = patches.linear(state.get("stem/kernel"), state.get("stem/bias"));
        Tensor expected =
                stem.layerNorm(
                                state.get("pre_head_layer_norm/scale"),
                                state.get("pre_head_layer_norm/bias"),
                                1e-6)
                        .mean(1);
        assertThat(mixer.forward(images).toFloatArray())
                .containsExactly(expected.toFloatArray(), within(1e-5f));
    }

    @Test
    void shuffledPicturesAreReadByPermutedWeights() {
        Mixer mixer = randomised(TINY);
        PatchShuffle shuffle = PatchShuffle.random(12, 4, 5);
        Mixer unshuffling = new Mixer(TINY, 2);
        unshuffling.load(shuffle.unshuffling(mixer.state()));
        Tensor images = images(3);
        Tensor shuffled =
                images.reshape(3, 144).indexSelect(1, shuffle.order()).reshape(3, 12, 12, 1);
        assertThat(unshuffling.forward(shuffled).toFloatArray())
                .containsExactly(mixer.forward(images).toFloatArray(), within(1e-5f));
        assertThat(mixer.forward(shuffled).toFloatArray()[0])
                .isNotCloseTo(mixer.forward(images).toFloatArray()[0], within(1e-3f));
    }

    /** The four quarters of a picture, each as the smaller model sees it. */
    @Test
    void upscaledModelIsTheOldOneOnEachPartOfThePicture() {
        Mixer small = randomised(TINY.withClasses(0));
        Mixer large = small.upscaled(2);
        assertThat(large.config().tokens()).isEqualTo(36);
        assertThat(large.parameterCount()).isEqualTo(large.config().parameterCount());
        List<Tensor> parts = List.of(images(2), images(2), images(2), images(2));
        Tensor picture =
                Tensor.concat(
                        1,
                        Tensor.concat(2, parts.get(0), parts.get(1)),
                        Tensor.concat(2, parts.get(2), parts.get(3)));
        float[] separate =
                parts.stream()
                        .map(small::forward)
                        .reduce(Tensor::add)
                        .orElseThrow()
                        .mul(0.25)
                        .toFloatArray();
        assertThat(large.forward(picture).toFloatArray()).containsExactly(separate, within(1e-5f));

        Tensor tokens = large.tokens(picture);
        int[][] numbers = BlockDiagonal.tokensOfParts(3, 2);
        for (int part = 0; part < 4; part++) {
            assertThat(tokens.indexSelect(1, numbers[part]).toFloatArray())
                    .as("part %d", part)
                    .containsExactly(small.tokens(parts.get(part)).toFloatArray(), within(1e-5f));
        }
    }

    @Test
    void partsOfAPictureAreRectangles() {
        assertThat(BlockDiagonal.tokensOfParts(2, 2))
                .isDeepEqualTo(
                        new int[][] {{0, 1, 4, 5}, {2, 3, 6, 7}, {8, 9, 12, 13}, {10, 11, 14, 15}});
    }

    @Test
    void anotherNumberOfPatchesIsRefused() {
        Mixer mixer = new Mixer(TINY, 0);
        assertThatThrownBy(() -> mixer.forward(Tensor.zeros(2, 16, 12, 1)))
                .hasMessageContaining("[2, 16, 12, 1]")
                .hasMessageContaining("3 x 3 patches of 4 pixels")
                .hasMessageContaining("upscaled");
        assertThatThrownBy(() -> mixer.forward(Tensor.zeros(2, 12, 12, 3)))
                .hasMessageContaining("(batch, 12, 12, 1)");
        assertThatThrownBy(() -> mixer.forward(Tensor.zeros(12, 12, 1)))
                .hasMessageContaining("[12, 12, 1]");
    }

    /** Flax's SAME padding; a ViT would drop the last pixels instead. */
    @Test
    void picturesThatFillNoWholePatchesArePaddedAround() {
        MixerConfig config = TINY.withImage(10, 1);
        assertThat(config.tokens()).isEqualTo(9);
        Mixer mixer = randomised(config);
        Tensor image = init.normal(1, 1, 10, 10, 1).detach();
        Mixer whole = new Mixer(TINY, 0);
        whole.load(mixer.state());
        Tensor framed = image.pad(1, 1, 1, 0).pad(2, 1, 1, 0);
        assertThat(mixer.forward(image).toFloatArray())
                .containsExactly(whole.forward(framed).toFloatArray());
    }

    @Test
    void stochasticDepthGrowsFromZeroAndScalesNothing() {
        Mixer mixer = randomised(TINY.withStochasticDepth(0.6));
        Tensor images = images(1);
        float[] evaluated = mixer.forward(images).toFloatArray();
        assertThat(mixer.forward(images).toFloatArray()).containsExactly(evaluated);

        // Blocks 1 and 2 keep both halves with probabilities 0.7 and 0.4 each.
        int whole = 0;
        List<Float> outcomes = new ArrayList<>();
        Philox random = new Philox(3);
        int draws = 2000;
        for (int i = 0; i < draws; i++) {
            mixer.train(random);
            float logit = mixer.forward(images).toFloatArray()[0];
            whole += logit == evaluated[0] ? 1 : 0;
            if (!outcomes.contains(logit)) {
                outcomes.add(logit);
            }
        }
        mixer.eval();
        double expected = 0.7 * 0.7 * 0.4 * 0.4;
        double deviation = Math.sqrt(expected * (1 - expected) / draws);
        assertThat((double) whole / draws).isCloseTo(expected, within(4 * deviation));
        // Four halves may go, those of block 0 never do.
        assertThat(outcomes).hasSize(16);
        assertThat(mixer.forward(images).toFloatArray()).containsExactly(evaluated);
    }

    /** A model in which only one block does anything: that is whole if both its halves are kept. */
    @ParameterizedTest
    @CsvSource({"0, 1", "1, 0.49", "2, 0.16"})
    void laterBlocksAreDroppedMoreOften(int block, double whole) {
        Mixer mixer = randomised(TINY.withStochasticDepth(0.6));
        Map<String, Tensor> state = mixer.state();
        state.replaceAll(
                (name, value) ->
                        name.matches("MixerBlock_[^%d]/.*/Dense_1/.*".formatted(block))
                                ? Tensor.zeros(value.shape())
                                : value);
        mixer.load(state);
        Tensor images = images(1);
        float[] evaluated = mixer.forward(images).toFloatArray();
        mixer.train(new Philox(4));
        int draws = 1000;
        int same = 0;
        for (int i = 0; i < draws; i++) {
            same += Arrays.equals(mixer.forward(images).toFloatArray(), evaluated) ? 1 : 0;
        }
        double deviation = Math.sqrt(whole * (1 - whole) / draws);
        assertThat((double) same / draws).isCloseTo(whole, within(4 * deviation));
    }

    @Test
    void parametersHaveBigVisionsNames() {
        assertThat(new Mixer(TINY, 0).parameters().keySet())
                .contains(
                        "stem/kernel",
                        "stem/bias",
                        "MixerBlock_2/LayerNorm_0/scale",
                        "MixerBlock_2/token_mixing/Dense_0/kernel",
                        "MixerBlock_2/token_mixing/Dense_1/bias",
                        "MixerBlock_2/LayerNorm_1/bias",
                        "MixerBlock_2/channel_mixing/Dense_1/kernel",
                        "pre_head_layer_norm/scale",
                        "head/bias")
                .hasSize(2 + 12 * DEPTH + 2 + 2);
        assertThat(new Mixer(TINY, 0).parameters().get("MixerBlock_0/token_mixing/Dense_0/kernel"))
                .extracting(Tensor::shape)
                .isEqualTo(new long[] {9, 5});
    }

    @Test
    void sameSeedGivesTheSameModel() {
        Tensor images = images(2);
        MixerConfig features = TINY.withClasses(0);
        float[] first = new Mixer(features, 3).forward(images).toFloatArray();
        assertThat(new Mixer(features, 3).forward(images).toFloatArray()).containsExactly(first);
        assertThat(new Mixer(features, 4).forward(images).toFloatArray()).isNotEqualTo(first);
    }
}
