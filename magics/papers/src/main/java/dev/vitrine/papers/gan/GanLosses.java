package dev.vitrine.papers.gan;

import dev.vitrine.tensor.Tensor;

/**
 * The value of the game (equation 1 of arXiv 1406.2661), V = E log D(x) + E log(1 - D(G(z))), and
 * what each player makes small of it. The discriminator gives logits a with D = σ(a), so that log D
 * = -softplus(-a) and log(1 - D) = -softplus(a), which stay finite where σ(a) rounds to 0 or 1.
 */
public final class GanLosses {

    private GanLosses() {}

    /**
     * V over a batch.
     *
     * @param real logits of data, of any shape
     * @param fake logits of samples, of any shape
     * @return shape (); at most 0, and -log 4 for a discriminator that cannot tell
     */
    public static Tensor value(Tensor real, Tensor fake) {
        return discriminator(real, fake).neg();
    }

    /** What the discriminator makes small: -V. */
    public static Tensor discriminator(Tensor real, Tensor fake) {
        return real.neg().softplus().mean().add(fake.softplus().mean());
    }
}
