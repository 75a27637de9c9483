package dev.vitrine.papers.vit;

import dev.vitrine.learn.checkpoint.Checkpoint;
import dev.vitrine.learn.checkpoint.ModelConfig;
import dev.vitrine.learn.checkpoint.NameTable;
import dev.vitrine.learn.checkpoint.Translation;
import dev.vitrine.learn.nn.Numerics;
import dev.vitrine.tensor.Gelu;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Reads published weights: finds out what model they are of, and fits what may differ. */
final class VitCheckpoint {

    /** timm computes the GELU by the error function, except in these of SigLIP's image towers. */
    private static final Pattern TIMM_TANH =
            Pattern.compile(
                    "vit_(base_patch32_siglip(_gap)?_256|large_patch16_siglip(_gap)?_512|(so400m|giantopt)_patch16_siglip(_gap)?_[0-9]+)");

    private final Path file;
    private final Translation weights;
    private final StoredPositions positions;
    private final Optional<ModelConfig> beside;

    private VitCheckpoint(Path file, Translation weights) {
        this.file = file;
        this.weights = weights;
        this.positions = new StoredPositions(file, weights, "");
        this.beside = ModelConfig.beside(file);
    }

    /**
     * @param config of the model to make; null for the one that the weights are of
     */
    static Vit load(Path file, VitConfig config, String... keep) {
        try (Checkpoint open = Checkpoint.open(file)) {
            VitCheckpoint checkpoint = new VitCheckpoint(file, Translation.of(open, VitNames.ALL));
            VitConfig wanted = config != null ? config : checkpoint.config();
            checkpoint.positions.fit(wanted);
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
        Pool pool =
                weights.has("cls")
                        ? Pool.TOK
                        : weights.has("MAPHead_0/probe") ? Pool.MAP : Pool.GAP;
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
        if (!positions.arePresent()) {
            int image = setting("image_size").orElse(config.imageSize());
            return config.withImage(image, patch[1])
                    .withPositions(
                            weights.library().equals(VitNames.BIG_VISION.name())
                                    ? Positions.SINCOS2D
                                    : Positions.NONE);
        }
        return config.withImage(positions.grid() * patch[0], patch[1]);
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

    /** How the library computes that the weights come from. */
    private Numerics numerics() {
        Numerics usual =
                is(VitNames.TIMM)
                        ? Numerics.TIMM
                        : is(VitNames.TRANSFORMERS) ? Numerics.TRANSFORMERS : Numerics.FLAX;
        if (beside.isEmpty()) {
            return usual;
        }
        ModelConfig settings = beside.get();
        if (is(VitNames.TIMM)) {
            boolean tanh = TIMM_TANH.matcher(settings.text("architecture").orElse("")).matches();
            return tanh ? new Numerics(Gelu.TANH, usual.normEpsilon()) : usual;
        }
        if (!is(VitNames.TRANSFORMERS) && !is(VitNames.SIGLIP_VISION)) {
            return usual;
        }
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
