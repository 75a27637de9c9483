package dev.vitrine.papers.mixer;

import dev.vitrine.learn.Seed;
import dev.vitrine.learn.eval.Classifier;
import dev.vitrine.learn.nn.Initializer;
import dev.vitrine.learn.nn.Layer;
import dev.vitrine.learn.nn.LayerNorm;
import dev.vitrine.learn.nn.Linear;
import dev.vitrine.learn.nn.StochasticDepth;
import dev.vitrine.papers.vit.PatchEmbedding;
import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Tensor;
import dev.vitrine.tensor.Window;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * MLP-Mixer: patches, then perceptrons that mix tokens and channels in turn. No attention, no
 * position embedding: the order of tokens is in the token-mixing weights.
 */
public final class Mixer extends Layer implements Classifier {

    private final MixerConfig config;
    private final PatchEmbedding stem;
    private final List<MixerBlock> blocks = new ArrayList<>();
    private final LayerNorm norm;
    private final Linear head; // null without

    /** A model in single precision with initial values from a seed. */
    public Mixer(MixerConfig config, long seed) {
        this(config, seed, DType.FLOAT);
    }

    /** A model with initial values from a seed: kernels LeCun normal, head zero. */
    public Mixer(MixerConfig config, long seed, DType dtype) {
        this.config = config;
        MixerSize size = config.size();
        Initializer init = new Initializer(new Seed(seed).child("parameters").philox(), dtype);
        stem =
                child(
                        "stem",
                        new PatchEmbedding(config.patch(), config.channels(), size.width(), init));
        for (int i = 0; i < size.depth(); i++) {
            double dropped = StochasticDepth.rate(config.stochasticDepth(), i, size.depth());
            blocks.add(
                    child("MixerBlock_" + i, new MixerBlock(config.tokens(), size, dropped, init)));
        }
        norm = child("pre_head_layer_norm", new LayerNorm(size.width(), init));
        head =
                config.classes() > 0
                        ? child(
                                "head",
                                new Linear(
                                        init.zeros(size.width(), config.classes()),
                                        init.constant(config.headBias(), config.classes())))
                        : null;
    }

    /** A published model such as "B/16", see {@link MixerConfig#of(String)}. */
    public static Mixer of(String variant, long seed) {
        return new Mixer(MixerConfig.of(variant), seed);
    }

    /**
     * A model with weights from a file, big_vision's npz or timm's safetensors, told apart by their
     * names; its shapes say which model it is. It computes as that library does.
     *
     * @throws IllegalArgumentException if the file has other names
     * @throws dev.vitrine.learn.checkpoint.CheckpointException if it is damaged
     */
    public static Mixer load(Path file) {
        return MixerCheckpoint.load(file, null);
    }

    /**
     * As {@link #load(Path)}, into a model of this configuration.
     *
     * @param keep regular expressions: parameters whose whole path matches one keep their initial
     *     values, as {@code "head/.*"} for fine-tuning; arrays of the file whose whole name matches
     *     one are left out
     * @throws IllegalArgumentException if anything is missing, too much, or of another shape; lists
     *     all
     */
    public static Mixer load(Path file, MixerConfig config, String... keep) {
        return MixerCheckpoint.load(file, Objects.requireNonNull(config, "config"), keep);
    }

    public MixerConfig config() {
        return config;
    }

    /**
     * @param images (B, H, W, channels) in [-1, 1]
     * @return logits (B, classes); without a head, features (B, C)
     * @throws IllegalArgumentException if the images do not have the model's number of patches
     */
    @Override
    public Tensor forward(Tensor images) {
        Tensor x = tokens(images).mean(1); // (B, C)
        return head != null ? head.forward(x) : x; // (B, classes)
    }

    /**
     * The tokens after the last norm, before their mean.
     *
     * @param images (B, H, W, channels) in [-1, 1]
     * @return (B, S, C), row by row
     */
    public Tensor tokens(Tensor images) {
        Tensor x = embed(images);
        for (MixerBlock block : blocks) {
            x = block.forward(x); // (B, S, C)  Eq. 1
        }
        return norm.forward(x);
    }

    /**
     * The table that the first block reads: one row for each patch.
     *
     * @param images (B, H, W, channels) in [-1, 1]
     * @return (B, S, C), row by row
     */
    public Tensor embed(Tensor images) {
        return stem.forward(padded(images));
    }

    /** To whole patches, with zeros around, as Flax's convolution with padding SAME has them. */
    private Tensor padded(Tensor images) {
        int patch = config.patch();
        int grid = config.grid();
        if (images.rank() != 4
                || images.size(3) != config.channels()
                || (images.size(1) + patch - 1) / patch != grid
                || (images.size(2) + patch - 1) / patch != grid) {
            throw new IllegalArgumentException(
                    "images of shape %s: this Mixer reads (batch, %d, %d, %d). Its token-mixing weights belong to %d x %d patches of %d pixels; Mixer.upscaled makes it read larger images"
                            .formatted(
                                    Arrays.toString(images.shape()),
                                    config.imageSize(),
                                    config.imageSize(),
                                    config.channels(),
                                    grid,
                                    grid,
                                    patch));
        }
        Window window =
                Window.of(patch).withStride(patch).withSamePadding(images.size(1), images.size(2));
        return images.pad(1, window.top(), window.bottom(), 0)
                .pad(2, window.left(), window.right(), 0);
    }

    /**
     * A model for images of {@code factor} times the side that begins as this one on each of the
     * factor² parts of the picture, averaged: where fine-tuning at a higher resolution starts
     * (appendix C). See {@link BlockDiagonal}.
     *
     * @throws IllegalArgumentException if the factor is below 1, or P does not divide the image
     */
    public Mixer upscaled(int factor) {
        Mixer larger = new Mixer(config.upscaled(factor), 0);
        larger.load(BlockDiagonal.upscale(state(), config, factor));
        return larger;
    }
}
