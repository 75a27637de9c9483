package dev.vitrine.papers.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.vitrine.learn.nn.Layer;
import dev.vitrine.learn.optim.AdamW;
import dev.vitrine.learn.optim.Masks;
import dev.vitrine.learn.optim.Optimizer;
import dev.vitrine.learn.optim.Schedule;
import dev.vitrine.papers.vit.Pool;
import dev.vitrine.papers.vit.Vit;
import dev.vitrine.papers.vit.VitConfig;
import dev.vitrine.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Table 2 of the paper, its schedule, and the two decays of its recipe. */
class ComputeTests {

    /** The paper's figures have one decimal, and count the class token. */
    @ParameterizedTest
    @CsvSource({
        "s/28, 224, 0.7",
        "s/16, 224, 2.2",
        "Ti/16, 224, 2.5",
        "S/32, 224, 2.3",
        "S/16, 224, 9.2",
        "B/32, 224, 8.7",
        "B/28, 224, 11.3",
        "B/16, 224, 35.1",
        "L/16, 224, 122.9",
        "g/14, 224, 533.1",
        "G/14, 224, 965.3",
        "s/28, 384, 2.0",
        "s/16, 384, 7.8",
        "Ti/16, 384, 9.5",
        "S/32, 384, 6.9",
        "S/16, 384, 31.2",
        "B/32, 384, 26.0",
        "B/28, 384, 30.5",
        "B/16, 384, 111.3",
        "L/16, 384, 382.8",
        "g/14, 384, 1596.4",
        "G/14, 384, 2859.9"
    })
    void floatingPointOperationsAreThoseOfTable2(String variant, int pixels, double gigaflops) {
        VitConfig config = VitConfig.of(variant).withImage(pixels, 3);

        assertThat(Compute.forward(config) / 1e9)
                .isCloseTo(gigaflops, withinPercentage(Math.max(2.0, 5 / gigaflops)));
    }

    @Test
    void trainingIsThreeForwardPassesAnImage() {
        VitConfig config = VitConfig.of("mu/16");

        assertThat(Compute.training(config, 1000)).isEqualTo(3000 * Compute.forward(config));
        assertThat(Compute.forward(config.withPool(Pool.MAP)))
                .isGreaterThan(Compute.forward(config.withPool(Pool.GAP)));
    }

    /** Parameters of Table 2, in millions, without the head. */
    @ParameterizedTest
    @CsvSource({
        "s/28, 5.4",
        "s/16, 5.0",
        "Ti/16, 5.5",
        "S/32, 22",
        "S/16, 22",
        "B/32, 87",
        "B/28, 87",
        "B/16, 86",
        "L/16, 303",
        "g/14, 1011",
        "G/14, 1843"
    })
    void parametersAreThoseOfTable2(String variant, double millions) {
        assertThat(VitConfig.of(variant).withClasses(0).parameterCount() / 1e6)
                .isCloseTo(millions, within(millions < 10 ? 0.06 : 0.5));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "5000, .5",
        "10000, 1",
        "20000, .707107",
        "100000, .316228",
        "950000, .102598",
        "975000, .0506370",
        "1000000, 0"
    })
    void scheduleOfTheLargeRuns(long step, double share) {
        Schedule schedule =
                Schedule.rsqrt(10_000).afterWarmup(10_000).withCooldown(50_000, 1_000_000);

        assertThat(schedule.at(step)).isCloseTo(share, within(1e-6));
    }

    /** Gradients of zero, so that only the decay moves anything. */
    @Test
    void headDecaysAHundredTimesAsFastAsTheBody() {
        Vit vit = new Vit(VitConfig.of("mu/16").withImage(32, 3).withClasses(7), 1);
        fill(vit, 1);
        Masks masks = Masks.standard().decay(".*head/kernel", 100).decay(".*/kernel", 1);
        double rate = 8e-4;
        Optimizer optimizer = AdamW.Settings.of(rate, 0.03 * rate).optimizer(vit, masks);
        vit.parameters().values().forEach(p -> p.mul(0).sum().backward());
        optimizer.step(0.5);
        Map<String, Tensor> after = vit.parameters();

        assertThat(1 - first(after, "head/kernel")).isCloseTo(2.4e-3 * 0.5, within(1e-6));
        assertThat(1 - first(after, "embedding/kernel")).isCloseTo(2.4e-5 * 0.5, within(1e-6));
        assertThat(first(after, "head/bias")).isEqualTo(1);
        assertThat(first(after, "Transformer/encoder_norm/scale")).isEqualTo(1);
    }

    private static double first(Map<String, Tensor> parameters, String name) {
        return parameters.get(name).toFloatArray()[0];
    }

    private static void fill(Layer layer, double value) {
        Map<String, Tensor> ones = layer.state();
        ones.replaceAll((name, tensor) -> Tensor.full(value, tensor.shape()));
        layer.load(ones);
    }
}
