package dev.vitrine.papers.gan;

import dev.vitrine.learn.nn.Layer;
import dev.vitrine.tensor.Tensor;
import java.util.Arrays;

/** G: maps noise to samples, and has no randomness of its own. */
public abstract class GanGenerator extends Layer {

    private final int latent;

    /**
     * @param latent width of the noise
     */
    protected GanGenerator(int latent) {
        this.latent = latent;
    }

    /** Width of the noise. */
    public final int latent() {
        return latent;
    }

    /**
     * @param noise z, (B, latent)
     * @return samples, (B, ...)
     */
    public abstract Tensor forward(Tensor noise);

    /** Refuses noise of another shape. */
    protected final void requireNoise(Tensor noise) {
        if (noise.rank() != 2 || noise.size(1) != latent) {
            throw new IllegalArgumentException(
                    "noise of shape %s: expected (batch, %d)"
                            .formatted(Arrays.toString(noise.shape()), latent));
        }
    }
}
