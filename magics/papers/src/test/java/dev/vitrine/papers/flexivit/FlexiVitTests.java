package dev.vitrine.papers.flexivit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.learn.Seed;
import dev.vitrine.learn.nn.Initializer;
import dev.vitrine.papers.Published;
import dev.vitrine.papers.vit.Pool;
import dev.vitrine.papers.vit.Positions;
import dev.vitrine.papers.vit.Vit;
import dev.vitrine.papers.vit.VitConfig;
import dev.vitrine.papers.vit.VitSize;
import dev.vitrine.tensor.Convolutions;
import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Interpolation;
import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlexiVitTests {

    /** Kernel stored at 4 x 4 pixels, positions at 3 x 3. */
    private static final VitConfig TINY =
            VitConfig.of(new VitSize("tiny", 8, 2, 12, 2), 4)
                    .withImage(12, 1)
                    .withClasses(3)
                    .withPool(Pool.GAP);

    private static final List<Integer> GRIDS = List.of(3, 2, 4, 6, 12);

    private final Initializer init = new Initializer(new Philox(83), DType.FLOAT);

    private Tensor images(int count) {
        return init.normal(1, count, 12, 12, 1).detach();
    }

    /** The head starts at zero, which would hide everything before it. */
    private FlexiVit randomised(VitConfig config) {
        FlexiVit model = FlexiVit.of(config, GRIDS, 1);
        Map<String, Tensor> state = model.state();
        state.replaceAll((name, value) -> init.normal(0.3, value.shape()).detach());
        model.load(state);
        return model;
    }

    @Test
    void publishedModelHasItsNumberOfParameters() {
        assertThat(FlexiVit.published("S").parameterCount()).isEqualTo(22_878_568);
    }

    @ParameterizedTest
    @CsvSource({
        "5, 48, 25", "6, 40, 36", "8, 30, 64", "10, 24, 100", "12, 20, 144",
        "15, 16, 225", "16, 15, 256", "20, 12, 400", "24, 10, 576", "30, 8, 900"
    })
    void publishedGridsGiveThePublishedPatchesAndSequences(int grid, int patch, int sequence) {
        assertThat(FlexiVit.PUBLISHED_GRIDS).hasSize(10).contains(grid);
        VitConfig narrow =
                VitConfig.of(new VitSize("narrow", 4, 1, 4, 1), 32)
                        .withImage(224, 3)
                        .withClasses(2);
        FlexiVit model = FlexiVit.of(narrow, FlexiVit.PUBLISHED_GRIDS, 0);
        int side = FlexiVit.PUBLISHED_IMAGE;
        Tensor image = Tensor.zeros(1, side, side, 3);
        assertThat(FlexiVit.patch(image, grid)).isEqualTo(patch);
        assertThat(model.kernel(patch).shape()).containsExactly((long) patch * patch * 3, 4);
        assertThat(model.positions(grid, grid).shape()).containsExactly(1, sequence, 4);
        assertThat(model.forward(image, grid).shape()).containsExactly(1, 2);
    }

    @Test
    void everyGridHasAKernelAndPositionsOfItsOwn() {
        FlexiVit model = randomised(TINY);
        for (int grid : GRIDS) {
            assertThat(model.positions(grid, grid).shape()).containsExactly(1, grid * grid, 8);
            int patch = 12 / grid;
            assertThat(model.kernel(patch).shape()).containsExactly(patch * patch, 8);
        }
    }

    @Test
    void parametersHaveTheNamesOfAViTAndAreItsOwn() {
        FlexiVit model = FlexiVit.of(TINY.withPool(Pool.TOK), GRIDS, 0);
        assertThat(model.parameters()).isEqualTo(model.vit().parameters());
        assertThat(model.parameters().keySet())
                .contains(
                        "embedding/kernel",
                        "embedding/bias",
                        "pos_embedding",
                        "cls",
                        "Transformer/encoderblock_1/LayerNorm_0/scale",
                        "head/kernel");
    }

    @Test
    void kernelAndPositionsStartWithTheSameDeviation() {
        FlexiVit model =
                FlexiVit.of(
                        VitConfig.of(new VitSize("wide", 64, 1, 64, 1), 16).withImage(96, 3),
                        List.of(6),
                        3);
        for (String name : List.of("embedding/kernel", "pos_embedding")) {
            double[] values = model.parameters().get(name).toDoubleArray();
            double squares = Arrays.stream(values).map(v -> v * v).sum() / values.length;
            assertThat(squares).as(name).isCloseTo(1.0 / 64, within(0.1 / 64));
        }
    }

    @ParameterizedTest
    @EnumSource(value = Pool.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void storedSizeIsTheViTItself(Pool pool) {
        FlexiVit model = randomised(TINY.withPool(pool));
        Tensor images = images(2);
        assertThat(model.at(3).forward(images).toFloatArray())
                .containsExactly(model.vit().forward(images).toFloatArray());
        for (int grid : GRIDS) {
            assertThat(model.forward(images, grid).shape()).containsExactly(2, 3);
        }
    }

    /** Resizing a kernel that is resized already would lose what the stored one has. */
    @Test
    void everySizeIsMadeFromTheStoredOne() {
        FlexiVit model = randomised(TINY);
        Tensor images = images(2);
        float[] first = model.forward(images, 6).toFloatArray();
        model.forward(images, 2);
        model.forward(images, 12);
        assertThat(model.forward(images, 6).toFloatArray()).containsExactly(first);
    }

    /** Section on resizing: larger pictures, resized patch by patch, are the same to the model. */
    @Test
    void picturesGrownPatchByPatchGiveTheSameLogits() {
        FlexiVit model = randomised(TINY.withPool(Pool.TOK));
        Tensor images = images(3);
        Tensor patches = images.reshape(3, 3, 4, 3, 4, 1).permute(0, 1, 3, 2, 4, 5);
        Tensor larger =
                Convolutions.resize(patches.reshape(27, 4, 4, 1), 8, 8, Interpolation.LINEAR, false)
                        .reshape(3, 3, 3, 8, 8, 1)
                        .permute(0, 1, 3, 2, 4, 5)
                        .reshape(3, 24, 24, 1);
        assertThat(model.forward(larger, 3).toFloatArray())
                .containsExactly(model.forward(images, 3).toFloatArray(), within(1e-4f));
    }

    /** timm's FlexiViT has no position for its class token, as this file. */
    @Test
    void publishedWeightsAreReadAtTheirOwnSizeAsTheyAreAndAtOthers() {
        String name = "timm-vit-tok-no-embed-class";
        Published published = Published.small();
        VitConfig small =
                VitConfig.of(new VitSize("small", 16, 2, 32, 2), 8).withImage(32, 3).withClasses(7);
        Vit vit = Vit.load(published.file(name + ".safetensors"), small);
        FlexiVit model = new FlexiVit(vit, List.of(4, 8));
        published.assertSame(name, model.forward(Published.images(32)));
        assertThat(model.forward(Published.images(32), 8).toFloatArray())
                .isNotEqualTo(model.forward(Published.images(32), 4).toFloatArray())
                .doesNotContain(Float.NaN);
    }

    /** Patches of 16, 12, 8 and 4 pixels from a kernel for 8, as its own code reads them. */
    @ParameterizedTest
    @ValueSource(ints = {3, 4, 6, 12})
    void asBigVisionReads(int grid) {
        Published bigVision = Published.smallOfBigVision();
        FlexiVit model = FlexiVit.load(bigVision.file("flexi.npz"));
        bigVision.assertSame("flexi-" + grid, model.forward(Published.images(48), grid));
    }

    @Test
    void positionsAreResizedLinearly() {
        FlexiVit model = randomised(TINY);
        float[] stored = model.parameters().get("pos_embedding").toFloatArray();
        assertThat(model.positions(3, 3).toFloatArray()).containsExactly(stored);

        Map<String, Tensor> state = model.state();
        state.put("pos_embedding", Tensor.full(0.7, 1, 9, 8));
        model.load(state);
        for (int grid : GRIDS) {
            for (float value : model.positions(grid, grid).toFloatArray()) {
                assertThat(value).isCloseTo(0.7f, within(1e-6f));
            }
        }
        float[] ramp = new float[72];
        for (int i = 0; i < 72; i++) {
            ramp[i] = 10 * (i / 24) + i / 8 % 3;
        }
        state.put("pos_embedding", Tensor.of(ramp, 1, 9, 8));
        model.load(state);
        for (int grid : GRIDS) {
            float[] resized = model.positions(grid, grid).slice(2, 0, 1).toFloatArray();
            for (int i = 0; i < resized.length; i++) {
                if (i % grid > 0) {
                    assertThat(resized[i]).isGreaterThanOrEqualTo(resized[i - 1]);
                }
                if (i >= grid) {
                    assertThat(resized[i]).isGreaterThanOrEqualTo(resized[i - grid]);
                }
            }
        }
    }

    /** jax.image.resize antialiases: two of three rows shrink to weights 3 : 6 : 1... not 1/2. */
    @Test
    void shrunkPositionsAreAntialiased() {
        FlexiVit model = randomised(TINY);
        Map<String, Tensor> state = model.state();
        float[] first = new float[72];
        Arrays.fill(first, 0, 24, 1);
        state.put("pos_embedding", Tensor.of(first, 1, 9, 8));
        model.load(state);
        // Triangle of half-width 1.5 around 0.75: distances 0.25, 0.75, 1.75 of the three rows.
        double w0 = 1 - 0.25 / 1.5;
        double w1 = 1 - 0.75 / 1.5;
        assertThat(model.positions(2, 2).toFloatArray()[0])
                .isCloseTo((float) (w0 / (w0 + w1)), within(1e-6f));
    }

    @Test
    void gradientsReachTheStoredKernelAndPositions() {
        FlexiVit model = randomised(TINY);
        Tensor logits = model.forward(images(2), 6);
        logits.mul(logits).sum().backward();
        model.parameters()
                .forEach((name, parameter) -> assertThat(parameter.grad()).as(name).isNotNull());
        float[] gradient = model.parameters().get("embedding/kernel").grad().toFloatArray();
        assertThat(gradient).isNotEqualTo(new float[gradient.length]);
    }

    @Test
    void drawOfTheGridBelongsToSeedAndStep() {
        FlexiVit model = FlexiVit.of(TINY, GRIDS, 0);
        List<Integer> first = draws(model, 4, 200);
        assertThat(draws(model, 4, 200)).isEqualTo(first);
        assertThat(draws(model, 5, 200)).isNotEqualTo(first);

        // Also in the second part of a batch, when numbers of this step have been used up.
        Philox random = new Philox(9);
        model.train(random);
        int grid = model.grid();
        random.nextDouble();
        assertThat(model.grid()).isEqualTo(grid);
        model.eval();
        assertThat(model.grid()).isEqualTo(3);
    }

    /** χ² with four degrees of freedom exceeds 18.5 once in a thousand times. */
    @Test
    void gridsAreDrawnEquallyOften() {
        int[] counts = new int[13];
        int steps = 10_000;
        draws(FlexiVit.of(TINY, GRIDS, 0), 6, steps).forEach(grid -> counts[grid]++);
        double expected = (double) steps / GRIDS.size();
        double chi2 =
                GRIDS.stream()
                        .mapToDouble(grid -> Math.pow(counts[grid] - expected, 2) / expected)
                        .sum();
        assertThat(chi2).isLessThan(18.5);
    }

    /** As the trainer does it, step by step. */
    private static List<Integer> draws(FlexiVit model, long seed, int steps) {
        List<Integer> grids = new ArrayList<>();
        for (long step = 0; step < steps; step++) {
            model.train(new Seed(seed).child("dropout").child(step).philox());
            grids.add(model.grid());
        }
        model.eval();
        return grids;
    }

    @Test
    void whatCannotBeCutOrResizedIsRefused() {
        FlexiVit model = FlexiVit.of(TINY, GRIDS, 0);
        assertThatThrownBy(() -> model.forward(images(1), 5))
                .hasMessageContaining("12 x 12 pixels")
                .hasMessageContaining("5 along the height");
        assertThatThrownBy(() -> model.forward(Tensor.zeros(12, 12, 1), 3))
                .hasMessageContaining("[12, 12, 1]");
        assertThat(model.forward(Tensor.zeros(1, 12, 24, 1), 3).shape()).containsExactly(1, 3);

        Vit fixed = new Vit(TINY.withPositions(Positions.SINCOS2D), 0);
        assertThatThrownBy(() -> new FlexiVit(fixed, GRIDS)).hasMessageContaining("SINCOS2D");
        Vit classic = new Vit(TINY.withPool(Pool.TOK).withClassicLayout(), 0);
        assertThatThrownBy(() -> new FlexiVit(classic, GRIDS))
                .hasMessageContaining("classic layout");
        assertThatThrownBy(() -> FlexiVit.of(TINY, List.of(), 0))
                .hasMessageContaining("at least one grid");
        assertThatThrownBy(
                        () ->
                                classic.forward(
                                        images(1), 4, Tensor.zeros(16, 8), Tensor.zeros(1, 9, 8)))
                .hasMessageContaining("ClassicLayout");
    }
}
