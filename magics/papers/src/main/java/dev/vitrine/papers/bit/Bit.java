package dev.vitrine.papers.bit;

import dev.vitrine.learn.Seed;
import dev.vitrine.learn.eval.Classifier;
import dev.vitrine.learn.nn.GroupNorm;
import dev.vitrine.learn.nn.Initializer;
import dev.vitrine.learn.nn.Layer;
import dev.vitrine.learn.nn.Linear;
import dev.vitrine.tensor.Convolutions;
import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Tensor;
import dev.vitrine.tensor.Window;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * BiT's network: a ResNet of the second version with group norm and weight standardisation, so that
 * no image depends on the others of its batch.
 */
public final class Bit extends Layer implements Classifier {

    private final BitConfig config;
    private final StdConv root;
    private final List<BitUnit> units = new ArrayList<>();
    private final GroupNorm norm;
    private final Linear head; // null without

    /** A model in single precision with initial values from a seed. */
    public Bit(BitConfig config, long seed) {
        this(config, seed, DType.FLOAT);
    }

    /** A model with initial values from a seed: kernels LeCun normal, head zero. */
    public Bit(BitConfig config, long seed, DType dtype) {
        this.config = config;
        Initializer init = new Initializer(new Seed(seed).child("parameters").philox(), dtype);
        int side = config.root() == BitConfig.Root.SMALL ? 3 : 7;
        int in = config.width();
        root = child("root_block/conv_root", new StdConv(side, config.channels(), in, 2, init));
        for (int block = 0; block < config.blocks().size(); block++) {
            for (int u = 0; u < config.blocks().get(block); u++) {
                int out = config.out(block);
                int stride = block > 0 && u == 0 ? 2 : 1;
                units.add(
                        child(
                                "block%d/unit%02d".formatted(block + 1, u + 1),
                                new BitUnit(
                                        config.unit(),
                                        in,
                                        config.middle(block),
                                        out,
                                        stride,
                                        config.groups(),
                                        init)));
                in = out;
            }
        }
        norm =
                child(
                        "norm-pre-head",
                        new GroupNorm(in, config.groups(), BitUnit.NORM_EPSILON, init));
        head =
                config.classes() > 0
                        ? child(
                                "head",
                                new Linear(
                                        init.zeros(in, config.classes()),
                                        init.zeros(config.classes())))
                        : null;
    }

    /** A published size such as "R50x1", see {@link BitConfig#of}. */
    public static Bit of(String variant, long seed) {
        return new Bit(BitConfig.of(variant), seed);
    }

    /**
     * A model with weights from a file: the npz of the paper or of big_vision, or safetensors of
     * timm or Hugging Face, told apart by their names; its shapes say which model it is. Models
     * that big_vision trained get its root, {@link BitConfig.Root#LARGE_OPEN}; those of the paper
     * do not, though big_vision reads them so, too.
     *
     * @throws IllegalArgumentException if the file has other names
     * @throws dev.vitrine.learn.checkpoint.CheckpointException if it is damaged
     */
    public static Bit load(Path file) {
        return BitCheckpoint.load(file, null);
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
    public static Bit load(Path file, BitConfig config, String... keep) {
        return BitCheckpoint.load(file, Objects.requireNonNull(config, "config"), keep);
    }

    public BitConfig config() {
        return config;
    }

    /**
     * @param images (B, H, W, channels) in [-1, 1], of any size
     * @return logits (B, classes); without a head, {@link #features}
     */
    @Override
    public Tensor forward(Tensor images) {
        Tensor y = features(images);
        return head != null ? head.forward(y) : y;
    }

    /**
     * What the head sees.
     *
     * @param images (B, H, W, channels) in [-1, 1]
     * @return (B, {@link BitConfig#features})
     */
    public Tensor features(Tensor images) {
        return Convolutions.globalAveragePool(norm.forward(map(images)).relu());
    }

    /**
     * What the last block gives, (B, H / 32, W / 32, features) with the large root and 4 blocks.
     */
    Tensor map(Tensor images) {
        Tensor x = rooted(images); // (B, H / 4, W / 4, width), or half for the small root
        for (BitUnit unit : units) {
            x = unit.forward(x);
        }
        return x;
    }

    /**
     * The root. Before the maximum comes a border: of zeros, as in the paper's code, or one that
     * never wins. The two differ where all values at the border are negative.
     */
    Tensor rooted(Tensor images) {
        if (images.rank() != 4 || images.size(3) != config.channels()) {
            throw new IllegalArgumentException(
                    "images of shape %s: expected (batch, height, width, %d)"
                            .formatted(Arrays.toString(images.shape()), config.channels()));
        }
        Tensor x = root.forward(images);
        Window window = Window.of(3).withStride(2);
        return switch (config.root()) {
            case SMALL -> x;
            case LARGE -> Convolutions.maxPool(x.pad(1, 1, 1, 0).pad(2, 1, 1, 0), window);
            case LARGE_OPEN -> Convolutions.maxPool(x, window.withPadding(1));
        };
    }

    /**
     * A copy that starts from these weights with a head of zeros for other classes: where transfer
     * begins (section 2.2).
     */
    public Bit forClasses(int classes) {
        Bit copy = new Bit(config.withClasses(classes), 0);
        Map<String, Tensor> state = copy.state();
        parameters()
                .forEach(
                        (name, value) -> {
                            if (!name.startsWith("head/")) {
                                state.put(name, value);
                            }
                        });
        copy.load(state);
        return copy;
    }
}
