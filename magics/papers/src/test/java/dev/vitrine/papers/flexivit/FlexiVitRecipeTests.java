package dev.vitrine.papers.flexivit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.learn.data.ImageSet;
import dev.vitrine.learn.data.Mnist;
import dev.vitrine.learn.nn.Layer;
import dev.vitrine.papers.Losses;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlexiVitRecipeTests {

    private final ImageSet train = Mnist.load().train().first(2000).padded(1);

    private List<Double> losses(FlexiVitRecipe recipe, Layer model) {
        return Losses.of(recipe.trainer(model, train));
    }

    @Test
    void flexibleTrainingRepeatsToTheLastBitAndLearns() {
        FlexiVitRecipe recipe = FlexiVitRecipe.mnist().withSteps(60, 10).withSeed(0);
        List<Double> first = losses(recipe, recipe.model());
        assertThat(losses(recipe, recipe.model())).isEqualTo(first);
        FlexiVitRecipe other = recipe.withSeed(1);
        assertThat(losses(other, other.model())).isNotEqualTo(first);
        assertThat(first.get(0)).isBetween(2.30, 2.31);
        assertThat(Losses.mean(first, 40, 60)).isLessThan(2.2);
    }

    @Test
    void plainModelsReadOneSizeAndTrainShorter() {
        FlexiVitRecipe recipe = FlexiVitRecipe.quick();
        for (int grid : recipe.grids()) {
            assertThat(recipe.dedicated(grid).config().patch() * grid)
                    .isEqualTo(FlexiVitRecipe.IMAGE);
        }
        assertThat(losses(recipe.withSteps(9, 4), recipe.dedicated(2))).hasSize(4);
    }
}
