package dev.vitrine.papers.gan;

import java.util.function.DoubleUnaryOperator;

/**
 * The theory of section 4 for densities on the line: the best discriminator against a fixed
 * generator, and what the generator then makes small, C(G) = -log 4 + 2 JSD(p, g).
 */
public final class JensenShannon {

    private static final int INTERVALS = 20_000;

    private JensenShannon() {}

    /** The density of a normal distribution with variance 1. */
    public static DoubleUnaryOperator normal(double mean) {
        return x -> Math.exp(-0.5 * (x - mean) * (x - mean)) / Math.sqrt(2 * Math.PI);
    }

    /** Proposition 1: D*(x) = p(x) / (p(x) + g(x)). */
    public static DoubleUnaryOperator bestDiscriminator(
            DoubleUnaryOperator data, DoubleUnaryOperator generator) {
        return x -> {
            double p = data.applyAsDouble(x);
            return p / (p + generator.applyAsDouble(x));
        };
    }

    /**
     * JSD(p, g) = ½ KL(p, (p + g) / 2) + ½ KL(g, (p + g) / 2) in nats, from 0 for equal densities
     * to ln 2 for such without overlap, by Simpson's rule.
     *
     * @param from where both densities are still negligible
     * @param to where both are negligible again
     */
    public static double divergence(
            DoubleUnaryOperator p, DoubleUnaryOperator g, double from, double to) {
        double width = (to - from) / INTERVALS;
        double sum = 0;
        for (int i = 0; i <= INTERVALS; i++) {
            double x = from + i * width;
            double weight = i == 0 || i == INTERVALS ? 1 : i % 2 == 1 ? 4 : 2;
            sum += weight * integrand(p.applyAsDouble(x), g.applyAsDouble(x));
        }
        return sum * width / 3;
    }

    private static double integrand(double p, double g) {
        return 0.5 * (part(p, p + g) + part(g, p + g));
    }

    private static double part(double p, double both) {
        return p == 0 ? 0 : p * Math.log(2 * p / both);
    }

    /** Theorem 1: the value of the game against the best discriminator, -log 4 + 2 JSD. */
    public static double value(double divergence) {
        return -Math.log(4) + 2 * divergence;
    }
}
