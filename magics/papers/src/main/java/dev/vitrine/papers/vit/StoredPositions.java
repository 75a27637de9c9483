package dev.vitrine.papers.vit;

import dev.vitrine.learn.checkpoint.Translation;
import dev.vitrine.tensor.Tensor;
import java.nio.file.Path;

/**
 * The learned positions of a Vision Transformer in a file: for the patches of one grid, with or
 * without a row for the class token before them.
 */
public final class StoredPositions {

    private final Path file;
    private final Translation weights;
    private final String positions;
    private final String classToken;

    /**
     * @param model what stands before the names of the Vision Transformer, such as "img/"; nothing
     *     if it is the whole model
     */
    public StoredPositions(Path file, Translation weights, String model) {
        this.file = file;
        this.weights = weights;
        positions = model + "pos_embedding";
        classToken = model + "cls";
    }

    /** Whether the file has positions; those of sines and cosines are not stored. */
    public boolean arePresent() {
        return weights.has(positions);
    }

    /**
     * Patches along each side.
     *
     * @throws IllegalArgumentException if there are no positions, or they are no square grid
     */
    public int grid() {
        long rows = rows();
        int side = side(isClassic() ? rows - 1 : rows);
        if (side < 1) {
            throw new IllegalArgumentException(
                    "%s: %d positions are no square grid; use Vit.load(file, config) with a config without learned positions"
                            .formatted(file, rows));
        }
        return side;
    }

    /**
     * Brings the positions to the layout and grid of a model: the row of the class token goes into
     * the token, or the other way round, and is never resized.
     */
    public void fit(VitConfig config) {
        if (!arePresent() || config.positions() != Positions.LEARN) {
            return;
        }
        int grid = grid();
        boolean classic = isClassic();
        Tensor patches = weights.tensor(positions);
        int width = Math.toIntExact(patches.size(patches.rank() - 1));
        patches = patches.reshape(1, patches.length() / width, width);
        if (classic == config.classic() && grid == config.grid()) {
            return;
        }
        Tensor tokenPosition = null;
        if (classic) {
            tokenPosition = patches.slice(1, 0, 1);
            patches = patches.slice(1, 1, patches.size(1));
        }
        patches = PositionEmbedding.resample(patches, grid, grid, config.grid(), config.grid());
        if (config.classic()) {
            Tensor first = classic ? tokenPosition : Tensor.zeros(1, 1, width);
            patches = Tensor.concat(1, first, patches);
        } else if (classic) {
            Tensor token = weights.tensor(classToken).reshape(1, 1, width);
            weights.put(classToken, token.add(tokenPosition));
        }
        weights.put(positions, patches);
    }

    /** Whether there is a position for the class token: one row more than a square grid has. */
    private boolean isClassic() {
        long rows = rows();
        return weights.has(classToken) && side(rows) < 0 && side(rows - 1) > 0;
    }

    private long rows() {
        long[] shape = weights.shape(positions);
        return shape[Math.max(0, shape.length - 2)];
    }

    private static int side(long patches) {
        int side = (int) Math.round(Math.sqrt(patches));
        return (long) side * side == patches ? side : -1;
    }
}
