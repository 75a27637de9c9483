package dev.vitrine.papers.vit;

import dev.vitrine.tensor.Tensor;
import java.util.List;

/**
 * Follows attention through all blocks (Abnar and Zuidema, "Quantifying Attention Flow in
 * Transformers", 2020).
 */
final class AttentionRollout {

    private AttentionRollout() {}

    /**
     * @param maps for each block (heads, T, T)
     * @return (T, T): how much each final token draws on each first one; rows sum to 1
     */
    static double[][] of(List<Tensor> maps) {
        int tokens = Math.toIntExact(maps.get(0).size(1));
        double[][] rollout = new double[tokens][tokens];
        for (int t = 0; t < tokens; t++) {
            rollout[t][t] = 1;
        }
        for (Tensor map : maps) {
            rollout = product(withResidual(map, tokens), rollout);
        }
        return rollout;
    }

    /** ½ A + ½ I with A the mean over heads. */
    private static double[][] withResidual(Tensor map, int tokens) {
        int heads = Math.toIntExact(map.size(0));
        double[] weights = map.toDoubleArray();
        double[][] mixed = new double[tokens][tokens];
        for (int h = 0; h < heads; h++) {
            for (int i = 0; i < tokens; i++) {
                for (int j = 0; j < tokens; j++) {
                    mixed[i][j] += 0.5 * weights[(h * tokens + i) * tokens + j] / heads;
                }
            }
        }
        for (int t = 0; t < tokens; t++) {
            mixed[t][t] += 0.5;
        }
        return mixed;
    }

    private static double[][] product(double[][] a, double[][] b) {
        int n = a.length;
        double[][] c = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < n; k++) {
                for (int j = 0; j < n; j++) {
                    c[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return c;
    }

    /**
     * The patches' share in a weighted sum of final tokens.
     *
     * @param weights one per final token
     * @param grid patches along each side; the patches are the last grid² tokens
     * @return [row][column], summing to 1
     */
    static float[][] grid(double[] weights, double[][] rollout, int grid) {
        int tokens = rollout.length;
        int first = tokens - grid * grid;
        double[] shares = new double[grid * grid];
        double sum = 0;
        for (int p = 0; p < shares.length; p++) {
            for (int t = 0; t < tokens; t++) {
                shares[p] += weights[t] * rollout[t][first + p];
            }
            sum += shares[p];
        }
        float[][] picture = new float[grid][grid];
        for (int p = 0; p < shares.length; p++) {
            picture[p / grid][p % grid] = (float) (shares[p] / sum);
        }
        return picture;
    }
}
