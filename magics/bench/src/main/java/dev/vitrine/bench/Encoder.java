package dev.vitrine.bench;

import java.util.Random;

/**
 * The encoder that both sides train: pre-LN blocks (Dosovitskiy et al., arXiv 2010.11929, equations
 * 2 and 3) with GELU in its exact form, the one libtorch's binding offers; loss = mean of the
 * squares of the result.
 *
 * @param blocks depth
 * @param width D
 * @param mlp hidden width of the MLP
 */
record Encoder(int blocks, int width, int heads, int mlp, int tokens, int batch) {

    static final Encoder TINY = new Encoder(6, 192, 3, 768, 50, 64);

    static final double EPSILON = 1e-6;
    static final float LEARNING_RATE = 1e-4f;
    static final float BETA1 = 0.9f;
    static final float BETA2 = 0.999f;
    static final float ADAM_EPSILON = 1e-8f;
    static final float DECAY = 0.05f;

    /** Shapes of a block's parameters, weights as (in, out). */
    enum Parameter {
        NORM1_SCALE,
        NORM1_BIAS,
        QKV_WEIGHT,
        QKV_BIAS,
        PROJECTION_WEIGHT,
        PROJECTION_BIAS,
        NORM2_SCALE,
        NORM2_BIAS,
        HIDDEN_WEIGHT,
        HIDDEN_BIAS,
        OUTPUT_WEIGHT,
        OUTPUT_BIAS;

        long[] shape(Encoder e) {
            long d = e.width;
            return switch (this) {
                case NORM1_SCALE,
                        NORM1_BIAS,
                        NORM2_SCALE,
                        NORM2_BIAS,
                        PROJECTION_BIAS,
                        OUTPUT_BIAS ->
                        new long[] {d};
                case QKV_WEIGHT -> new long[] {d, 3 * d};
                case QKV_BIAS -> new long[] {3 * d};
                case PROJECTION_WEIGHT -> new long[] {d, d};
                case HIDDEN_WEIGHT -> new long[] {d, e.mlp};
                case HIDDEN_BIAS -> new long[] {e.mlp};
                case OUTPUT_WEIGHT -> new long[] {e.mlp, d};
            };
        }

        /**
         * Reproducible values: 1 for scales, 0 for biases, normal with deviation 0.05 for weights.
         */
        float[] values(Encoder e, int block) {
            long length = 1;
            for (long size : shape(e)) {
                length *= size;
            }
            float[] values = new float[(int) length];
            Random random = new Random(block * 100L + ordinal());
            for (int i = 0; i < values.length; i++) {
                values[i] =
                        switch (this) {
                            case NORM1_SCALE, NORM2_SCALE -> 1;
                            case QKV_WEIGHT, PROJECTION_WEIGHT, HIDDEN_WEIGHT, OUTPUT_WEIGHT ->
                                    (float) (0.05 * random.nextGaussian());
                            default -> 0;
                        };
            }
            return values;
        }
    }

    long[] inputShape() {
        return new long[] {batch, tokens, width};
    }

    float[] input() {
        Random random = new Random(7);
        float[] values = new float[batch * tokens * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
