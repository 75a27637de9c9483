package dev.vitrine.learn.preprocess;

import dev.vitrine.learn.Seed;
import dev.vitrine.learn.data.Augment;
import dev.vitrine.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What happens to an example before a model sees it, as a string says.
 *
 * <pre>{@code
 * Preprocess eval = Preprocess.parse("decode|resize_small(256)|central_crop(224)|value_range(-1,1)");
 * Tensor images = eval.images(List.of(picture)); // (1, 224, 224, 3)
 *
 * Preprocess train = Preprocess.parse("decode|inception_crop(224)|flip_lr|value_range(-1,1)"
 *         + "|onehot(10, key='label', key_result='labels')|keep('image','labels')");
 * Map<String, Object> example = train.apply(Map.of("image", bytes, "label", 3), new Seed(7));
 * }</pre>
 *
 * <p>An example is a map: encoded images are {@code byte[]} or {@link BufferedImage}, decoded ones
 * {@link ImageArray}, labels numbers, and what {@code onehot} makes of them {@code float[]}. The
 * same example with the same seed gives the same result.
 */
public final class Preprocess {

    private final String text;
    private final List<Integer> positions = new ArrayList<>();
    private final List<PreprocessOp> steps = new ArrayList<>();

    private Preprocess(String text, PreprocessOps ops) {
        this.text = text;
        for (PreprocessParser.Call call : PreprocessParser.parse(text)) {
            positions.add(call.position());
            steps.add(ops.make(text, call));
        }
    }

    /**
     * Reads a string with the standard operations.
     *
     * @throws PreprocessException if it is malformed, or an operation or argument is unknown or
     *     impossible; shows where
     */
    public static Preprocess parse(String text) {
        return parse(text, PreprocessOps.standard());
    }

    /** As {@link #parse(String)}, with these operations. */
    public static Preprocess parse(String text, PreprocessOps ops) {
        return new Preprocess(text, ops);
    }

    /**
     * Applies all steps to an example.
     *
     * @param example not changed
     * @param seed of the random steps; each has a child of its own
     * @throws PreprocessException if the example is not what a step needs; shows the step
     */
    public Map<String, Object> apply(Map<String, Object> example, Seed seed) {
        Map<String, Object> current = new LinkedHashMap<>(example);
        for (int i = 0; i < steps.size(); i++) {
            try {
                current = steps.get(i).apply(current, seed.child(i).philox());
            } catch (PreprocessException e) {
                throw e;
            } catch (IllegalArgumentException e) {
                throw new PreprocessException(text, positions.get(i), e.getMessage(), e);
            }
        }
        return current;
    }

    /** The image that comes out for one picture, file or array. */
    public ImageArray image(Object image, Seed seed) {
        Object result = apply(Map.of("image", image), seed).get("image");
        if (result instanceof ImageArray array) {
            return array;
        }
        throw new IllegalArgumentException(
                "Preprocessing \"%s\" leaves no image, but %s"
                        .formatted(
                                text,
                                result == null
                                        ? "nothing"
                                        : "a " + result.getClass().getSimpleName()));
    }

    /** A batch of pictures, with seed 0. */
    public Tensor images(List<BufferedImage> pictures) {
        return images(pictures, new Seed(0));
    }

    /**
     * A batch of pictures.
     *
     * @return (B, H, W, C)
     * @throws IllegalArgumentException if there are none, or they come out in different sizes
     */
    public Tensor images(List<BufferedImage> pictures, Seed seed) {
        if (pictures.isEmpty()) {
            throw new IllegalArgumentException("Preprocessing: no pictures");
        }
        float[] values = null;
        ImageArray first = null;
        for (int i = 0; i < pictures.size(); i++) {
            ImageArray image = image(pictures.get(i), seed.child(i));
            if (first == null) {
                first = image;
                values = new float[Math.multiplyExact(image.values().length, pictures.size())];
            }
            if (image.height() != first.height()
                    || image.width() != first.width()
                    || image.channels() != first.channels()) {
                throw new IllegalArgumentException(
                        "Preprocessing \"%s\": picture %d comes out as %s, the first as %s; resize or crop them to one size"
                                .formatted(text, i, image, first));
            }
            System.arraycopy(
                    image.values(), 0, values, i * image.values().length, image.values().length);
        }
        return Tensor.of(values, pictures.size(), first.height(), first.width(), first.channels());
    }

    /**
     * The steps as augmentation of training images, which are decoded and in [-1, 1] already:
     * {@code Preprocess.parse("inception_crop(28)|flip_lr").augment()}. The size must stay.
     */
    public Augment augment() {
        return (pixels, height, width, channels, random) -> {
            Seed seed = new Seed(((long) random.nextInt(1 << 30) << 30) + random.nextInt(1 << 30));
            ImageArray result = image(ImageArray.ofFloats(height, width, channels, pixels), seed);
            if (result.height() != height
                    || result.width() != width
                    || result.channels() != channels) {
                throw new IllegalArgumentException(
                        "Preprocessing \"%s\" makes %s of %d x %d x %d; as augmentation it must keep the size"
                                .formatted(text, result, height, width, channels));
            }
            return result.values();
        };
    }

    static Object value(Map<String, Object> example, String key) {
        Object value = example.get(key);
        if (value == null) {
            throw new IllegalArgumentException(
                    "the example has no \"%s\"; it has %s".formatted(key, example.keySet()));
        }
        return value;
    }

    /** Number of steps. */
    public int size() {
        return steps.size();
    }

    /** The string that was parsed. */
    @Override
    public String toString() {
        return text;
    }
}
