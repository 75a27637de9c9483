package dev.vitrine.papers.vit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.learn.data.ImageSet;
import dev.vitrine.learn.data.Mnist;
import dev.vitrine.learn.data.RandAugment;
import dev.vitrine.learn.optim.AdamW;
import dev.vitrine.learn.optim.Schedule;
import dev.vitrine.papers.Losses;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublishedVitRecipeTests {

    /** What all of big_vision's configurations say, and what each says for itself. */
    private static PublishedVitRecipe published(
            String name,
            VitConfig config,
            double epochs,
            int batchSize,
            double mixUp,
            int magnitude,
            boolean sigmoid) {
        return new PublishedVitRecipe(
                name,
                config,
                epochs,
                batchSize,
                new AdamW.Settings(1e-3, 1e-4, 0.9, 0.999, 1e-8, 1),
                10_000,
                mixUp,
                new RandAugment(2, magnitude),
                sigmoid);
    }

    @Test
    void plainSmallModelIsThePapers() {
        PublishedVitRecipe plain = PublishedVitRecipe.plainSmall();
        assertThat(plain)
                .isEqualTo(
                        published(
                                "vit_s16_i1k",
                                VitConfig.of("S/16")
                                        .withPool(Pool.GAP)
                                        .withPositions(Positions.SINCOS2D)
                                        .withRepSize(384),
                                90,
                                1024,
                                0.2,
                                10,
                                false));
        assertThat(plain.config().parameterCount()).isEqualTo(22_122_472);
        assertThat(plain.steps(PublishedVitRecipe.IMAGENET)).isEqualTo(112_603);
        Schedule schedule = plain.schedule(PublishedVitRecipe.IMAGENET);
        assertThat(schedule.at(5_000)).isCloseTo(0.5, within(1e-12));
        assertThat(schedule.at(10_000)).isCloseTo(1, within(1e-12));
        assertThat(schedule.at(112_603)).isCloseTo(0, within(1e-12));
    }

    @Test
    void augRegGoesWithTheSize() {
        PublishedVitRecipe base = PublishedVitRecipe.augReg("B/16");
        assertThat(base)
                .isEqualTo(
                        published(
                                "vit_i1k",
                                VitConfig.of("B/16").withRepSize(768).withHeadBias(-6.9),
                                300,
                                4096,
                                0.5,
                                15,
                                true));
        assertThat(base.config().pool()).isEqualTo(Pool.TOK);
        assertThat(PublishedVitRecipe.augReg("Ti/16").randAugment())
                .isEqualTo(new RandAugment(2, 0));
        assertThat(base.steps(PublishedVitRecipe.IMAGENET)).isEqualTo(93_835);
        assertThatThrownBy(() -> PublishedVitRecipe.augReg("H/14")).hasMessageContaining("H/14");
    }

    @Test
    void largeDataNeedsLessAugmentation() {
        assertThat(PublishedVitRecipe.augReg21k("B/16"))
                .isEqualTo(
                        published(
                                "vit_i21k",
                                VitConfig.of("B/16")
                                        .withPool(Pool.GAP)
                                        .withClasses(21_843)
                                        .withHeadBias(-10),
                                300,
                                4096,
                                0.2,
                                10,
                                true));
        assertThat(PublishedVitRecipe.augReg21k("Ti/16").randAugment()).isEqualTo(RandAugment.NONE);
    }

    @Test
    void runsThatEndInTheWarmupAreRefused() {
        assertThatThrownBy(() -> PublishedVitRecipe.plainSmall().schedule(60_000))
                .hasMessageContaining("warm-up of 10000 steps");
    }

    /** A softmax begins at ln 10, ten sigmoids with such a bias elsewhere. */
    @Test
    void smallModelsTrainInTheSameWay() {
        ImageSet digits = Mnist.load().train().first(160);
        VitConfig tiny =
                VitConfig.of(new VitSize("tiny", 16, 1, 32, 2), 7)
                        .withImage(28, 1)
                        .withClasses(10)
                        .withPool(Pool.GAP);
        PublishedVitRecipe plain = PublishedVitRecipe.plainSmall().with(tiny, 16, 2, 5);
        List<Double> losses = Losses.of(plain.trainer(new Vit(tiny, 0), digits, 3));
        assertThat(losses).hasSize(20);
        assertThat(losses.get(0)).isCloseTo(Math.log(10), within(1e-5));
        assertThat(Losses.of(plain.trainer(new Vit(tiny, 0), digits, 3))).isEqualTo(losses);

        VitConfig biased = tiny.withHeadBias(-6.9);
        PublishedVitRecipe sigmoid = PublishedVitRecipe.augReg("B/16").with(biased, 16, 2, 5);
        double start = Losses.of(sigmoid.trainer(new Vit(biased, 0), digits, 3)).get(0);
        assertThat(start).isCloseTo(10 * Math.log1p(Math.exp(-6.9)) + 6.9, within(1e-4));
    }
}
