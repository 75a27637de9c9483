package dev.vitrine.papers.mixer;

import dev.vitrine.learn.Seed;
import dev.vitrine.learn.data.ImageSet;
import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The shuffling of section 3.4 ("invariance to input permutations"): the patches of a picture in
 * another order, and the pixels inside each patch too, in the same order in every patch and every
 * picture.
 *
 * <p>A Mixer cannot tell such pictures from the original ones: for each of its weights there is
 * another set that does the same, {@link #unshuffling}. A convolutional network can.
 */
public final class PatchShuffle {

    private final int side;
    private final int patch;
    private final int[] patches;
    private final int[] pixels;

    /** Pictures of {@code side} pixels; position i shows what stood at patches[i] or pixels[i]. */
    private PatchShuffle(int side, int patch, int[] patches, int[] pixels) {
        this.side = side;
        this.patch = patch;
        this.patches = patches;
        this.pixels = pixels;
    }

    /**
     * A random shuffle.
     *
     * @param side of the square pictures in pixels
     * @param patch P, a divisor of the side
     * @throws IllegalArgumentException if it is not
     */
    public static PatchShuffle random(int side, int patch, long seed) {
        if (patch < 1 || side % patch != 0) {
            throw new IllegalArgumentException(
                    "pictures of %d pixels cannot be cut into whole patches of %d"
                            .formatted(side, patch));
        }
        int grid = side / patch;
        Philox random = new Seed(seed).child("patch shuffle").philox();
        return new PatchShuffle(
                side, patch, random.permutation(grid * grid), random.permutation(patch * patch));
    }

    /**
     * Where each pixel of a shuffled picture comes from, row by row; for {@link ImageSet#permuted}.
     */
    public int[] order() {
        int grid = side / patch;
        int[] order = new int[side * side];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int from = patches[y / patch * grid + x / patch];
                int inside = pixels[y % patch * patch + x % patch];
                int row = from / grid * patch + inside / patch;
                int column = from % grid * patch + inside % patch;
                order[y * side + x] = row * side + column;
            }
        }
        return order;
    }

    /** The pictures, shuffled. */
    public ImageSet apply(ImageSet images) {
        return images.permuted(order());
    }

    /**
     * Weights with which a Mixer computes from shuffled pictures what it computes with the given
     * ones from the original pictures.
     *
     * @param state parameters of a Mixer for these pictures
     * @throws IllegalArgumentException if the stem belongs to patches of another size
     */
    public Map<String, Tensor> unshuffling(Map<String, Tensor> state) {
        Map<String, Tensor> result = new LinkedHashMap<>();
        state.forEach((name, tensor) -> result.put(name, unshuffling(name, tensor).detach()));
        return result;
    }

    private Tensor unshuffling(String name, Tensor tensor) {
        if (name.equals("stem/kernel")) {
            return tensor.indexSelect(0, stemRows(tensor.size(0)));
        }
        if (name.endsWith("token_mixing/Dense_0/kernel")
                || name.endsWith("token_mixing/Dense_1/bias")) {
            return tensor.indexSelect(0, patches);
        }
        return name.endsWith("token_mixing/Dense_1/kernel")
                ? tensor.indexSelect(1, patches)
                : tensor;
    }

    /** Rows are pixels, and channels within a pixel. */
    private int[] stemRows(long rows) {
        int channels = Math.toIntExact(rows / pixels.length);
        if (rows != (long) channels * pixels.length) {
            throw new IllegalArgumentException(
                    "a stem of %d rows does not read patches of %d x %d pixels"
                            .formatted(rows, patch, patch));
        }
        int[] order = new int[Math.toIntExact(rows)];
        for (int i = 0; i < order.length; i++) {
            order[i] = pixels[i / channels] * channels + i % channels;
        }
        return order;
    }
}
