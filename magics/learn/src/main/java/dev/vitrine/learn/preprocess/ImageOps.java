package dev.vitrine.learn.preprocess;

import dev.vitrine.learn.data.RandAugment;
import dev.vitrine.tensor.Philox;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** big_vision's {@code pp/ops_image.py}, and {@code value_range}. */
final class ImageOps {

    private static final int MAX_SIDE = 16_384;

    private static final double[] VGG_MEAN = {0.485 * 255, 0.456 * 255, 0.406 * 255};
    private static final double[] VGG_DEVIATION = {0.229 * 255, 0.224 * 255, 0.225 * 255};
    private static final double[] CLIP_MEAN = {0.48145466 * 255, 0.4578275 * 255, 0.40821073 * 255};
    private static final double[] CLIP_DEVIATION = {
        0.26862954 * 255, 0.26130258 * 255, 0.27577711 * 255
    };

    private ImageOps() {}

    private interface Step {
        ImageArray apply(ImageArray image, Philox random);
    }

    static PreprocessOps addTo(PreprocessOps ops) {
        return ops.withValue("decode", List.of("channels", "precise"), ImageOps::decode)
                .withValue(
                        "resize", List.of("size", "method", "antialias"), image(ImageOps::resize))
                .withValue(
                        "resize_small",
                        List.of("smaller_size", "method", "antialias"),
                        image(a -> resizeSide(a, "smaller_size", false)))
                .withValue(
                        "resize_long",
                        List.of("longer_size", "method", "antialias"),
                        image(a -> resizeSide(a, "longer_size", true)))
                .withValue(
                        "inception_crop",
                        List.of("size", "area_min", "area_max", "method", "antialias"),
                        image(a -> inceptionCrop(a, 0.75, 1.33)))
                .withValue(
                        "decode_jpeg_and_inception_crop",
                        List.of(
                                "size",
                                "area_min",
                                "area_max",
                                "ratio_min",
                                "ratio_max",
                                "method",
                                "antialias"),
                        ImageOps::decodeAndCrop)
                .withValue("random_crop", List.of("crop_size"), image(ImageOps::randomCrop))
                .withValue("central_crop", List.of("crop_size"), image(ImageOps::centralCrop))
                .withValue(
                        "flip_lr",
                        List.of(),
                        image(
                                a ->
                                        (image, random) ->
                                                random.nextDouble() < 0.5
                                                        ? image.mirrored()
                                                        : image))
                .withValue(
                        "randaug", List.of("num_layers", "magnitude"), image(ImageOps::randAugment))
                .withValue(
                        "value_range",
                        List.of("vmin", "vmax", "in_min", "in_max", "clip_values"),
                        image(ImageOps::valueRange))
                .withValue(
                        "vgg_value_range",
                        List.of("mean", "std"),
                        image(
                                a ->
                                        normalise(
                                                a.numbers("mean", VGG_MEAN),
                                                a.numbers("std", VGG_DEVIATION))))
                .withValue(
                        "clip_value_range",
                        List.of(),
                        image(a -> normalise(CLIP_MEAN, CLIP_DEVIATION)));
    }

    /** The factory of an operation on images. */
    private static Function<Arguments, ValueOp> image(Function<Arguments, Step> factory) {
        return arguments -> {
            Step step = factory.apply(arguments);
            return (value, random) -> step.apply(requireImage(value), random);
        };
    }

    private static ImageArray requireImage(Object value) {
        if (value instanceof ImageArray image) {
            return image;
        }
        throw new IllegalArgumentException(
                value instanceof byte[] || value instanceof BufferedImage
                        ? "an image that is not decoded; decode belongs before this step"
                        : "an image expected, found a " + value.getClass().getSimpleName());
    }

    private static ValueOp decode(Arguments arguments) {
        int channels = arguments.integer("channels", 3, 0, 3);
        if (channels == 2) {
            throw arguments.mismatch("channels", "channels of decode must be 0, 1 or 3");
        }
        arguments.truth("precise", false); // ImageIO has one way to decode JPEG
        return (value, random) -> decoded(value, channels);
    }

    private static ImageArray decoded(Object value, int channels) {
        if (value instanceof byte[] file) {
            return ImageArray.of(ImageFiles.decode(file), channels);
        }
        if (value instanceof BufferedImage image) {
            return ImageArray.of(image, channels);
        }
        throw new IllegalArgumentException(
                "the bytes of an image file, or a BufferedImage, expected, found a "
                        + value.getClass().getSimpleName());
    }

    private static Step resize(Arguments arguments) {
        int[] size = arguments.size("size", MAX_SIDE);
        String method = arguments.choice("method", Resampling.METHODS);
        boolean antialias = arguments.truth("antialias", false);
        return (image, random) -> Resampling.resize(image, size[0], size[1], method, antialias);
    }

    private static Step resizeSide(Arguments arguments, String side, boolean longer) {
        int size = arguments.integer(side, 1, MAX_SIDE);
        String method =
                arguments.has("method") ? arguments.choice("method", Resampling.METHODS) : "area";
        boolean antialias = arguments.truth("antialias", longer);
        return (image, random) -> {
            int reference =
                    longer
                            ? Math.max(image.height(), image.width())
                            : Math.min(image.height(), image.width());
            float factor = (float) size / reference; // in single precision, as TensorFlow does
            int height = scaled(image.height(), factor);
            int width = scaled(image.width(), factor);
            if (height > MAX_SIDE || width > MAX_SIDE) {
                throw new IllegalArgumentException(
                        "an image of %s would get a side of more than %,d pixels"
                                .formatted(image, MAX_SIDE));
            }
            return Resampling.resize(image, height, width, method, antialias);
        };
    }

    /** Halves to even, and never nothing. */
    private static int scaled(int side, float factor) {
        return (int) Math.max(1, Math.rint(side * factor));
    }

    private static Step inceptionCrop(Arguments arguments, double minRatio, double maxRatio) {
        double minArea = percent(arguments, "area_min", 5);
        double maxArea = percent(arguments, "area_max", 100);
        if (minArea > maxArea) {
            throw arguments.mismatch(
                    "area_min",
                    "area_min %s is more than area_max %s".formatted(100 * minArea, 100 * maxArea));
        }
        UnaryOperator<ImageArray> resize = UnaryOperator.identity();
        if (arguments.has("size")) {
            Step step = resize(arguments);
            resize = image -> step.apply(image, null);
        }
        UnaryOperator<ImageArray> after = resize;
        DistortedBox box = new DistortedBox(minArea, maxArea, minRatio, maxRatio);
        return (image, random) -> {
            DistortedBox.Box part = box.sample(image.height(), image.width(), random);
            return after.apply(image.crop(part.top(), part.left(), part.height(), part.width()));
        };
    }

    private static double percent(Arguments arguments, String name, double otherwise) {
        double value = arguments.number(name, otherwise);
        if (!(value > 0 && value <= 100)) {
            throw arguments.mismatch(
                    name, "%s must be a percentage, above 0 and at most 100".formatted(name));
        }
        return value / 100;
    }

    private static ValueOp decodeAndCrop(Arguments arguments) {
        double minRatio = arguments.number("ratio_min", 0.75);
        double maxRatio = arguments.number("ratio_max", 1.33);
        if (!(minRatio > 0 && minRatio <= maxRatio && maxRatio <= 1000)) {
            throw arguments.mismatch("ratio_min", "0 < ratio_min <= ratio_max <= 1000 is needed");
        }
        Step crop = inceptionCrop(arguments, minRatio, maxRatio);
        return (value, random) -> crop.apply(decoded(value, 3), random);
    }

    private static Step randomCrop(Arguments arguments) {
        int[] size = arguments.size("crop_size", MAX_SIDE);
        return (image, random) -> {
            requireFits(size, image);
            int top = random.nextInt(image.height() - size[0] + 1);
            int left = random.nextInt(image.width() - size[1] + 1);
            return image.crop(top, left, size[0], size[1]);
        };
    }

    private static Step centralCrop(Arguments arguments) {
        int[] wanted = arguments.has("crop_size") ? arguments.size("crop_size", MAX_SIDE) : null;
        return (image, random) -> {
            int side = Math.min(image.height(), image.width());
            int[] size = wanted != null ? wanted : new int[] {side, side};
            requireFits(size, image);
            return image.crop(
                    (image.height() - size[0]) / 2,
                    (image.width() - size[1]) / 2,
                    size[0],
                    size[1]);
        };
    }

    private static void requireFits(int[] size, ImageArray image) {
        if (size[0] > image.height() || size[1] > image.width()) {
            throw new IllegalArgumentException(
                    "a part of %d x %d pixels does not fit into an image of %s"
                            .formatted(size[0], size[1], image));
        }
    }

    /** On bytes, as big_vision's is; {@link RandAugment} itself works on floats from -1 to 1. */
    private static Step randAugment(Arguments arguments) {
        int layers = arguments.integer("num_layers", 2, 0, 16);
        double magnitude = arguments.number("magnitude", 10);
        if (!(magnitude >= 0 && magnitude <= 30)) {
            throw arguments.mismatch("magnitude", "magnitude of randaug must be from 0 to 30");
        }
        RandAugment augment = new RandAugment(layers, magnitude);
        return (image, random) -> {
            if (!image.isBytes()) {
                throw new IllegalArgumentException(
                        "an image of floats; randaug works on bytes, and belongs before value_range");
            }
            float[] values = image.values().clone();
            for (int i = 0; i < values.length; i++) {
                values[i] = values[i] / 127.5f - 1;
            }
            float[] changed =
                    augment.apply(values, image.height(), image.width(), image.channels(), random);
            float[] levels = new float[changed.length];
            for (int i = 0; i < levels.length; i++) {
                levels[i] = Math.round((changed[i] + 1) * 127.5f);
            }
            return image.with(image.height(), image.width(), levels);
        };
    }

    private static Step valueRange(Arguments arguments) {
        double low = arguments.number("vmin", -1);
        double high = arguments.number("vmax", 1);
        double[] inLow = arguments.numbers("in_min", 0);
        double[] inHigh = arguments.numbers("in_max", 255);
        boolean clip = arguments.truth("clip_values", false);
        return perChannel(
                (value, channel) -> {
                    double from = one(inLow, channel, "in_min");
                    double to = one(inHigh, channel, "in_max");
                    double scaled = low + (value - from) / (to - from) * (high - low);
                    return clip ? Math.max(low, Math.min(high, scaled)) : scaled;
                });
    }

    private static Step normalise(double[] mean, double[] deviation) {
        return perChannel(
                (value, channel) ->
                        (value - one(mean, channel, "mean")) / one(deviation, channel, "std"));
    }

    private interface Change {
        double apply(float value, int channel);
    }

    /** The result is floats. */
    private static Step perChannel(Change change) {
        return (image, random) -> {
            float[] from = image.values();
            float[] to = new float[from.length];
            for (int i = 0; i < to.length; i++) {
                to[i] = (float) change.apply(from[i], i % image.channels());
            }
            return ImageArray.ofFloats(image.height(), image.width(), image.channels(), to);
        };
    }

    private static double one(double[] values, int channel, String name) {
        if (values.length == 1) {
            return values[0];
        }
        if (channel >= values.length) {
            throw new IllegalArgumentException(
                    "%s has %d values, too few for channel %d"
                            .formatted(name, values.length, channel));
        }
        return values[channel];
    }
}
