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

    static final String STEP = "encoder: training step";

    /** All rows: models first. */
    static List<Row> all() {
        List<Row> rows = new ArrayList<>();
        rows.add(step(STEP, Encoder.TINY::model));
        rows.add(forward("encoder: forward", Encoder.TINY::model));
        rows.add(forward("ViT-S/16 224 px, batch 8: forward", VisionTransformer.SMALL_16::model));
        rows.add(step("ViT-Ti/4 32 px, batch 64: step", VisionTransformer.TINY_4::model));
        rows.add(step("Mixer S/4 32 px, batch 32: step", Mixer.SMALL_4::model));
        rows.add(step("ResNet-26 v2 32 px, batch 64: step", ResNet.LAYERS_26::model));
        rows.add(step("DCGAN 64 px, batch 32: step", Dcgan.PIXELS_64::model));
        rows.add(step("causal transformer 256x256: step", LanguageModel.SMALL::model));
        rows.addAll(Layers.rows());
        rows.addAll(Primitives.rows());
        return rows;
    }

    private static Row step(String name, Function<String, Model> model) {
        return new Row(name, manager -> ModelComparison.ofSteps(model.apply(name), manager));
    }

    private static Row forward(String name, Function<String, Model> model) {
        return new Row(name, manager -> ModelComparison.ofForward(model.apply(name), manager));
    }
}
