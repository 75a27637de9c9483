package dev.vitrine.papers.vit;

import dev.vitrine.learn.Seed;
import dev.vitrine.learn.eval.Classifier;
import dev.vitrine.learn.nn.Dropout;
import dev.vitrine.learn.nn.Initializer;
import dev.vitrine.learn.nn.Layer;
import dev.vitrine.learn.nn.LayerNorm;
import dev.vitrine.learn.nn.Linear;
import dev.vitrine.learn.nn.StochasticDepth;
import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Scope;
import dev.vitrine.tensor.Tape;
import dev.vitrine.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The Vision Transformer: an image is a sequence of patches, read by a transformer encoder. */
public final class Vit extends Layer implements Classifier {

    private final VitConfig config;
    private final PatchEmbedding patches;
    private final Tensor positions; // null without
    private final Tensor classToken; // null without
    private final Dropout dropout;
    private final List<EncoderBlock> blocks = new ArrayList<>();
    private final LayerNorm norm;
    private final MapHead mapHead; // null without
    private final Linear preLogits; // null without
    private final Linear head; // null without

    private boolean recomputing;

    /** A model in single precision with initial values from a seed. */
    public Vit(VitConfig config, long seed) {
        this(config, seed, DType.FLOAT);
    }

    /** A model with initial values from a seed. */
    public Vit(VitConfig config, long seed, DType dtype) {
        this.config = config;
        VitSize size = config.size();
        int width = size.width();
        Initializer init = new Initializer(new Seed(seed).child("parameters").philox(), dtype);
        patches =
                child(
                        "embedding",
                        new PatchEmbedding(config.patch(), config.channels(), width, init));
        positions =
                switch (config.positions()) {
                    case LEARN ->
                            parameter(
                                    "pos_embedding",
                                    init.normal(
                                            1 / Math.sqrt(width), 1, config.positionRows(), width));
                    case SINCOS2D ->
                            constant(
                                    PositionEmbedding.sincos2d(
                                            config.grid(), config.grid(), width, dtype));
                    case NONE -> null;
                };
        classToken = config.pool() == Pool.TOK ? parameter("cls", init.zeros(1, 1, width)) : null;
        dropout = child("Dropout_0", new Dropout(config.dropout()));
        for (int i = 0; i < size.depth(); i++) {
            blocks.add(
                    child(
                            "Transformer/encoderblock_" + i,
                            new EncoderBlock(
                                    width,
                                    size.mlp(),
                                    size.heads(),
                                    config.dropout(),
                                    StochasticDepth.rate(config.stochasticDepth(), i, size.depth()),
                                    init)));
        }
        norm = child("Transformer/encoder_norm", new LayerNorm(width, init));
        mapHead =
                config.pool() == Pool.MAP
                        ? child("MAPHead_0", new MapHead(width, size.mlp(), size.heads(), init))
                        : null;
        int features = config.repSize() > 0 ? config.repSize() : width;
        preLogits =
                config.repSize() > 0
                        ? child("pre_logits", new Linear(width, features, init))
                        : null;
        head =
                config.classes() > 0
                        ? child(
                                "head",
                                new Linear(
                                        init.zeros(features, config.classes()),
                                        init.constant(config.headBias(), config.classes())))
                        : null;
    }

    /** A standard model such as "B/16", see {@link VitConfig#of(String)}. */
    public static Vit of(String variant, long seed) {
        return new Vit(VitConfig.of(variant), seed);
    }

    /**
     * A model with weights from a file: big_vision's npz, or safetensors of timm or Hugging Face's
     * ViT and SigLIP, told apart by their names; of a file with two towers, the image tower. Size,
     * patch, image and classes follow from the shapes; the number of heads, where only the name of
     * the model says it, from {@code config.json} beside the file or the known sizes.
     *
     * <p>The model computes as that library does ({@link #numerics}). Images must be in [-1, 1]; so
     * they are for these weights, unless their library says otherwise.
     *
     * @throws IllegalArgumentException if the file has other names, or leaves the model open
     * @throws dev.vitrine.learn.checkpoint.CheckpointException if it is damaged
     */
    public static Vit load(Path file) {
        return VitCheckpoint.load(file, null);
    }

    /**
     * As {@link #load(Path)}, into a model of this configuration. Position embeddings are resampled
     * to its image size ({@link PositionEmbedding#resample}) and brought to its layout.
     *
     * @param keep regular expressions: parameters whose whole path matches one keep their initial
     *     values, as {@code "head/.*"} for fine-tuning; arrays of the file whose whole name matches
     *     one are left out
     * @throws IllegalArgumentException if anything is missing, too much, or of another shape; lists
     *     all
     */
    public static Vit load(Path file, VitConfig config, String... keep) {
        return VitCheckpoint.load(file, Objects.requireNonNull(config, "config"), keep);
    }

    public VitConfig config() {
        return config;
    }

    /**
     * Whether training keeps only the input of each block for the way back and computes the rest
     * again there: less memory for larger batches, about a third more time. Off at first; the
     * numbers are the same.
     *
     * @return this
     */
    public Vit recomputing(boolean wanted) {
        recomputing = wanted;
        return this;
    }

    /**
     * @param images (B, H, W, C) in [-1, 1]
     * @return logits (B, classes); without a head, features (B, D); without pooling, one such
     *     vector per token
     */
    @Override
    public Tensor forward(Tensor images) {
        return read(embed(images));
    }

    /**
     * The same for patches of another size: with a kernel and positions for them in the place of
     * the parameters {@code embedding/kernel} and {@code pos_embedding}. Gradients flow to both.
     *
     * @param images (B, H, W, C) in [-1, 1]
     * @param patch P, side of a patch in pixels
     * @param kernel (P · P · C, D)
     * @param positions (1, ⌊H / P⌋ · ⌊W / P⌋, D)
     * @return as of {@link #forward(Tensor)}
     * @throws IllegalStateException if this model has the classic layout, whose class token has a
     *     position
     */
    public Tensor forward(Tensor images, int patch, Tensor kernel, Tensor positions) {
        if (config.classic()) {
            throw new IllegalStateException(
                    "a ViT of the classic layout cannot read patches of another size; fold it by ClassicLayout first");
        }
        return read(placed(patches.forward(images, patch, kernel), positions));
    }

    private Tensor embed(Tensor images) {
        return placed(patches.forward(images), positions); // (B, T, D)  Eq. 1
    }

    private Tensor placed(Tensor z, Tensor positions) {
        if (config.classic()) {
            return dropout.forward(withClassToken(z).add(positions));
        }
        if (positions != null) {
            z = z.add(positions);
        }
        return dropout.forward(classToken != null ? withClassToken(z) : z);
    }

    private Tensor read(Tensor z) {
        for (EncoderBlock block : blocks) {
            // (B, T, D)  Eq. 2 and 3
            z = recomputing ? block.recomputed(block::forward, z) : block.forward(z);
        }
        Tensor y = pool(norm.forward(z)); // (B, D)     Eq. 4
        if (preLogits != null) {
            y = preLogits.forward(y).tanh();
        }
        return head != null ? head.forward(y) : y; // (B, classes)
    }

    private Tensor withClassToken(Tensor z) {
        return Tensor.concat(1, classToken.broadcastTo(z.size(0), 1, z.size(2)), z);
    }

    private Tensor pool(Tensor z) {
        return switch (config.pool()) {
            case TOK, FIRST -> z.slice(1, 0, 1).reshape(z.size(0), z.size(2));
            case GAP -> z.mean(1);
            case MAP -> mapHead.forward(z);
            case NONE -> z;
        };
    }

    /**
     * What every token of one image looks at.
     *
     * @param image (H, W, C) or (1, H, W, C) in [-1, 1]
     * @return for each block, from the first: (heads, T, T); row = the token that looks, rows sum
     *     to 1. With a class token it is token 0
     */
    @SuppressWarnings("try") // the resources are only closed
    public List<Tensor> attention(Tensor image) {
        try (Tape off = Tape.off();
                Scope scope = Scope.open()) {
            List<Tensor> maps = new ArrayList<>();
            Tensor z = embed(single(image));
            for (EncoderBlock block : blocks) {
                Tensor weights = block.attention(z);
                maps.add(
                        scope.keep(
                                weights.reshape(
                                        weights.size(1), weights.size(2), weights.size(3))));
                z = block.forward(z);
            }
            return maps;
        }
    }

    /**
     * Which patches the model's output draws on, through all blocks: attention averaged over heads,
     * mixed half and half with the identity for the residual path, multiplied from block to block
     * (rollout, arXiv 2005.00928); seen from the class token, or averaged over the tokens that are
     * pooled.
     *
     * @param image (H, W, C) or (1, H, W, C) in [-1, 1]
     * @return [row][column] of the grid of patches, summing to 1
     */
    public float[][] attentionRollout(Tensor image) {
        double[][] rollout = AttentionRollout.of(attention(image));
        return AttentionRollout.grid(poolWeights(image, rollout.length), rollout, config.grid());
    }

    /** How much each token of the last block counts in the pooled vector. */
    @SuppressWarnings("try") // the resources are only closed
    private double[] poolWeights(Tensor image, int tokens) {
        double[] weights = new double[tokens];
        switch (config.pool()) {
            case TOK, FIRST -> weights[0] = 1;
            case GAP, NONE -> Arrays.fill(weights, 1.0 / tokens);
            case MAP -> {
                try (Tape off = Tape.off();
                        Scope scope = Scope.open()) {
                    Tensor z = embed(single(image));
                    for (EncoderBlock block : blocks) {
                        z = block.forward(z);
                    }
                    weights = mapHead.attention(norm.forward(z)).mean(1).toDoubleArray();
                }
            }
        }
        return weights;
    }

    private static Tensor single(Tensor image) {
        if (image.rank() == 3) {
            return image.reshape(1, image.size(0), image.size(1), image.size(2));
        }
        if (image.rank() != 4 || image.size(0) != 1) {
            throw new IllegalArgumentException(
                    "one image expected, (H, W, C) or (1, H, W, C), not "
                            + Arrays.toString(image.shape()));
        }
        return image;
    }
}
