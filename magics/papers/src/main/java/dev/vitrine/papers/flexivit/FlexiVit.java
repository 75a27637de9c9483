package dev.vitrine.papers.flexivit;

import dev.vitrine.learn.Seed;
import dev.vitrine.learn.eval.Classifier;
import dev.vitrine.learn.nn.Initializer;
import dev.vitrine.learn.nn.Layer;
import dev.vitrine.papers.vit.Positions;
import dev.vitrine.papers.vit.Vit;
import dev.vitrine.papers.vit.VitConfig;
import dev.vitrine.papers.vit.VitSize;
import dev.vitrine.tensor.Convolutions;
import dev.vitrine.tensor.Interpolation;
import dev.vitrine.tensor.Tensor;
import dev.vitrine.tensor.Updates;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * A Vision Transformer for patches of any size: the kernel of its patch embedding and its position
 * embedding are stored at one size, and resized to the grid of each call.
 *
 * <p>While training, {@link #forward(Tensor)} reads each step's batch at a random one of its grids;
 * otherwise at the first. The draw is a function of the trainer's seed and the step, so a resumed
 * run draws as the uninterrupted one.
 */
public final class FlexiVit extends Layer implements Classifier {

    /**
     * Patches along each side that the published models were trained with: of 240 pixels, patches
     * of 48, 40, 30, 24, 20, 16, 15, 12, 10 and 8.
     */
    public static final List<Integer> PUBLISHED_GRIDS =
            List.of(5, 6, 8, 10, 12, 15, 16, 20, 24, 30);

    /** Side in pixels of the pictures that the published models read. */
    public static final int PUBLISHED_IMAGE = 240;

    private static final int STORED_PATCH = 32;
    private static final int STORED_GRID = 7;

    private final Vit vit;
    private final List<Integer> grids;
    private final Tensor kernel;
    private final Tensor positions;
    private final ConcurrentMap<Integer, double[][]> matrices = new ConcurrentHashMap<>();

    /**
     * Any ViT, seen as a flexible one: with the same parameters, not copies of them. A ViT that was
     * trained with one size of patches, too: this is how it is fairly evaluated at another.
     *
     * @param vit with learned positions, in the layout that is not classic
     * @param grids patches along each side to train with
     * @throws IllegalArgumentException if the ViT is of another kind, or there is no grid
     */
    public FlexiVit(Vit vit, List<Integer> grids) {
        VitConfig config = vit.config();
        if (config.positions() != Positions.LEARN || config.classic()) {
            throw new IllegalArgumentException(
                    "FlexiViT resizes learned positions of patches alone; this ViT has %s%s"
                            .formatted(
                                    config.positions(),
                                    config.classic() ? ", classic layout" : ""));
        }
        if (grids.isEmpty() || grids.stream().anyMatch(grid -> grid < 1)) {
            throw new IllegalArgumentException(
                    "FlexiViT needs at least one grid, each of 1 or more patches along a side, not "
                            + grids);
        }
        this.vit = part(vit);
        this.grids = List.copyOf(grids);
        kernel = vit.parameters().get("embedding/kernel");
        positions = vit.parameters().get("pos_embedding");
    }

    /**
     * A new model.
     *
     * @param config with the patch that the kernel is stored at, and an image of as many such
     *     patches as positions are stored
     */
    public static FlexiVit of(VitConfig config, List<Integer> grids, long seed) {
        Vit vit = new Vit(config, seed);
        Tensor kernel = vit.parameters().get("embedding/kernel");
        Initializer init =
                new Initializer(new Seed(seed).child("flexible kernel").philox(), kernel.dtype());
        // Its fan-in is another at each size, so the deviation is that of the positions.
        Updates.copy(
                init.normal(1 / Math.sqrt(config.size().width()), kernel.shape()).detach(), kernel);
        return new FlexiVit(vit, grids);
    }

    /**
     * A published model: kernel stored at 32 x 32 pixels, positions at 7 x 7, class token, 1000
     * classes, for pictures of 240 pixels.
     *
     * @param size such as "S", "B" or "L"
     */
    public static FlexiVit of(String size, long seed) {
        return of(published(size), PUBLISHED_GRIDS, seed);
    }

    /**
     * A model with published weights, by the names of big_vision or timm: at whichever size its
     * kernel and positions are stored, with the published grids.
     *
     * @throws IllegalArgumentException if the file has other names, or a class token with a
     *     position
     * @throws dev.vitrine.learn.checkpoint.CheckpointException if it is damaged
     */
    public static FlexiVit load(Path file) {
        return new FlexiVit(Vit.load(file), PUBLISHED_GRIDS);
    }

    /** The configuration of a published model, see {@link #of(String, long)}. */
    public static VitConfig published(String size) {
        return VitConfig.of(VitSize.of(size), STORED_PATCH)
                .withImage(STORED_PATCH * STORED_GRID, 3);
    }

    /** The model at its stored size. */
    public Vit vit() {
        return vit;
    }

    public List<Integer> grids() {
        return grids;
    }

    /**
     * The grid at which {@link #forward(Tensor)} reads now: while training, this step's random one;
     * otherwise the first.
     */
    public int grid() {
        if (!isTraining()) {
            return grids.get(0);
        }
        // The key alone, since its position moves on when the batch is trained on in parts.
        Seed step = new Seed(trainingRandom().state().key()).child("grid");
        return grids.get(step.philox().nextInt(grids.size()));
    }

    /**
     * @param images (B, H, W, C) in [-1, 1]
     * @return logits (B, classes), with {@link #grid()} patches along each side
     */
    @Override
    public Tensor forward(Tensor images) {
        return forward(images, grid());
    }

    /**
     * @param images (B, H, W, C) in [-1, 1]
     * @param grid patches along the height; they are square, so a wider picture has more across
     * @return logits (B, classes)
     * @throws IllegalArgumentException if the grid does not divide the height, or the patch the
     *     width: pixels would be left out
     */
    public Tensor forward(Tensor images, int grid) {
        int patch = patch(images, grid);
        int columns = Math.toIntExact(images.size(2) / patch);
        return vit.forward(images, patch, kernel(patch), positions(grid, columns));
    }

    /** The classifier that reads every picture with so many patches along its height. */
    public Classifier at(int grid) {
        return images -> forward(images, grid);
    }

    /** Side in pixels of the patches that a grid cuts these images into. */
    static int patch(Tensor images, int grid) {
        if (images.rank() != 4) {
            throw new IllegalArgumentException(
                    "images of shape %s: expected (batch, height, width, channels)"
                            .formatted(Arrays.toString(images.shape())));
        }
        long height = images.size(1);
        if (grid < 1 || height % grid != 0 || images.size(2) % (height / grid) != 0) {
            throw new IllegalArgumentException(
                    "pictures of %d x %d pixels cannot be cut into whole square patches, %d along the height"
                            .formatted(height, images.size(2), grid));
        }
        return Math.toIntExact(height / grid);
    }

    /** The kernel for patches of this side, (patch · patch · C, D); on the tape. */
    public Tensor kernel(int patch) {
        int stored = vit.config().patch();
        if (patch == stored) {
            return kernel;
        }
        double[][] matrix =
                matrices.computeIfAbsent(patch, side -> PatchResize.matrix(stored, side));
        return PatchResize.alongBothSides(kernel, stored, matrix);
    }

    /**
     * The positions for a grid, (1, rows · columns, D); on the tape. Linear with half-pixel
     * centres, antialiased where the grid is smaller, as {@code jax.image.resize} does it; unlike
     * those of a plain ViT checkpoint, see {@link dev.vitrine.papers.vit.PositionEmbedding}.
     */
    public Tensor positions(int rows, int columns) {
        int stored = vit.config().grid();
        long width = positions.size(2);
        return Convolutions.resize(
                        positions.reshape(1, stored, stored, width),
                        rows,
                        columns,
                        Interpolation.LINEAR,
                        true)
                .reshape(1, (long) rows * columns, width);
    }
}
