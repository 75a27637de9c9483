package dev.vitrine.papers.gan;

import dev.vitrine.learn.Seed;
import dev.vitrine.learn.nn.Initializer;
import dev.vitrine.learn.nn.Layer;
import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Scope;
import dev.vitrine.tensor.Tape;
import dev.vitrine.tensor.Tensor;

/**
 * A generator and the discriminator that it plays against: min over G, max over D of V (equation 1
 * of arXiv 1406.2661).
 */
public final class Gan extends Layer {

    private final GanGenerator generator;
    private final GanDiscriminator discriminator;
    private final GeneratorLoss loss;
    private final GanNoise noise;

    /**
     * @param loss what the generator makes small
     * @param noise where z comes from
     */
    public Gan(
            GanGenerator generator,
            GanDiscriminator discriminator,
            GeneratorLoss loss,
            GanNoise noise) {
        this.generator = child("generator", generator);
        this.discriminator = child("discriminator", discriminator);
        this.loss = loss;
        this.noise = noise;
    }

    /** Fully connected networks with initial values from a seed. */
    public static Gan of(GanConfig config, GeneratorLoss loss, GanNoise noise, long seed) {
        return new Gan(
                new DenseGenerator(config, initializer(seed, "generator")),
                new DenseDiscriminator(config, initializer(seed, "discriminator")),
                loss,
                noise);
    }

    /** A DCGAN with initial values from a seed, non-saturating, with uniform noise. */
    public static Gan of(DcganConfig config, long seed) {
        return new Gan(
                new DcganGenerator(config, initializer(seed, "generator")),
                new DcganDiscriminator(config, initializer(seed, "discriminator")),
                GeneratorLoss.NON_SATURATING,
                GanNoise.UNIFORM);
    }

    private static Initializer initializer(long seed, String player) {
        return new Initializer(
                new Seed(seed).child("parameters").child(player).philox(), DType.FLOAT);
    }

    public GanGenerator generator() {
        return generator;
    }

    public GanDiscriminator discriminator() {
        return discriminator;
    }

    /** Noise for some samples, (count, latent). */
    public Tensor noise(int count, Philox random) {
        return noise.of(random, count, generator.latent());
    }

    /**
     * What the discriminator makes small: -V. Samples are constants here, so nothing flows into the
     * generator; data and samples are batches of their own, as batch norm wants it.
     *
     * @param real data (B, ...)
     * @param noise (B', latent)
     */
    public Tensor discriminatorLoss(Tensor real, Tensor noise) {
        return GanLosses.discriminator(
                discriminator.forward(real), discriminator.forward(constants(noise)));
    }

    @SuppressWarnings("try") // the tape is only switched off
    private Tensor constants(Tensor noise) {
        try (Tape off = Tape.off()) {
            return Scope.keepResult(() -> generator.forward(noise));
        }
    }

    /**
     * What the generator makes small. The gradient flows through the discriminator, to its
     * parameters as well unless they are kept out.
     *
     * @param noise (B, latent)
     */
    public Tensor generatorLoss(Tensor noise) {
        return loss.of(discriminator.forward(generator.forward(noise)));
    }

    /** Samples, as the trained generator makes them; no gradient flows back. */
    public Tensor sample(int count, Philox random) {
        boolean training = generator.isTraining();
        if (training) {
            throw new IllegalStateException("samples are taken from a generator in eval() mode");
        }
        return constants(noise(count, random));
    }
}
