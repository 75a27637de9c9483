package dev.vitrine.papers.mixer;

import dev.vitrine.learn.checkpoint.Checkpoint;
import dev.vitrine.learn.checkpoint.Translation;
import dev.vitrine.learn.nn.Numerics;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads published weights, which say by their shapes what model they are of. */
final class MixerCheckpoint {

    private MixerCheckpoint() {}

    /**
     * @param config of the model to make; null for the one that the weights are of
     */
    static Mixer load(Path file, MixerConfig config, String... keep) {
        try (Checkpoint open = Checkpoint.open(file)) {
            Translation weights = Translation.of(open, MixerNames.ALL);
            Mixer mixer = new Mixer(config != null ? config : config(file, weights), 0);
            weights.loadInto(mixer, keep);
            mixer.use(
                    weights.library().equals(MixerNames.TIMM.name())
                            ? Numerics.TIMM
                            : Numerics.FLAX);
            return mixer;
        }
    }

    private static MixerConfig config(Path file, Translation weights) {
        long[] stem = weights.shape("stem/kernel");
        long[] tokens = weights.shape("MixerBlock_0/token_mixing/Dense_0/kernel");
        int grid = tokens.length < 2 ? 0 : (int) Math.round(Math.sqrt(tokens[tokens.length - 2]));
        if (stem.length != 4
                || stem[0] != stem[1]
                || grid == 0
                || (long) grid * grid != tokens[tokens.length - 2]) {
            throw new IllegalArgumentException(
                    "%s: a stem of shape %s and token mixing of shape %s do not say what Mixer this is; use Mixer.load(file, config)"
                            .formatted(file, Arrays.toString(stem), Arrays.toString(tokens)));
        }
        int depth = 0;
        while (weights.has("MixerBlock_%d/LayerNorm_0/scale".formatted(depth))) {
            depth++;
        }
        long[] channels = weights.shape("MixerBlock_0/channel_mixing/Dense_0/kernel");
        MixerSize size =
                new MixerSize(
                        "of " + file.getFileName(),
                        depth,
                        last(stem),
                        last(tokens),
                        last(channels));
        int patch = Math.toIntExact(stem[0]);
        return MixerConfig.of(size, patch)
                .withImage(grid * patch, Math.toIntExact(stem[2]))
                .withClasses(weights.has("head/bias") ? last(weights.shape("head/bias")) : 0);
    }

    private static int last(long[] shape) {
        return Math.toIntExact(shape[shape.length - 1]);
    }
}
