package dev.vitrine.papers.scaling;

import dev.vitrine.papers.vit.Pool;
import dev.vitrine.papers.vit.VitConfig;

/** Floating-point operations of a ViT; a multiplication and an addition are two, as in Table 2. */
public final class Compute {

    /** A step goes forward once and back once, which is two products for each of the forward. */
    private static final int FORWARD_AND_BACKWARD = 3;

    private Compute() {}

    /**
     * Of the forward pass of one image: the products of the patch embedding, of the blocks and
     * their attention, and of the head; norms, softmax and activations are left out, as in the
     * paper.
     */
    public static double forward(VitConfig config) {
        double d = config.size().width();
        double mlp = config.size().mlp();
        double tokens = config.tokens();
        double attention = 4 * d * d * tokens + 2 * d * tokens * tokens;
        double blocks = config.size().depth() * (attention + 2 * d * mlp * tokens);
        double pixels = (double) config.patch() * config.patch() * config.channels();
        double pooling =
                config.pool() == Pool.MAP
                        ? 2 * d * d * (tokens + 1) + 2 * d * tokens + 2 * d * mlp
                        : 0;
        double features = config.repSize() > 0 ? config.repSize() : d;
        double head = d * config.repSize() + features * config.classes();
        return 2 * (pixels * d * config.patches() + blocks + pooling + head);
    }

    /**
     * Of a whole training: three times the forward pass for each image.
     *
     * @param images seen, each time counted
     */
    public static double training(VitConfig config, long images) {
        return FORWARD_AND_BACKWARD * forward(config) * images;
    }
}
