package dev.vitrine.bench;

import java.util.Random;

/**
 * Values that both sides get, each in its own layout.
 *
 * @param shape in our layout
 * @param order of our axes in libtorch's layout
 * @param values in our layout
 */
record Array(long[] shape, int[] order, float[] values) {

    /** Normal numbers. */
    static Array normal(Role role, double deviation, long seed, long... shape) {
        float[] values = new float[length(shape)];
        Random random = new Random(seed);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        return new Array(shape, role.order(shape.length), values);
    }

    /** One value everywhere. */
    static Array full(float value, long... shape) {
        float[] values = new float[length(shape)];
        java.util.Arrays.fill(values, value);
        return new Array(shape, Role.PLAIN.order(shape.length), values);
    }

    private static int length(long... shape) {
        long length = 1;
        for (long size : shape) {
            length = Math.multiplyExact(length, size);
        }
        return Math.toIntExact(length);
    }

    /** What an array is for, which decides about its layout. */
    enum Role {
        /** The same on both sides. */
        PLAIN,
        /** (in, out) here, (out, in) there. */
        LINEAR,
        /** (height, width, in, out) here, (out, in, height, width) there. */
        CONVOLUTION,
        /** (B, H, W, C) here, (B, C, H, W) there. */
        IMAGES;

        private int[] order(int rank) {
            return switch (this) {
                case PLAIN -> java.util.stream.IntStream.range(0, rank).toArray();
                case LINEAR -> new int[] {1, 0};
                case CONVOLUTION -> new int[] {3, 2, 0, 1};
                case IMAGES -> new int[] {0, 3, 1, 2};
            };
        }
    }

    /** Sizes in libtorch's layout. */
    long[] libtorchShape() {
        return Layout.permute(shape, order);
    }

    /** Values in libtorch's layout. */
    float[] libtorchValues() {
        return Layout.permute(values, shape, order);
    }

    /** An array of libtorch's, such as a gradient, in our layout. */
    float[] fromLibtorch(float[] theirs) {
        return Layout.permute(theirs, libtorchShape(), Layout.inverse(order));
    }
}
