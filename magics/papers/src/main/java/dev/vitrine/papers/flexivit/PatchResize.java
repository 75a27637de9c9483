package dev.vitrine.papers.flexivit;

import dev.vitrine.tensor.Interpolation;
import dev.vitrine.tensor.LinearAlgebra;
import dev.vitrine.tensor.Tensor;
import java.util.Arrays;

/**
 * Resizes the kernel of a patch embedding so that a patch that is resized as well keeps its token:
 * the pseudo-inverse resize ("PI-resize", section 3.4).
 *
 * <p>With B the matrix of the bilinear resize of a patch x, the new kernel ŵ is to give ⟨Bx, ŵ⟩ =
 * ⟨x, w⟩. The least-squares solution is ŵ = (Bᵀ)⁺ w: exact for every x where the patch grows, and
 * the best for white noise where it shrinks. B is the same along rows and columns, B = B₁ ⊗ B₁, and
 * so is its pseudo-inverse, so a slice W of the kernel becomes P₁ W P₁ᵀ with P₁ = (B₁ᵀ)⁺.
 *
 * <p>A kernel is always resized from the stored one: resizing there and back loses information.
 */
public final class PatchResize {

    private PatchResize() {}

    /**
     * P₁, the resize along one side.
     *
     * @param from old side of a patch in pixels
     * @param to new side
     * @return (to, from)
     * @throws IllegalArgumentException if one of them is below 1
     */
    public static double[][] matrix(int from, int to) {
        double[][] bilinear = bilinear(from, to);
        double[][] result = new double[to][from];
        LinearAlgebra.Svd svd =
                LinearAlgebra.svd(
                        Tensor.of(
                                Arrays.stream(bilinear).flatMapToDouble(Arrays::stream).toArray(),
                                to,
                                from));
        // B₁ = U Σ Vᵀ, so (B₁ᵀ)⁺ = U Σ⁺ Vᵀ.
        int rank = Math.min(from, to);
        double[] u = svd.left().toDoubleArray();
        double[] sigma = svd.values().toDoubleArray();
        double[] v = svd.right().toDoubleArray();
        double smallest = sigma[0] * Math.max(from, to) * Math.ulp(1.0);
        for (int k = 0; k < rank && sigma[k] > smallest; k++) {
            for (int i = 0; i < to; i++) {
                for (int j = 0; j < from; j++) {
                    result[i][j] += u[i * rank + k] / sigma[k] * v[k * from + j];
                }
            }
        }
        return result;
    }

    /**
     * B₁, the resize of pictures: half-pixel centres, no antialiasing, which would make the tokens
     * of shrunk patches other ones.
     */
    static double[][] bilinear(int from, int to) {
        return Interpolation.LINEAR.matrix(from, to, false);
    }

    /**
     * A kernel for patches of another size; gradients flow back to the stored kernel.
     *
     * @param kernel (from · from · channels, D), rows in the order row, column, channel
     * @return (to · to · channels, D); the kernel itself if the size stays
     * @throws IllegalArgumentException if the kernel's first axis does not fit
     */
    public static Tensor resize(Tensor kernel, int from, int to) {
        return from == to ? kernel : alongBothSides(kernel, from, matrix(from, to));
    }

    /**
     * A kernel resized as a picture would be, for comparison: it makes tokens about (to / from)²
     * times as long.
     *
     * @param kernel as of {@link #resize}
     */
    public static Tensor resizeAsPicture(Tensor kernel, int from, int to) {
        return alongBothSides(kernel, from, bilinear(from, to));
    }

    /**
     * @param matrix (to, from)
     */
    static Tensor alongBothSides(Tensor kernel, int from, double[][] matrix) {
        long rows = kernel.size(0);
        long width = kernel.size(1);
        long channels = rows / ((long) from * from);
        if (rows != channels * from * from) {
            throw new IllegalArgumentException(
                    "a kernel of shape %s is not one for patches of %d x %d pixels"
                            .formatted(Arrays.toString(kernel.shape()), from, from));
        }
        int to = matrix.length;
        Tensor map = map(matrix, kernel);
        // (from, from · C · D), then each row's (from, C · D).
        Tensor y = map.matmul(kernel.reshape(from, from * channels * width));
        y = map.matmul(y.reshape(to, from, channels * width));
        return y.reshape(to * to * channels, width);
    }

    private static Tensor map(double[][] matrix, Tensor kernel) {
        double[] values = Arrays.stream(matrix).flatMapToDouble(Arrays::stream).toArray();
        return Tensor.of(values, matrix.length, matrix[0].length)
                .to(kernel.dtype())
                .to(kernel.device());
    }
}
