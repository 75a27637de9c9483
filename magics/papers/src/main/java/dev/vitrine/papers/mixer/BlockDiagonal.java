package dev.vitrine.papers.mixer;

import dev.vitrine.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Token-mixing weights for larger images (appendix C): the tokens of the K·K parts of the picture
 * each meet a copy of the old weights, and no part meets another.
 *
 * <p>Seen part after part the new kernels are block-diagonal. Tokens are kept row by row over the
 * whole picture, so the rows of the first kernel and the columns of the second are in that order.
 */
final class BlockDiagonal {

    private BlockDiagonal() {}

    /**
     * @param state parameters of a model with this configuration
     * @param factor K
     * @return parameters of a model with the configuration {@code config.upscaled(factor)}
     */
    static Map<String, Tensor> upscale(Map<String, Tensor> state, MixerConfig config, int factor) {
        int[][] tokens = tokensOfParts(config.grid(), factor);
        Map<String, Tensor> larger = new LinkedHashMap<>(state);
        for (int i = 0; i < config.size().depth(); i++) {
            String mixing = "MixerBlock_%d/token_mixing/".formatted(i);
            int parts = tokens.length;
            larger.computeIfPresent(
                    mixing + "Dense_0/kernel", (name, kernel) -> diagonal(kernel, tokens, true));
            larger.computeIfPresent(
                    mixing + "Dense_0/bias", (name, bias) -> bias.tile(parts).detach());
            larger.computeIfPresent(
                    mixing + "Dense_1/kernel", (name, kernel) -> diagonal(kernel, tokens, false));
            larger.computeIfPresent(
                    mixing + "Dense_1/bias", (name, bias) -> scattered(bias, tokens));
        }
        return larger;
    }

    /** For each part of the picture, row by row: its tokens' numbers in the whole picture. */
    static int[][] tokensOfParts(int grid, int factor) {
        int[][] tokens = new int[factor * factor][grid * grid];
        for (int part = 0; part < tokens.length; part++) {
            for (int token = 0; token < grid * grid; token++) {
                int row = part / factor * grid + token / grid;
                int column = part % factor * grid + token % grid;
                tokens[part][token] = row * grid * factor + column;
            }
        }
        return tokens;
    }

    /**
     * @param kernel (S, D_S) or (D_S, S)
     * @param tokensFirst whether it is the former
     */
    private static Tensor diagonal(Tensor kernel, int[][] tokens, boolean tokensFirst) {
        double[] values = kernel.toDoubleArray();
        int rows = Math.toIntExact(kernel.size(0));
        int columns = Math.toIntExact(kernel.size(1));
        int parts = tokens.length;
        double[] result = new double[rows * parts * columns * parts];
        for (int part = 0; part < parts; part++) {
            for (int r = 0; r < rows; r++) {
                int row = tokensFirst ? tokens[part][r] : part * rows + r;
                for (int c = 0; c < columns; c++) {
                    int column = tokensFirst ? part * columns + c : tokens[part][c];
                    result[row * columns * parts + column] = values[r * columns + c];
                }
            }
        }
        return Tensor.of(result, (long) rows * parts, (long) columns * parts).to(kernel.dtype());
    }

    private static Tensor scattered(Tensor bias, int[][] tokens) {
        double[] values = bias.toDoubleArray();
        double[] result = new double[values.length * tokens.length];
        for (int[] part : tokens) {
            for (int token = 0; token < part.length; token++) {
                result[part[token]] = values[token];
            }
        }
        return Tensor.of(result, result.length).to(bias.dtype());
    }
}
