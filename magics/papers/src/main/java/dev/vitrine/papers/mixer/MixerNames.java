package dev.vitrine.papers.mixer;

import dev.vitrine.learn.checkpoint.NameTable;
import java.util.List;

/** What other libraries call the parameters of a Mixer. */
public final class MixerNames {

    private static final String BLOCK = "MixerBlock_{i}/";
    private static final String OLD_BLOCK = "Mixer/encoderblock_{i}/";

    /** big_vision, and the names of the files that came with the paper. */
    public static final NameTable BIG_VISION =
            old("token_mixing", old("channel_mixing", NameTable.named("big_vision")))
                    .below("params", "opt/target")
                    .take("stem/{p}", "stem/{p}")
                    .take("embedding/{p}", "stem/{p}")
                    .take(BLOCK + "{norm}/{p}", BLOCK + "{norm}/{p}")
                    .take(BLOCK + "{mixing}/{layer}/{p}", BLOCK + "{mixing}/{layer}/{p}")
                    .take(OLD_BLOCK + "{norm}/{p}", BLOCK + "{norm}/{p}")
                    .take("pre_head_layer_norm/{p}", "pre_head_layer_norm/{p}")
                    .take("Mixer/encoder_norm/{p}", "pre_head_layer_norm/{p}")
                    .take("head/{p}", "head/{p}");

    /** timm, {@code mlp_mixer.py}. */
    public static final NameTable TIMM =
            NameTable.named("timm")
                    .convolution("stem.proj", "stem")
                    .norm("blocks.{i}.norm1", BLOCK + "LayerNorm_0")
                    .linear("blocks.{i}.mlp_tokens.fc1", BLOCK + "token_mixing/Dense_0")
                    .linear("blocks.{i}.mlp_tokens.fc2", BLOCK + "token_mixing/Dense_1")
                    .norm("blocks.{i}.norm2", BLOCK + "LayerNorm_1")
                    .linear("blocks.{i}.mlp_channels.fc1", BLOCK + "channel_mixing/Dense_0")
                    .linear("blocks.{i}.mlp_channels.fc2", BLOCK + "channel_mixing/Dense_1")
                    .norm("norm", "pre_head_layer_norm")
                    .linear("head", "head");

    /** All of them. */
    public static final List<NameTable> ALL = List.of(BIG_VISION, TIMM);

    private MixerNames() {}

    private static NameTable old(String mixing, NameTable table) {
        String phase = OLD_BLOCK + mixing + "_phase_0/";
        String ours = BLOCK + mixing + "/";
        return table.take(phase + "kernel1", ours + "Dense_0/kernel")
                .take(phase + "bias1", ours + "Dense_0/bias")
                .take(phase + "kernel2", ours + "Dense_1/kernel")
                .take(phase + "bias2", ours + "Dense_1/bias");
    }
}
