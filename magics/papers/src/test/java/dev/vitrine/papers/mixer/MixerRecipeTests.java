package dev.vitrine.papers.mixer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.learn.data.FashionMnist;
import dev.vitrine.learn.data.ImageSet;
import dev.vitrine.papers.Losses;
import java.util.List;
import org.junit.jupiter.api.Test;

class MixerRecipeTests {

    private static List<Double> losses(MixerRecipe recipe, ImageSet train) {
        return Losses.of(recipe.trainer(recipe.model(), train));
    }

    @Test
    void trainingOnRealPicturesRepeatsToTheLastBitAndLearns() {
        ImageSet train = FashionMnist.load().train().first(2000);
        MixerRecipe recipe = MixerRecipe.fashion().withSteps(60).withSeed(0);
        List<Double> first = losses(recipe, train);
        assertThat(losses(recipe, train)).isEqualTo(first);
        assertThat(losses(recipe.withSeed(1), train)).isNotEqualTo(first);
        assertThat(first.get(0)).isBetween(2.30, 2.31);
        assertThat(Losses.mean(first, 50, 60)).isLessThan(1.8);
    }

    @Test
    void modelOfTheNotebookHasItsNumberOfParameters() {
        long embedding = (49 + 1) * 64;
        long tokens = 2 * 16 * 32 + 32 + 16;
        long channels = 2 * 64 * 128 + 128 + 64;
        assertThat(MixerRecipe.fashion().config().parameterCount())
                .isEqualTo(embedding + 4 * (4 * 64 + tokens + channels) + 2 * 64 + 65 * 10);
    }
}
