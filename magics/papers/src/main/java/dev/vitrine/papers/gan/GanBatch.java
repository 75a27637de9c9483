package dev.vitrine.papers.gan;

import dev.vitrine.learn.data.Splittable;
import dev.vitrine.tensor.Tensor;

/**
 * What a step of the game sees.
 *
 * @param real data (B, ...)
 * @param noise for the samples that the discriminator sees, (B, latent)
 * @param moreNoise for those of the generator's turn, (B, latent)
 */
public record GanBatch(Tensor real, Tensor noise, Tensor moreNoise)
        implements Splittable<GanBatch> {

    @Override
    public int size() {
        return Math.toIntExact(real.size(0));
    }

    @Override
    public double weight() {
        return size();
    }

    @Override
    public GanBatch part(int from, int to) {
        return new GanBatch(
                real.slice(0, from, to), noise.slice(0, from, to), moreNoise.slice(0, from, to));
    }
}
