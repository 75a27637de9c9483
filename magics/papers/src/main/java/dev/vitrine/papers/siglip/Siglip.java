package dev.vitrine.papers.siglip;

import dev.vitrine.learn.Seed;
import dev.vitrine.learn.nn.Initializer;
import dev.vitrine.learn.nn.Layer;
import dev.vitrine.learn.nn.UnitVectors;
import dev.vitrine.papers.vit.Vit;
import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Tensor;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * An image tower and a text tower that put what belongs together near each other, with a learned
 * temperature and bias.
 */
public final class Siglip extends Layer {

    private static final String IMAGE = "img/";

    private final SiglipConfig config;
    private final Vit image;
    private final TextTower text;
    private final Tensor logTemperature;
    private final Tensor bias;

    /** A model in single precision with initial values from a seed. */
    public Siglip(SiglipConfig config, long seed) {
        this(config, seed, DType.FLOAT);
    }

    /** A model with initial values from a seed. */
    public Siglip(SiglipConfig config, long seed, DType dtype) {
        this.config = config;
        Seed own = new Seed(seed);
        image = child("img", new Vit(config.image(), own.child("image").value(), dtype));
        Initializer init = new Initializer(own.child("parameters").philox(), dtype);
        text =
                child(
                        "txt",
                        new TextTower(config.text(), config.vocabulary(), config.length(), init));
        logTemperature = parameter("t", init.constant(Math.log(config.temperature()), 1));
        bias = parameter("b", init.constant(config.bias(), 1));
    }

    /** A published model such as "B/16", see {@link SiglipConfig#of(String)}. */
    public static Siglip of(String variant, long seed) {
        return new Siglip(SiglipConfig.of(variant), seed);
    }

    /**
     * Weights from a file, big_vision's npz or transformers' safetensors, told apart by their
     * names, into a model of this configuration. The image tower's positions are resampled to its
     * image size, as those of {@link Vit#load(Path, dev.vitrine.papers.vit.VitConfig, String...)}.
     *
     * @param keep regular expressions: parameters whose whole path matches one keep their initial
     *     values, as {@code "txt/.*"} for an image tower alone; arrays of the file whose whole name
     *     matches one are left out
     * @throws IllegalArgumentException if anything is missing, too much, or of another shape; lists
     *     all
     * @throws dev.vitrine.learn.checkpoint.CheckpointException if the file is damaged
     */
    public static Siglip load(Path file, SiglipConfig config, String... keep) {
        return SiglipNames.load(file, Objects.requireNonNull(config, "config"), keep);
    }

    /**
     * Takes over the image tower of another model, such as a classifier trained on labelled images;
     * its head is left behind.
     *
     * @return this
     * @throws IllegalArgumentException if the towers differ in shape; lists how, and changes
     *     nothing
     */
    public Siglip takeImageTower(Vit trained) {
        Map<String, Tensor> state = state();
        state.keySet().removeIf(name -> name.startsWith(IMAGE));
        trained.state().forEach((name, value) -> state.put(IMAGE + name, value));
        state.keySet().removeIf(name -> name.startsWith(IMAGE + "head/"));
        load(state);
        return this;
    }

    public SiglipConfig config() {
        return config;
    }

    /** The image tower by itself. */
    public Vit image() {
        return image;
    }

    /** The text tower by itself. */
    public TextTower text() {
        return text;
    }

    /** t, the factor of the similarities. */
    public double temperature() {
        return Math.exp(logTemperature.item());
    }

    /** b, what is added to them. */
    public double bias() {
        return bias.item();
    }

    /** Parameter t' = log t, shape (1). */
    Tensor logTemperatureParameter() {
        return logTemperature;
    }

    /** Parameter b, shape (1). */
    Tensor biasParameter() {
        return bias;
    }

    /**
     * Unit vectors of images.
     *
     * @param images (B, H, W, C) in [-1, 1]
     * @return (B, D)
     */
    public Tensor images(Tensor images) {
        return UnitVectors.of(image.forward(images));
    }

    /**
     * Unit vectors of texts.
     *
     * @param texts token ids, each of the model's length
     * @return (B, D)
     */
    public Tensor texts(int[]... texts) {
        return UnitVectors.of(text.forward(texts));
    }

    /**
     * Logits of all pairs: t times the similarity, plus b.
     *
     * @return (images, texts); sigmoid of it is the probability that the two belong together
     */
    public Tensor logits(Tensor images, int[]... texts) {
        return images(images).matmul(texts(texts), false, true).mul(logTemperature.exp()).add(bias);
    }

    /**
     * The sigmoid loss of a batch in which text i belongs to image i.
     *
     * @param images (B, H, W, C) in [-1, 1]
     */
    public Tensor loss(Tensor images, int[]... texts) {
        return SigmoidLoss.of(images(images), texts(texts), logTemperature, bias);
    }

    /**
     * The sigmoid loss of a batch whose images the image tower has read before: SigLiT, where only
     * the text tower, t and b learn.
     *
     * @param vectors (B, D) what the image tower's {@code forward} gave
     */
    public Tensor lossOfVectors(Tensor vectors, int[]... texts) {
        return SigmoidLoss.of(UnitVectors.of(vectors), texts(texts), logTemperature, bias);
    }

    /** The softmax loss of the same batch, without the bias, to compare with. */
    public Tensor softmaxLoss(Tensor images, int[]... texts) {
        return SigmoidLoss.softmax(images(images), texts(texts), logTemperature);
    }
}
