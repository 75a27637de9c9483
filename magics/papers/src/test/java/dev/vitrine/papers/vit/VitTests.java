package dev.vitrine.papers.vit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.learn.nn.Initializer;
import dev.vitrine.learn.nn.Numerics;
import dev.vitrine.learn.optim.AdamW;
import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Device;
import dev.vitrine.tensor.DeviceInfo;
import dev.vitrine.tensor.Gelu;
import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Scope;
import dev.vitrine.tensor.Tensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class VitTests {

    private static final VitConfig TINY =
            VitConfig.of(new VitSize("tiny", 16, 2, 24, 2), 4)
                    .withImage(12, 1)
                    .withClasses(3)
                    .withPositions(Positions.SINCOS2D);

    private final Initializer init = new Initializer(new Philox(61), DType.FLOAT);

    private Tensor images(int count) {
        return init.normal(1, count, 12, 12, 1).detach();
    }

    /** The head starts at zero, which would hide everything before it. */
    private Vit withRandomHead(VitConfig config) {
        Vit vit = new Vit(config, 1);
        Map<String, Tensor> state = vit.state();
        for (String name : List.of("head/kernel", "cls")) {
            if (state.containsKey(name)) {
                state.put(name, init.normal(1, state.get(name).shape()).detach());
            }
        }
        vit.load(state);
        return vit;
    }

    @Test
    void zeroHeadGivesItsBiasAndTheLossOfGuessing() {
        Vit vit = new Vit(TINY.withHeadBias(-6.9), 0);
        Tensor logits = vit.forward(images(5));
        assertThat(logits.shape()).containsExactly(5, 3);
        assertThat(logits.toFloatArray()).containsOnly(-6.9f);
        Tensor targets = Tensor.of(new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 1}, 5, 3);
        assertThat(logits.softmaxCrossEntropy(targets).item()).isCloseTo(Math.log(3), within(1e-6));
    }

    /** C · softplus(β) − β with C = 1000, β = −6.9. */
    @Test
    void sigmoidLossStartsWhereTheHeadBiasPutsIt() {
        Vit vit = new Vit(TINY.withClasses(1000).withHeadBias(-6.9), 0);
        float[] target = new float[1000];
        target[17] = 1;
        double loss = vit.forward(images(1)).sigmoidCrossEntropy(Tensor.of(target, 1, 1000)).item();
        assertThat(loss).isCloseTo(7.907278, within(2e-5));
    }

    @Test
    void gapWithoutPositionsDoesNotSeeTheOrderOfPatches() {
        Vit vit = withRandomHead(TINY.withPool(Pool.GAP).withPositions(Positions.NONE));
        Tensor image = images(1);
        Tensor swapped = Tensor.concat(1, image.slice(1, 4, 12), image.slice(1, 0, 4));
        assertThat(vit.forward(swapped).toFloatArray())
                .containsExactly(vit.forward(image).toFloatArray(), within(1e-5f));

        Vit placed = withRandomHead(TINY.withPool(Pool.GAP));
        assertThat(placed.forward(swapped).toFloatArray()[0])
                .isNotCloseTo(placed.forward(image).toFloatArray()[0], within(1e-3f));
    }

    /** All blocks together: tokens come out in the order in which patches went in. */
    @Test
    void withoutPositionsTokensFollowTheirPatches() {
        VitConfig config = TINY.withPool(Pool.NONE).withPositions(Positions.NONE).withClasses(0);
        Vit vit = new Vit(config, 1);
        Tensor image = images(1);
        Tensor swapped = Tensor.concat(1, image.slice(1, 4, 12), image.slice(1, 0, 4));
        assertThat(vit.forward(swapped).toFloatArray())
                .containsExactly(
                        vit.forward(image).indexSelect(1, 3, 4, 5, 6, 7, 8, 0, 1, 2).toFloatArray(),
                        within(1e-5f));
    }

    /** Kernels of one head and of two have the same shapes, but not the same function. */
    @Test
    void mapHeadHasTheHeadsOfTheEncoder() {
        Vit pooled = new Vit(TINY.withPool(Pool.MAP).withClasses(0), 1);
        Map<String, Tensor> ofHead = new LinkedHashMap<>();
        Map<String, Tensor> ofEncoder = new LinkedHashMap<>();
        pooled.state()
                .forEach(
                        (name, value) -> {
                            if (name.startsWith("MAPHead_0/")) {
                                ofHead.put(name.substring("MAPHead_0/".length()), value);
                            } else {
                                ofEncoder.put(name, value);
                            }
                        });
        Vit tokens = new Vit(TINY.withPool(Pool.NONE).withClasses(0), 2);
        tokens.load(ofEncoder);
        MapHead head = new MapHead(16, 24, 2, init);
        head.load(ofHead);
        Tensor images = images(2);
        assertThat(pooled.forward(images).toFloatArray())
                .containsExactly(
                        head.forward(tokens.forward(images)).toFloatArray(), within(1e-5f));
    }

    /** As in big_vision's models/vit.py. */
    @Test
    void everyParameterStartsAsInBigVision() {
        VitConfig config =
                VitConfig.of(new VitSize("start", 64, 2, 96, 2), 8)
                        .withImage(64, 3)
                        .withClasses(5)
                        .withPool(Pool.MAP)
                        .withRepSize(48)
                        .withHeadBias(-10);
        Map<String, Tensor> start = new Vit(config, 1).parameters();
        assertNormal(start.get("embedding/kernel"), 1 / Math.sqrt(8 * 8 * 3));
        assertNormal(start.get("pos_embedding"), 1 / Math.sqrt(64));
        assertNormal(start.get("pre_logits/kernel"), 1 / Math.sqrt(64));
        for (String owner : List.of("Transformer/encoderblock_1/", "MAPHead_0/")) {
            for (String projection : List.of("query", "key", "value", "out")) {
                String name = owner + "MultiHeadDotProductAttention_0/" + projection + "/";
                assertUniform(start.get(name + "kernel"), Math.sqrt(6.0 / (64 + 64)));
                assertThat(start.get(name + "bias").toFloatArray()).containsOnly(0);
            }
            for (String layer : List.of("Dense_0", "Dense_1")) {
                String name = owner + "MlpBlock_0/" + layer + "/";
                assertUniform(start.get(name + "kernel"), Math.sqrt(6.0 / (64 + 96)));
                assertNormal(start.get(name + "bias"), 1e-6);
            }
            assertThat(start.get(owner + "LayerNorm_0/scale").toFloatArray()).containsOnly(1);
            assertThat(start.get(owner + "LayerNorm_0/bias").toFloatArray()).containsOnly(0);
        }
        assertUniform(start.get("MAPHead_0/probe"), Math.sqrt(6.0 / (1 + 64)));
        assertThat(start.get("embedding/bias").toFloatArray()).containsOnly(0);
        assertThat(start.get("pre_logits/bias").toFloatArray()).containsOnly(0);
        assertThat(start.get("head/kernel").toFloatArray()).containsOnly(0);
        assertThat(start.get("head/bias").toFloatArray()).containsOnly(-10);
        assertThat(new Vit(TINY, 1).parameters().get("cls").toFloatArray()).containsOnly(0);
    }

    /** With an erf, or another epsilon, its published weights would compute something else. */
    @Test
    void computesAsBigVisionUnlessToldOtherwise() {
        assertThat(new Vit(TINY, 1).numerics()).isEqualTo(new Numerics(Gelu.TANH, 1e-6));
    }

    private static void assertNormal(Tensor parameter, double deviation) {
        double actual = Math.sqrt(parameter.mul(parameter).mean().item());
        assertThat(actual / deviation).isCloseTo(1, within(4 / Math.sqrt(2 * parameter.length())));
    }

    /** Within the range, up to its ends, and as often near them as elsewhere. */
    private static void assertUniform(Tensor parameter, double bound) {
        double largest = 0;
        for (float value : parameter.toFloatArray()) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertThat(largest / bound).isBetween(0.9, 1 + 1e-6);
        double actual = Math.sqrt(parameter.mul(parameter).mean().item());
        assertThat(actual * Math.sqrt(3) / bound).isCloseTo(1, within(0.2));
    }

    @Test
    void foldedClassicLayoutIsTheSameFunction() {
        VitConfig config = TINY.withPool(Pool.TOK).withPositions(Positions.LEARN);
        Vit classic = withRandomHead(config.withClassicLayout());
        Vit folded = new Vit(config, 2);
        folded.load(ClassicLayout.fold(classic.state()));
        Tensor images = images(3);
        assertThat(folded.forward(images).toFloatArray())
                .containsExactly(classic.forward(images).toFloatArray(), within(1e-5f));
        assertThatThrownBy(() -> ClassicLayout.fold(Map.of("head/bias", Tensor.zeros(3))))
                .hasMessageContaining("head/bias");
    }

    @ParameterizedTest
    @EnumSource(Pool.class)
    void everyPoolingGivesLogitsAndGradientsToAllParameters(Pool pool) {
        Vit vit = withRandomHead(TINY.withPool(pool).withPositions(Positions.LEARN).withRepSize(8));
        Tensor logits = vit.forward(images(2));
        assertThat(logits.shape())
                .containsExactly(pool == Pool.NONE ? new long[] {2, 9, 3} : new long[] {2, 3});
        logits.mul(logits).sum().backward();
        vit.parameters()
                .forEach((name, parameter) -> assertThat(parameter.grad()).as(name).isNotNull());
    }

    /** Of two blocks the last may lose its halves; what stays is not scaled. */
    @Test
    void stochasticDepthLeavesOutHalvesOfTheLastBlock() {
        VitConfig config = TINY.withPool(Pool.GAP);
        Vit vit = withRandomHead(config.withStochasticDepth(0.3));
        Tensor image = images(1);
        float evaluated = vit.forward(image).toFloatArray()[0];
        Vit plain = new Vit(config, 1);
        plain.load(vit.state());
        assertThat(evaluated).isEqualTo(plain.forward(image).toFloatArray()[0]);

        int draws = 1000;
        Philox random = new Philox(3);
        Map<Float, Integer> counts = new HashMap<>();
        for (int i = 0; i < draws; i++) {
            vit.train(random);
            counts.merge(vit.forward(image).toFloatArray()[0], 1, Integer::sum);
        }
        double deviation = Math.sqrt(0.49 * 0.51 / draws);
        assertThat(counts).hasSize(4);
        assertThat((double) counts.get(evaluated) / draws).isCloseTo(0.49, within(4 * deviation));
    }

    @Test
    void recomputingChangesNoGradient() {
        Vit vit = withRandomHead(TINY.withPool(Pool.TOK).withDropout(0.2).withStochasticDepth(0.5));
        Tensor images = images(2);
        Map<String, float[]> kept = gradients(vit, images);
        Map<String, float[]> computedAgain = gradients(vit.recomputing(true), images);

        assertThat(computedAgain.keySet()).isEqualTo(kept.keySet());
        kept.forEach(
                (name, values) -> assertThat(computedAgain.get(name)).as(name).isEqualTo(values));
    }

    private static Map<String, float[]> gradients(Vit vit, Tensor images) {
        vit.train(new Philox(5));
        vit.zeroGrad();
        try (Scope scope = Scope.open()) {
            vit.forward(images).softmaxCrossEntropy(Tensor.oneHot(3, 2, 0)).backward();
        }
        vit.eval();
        Map<String, float[]> gradients = new LinkedHashMap<>();
        vit.parameters().forEach((name, p) -> gradients.put(name, p.grad().toFloatArray()));
        return gradients;
    }

    @Test
    void withoutHeadTheFeaturesComeOut() {
        assertThat(new Vit(TINY.withClasses(0).withPool(Pool.GAP), 0).forward(images(2)).shape())
                .containsExactly(2, 16);
    }

    @Test
    void parametersHaveBigVisionsNames() {
        Vit vit =
                new Vit(TINY.withPool(Pool.MAP).withPositions(Positions.LEARN).withRepSize(16), 0);
        assertThat(vit.parameters().keySet())
                .contains(
                        "embedding/kernel",
                        "pos_embedding",
                        "Transformer/encoderblock_1/LayerNorm_0/scale",
                        "Transformer/encoder_norm/bias",
                        "MAPHead_0/probe",
                        "MAPHead_0/MultiHeadDotProductAttention_0/query/kernel",
                        "pre_logits/kernel",
                        "head/bias");
    }

    @Test
    void attentionOfAPictureHasOneMapPerBlockAndHead() {
        Vit vit = withRandomHead(TINY.withPool(Pool.TOK));
        List<Tensor> maps = vit.attention(images(1));
        assertThat(maps).hasSize(2);
        assertThat(maps.get(1).shape()).containsExactly(2, 10, 10);
        for (float sum : maps.get(1).sum(2).toFloatArray()) {
            assertThat(sum).isCloseTo(1, within(1e-5f));
        }
        assertThat(vit.attention(images(1).reshape(12, 12, 1))).hasSize(2);
        assertThatThrownBy(() -> vit.attention(images(2))).hasMessageContaining("[2, 12, 12, 1]");
    }

    @ParameterizedTest
    @EnumSource(Pool.class)
    void rolloutIsADistributionOverPatches(Pool pool) {
        float[][] rollout = withRandomHead(TINY.withPool(pool)).attentionRollout(images(1));
        assertThat(rollout).hasDimensions(3, 3);
        double sum = 0;
        for (float[] row : rollout) {
            for (float share : row) {
                assertThat(share).isPositive();
                sum += share;
            }
        }
        assertThat(sum).isCloseTo(1, within(1e-5));
    }

    @Test
    void sameSeedGivesTheSameModel() {
        Tensor images = images(2);
        VitConfig features = TINY.withClasses(0).withPool(Pool.GAP);
        float[] first = new Vit(features, 3).forward(images).toFloatArray();
        assertThat(new Vit(features, 3).forward(images).toFloatArray()).containsExactly(first);
        assertThat(new Vit(features, 4).forward(images).toFloatArray()).isNotEqualTo(first);
    }

    @Test
    void fewImagesAreLearnedByHeart() {
        Vit vit = new Vit(TINY.withPool(Pool.GAP).withPositions(Positions.LEARN), 1);
        Tensor images = images(6);
        Tensor targets =
                Tensor.of(new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0, 1}, 6, 3);
        AdamW adam = new AdamW(vit, AdamW.Settings.of(3e-3, 0));
        double loss = Double.NaN;
        for (int step = 0; step < 150; step++) {
            vit.zeroGrad();
            Tensor result = vit.forward(images).softmaxCrossEntropy(targets);
            loss = result.item();
            result.backward();
            adam.step(1);
        }
        assertThat(loss).isLessThan(0.02);
    }

    static Stream<String> devices() {
        return Device.list().stream().filter(DeviceInfo::usable).map(DeviceInfo::name);
    }

    @ParameterizedTest
    @MethodSource("devices")
    void devicesAgreeOnLossAndGradients(String device) {
        Map<String, float[]> reference = lossAndGradients("java");
        Map<String, float[]> other = lossAndGradients(device);
        reference.forEach(
                (name, expected) -> {
                    float[] actual = other.get(name);
                    double difference = 0;
                    double size = 0;
                    for (int i = 0; i < expected.length; i++) {
                        difference += Math.pow(actual[i] - expected[i], 2);
                        size += Math.pow(expected[i], 2);
                    }
                    // The gradient of a key's bias is zero but for rounding.
                    assertThat(Math.sqrt(difference))
                            .as(name)
                            .isLessThanOrEqualTo(1e-4 * Math.sqrt(size) + 1e-6);
                });
    }

    private static Map<String, float[]> lossAndGradients(String device) {
        Device before = Device.current();
        Device.use(Device.named(device));
        try {
            VitTests tests = new VitTests();
            Vit vit = tests.withRandomHead(TINY.withPool(Pool.MAP).withPositions(Positions.LEARN));
            Tensor targets = Tensor.of(new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0}, 4, 3);
            Tensor loss = vit.forward(tests.images(4)).softmaxCrossEntropy(targets);
            Map<String, float[]> result = new LinkedHashMap<>();
            result.put("loss", loss.toFloatArray());
            loss.backward();
            vit.parameters()
                    .forEach(
                            (name, parameter) -> result.put(name, parameter.grad().toFloatArray()));
            return result;
        } finally {
            Device.use(before);
        }
    }
}
