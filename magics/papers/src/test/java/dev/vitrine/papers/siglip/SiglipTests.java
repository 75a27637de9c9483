package dev.vitrine.papers.siglip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.learn.data.Batch;
import dev.vitrine.learn.data.ImageSet;
import dev.vitrine.learn.data.Tokenizer;
import dev.vitrine.learn.data.Vocabulary;
import dev.vitrine.learn.optim.AdamW;
import dev.vitrine.learn.train.History;
import dev.vitrine.learn.train.TrainingMonitor;
import dev.vitrine.papers.Published;
import dev.vitrine.papers.vit.Pool;
import dev.vitrine.papers.vit.Vit;
import dev.vitrine.papers.vit.VitConfig;
import dev.vitrine.papers.vit.VitSize;
import dev.vitrine.tensor.Tensor;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SiglipTests {

    private static final SiglipConfig TINY =
            SiglipConfig.of(
                    VitConfig.of(new VitSize("tiny", 16, 2, 32, 2), 8).withImage(32, 3),
                    new VitSize("tiny", 16, 2, 32, 2),
                    40,
                    5);

    @ParameterizedTest
    @CsvSource({
        "B/16, 224, 64, 92884224, 110271744, 203155970",
        "B/16, 256, 64, 92930304, 110271744, 203202050",
        "L/16, 256, 64, 315956224, 336194560, 652150786",
        "So400m/14, 224, 16, 427680704, 449679600, 877360306",
        "So400m/14, 384, 64, 428225600, 449734896, 877960498"
    })
    void publishedModelsHaveThePublishedSizes(
            String variant, int pixels, int length, long image, long text, long both) {
        SiglipConfig config = SiglipConfig.of(variant).withImage(pixels).withLength(length);

        assertThat(config.image().parameterCount()).isEqualTo(image);
        assertThat(config.textParameterCount()).isEqualTo(text);
        assertThat(config.parameterCount()).isEqualTo(both);
    }

    @Test
    void modelsHaveAsManyParametersAsTheirConfigurationSays() {
        assertThat(new Siglip(TINY, 1).parameterCount()).isEqualTo(TINY.parameterCount());
    }

    /** Tokens and positions normal with deviation 1/√D; the head LeCun normal, and not zero. */
    @ParameterizedTest
    @ValueSource(strings = {"txt/Embed_0/embedding", "txt/pos_embedding", "txt/head/kernel"})
    void textTowerStartsAsInBigVision(String name) {
        VitSize wide = new VitSize("wide", 64, 1, 64, 4);
        SiglipConfig config = SiglipConfig.of(VitConfig.of(wide, 8).withImage(16, 3), wide, 80, 64);
        double[] values = new Siglip(config, 1).parameters().get(name).toDoubleArray();
        double squares = Arrays.stream(values).map(value -> value * value).sum();

        assertThat(squares / values.length).isCloseTo(1.0 / 64, within(0.1 / 64));
    }

    /** A temperature that decays would be drawn to 1, and the bias to 0. */
    @Test
    void onlyKernelsDecay() {
        Siglip model = new Siglip(TINY, 1);
        Map<String, Tensor> before = model.state();
        List<Tensor> zeros =
                model.parameters().values().stream().map(each -> each.sum().mul(0)).toList();
        zeros.stream().reduce(Tensor::add).orElseThrow().backward();
        AdamW.Settings.of(1e-3, 0.5).optimizer(model).step(1);

        model.parameters()
                .forEach(
                        (name, tensor) -> {
                            double factor = name.endsWith("/kernel") ? 0.5 : 1;
                            assertThat(tensor.toFloatArray())
                                    .as(name)
                                    .containsExactly(before.get(name).mul(factor).toFloatArray());
                        });
    }

    @Test
    void startsWithThePapersTemperatureAndBias() {
        Siglip model = new Siglip(TINY, 1);

        assertThat(model.temperature()).isCloseTo(10, within(1e-5));
        assertThat(model.bias()).isEqualTo(-10);
        assertThat(model.parameters().get("t").shape()).containsExactly(1);
        assertThat(model.parameters().get("b").shape()).containsExactly(1);
    }

    @Test
    void parametersHaveBigVisionsNames() {
        assertThat(new Siglip(TINY, 1).parameters().keySet())
                .contains(
                        "img/embedding/kernel",
                        "img/pos_embedding",
                        "img/MAPHead_0/probe",
                        "txt/Embed_0/embedding",
                        "txt/pos_embedding",
                        "txt/Encoder_0/encoderblock_1/MlpBlock_0/Dense_1/kernel",
                        "txt/Encoder_0/encoder_norm/scale",
                        "txt/head/kernel")
                .doesNotContain("img/head/kernel");
    }

    /** No mask: the first word sees the last, and the answer is read at the last place. */
    @Test
    void everyTokenReachesTheAnswer() {
        Siglip model = new Siglip(TINY, 1);
        Tensor one = model.texts(new int[] {5, 6, 7, 2, 2});
        for (int place = 0; place < 5; place++) {
            int[] other = {5, 6, 7, 2, 2};
            other[place] = 9;
            assertThat(model.texts(other).sub(one).abs().max(1).item())
                    .as("place %d", place)
                    .isGreaterThan(1e-5);
        }
    }

    @Test
    void vectorsHaveLengthOne() {
        Siglip model = new Siglip(TINY, 1);
        Tensor images = model.images(Published.images(32));

        assertThat(images.shape()).containsExactly(2, 16);
        assertThat(images.norm(false, 1).toDoubleArray())
                .containsExactly(new double[] {1, 1}, within(1e-5));
        assertThat(model.logits(Published.images(32), new int[] {3, 2, 2, 2, 2}).shape())
                .containsExactly(2, 1);
    }

    /** The script that made the file gave it these texts. */
    @Test
    void bothTowersAndLogitsOfTransformersSiglip() {
        Published published = Published.small();
        Siglip model =
                Siglip.load(
                        published.file("transformers-siglip/model.safetensors"),
                        SiglipConfig.of(TINY.image(), TINY.text(), 40, 6));
        int[][] texts = {{5, 9, 33, 2, 1, 1}, {17, 3, 1, 1, 1, 1}};
        Tensor images = Published.images(32);

        published.assertSame("transformers-siglip-image", model.image().forward(images));
        published.assertSame("transformers-siglip-text", model.text().forward(texts));
        published.assertSame("transformers-siglip-logits", model.logits(images, texts));
    }

    /** Blocks stacked or not, positions added twice, and the image tower at another size. */
    @ParameterizedTest
    @CsvSource({
        "two-towers-scan, 32, ''",
        "two-towers-scan, 48, -48",
        "two-towers-old, 32, ''",
    })
    void bothTowersAndLogitsOfBigVision(String name, int image, String suffix) {
        Published published = Published.smallOfBigVision();
        Siglip model =
                Siglip.load(
                        published.file(name + ".npz"),
                        SiglipConfig.of(TINY.image(), TINY.text(), 40, 6).withImage(image));
        int[][] texts = {{5, 9, 33, 2, 1, 1}, {17, 3, 1, 1, 1, 1}};
        Tensor images = Published.images(image);

        published.assertSame(name + "-image" + suffix, model.image().forward(images));
        published.assertSame(name + "-text" + suffix, model.text().forward(texts));
        published.assertSame(name + "-logits" + suffix, model.logits(images, texts));
    }

    @Test
    void partsMayKeepTheirValuesAndTheRestIsNamed() {
        Published published = Published.smallOfBigVision();
        SiglipConfig longer = SiglipConfig.of(TINY.image(), TINY.text(), 50, 6);
        Siglip model = Siglip.load(published.file("two-towers-old.npz"), longer, "txt/.*", "[tb]");

        published.assertSame("two-towers-old-image", model.image().forward(Published.images(32)));
        assertThat(model.temperature()).isCloseTo(10, within(1e-5));
        assertThatThrownBy(() -> Siglip.load(published.file("two-towers-old.npz"), longer))
                .hasMessageContaining(
                        "! txt/Embed_0/embedding has shape [40, 16], expected [50, 16]");
    }

    @Test
    void textsOfAnotherLengthAndUnknownTokensAreNamed() {
        Siglip model = new Siglip(TINY, 1);
        assertThatThrownBy(() -> model.texts(new int[] {1, 2}))
                .hasMessageContaining("text 0 has 2 tokens")
                .hasMessageContaining("reads 5");
        assertThatThrownBy(() -> model.texts(new int[] {1, 2, 3, 4, 40}))
                .hasMessageContaining("the token 40; there are 40");
        assertThatThrownBy(
                        () ->
                                SiglipConfig.of(
                                        TINY.image(), new VitSize("wide", 32, 1, 32, 2), 10, 5))
                .hasMessageContaining("one width, not 16 and 32");
    }

    /** Ids are code points. */
    private static final Tokenizer LETTERS =
            new Tokenizer() {
                @Override
                public int[] encode(String text) {
                    return text.codePoints().toArray();
                }

                @Override
                public String decode(int... ids) {
                    return new String(ids, 0, ids.length);
                }

                @Override
                public Vocabulary vocabulary() {
                    return new Vocabulary(List.of());
                }
            };

    @Test
    void textsEndWithStickyEnds() {
        StickyTokens tokens = new StickyTokens(LETTERS, 1, 3);

        assertThat(tokens.encode("a")).containsExactly('a', 1, 1);
        assertThat(tokens.encode("ab")).containsExactly('a', 'b', 1);
        assertThat(tokens.encode("abc")).containsExactly('a', 'b', 1);
        assertThat(tokens.encode("")).containsExactly(1, 1, 1);
    }

    @Test
    void captionsInABatchAreUniqueAndNeverHeldOut() {
        Scenes scenes = new Scenes(64, 3);
        for (int step = 0; step < 5; step++) {
            ImageTextBatch batch = scenes.at(step);
            HashSet<String> captions = new HashSet<>();
            for (int[] text : batch.texts()) {
                captions.add(Scenes.TOKENS.tokenizer().decode(text));
            }
            assertThat(captions).hasSize(64);
            Scene.heldOut(50, step)
                    .forEach(unseen -> assertThat(captions).doesNotContain(unseen.caption()));
        }
        assertThat(scenes.at(2).images().toFloatArray())
                .isEqualTo(new Scenes(64, 3).at(2).images().toFloatArray());
        assertThat(Scene.singles()).hasSize(48).doesNotHaveDuplicates();
        assertThatThrownBy(() -> new Scenes(73, 1)).hasMessageContaining("from 1 to 72");
    }

    @Test
    void classesOfScenesAreLabelledByTheirNames() {
        ImageSet two = SceneClasses.examples(2, 1);

        assertThat(two.size()).isEqualTo(96);
        assertThat(two.classNames()).hasSize(48).doesNotHaveDuplicates();
        assertThat(two.pixels(0)).as("another picture of the class").isNotEqualTo(two.pixels(48));
        for (int i = 0; i < two.size(); i++) {
            String name = two.classNames().get(two.label(i));
            double[] channels = two.images(i).mean(0, 1, 2).toDoubleArray();
            if (name.startsWith("red ")) {
                assertThat(channels[0]).as(name).isGreaterThan(channels[2]);
            } else if (name.startsWith("blue ")) {
                assertThat(channels[2]).as(name).isGreaterThan(channels[0]);
            }
        }
        Batch batch = SceneClasses.batches(32, 1).at(4);
        Batch again = SceneClasses.batches(32, 1).at(4);
        assertThat(again.labels()).isEqualTo(batch.labels());
        assertThat(again.images().toFloatArray()).isEqualTo(batch.images().toFloatArray());
    }

    private static Siglip onTopOf(Vit classifier) {
        int words = Scenes.TOKENS.tokenizer().vocabulary().size();
        SiglipConfig config = SiglipConfig.of(TINY.image(), TINY.text(), words, Scenes.LENGTH);
        return new Siglip(config, 1).takeImageTower(classifier);
    }

    @Test
    void lockedTowerIsReadOnceAndOnlyTheTextsLearn() {
        Vit classifier = new Vit(TINY.image().withClasses(48), 5);
        Siglip model = onTopOf(classifier);
        Map<String, Tensor> before = model.state();
        LockedBatches locked = new LockedBatches(model.image(), new Scenes(16, 1), 3);
        ImageTextBatch batch = new Scenes(16, 1).at(1);

        assertThat(before.get("img/embedding/kernel").toFloatArray())
                .isEqualTo(classifier.parameters().get("embedding/kernel").toFloatArray());
        assertThat(locked.at(4).images().shape()).containsExactly(16, 16);
        assertThat(model.lossOfVectors(locked.at(4).images(), locked.at(4).texts()).item())
                .isCloseTo(model.loss(batch.images(), batch.texts()).item(), within(1e-5));
        SiglipRecipe.scenes()
                .withSteps(3)
                .trainer(model, locked)
                .monitor(new TrainingMonitor() {})
                .run();
        model.parameters()
                .forEach(
                        (name, tensor) ->
                                assertThat(
                                                Arrays.equals(
                                                        tensor.toFloatArray(),
                                                        before.get(name).toFloatArray()))
                                        .as(name)
                                        .isEqualTo(name.startsWith("img/")));
    }

    @Test
    void lockedTowersThatDoNotFitAreNamed() {
        Vit classifier = new Vit(TINY.image().withClasses(48), 5);
        assertThatThrownBy(() -> new LockedBatches(classifier, new Scenes(16, 1), 3))
                .hasMessageContaining("a head of 48 classes");
        assertThatThrownBy(
                        () -> new LockedBatches(onTopOf(classifier).image(), new Scenes(16, 1), 0))
                .hasMessageContaining("0 batches");
        Vit deeper =
                new Vit(
                        VitConfig.of(new VitSize("deep", 16, 3, 32, 2), 8)
                                .withImage(32, 3)
                                .withPool(Pool.MAP),
                        1);
        assertThatThrownBy(() -> onTopOf(deeper)).hasMessageContaining("encoderblock_2");
    }

    @Test
    void everyCaptionIsInTheVocabularyAndFits() {
        Scene.heldOut(100, 1)
                .forEach(
                        scene ->
                                assertThat(
                                                Scenes.TOKENS
                                                        .tokenizer()
                                                        .decode(
                                                                Scenes.TOKENS.encode(
                                                                        scene.caption())))
                                        .isEqualTo(scene.caption()));
    }

    @Test
    void aFewStepsMakeTheLossSmallerForEitherLoss() {
        for (SiglipRecipe.Loss loss : SiglipRecipe.Loss.values()) {
            SiglipRecipe recipe = SiglipRecipe.scenes().withSeed(1).withSteps(30).with(loss, 16);
            History history =
                    recipe.trainer(recipe.model()).monitor(new TrainingMonitor() {}).run();

            assertThat(history.meanLoss(5)).isLessThan(history.entries().get(0).loss());
        }
    }
}
