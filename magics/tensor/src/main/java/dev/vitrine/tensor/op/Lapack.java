package dev.vitrine.tensor.op;

import static org.bytedeco.openblas.global.openblas.LAPACKE_dgesdd;
import static org.bytedeco.openblas.global.openblas.LAPACKE_dgesv;
import static org.bytedeco.openblas.global.openblas.LAPACKE_dpotrf;
import static org.bytedeco.openblas.global.openblas.LAPACKE_dsyevd;
import static org.bytedeco.openblas.global.openblas.LAPACK_ROW_MAJOR;

import dev.vitrine.tensor.View;
import java.util.Arrays;

/**
 * Dense linear algebra by LAPACK, the one that ND4J brings, in double precision on the host: for
 * matrices that are small beside everything else. Matrices are arrays, row-major.
 */
final class Lapack {

    private Lapack() {}

    /** U diag(s) Vᵀ = A with U (m, k), s (k), Vᵀ (k, n), k = min(m, n); s descends. */
    record Svd(double[] u, double[] values, double[] vt) {}

    static double[] read(View matrix) {
        double[] values = new double[Math.toIntExact(matrix.length())];
        matrix.storage().get(matrix.offset(), values, 0, values.length);
        return values;
    }

    static void write(double[] values, View to) {
        to.storage().put(to.offset(), values, 0, values.length);
    }

    /** X with A X = B, in place of B. */
    static void solve(double[] a, int n, double[] b, int columns) {
        if (n == 0 || columns == 0) {
            return;
        }
        int info =
                LAPACKE_dgesv(LAPACK_ROW_MAJOR, n, columns, a.clone(), n, new int[n], b, columns);
        if (info > 0) {
            throw new ArithmeticException(
                    "solve: the matrix is singular (pivot " + info + " is 0)");
        }
    }

    /** Lower L with L Lᵀ = A. */
    static double[] cholesky(double[] a, int n) {
        double[] l = a.clone();
        int info = n == 0 ? 0 : LAPACKE_dpotrf(LAPACK_ROW_MAJOR, (byte) 'L', n, l, n);
        if (info > 0) {
            throw new ArithmeticException(
                    "cholesky: the matrix is not positive definite (leading minor " + info + ")");
        }
        for (int i = 0; i < n; i++) {
            Arrays.fill(l, i * n + i + 1, (i + 1) * n, 0);
        }
        return l;
    }

    /** Eigenvalues of a symmetric matrix, ascending; eigenvectors in columns in place of it. */
    static double[] eigen(double[] a, int n) {
        double[] values = new double[n];
        int info =
                n == 0
                        ? 0
                        : LAPACKE_dsyevd(LAPACK_ROW_MAJOR, (byte) 'V', (byte) 'L', n, a, n, values);
        if (info > 0) {
            throw new ArithmeticException("eigen: the iteration did not converge");
        }
        return values;
    }

    static Svd svd(double[] a, int m, int n) {
        int k = Math.min(m, n);
        Svd svd = new Svd(new double[m * k], new double[k], new double[k * n]);
        int info =
                k == 0
                        ? 0
                        : LAPACKE_dgesdd(
                                LAPACK_ROW_MAJOR,
                                (byte) 'S',
                                m,
                                n,
                                a.clone(),
                                n,
                                svd.values(),
                                svd.u(),
                                k,
                                svd.vt(),
                                n);
        if (info > 0) {
            throw new ArithmeticException("svd: the iteration did not converge");
        }
        return svd;
    }

    /** op(A) op(B), (m, k) by (k, n). */
    static double[] product(
            double[] a, boolean transposeA, double[] b, boolean transposeB, int m, int k, int n) {
        double[] c = new double[m * n];
        for (int i = 0; i < m; i++) {
            for (int l = 0; l < k; l++) {
                double factor = transposeA ? a[l * m + i] : a[i * k + l];
                for (int j = 0; j < n; j++) {
                    c[i * n + j] += factor * (transposeB ? b[j * k + l] : b[l * n + j]);
                }
            }
        }
        return c;
    }

    static double[] transpose(double[] a, int m, int n) {
        double[] t = new double[a.length];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                t[j * m + i] = a[i * n + j];
            }
        }
        return t;
    }

    /** (A + Aᵀ) / 2, in place. */
    static double[] symmetric(double[] a, int n) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double mean = (a[i * n + j] + a[j * n + i]) / 2;
                a[i * n + j] = mean;
                a[j * n + i] = mean;
            }
        }
        return a;
    }
}
