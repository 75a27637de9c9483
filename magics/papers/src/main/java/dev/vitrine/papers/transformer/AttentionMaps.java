package dev.vitrine.papers.transformer;

import dev.vitrine.tensor.Tensor;
import java.util.List;

/**
 * What every token of one translated sentence looks at, for each layer from the first. Rows are the
 * tokens that look, columns those looked at; rows sum to 1.
 *
 * @param encoder (heads, S, S): the source at itself
 * @param decoder (heads, T, T): the target at itself and what is before
 * @param cross (heads, T, S): the target at the source
 */
public record AttentionMaps(List<Tensor> encoder, List<Tensor> decoder, List<Tensor> cross) {

    /** The mean over all heads, as numbers to draw. */
    public static float[][] mean(Tensor map) {
        return grid(map.mean(0));
    }

    /** One of the heads, as numbers to draw. */
    public static float[][] head(Tensor map, int head) {
        return grid(map.slice(0, head, head + 1).reshape(map.size(1), map.size(2)));
    }

    /**
     * A matrix as numbers to draw.
     *
     * @param map (rows, columns)
     */
    public static float[][] grid(Tensor map) {
        int rows = Math.toIntExact(map.size(0));
        int columns = Math.toIntExact(map.size(1));
        float[] values = map.toFloatArray();
        float[][] grid = new float[rows][columns];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(values, row * columns, grid[row], 0, columns);
        }
        return grid;
    }
}
