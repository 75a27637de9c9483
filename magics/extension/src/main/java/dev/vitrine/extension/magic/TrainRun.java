package dev.vitrine.extension.magic;

import dev.vitrine.learn.data.Mnist;
import dev.vitrine.learn.train.History;
import dev.vitrine.papers.vit.Vit;
import dev.vitrine.papers.vit.VitRecipe;
import java.util.Optional;

/**
 * What {@code %%train} made.
 *
 * @param recipe every setting, those that the cell left out included
 * @param model with its trained weights
 * @param data what it was trained and tested on
 * @param history loss and accuracy step by step
 */
public record TrainRun(VitRecipe recipe, Vit model, Mnist data, History history) {

    private static volatile TrainRun last;

    /**
     * The latest run of {@code %%train}, an interrupted one included.
     *
     * @throws IllegalStateException if there was none yet
     */
    public static TrainRun last() {
        return Optional.ofNullable(last)
                .orElseThrow(() -> new IllegalStateException("Nothing was trained by %%train yet"));
    }

    void remember() {
        last = this;
    }

    @Override
    public String toString() {
        return "%s%nTrainRun.last() has its model, data and history".formatted(history);
    }
}
