package dev.vitrine.bench;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A row of the table, made when its turn comes, so that no model takes the memory of another.
 *
 * @param name as printed
 * @param make the comparison; its tensors belong to the scope and the manager that it is made in
 */
record Row(String name, Function<NDManager, Comparison> make) {

    /** All rows: models first. */
    static List<Row> all() {
        List<Row> rows = new ArrayList<>();
        rows.add(forward("encoder: forward", Encoder.TINY::model));
        rows.add(forward("ViT-S/16 224 px, batch 8: forward", VisionTransformer.SMALL_16::model));
        for (TrainedModel model : TrainedModel.values()) {
            rows.add(
                    new Row(
                            model.title(),
                            manager -> ModelComparison.ofSteps(model.large(), manager)));
        }
        rows.addAll(Layers.rows());
        rows.addAll(Primitives.rows());
        return rows;
    }

    private static Row forward(String name, Function<String, Model> model) {
        return new Row(name, manager -> ModelComparison.ofForward(model.apply(name), manager));
    }
}
