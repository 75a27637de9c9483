package dev.vitrine.bench;

import java.util.Arrays;
import java.util.function.Function;

/** The models whose training steps are compared, each also in a small form for long runs. */
enum TrainedModel {
    ENCODER("encoder: training step", Encoder.TINY::model, new Encoder(2, 16, 2, 32, 9, 4)::model),
    VIT(
            "ViT-Ti/4 32 px, batch 64: step",
            VisionTransformer.TINY_4::model,
            new VisionTransformer(8, 4, 2, 16, 2, 10, 4)::model),
    MIXER(
            "Mixer S/4 32 px, batch 32: step",
            Mixer.SMALL_4::model,
            new Mixer(8, 4, 2, 16, 8, 32, 10, 4)::model),
    RESNET(
            "ResNet-26 v2 32 px, batch 64: step",
            ResNet.LAYERS_26::model,
            new ResNet(8, 1, 16, 8, 10, 2)::model),
    DCGAN("DCGAN 64 px, batch 32: step", Dcgan.PIXELS_64::model, new Dcgan(8, 4, 2)::model),
    LANGUAGE(
            "causal transformer 256x256: step",
            LanguageModel.SMALL::model,
            new LanguageModel(16, 12, 2, 16, 2, 4)::model);

    private final String title;
    private final Function<String, Model> large;
    private final Function<String, Model> small;

    TrainedModel(String title, Function<String, Model> large, Function<String, Model> small) {
        this.title = title;
        this.large = large;
        this.small = small;
    }

    /** As printed. */
    String title() {
        return title;
    }

    Model large() {
        return large.apply(title);
    }

    Model small() {
        return small.apply(title);
    }

    static TrainedModel named(String title) {
        return Arrays.stream(values())
                .filter(model -> model.title.equals(title))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no model \"" + title + "\""));
    }
}
