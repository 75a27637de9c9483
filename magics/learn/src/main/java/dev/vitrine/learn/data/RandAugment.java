package dev.vitrine.learn.data;

import dev.vitrine.tensor.Philox;

/**
 * RandAugment (Cubuk et al., arXiv 1909.13719): so many operations drawn from sixteen, all of one
 * magnitude. Operations, their ranges and the grey that comes in from outside are those of the code
 * that big_vision took over ({@code pp/archive/autoaugment.py}); lengths, which are pixels of a
 * picture of 224 there, are shares of the picture here, and rotations are bilinear.
 *
 * @param layers operations for each image, 0 for none
 * @param magnitude 0 to 30; at 10 rotations are by 30 degrees, say
 */
public record RandAugment(int layers, double magnitude) implements Augment {

    /** Changes nothing, and draws no number. */
    public static final RandAugment NONE = new RandAugment(0, 0);

    /** The magnitude to which the operations' ranges refer. */
    private static final double FULL = 10;

    private static final double ROTATION = 30; // degrees
    private static final double SHEAR = 0.3;
    private static final double TRANSLATION = 100.0 / 224; // of the side
    private static final double CUTOUT = 40.0 / 224; // of the side, half of the square's

    /** What can be drawn. */
    enum Operation {
        AUTO_CONTRAST,
        EQUALIZE,
        INVERT,
        ROTATE,
        POSTERIZE,
        SOLARIZE,
        COLOR,
        CONTRAST,
        BRIGHTNESS,
        SHARPNESS,
        SHEAR_X,
        SHEAR_Y,
        TRANSLATE_X,
        TRANSLATE_Y,
        CUTOUT,
        SOLARIZE_ADD
    }

    public RandAugment {
        if (layers < 0 || layers > 16 || !(magnitude >= 0 && magnitude <= 30)) {
            throw new IllegalArgumentException(
                    "RandAugment(%d, %s): 0 to 16 layers and a magnitude from 0 to 30 expected"
                            .formatted(layers, magnitude));
        }
    }

    @Override
    public float[] apply(float[] image, int height, int width, int channels, Philox random) {
        float[] result = image;
        Operation[] all = Operation.values();
        for (int layer = 0; layer < layers; layer++) {
            Operation operation = all[random.nextInt(all.length)];
            result = apply(operation, new Picture(result, height, width, channels), random);
        }
        return result;
    }

    /** One operation; those with a direction take it at random. */
    float[] apply(Operation operation, Picture picture, Philox random) {
        double level = magnitude / FULL;
        double factor = 0.1 + 1.8 * level;
        return switch (operation) {
            case AUTO_CONTRAST -> picture.stretched();
            case EQUALIZE -> picture.equalized();
            case INVERT -> picture.solarized(0);
            case ROTATE -> picture.rotated(sign(random) * Math.toRadians(ROTATION * level));
            case POSTERIZE -> picture.posterized(Math.min(8, (int) (4 * level)));
            case SOLARIZE -> picture.solarized((int) (256 * level));
            case COLOR -> picture.coloured(factor);
            case CONTRAST -> picture.contrasted(factor);
            case BRIGHTNESS -> picture.brightened(factor);
            case SHARPNESS -> picture.sharpened(factor);
            case SHEAR_X -> picture.transformed(1, sign(random) * SHEAR * level, 0, 0, 1, 0);
            case SHEAR_Y -> picture.transformed(1, 0, 0, sign(random) * SHEAR * level, 1, 0);
            case TRANSLATE_X ->
                    picture.transformed(
                            1, 0, sign(random) * TRANSLATION * level * picture.width(), 0, 1, 0);
            case TRANSLATE_Y ->
                    picture.transformed(
                            1, 0, 0, 0, 1, sign(random) * TRANSLATION * level * picture.height());
            case CUTOUT ->
                    picture.cutOut(
                            (int) Math.round(CUTOUT * level * picture.height()),
                            random.nextInt(picture.height()),
                            random.nextInt(picture.width()));
            case SOLARIZE_ADD -> picture.solarizeAdded((int) (110 * level));
        };
    }

    private static int sign(Philox random) {
        return random.nextInt(2) == 0 ? 1 : -1;
    }
}
