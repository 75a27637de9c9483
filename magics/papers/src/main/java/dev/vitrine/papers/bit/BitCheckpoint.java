package dev.vitrine.papers.bit;

import dev.vitrine.learn.checkpoint.Checkpoint;
import dev.vitrine.learn.checkpoint.ModelConfig;
import dev.vitrine.learn.checkpoint.Translation;
import dev.vitrine.learn.nn.Numerics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads published weights, which say by their shapes what model they are of. */
final class BitCheckpoint {

    private static final int GROUPS = 32;

    private BitCheckpoint() {}

    /**
     * @param config of the model to make; null for the one that the weights are of
     */
    static Bit load(Path file, BitConfig config, String... keep) {
        try (Checkpoint open = Checkpoint.open(file)) {
            Translation weights = Translation.of(open, BitNames.ALL);
            Bit bit = new Bit(config != null ? config : config(file, weights), 0);
            weights.loadInto(bit, keep);
            bit.use(numerics(weights.library()));
            return bit;
        }
    }

    private static Numerics numerics(String library) {
        if (library.equals(BitNames.TIMM.name())) {
            return Numerics.TIMM;
        }
        return library.equals(BitNames.TRANSFORMERS.name()) ? Numerics.TRANSFORMERS : Numerics.FLAX;
    }

    private static BitConfig config(Path file, Translation weights) {
        long[] root = weights.shape("root_block/conv_root/kernel");
        List<Integer> blocks = new ArrayList<>();
        for (int block = 1; weights.has(unit(block, 1)); block++) {
            int units = 1;
            while (weights.has(unit(block, units + 1))) {
                units++;
            }
            blocks.add(units);
        }
        if (root.length != 4 || root[0] != 7 || !weights.has("block1/unit01/conv3/kernel")) {
            throw new IllegalArgumentException(
                    "%s: a root of shape %s and blocks of %s units are no published BiT; use Bit.load(file, config)"
                            .formatted(file, Arrays.toString(root), blocks));
        }
        long[] head = weights.has("head/bias") ? weights.shape("head/bias") : new long[] {0};
        return new BitConfig(
                "of " + file.getFileName(),
                root(weights),
                BitConfig.Unit.BOTTLENECK,
                blocks,
                Math.toIntExact(root[3]),
                ModelConfig.beside(file)
                        .map(settings -> settings.integer("num_groups").orElse(GROUPS))
                        .orElse(GROUPS),
                Math.toIntExact(root[2]),
                Math.toIntExact(head[head.length - 1]));
    }

    /**
     * Models that big_vision trained have no zeros around the root's output. Scales of its norms
     * have four axes, ours under the same names have one.
     */
    private static BitConfig.Root root(Translation weights) {
        boolean trainedThere =
                weights.library().equals(BitNames.BIG_VISION.name())
                        && weights.shape("norm-pre-head/scale").length == 4;
        return trainedThere ? BitConfig.Root.LARGE_OPEN : BitConfig.Root.LARGE;
    }

    private static String unit(int block, int unit) {
        return "block%d/unit%02d/conv1/kernel".formatted(block, unit);
    }
}
