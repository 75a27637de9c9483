package dev.vitrine.papers.siglip;

import dev.vitrine.learn.checkpoint.Checkpoint;
import dev.vitrine.learn.checkpoint.NameTable;
import dev.vitrine.learn.checkpoint.Translation;
import dev.vitrine.learn.nn.Numerics;
import dev.vitrine.papers.vit.StoredPositions;
import dev.vitrine.papers.vit.VitNames;
import java.nio.file.Path;
import java.util.List;

/** What other libraries call the parameters of SigLIP's towers. */
public final class SiglipNames {

    private static final String TEXT = "text_model.";

    private static final String POSITIONS = "txt/pos_embedding";
    private static final String MORE_POSITIONS = "txt/Encoder_0/pos_embedding";

    /** big_vision, blocks one by one or stacked by scan, as SigLIP 2's are. */
    public static final NameTable BIG_VISION =
            NameTable.named("big_vision")
                    .below("params")
                    .and(VitNames.BIG_VISION.inside("img/", "img/"))
                    .unstack(
                            "txt/Encoder_0/encoderblock/{path}",
                            "txt/Encoder_0/encoderblock_{i}/{path}")
                    .take("txt/{path}", "txt/{path}")
                    .take("t", "t")
                    .take("b", "b");

    /**
     * Hugging Face's {@code SiglipModel}; its {@code logit_scale} is t', the logarithm, as ours is.
     */
    public static final NameTable TRANSFORMERS =
            NameTable.named("transformers' SigLIP")
                    .and(VitNames.SIGLIP_VISION.inside("", "img/"))
                    .and(VitNames.siglipEncoder(TEXT, "txt/Encoder_0/"))
                    .take(TEXT + "embeddings.token_embedding.weight", "txt/Embed_0/embedding")
                    .take(TEXT + "embeddings.position_embedding.weight", POSITIONS)
                    .norm(TEXT + "final_layer_norm", "txt/Encoder_0/encoder_norm")
                    .linear(TEXT + "head", "txt/head")
                    .take("logit_scale", "t")
                    .take("logit_bias", "b");

    /** All of them. */
    public static final List<NameTable> ALL = List.of(BIG_VISION, TRANSFORMERS);

    private SiglipNames() {}

    static Siglip load(Path file, SiglipConfig config, String... keep) {
        try (Checkpoint open = Checkpoint.open(file)) {
            Siglip model = new Siglip(config, 0);
            Translation weights = Translation.of(open, ALL);
            new StoredPositions(file, weights, "img/").fit(config.image());
            if (weights.has(MORE_POSITIONS)) {
                // Early models of big_vision added positions twice, from two arrays.
                weights.add(MORE_POSITIONS, POSITIONS);
            }
            weights.loadInto(model, keep);
            model.use(Numerics.FLAX); // tanh GELU and 1e-6 in both libraries
            return model;
        }
    }
}
