package dev.vitrine.papers.vit;

import dev.vitrine.learn.nn.Initializer;
import dev.vitrine.learn.nn.Layer;
import dev.vitrine.tensor.Tensor;
import java.util.Arrays;

/**
 * Cuts an image into patches and projects each to a token: x_p E of Eq. 1.
 *
 * <p>It equals a convolution with kernel and stride P and no padding; done as one matrix product
 * over unfolded patches.
 */
public final class PatchEmbedding extends Layer {

    private final int patch;
    private final int channels;
    private final Tensor kernel;
    private final Tensor bias;

    public PatchEmbedding(int patch, int channels, int width, Initializer init) {
        this.patch = patch;
        this.channels = channels;
        kernel = parameter("kernel", init.lecunNormal((long) patch * patch * channels, width));
        bias = parameter("bias", init.zeros(width));
    }

    /**
     * @param images (B, H, W, C)
     * @return tokens (B, N, D) row by row, N = ⌊H / P⌋ · ⌊W / P⌋; pixels that do not fill a patch
     *     are dropped
     * @throws IllegalArgumentException if the shape is another
     */
    public Tensor forward(Tensor images) {
        return forward(images, patch, kernel);
    }

    /**
     * The same for patches of another size, with a kernel for them and this layer's bias.
     *
     * @param images (B, H, W, C)
     * @param kernel (P · P · C, D)
     * @return tokens (B, N, D), as of {@link #forward(Tensor)}
     */
    Tensor forward(Tensor images, int patch, Tensor kernel) {
        return unfold(images, patch, channels).linear(kernel, bias);
    }

    /**
     * Patches as rows.
     *
     * @param images (B, H, W, C)
     * @return (B, N, P · P · C), within a patch in the order row, column, channel
     */
    static Tensor unfold(Tensor images, int patch, int channels) {
        if (images.rank() != 4
                || images.size(3) != channels
                || images.size(1) < patch
                || images.size(2) < patch) {
            throw new IllegalArgumentException(
                    "images of shape %s: expected (batch, height, width, %d) with both sides at least %d"
                            .formatted(Arrays.toString(images.shape()), channels, patch));
        }
        long batch = images.size(0);
        long rows = images.size(1) / patch;
        long columns = images.size(2) / patch;
        return images.slice(1, 0, rows * patch)
                .slice(2, 0, columns * patch)
                .reshape(batch, rows, patch, columns, patch, channels)
                .permute(0, 1, 3, 2, 4, 5)
                .reshape(batch, rows * columns, (long) patch * patch * channels);
    }
}
