package dev.vitrine.papers.vit;

import dev.vitrine.learn.checkpoint.Checkpoint;
import dev.vitrine.learn.checkpoint.ModelConfig;
import dev.vitrine.learn.checkpoint.NameTable;
import dev.vitrine.learn.checkpoint.Translation;
import dev.vitrine.learn.nn.Numerics;
import dev.vitrine.tensor.Gelu;
import dev.vitrine.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads published weights: finds out what model they are of, and fits what may differ. */
final class VitCheckpoint {

    private static final String POSITIONS = "pos_embedding";
    private static final String CLASS_TOKEN = "cls";

    private final Path file;
    private final Translation weights;
    private final Optional<ModelConfig> beside;

    private VitCheckpoint(Path file, Translation weights) {
        this.file = file;
        this.weights = weights;
        this.beside = ModelConfig.beside(file);
    }

    /**
     * @param config of the model to make; null for the one that the weights are of
     */
    static Vit load(Path file, VitConfig config, String... keep) {
        try (Checkpoint open = Checkpoint.open(file)) {
            VitCheckpoint checkpoint = new VitCheckpoint(file, Translation.of(open, VitNames.ALL));
            VitConfig wanted = config != null ? config : checkpoint.config();
            checkpoint.fitPositions(wanted);
            Vit vit = new Vit(wanted, 0);
            checkpoint.weights.loadInto(vit, keep);
            vit.use(checkpoint.numerics());
            return vit;
        }
    }

    /** What the shapes say, and what only a configuration or a known size can say. */
    VitConfig config() {
        int width = size("embedding/bias", 0);
        int depth = 0;
        while (weights.has("Transformer/encoderblock_%d/LayerNorm_0/scale".formatted(depth))) {
            depth++;
        }
        if (depth == 0) {
            throw new IllegalArgumentException(
                    "%s (%s) has no encoder block".formatted(file, weights.library()));
        }
        int mlp = size("Transformer/encoderblock_0/MlpBlock_0/Dense_0/bias", 0);
        int[] patch = patch();
        boolean token = weights.has(CLASS_TOKEN);
        Pool pool = token ? Pool.TOK : weights.has("MAPHead_0/probe") ? Pool.MAP : Pool.GAP;
        VitConfig config =
                VitConfig.of(
                                new VitSize(
                                        "of " + file.getFileName(),
                                        width,
                                        depth,
                                        mlp,
                                        heads(width, depth, mlp)),
                                patch[0])
                        .withPool(pool)
                        .withRepSize(
                                weights.has("pre_logits/bias") ? size("pre_logits/bias", 0) : 0)
                        .withClasses(weights.has("head/bias") ? size("head/bias", 0) : 0);
        if (!weights.has(POSITIONS)) {
            int image = setting("image_size").orElse(config.imageSize());
            return config.withImage(image, patch[1])
                    .withPositions(
                            weights.library().equals(VitNames.BIG_VISION.name())
                                    ? Positions.SINCOS2D
                                    : Positions.NONE);
        }
        return config.withImage(grid(token) * patch[0], patch[1]);
    }

    /** Side of a patch and channels: from a convolution, or from our own flat kernel. */
    private int[] patch() {
        long[] shape = weights.shape("embedding/kernel");
        if (shape.length == 4 && shape[0] == shape[1]) {
            return new int[] {Math.toIntExact(shape[0]), Math.toIntExact(shape[2])};
        }
        if (shape.length == 2) {
            for (int channels : new int[] {3, 1}) {
                int side = (int) Math.round(Math.sqrt((double) shape[0] / channels));
                if ((long) side * side * channels == shape[0]) {
                    return new int[] {side, channels};
                }
            }
        }
        throw new IllegalArgumentException(
                "%s: the patch embedding has shape %s, which is no square patch"
                        .formatted(file, Arrays.toString(shape)));
    }

    private int heads(int width, int depth, int mlp) {
        String bias = "Transformer/encoderblock_0/MultiHeadDotProductAttention_0/query/bias";
        long[] shape = weights.shape(bias);
        if (shape.length == 2) { // Flax keeps heads apart
            return Math.toIntExact(shape[0]);
        }
        OptionalInt said = setting("num_attention_heads");
        if (said.isPresent()) {
            return said.getAsInt();
        }
        return publishedHeads(width, depth, mlp)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "%s: weights do not say how many heads attention has, no known size has width %d, depth %d and MLP %d, and there is no config.json beside them; use Vit.load(file, config)"
                                                .formatted(file, width, depth, mlp)));
    }

    /**
     * Heads of the size with such a shape. Not of s, of which no weights are published, and whose
     * shape others have given other heads.
     */
    static OptionalInt publishedHeads(int width, int depth, int mlp) {
        return VitSize.ALL.stream()
                .filter(size -> !size.name().equals("s"))
                .filter(size -> size.width() == width && size.depth() == depth && size.mlp() == mlp)
                .mapToInt(VitSize::heads)
                .findFirst();
    }

    private OptionalInt setting(String name) {
        if (beside.isEmpty()) {
            return OptionalInt.empty();
        }
        OptionalInt own = beside.get().integer(name);
        return own.isPresent() ? own : beside.get().integer("vision_config/" + name);
    }

    private int size(String parameter, int axis) {
        long[] shape = weights.shape(parameter);
        if (axis >= shape.length) {
            throw new IllegalArgumentException(
                    "%s: %s has shape %s".formatted(file, parameter, Arrays.toString(shape)));
        }
        return Math.toIntExact(shape[axis]);
    }

    /** Whether there is a position for the class token: one row more than a square grid has. */
    private boolean isClassic() {
        long rows = rows();
        return weights.has(CLASS_TOKEN) && side(rows) < 0 && side(rows - 1) > 0;
    }

    private int grid(boolean token) {
        long rows = rows();
        int side = side(token && isClassic() ? rows - 1 : rows);
        if (side < 1) {
            throw new IllegalArgumentException(
                    "%s: %d positions are no square grid; use Vit.load(file, config) with a config without learned positions"
                            .formatted(file, rows));
        }
        return side;
    }

    private long rows() {
        long[] shape = weights.shape(POSITIONS);
        return shape[Math.max(0, shape.length - 2)];
    }

    private static int side(long patches) {
        int side = (int) Math.round(Math.sqrt(patches));
        return (long) side * side == patches ? side : -1;
    }

    /**
     * Brings position embeddings to the layout and grid of a model: the row of the class token goes
     * into the token, or the other way round, and is never resized.
     */
    private void fitPositions(VitConfig config) {
        if (!weights.has(POSITIONS) || config.positions() != Positions.LEARN) {
            return;
        }
        int grid = grid(weights.has(CLASS_TOKEN));
        boolean classic = isClassic();
        Tensor positions = weights.tensor(POSITIONS);
        int width = Math.toIntExact(positions.size(positions.rank() - 1));
        positions = positions.reshape(1, positions.length() / width, width);
        if (classic == config.classic() && grid == config.grid()) {
            return;
        }
        Tensor tokenPosition = null;
        if (classic) {
            tokenPosition = positions.slice(1, 0, 1);
            positions = positions.slice(1, 1, positions.size(1));
        }
        positions = PositionEmbedding.resample(positions, grid, grid, config.grid(), config.grid());
        if (config.classic()) {
            Tensor first = classic ? tokenPosition : Tensor.zeros(1, 1, width);
            positions = Tensor.concat(1, first, positions);
        } else if (classic) {
            Tensor token = weights.tensor(CLASS_TOKEN).reshape(1, 1, width);
            weights.put(CLASS_TOKEN, token.add(tokenPosition));
        }
        weights.put(POSITIONS, positions);
    }

    /** How the library computes that the weights come from. */
    private Numerics numerics() {
        Numerics usual =
                is(VitNames.TIMM)
                        ? Numerics.TIMM
                        : is(VitNames.TRANSFORMERS) ? Numerics.TRANSFORMERS : Numerics.FLAX;
        if (beside.isEmpty() || !is(VitNames.TRANSFORMERS) && !is(VitNames.SIGLIP_VISION)) {
            return usual;
        }
        ModelConfig settings = beside.get();
        String where =
                settings.text("vision_config/hidden_size").isPresent() ? "vision_config/" : "";
        String activation = settings.text(where + "hidden_act").orElse("");
        Gelu gelu =
                switch (activation) {
                    case "" -> usual.gelu();
                    case "gelu" -> Gelu.ERF;
                    case "gelu_pytorch_tanh", "gelu_new", "gelu_fast" -> Gelu.TANH;
                    default ->
                            throw new IllegalArgumentException(
                                    "%s: the activation %s in config.json is not GELU, which is all that there is here"
                                            .formatted(file, activation));
                };
        return new Numerics(
                gelu, settings.number(where + "layer_norm_eps").orElse(usual.normEpsilon()));
    }

    private boolean is(NameTable table) {
        return weights.library().equals(table.name());
    }
}
