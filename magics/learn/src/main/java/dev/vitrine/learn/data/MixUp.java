package dev.vitrine.learn.data;

import dev.vitrine.tensor.Philox;

/**
 * MixUp as big_vision does it: one mixing weight for the whole batch, and every image mixed with
 * its predecessor.
 *
 * <p>Source: Zhang et al., "mixup: Beyond Empirical Risk Minimization" (arXiv 1710.09412);
 * big_vision {@code utils.get_mixup}: λ ~ Beta(p, p), λ ← max(λ, 1 − λ), partner = batch rolled by
 * one, labels mixed with the same λ.
 *
 * @param p both parameters of the Beta distribution, 0 to 1; 0 mixes nothing
 */
public record MixUp(double p) {

    /** Mixes nothing. */
    public static final MixUp NONE = new MixUp(0);

    public MixUp {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException(
                    "MixUp p = %s: must be from 0 (off) to 1".formatted(p));
        }
    }

    /**
     * The weight of an image itself in this batch, 0.5 to 1; always 1 if p is 0, without drawing a
     * number.
     */
    public double lambda(Philox random) {
        if (p == 0) {
            return 1;
        }
        double lambda = beta(random);
        return Math.max(lambda, 1 - lambda);
    }

    /**
     * Mixes each row with the one before it, the first with the last.
     *
     * @param rows (batch, length): images or target probabilities, row after row; not changed
     * @param lambda weight of the row itself
     * @return the mixture, or {@code rows} itself if lambda is 1
     */
    public static float[] mix(float[] rows, int batch, double lambda) {
        if (lambda == 1) {
            return rows;
        }
        int length = rows.length / batch;
        float own = (float) lambda;
        float[] mixed = new float[rows.length];
        for (int b = 0; b < batch; b++) {
            int row = b * length;
            int partner = (b + batch - 1) % batch * length;
            for (int i = 0; i < length; i++) {
                mixed[row + i] = own * rows[row + i] + (1 - own) * rows[partner + i];
            }
        }
        return mixed;
    }

    /**
     * Beta(p, p) by Jöhnk's rejection method, in logarithms because u^(1/p) underflows for small p.
     * It accepts at least half of the pairs for p up to 1, the reason for that limit.
     */
    private double beta(Philox random) {
        while (true) {
            double x = Math.log(1 - random.nextDouble()) / p;
            double y = Math.log(1 - random.nextDouble()) / p;
            double larger = Math.max(x, y);
            double sum = larger + Math.log(Math.exp(x - larger) + Math.exp(y - larger));
            if (sum <= 0) {
                return Math.exp(x - sum);
            }
        }
    }
}
