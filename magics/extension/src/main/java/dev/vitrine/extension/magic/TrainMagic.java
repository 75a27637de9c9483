package dev.vitrine.extension.magic;

import dev.vitrine.api.CellMagic;
import dev.vitrine.learn.Seed;
import dev.vitrine.learn.data.Mnist;
import dev.vitrine.learn.recipe.RecipeException;
import dev.vitrine.learn.train.History;
import dev.vitrine.learn.train.Trainer;
import dev.vitrine.papers.vit.Vit;
import dev.vitrine.papers.vit.VitRecipe;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code %%train}: trains a model by the recipe in the cell. */
public final class TrainMagic implements CellMagic {

    public static final String USAGE =
            "then lines of \"key: value\" (YAML) or a JSON object: trains a Vision Transformer; what is left out is as in"
                    + " VitRecipe.mnist(). The result is TrainRun.last()";

    @Override
    public Object run(List<String> arguments, String body) {
        if (!arguments.isEmpty()) {
            throw new IllegalArgumentException(
                    "%%train takes its settings from the lines below it, not from its own line: "
                            + String.join(" ", arguments));
        }
        VitRecipe recipe = recipe(RecipeText.parse(body));
        Mnist data = Mnist.load();
        Vit model = recipe.model();
        Trainer trainer = recipe.trainer(model, recipe.used(data)).test(data.test());
        History history;
        try {
            history = trainer.run();
        } finally {
            // Also when the cell was stopped: the model keeps its weights.
            new TrainRun(recipe, model, data, trainer.history()).remember();
        }
        return new TrainRun(recipe, model, data, history);
    }

    private static VitRecipe recipe(RecipeText text) {
        Map<String, Object> settings = new LinkedHashMap<>(text.settings());
        settings.putIfAbsent("seed", Seed.global().value());
        try {
            return VitRecipe.of(settings);
        } catch (RecipeException e) {
            Integer line = text.lines().get(e.key());
            throw line == null
                    ? e
                    : new IllegalArgumentException(
                            "Line %d of the %s".formatted(line, e.getMessage()), e);
        }
    }
}
