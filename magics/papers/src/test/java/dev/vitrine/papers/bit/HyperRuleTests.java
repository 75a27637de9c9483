package dev.vitrine.papers.bit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.learn.Seed;
import dev.vitrine.learn.data.Augment;
import dev.vitrine.learn.data.ImageSet;
import dev.vitrine.learn.data.Mnist;
import dev.vitrine.learn.preprocess.ImageArray;
import dev.vitrine.learn.preprocess.Preprocess;
import dev.vitrine.learn.train.TrainingMonitor;
import dev.vitrine.papers.bit.HyperRule.Resolution;
import dev.vitrine.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HyperRuleTests {

    private static final TrainingMonitor SILENT = new TrainingMonitor() {};

    /** At a support itself the rate is still the higher one. */
    @ParameterizedTest
    @CsvSource({
        "50000, 0, 0",
        "50000, 50, 3e-4",
        "50000, 500, 3e-3",
        "50000, 3000, 3e-3",
        "50000, 3001, 3e-4",
        "50000, 6001, 3e-5",
        "50000, 9001, 3e-6",
        "1000, 50, 1.5e-3",
        "1000, 100, 3e-3",
        "1000, 200, 3e-3",
        "1000, 201, 3e-4",
        "1000, 301, 3e-5",
        "1000, 401, 3e-6",
    })
    void rateFollowsThePublishedSteps(int examples, long step, double rate) {
        assertThat(HyperRule.of(examples).rate(step)).isCloseTo(rate, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 500, 0",
        "1000, 500, 0",
        "19999, 500, 0",
        "20000, 10000, 0.1",
        "50000, 10000, 0.1",
        "499999, 10000, 0.1",
        "500000, 20000, 0.1",
    })
    void lengthAndMixUpFollowTheNumberOfExamples(int examples, int steps, double mixUp) {
        HyperRule rule = HyperRule.of(examples);
        assertThat(rule.steps()).isEqualTo(steps);
        assertThat(rule.mixUp()).isEqualTo(mixUp);
        assertThat(rule.rate(steps - 1)).isCloseTo(3e-6, within(1e-12));
        assertThat(rule.rate(steps)).isZero();
        assertThat(rule.batchSize()).isEqualTo(512);
    }

    @Test
    void smallRulesHaveTheSameShape() {
        assertThat(HyperRule.small(100).steps()).isEqualTo(100);
        assertThat(HyperRule.small(100).rate(10)).isCloseTo(0.015, within(1e-12));
        assertThat(HyperRule.small(1000).steps()).isEqualTo(300);
        assertThat(HyperRule.small(1000).rate(299)).isCloseTo(3e-5, within(1e-12));
    }

    @Test
    void resolutionFollowsTheArea() {
        assertThat(HyperRule.resolution(95, 95)).isEqualTo(new Resolution(160, 128));
        assertThat(HyperRule.resolution(96, 96)).isEqualTo(new Resolution(512, 480));
        Resolution small = HyperRule.resolution(32, 32);
        ImageArray image = ImageArray.ofBytes(32, 32, 3, new byte[32 * 32 * 3]);
        for (String text : List.of(small.train(true), small.train(false), small.test())) {
            ImageArray result = Preprocess.parse(text).image(image, new Seed(1));
            assertThat(result).hasToString("128 x 128 x 3 floats");
        }
        assertThat(small.train(false)).doesNotContain("flip");
    }

    /**
     * Behind a head of zeros nothing has a gradient, so that only decay could move the body then;
     * in the end all of it has learned.
     */
    @Test
    void everyLayerLearnsAndNoneDecays() {
        HyperRule rule = new HyperRule(0.003, 8, List.of(2, 4, 6, 8, 10), 0);
        ImageSet few = Mnist.load().train().first(20);
        Bit model = new Bit(BitConfig.small(), 1);
        Map<String, Tensor> start = model.state();

        rule.trainer(model, few, Augment.none(), 1).monitor(SILENT).steps(2).run();
        assertThat(changed(start, model)).containsExactlyInAnyOrder("head/kernel", "head/bias");
        rule.trainer(model, few, Augment.none(), 1).monitor(SILENT).run();
        assertThat(changed(start, model)).isEqualTo(start.keySet());
    }

    private static Set<String> changed(Map<String, Tensor> start, Bit model) {
        Set<String> changed = new LinkedHashSet<>();
        model.parameters()
                .forEach(
                        (name, parameter) -> {
                            float[] before = start.get(name).toFloatArray();
                            if (!Arrays.equals(before, parameter.toFloatArray())) {
                                changed.add(name);
                            }
                        });
        return changed;
    }

    @Test
    void impossibleRulesAreRefused() {
        assertThatThrownBy(() -> HyperRule.of(0)).hasMessageContaining("0 examples");
        assertThatThrownBy(() -> new HyperRule(0.1, 8, List.of(5, 5), 0))
                .hasMessageContaining("must ascend");
        assertThatThrownBy(() -> new HyperRule(0, 8, List.of(5, 9), 0))
                .hasMessageContaining("learning rate 0.0");
    }
}
