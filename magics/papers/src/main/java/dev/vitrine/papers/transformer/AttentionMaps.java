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

    /** One head, or the mean over all, as numbers to draw. */
    public static float[][] mean(Tensor map) {
        Tensor mean = map.mean(0);
        int rows = Math.toIntExact(mean.size(0));
        int columns = Math.toIntExact(mean.size(1));
        float[] values = mean.toFloatArray();
        float[][] grid = new float[rows][columns];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(values, row * columns, grid[row], 0, columns);
        }
        return grid;
    }
}
