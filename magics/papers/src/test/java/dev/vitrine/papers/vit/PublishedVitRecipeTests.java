package dev.vitrine.papers.vit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.learn.data.ImageSet;
import dev.vitrine.learn.data.Mnist;
import dev.vitrine.learn.optim.Schedule;
import dev.vitrine.papers.Losses;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublishedVitRecipeTests {

    @Test
    void plainSmallModelIsThePapers() {
        PublishedVitRecipe plain = PublishedVitRecipe.plainSmall();
        assertThat(plain.config().parameterCount()).isEqualTo(22_122_472);
        assertThat(plain.steps(PublishedVitRecipe.IMAGENET)).isEqualTo(112_603);
        Schedule schedule = plain.schedule(PublishedVitRecipe.IMAGENET);
        assertThat(schedule.at(5_000)).isCloseTo(0.5, within(1e-12));
        assertThat(schedule.at(10_000)).isCloseTo(1, within(1e-12));
        assertThat(schedule.at(112_603)).isCloseTo(0, within(1e-12));
        assertThat(plain.mixUp()).isEqualTo(0.2);
        assertThat(plain.sigmoid()).isFalse();
    }

    @Test
    void augRegGoesWithTheSize() {
        PublishedVitRecipe base = PublishedVitRecipe.augReg("B/16");
        assertThat(base.mixUp()).isEqualTo(0.5);
        assertThat(base.randAugment()).isEqualTo(AugReg.MEDIUM2.randAugment());
        assertThat(base.config().pool()).isEqualTo(Pool.TOK);
        assertThat(base.steps(PublishedVitRecipe.IMAGENET)).isEqualTo(93_835);
        assertThatThrownBy(() -> PublishedVitRecipe.augReg("H/14")).hasMessageContaining("H/14");
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
