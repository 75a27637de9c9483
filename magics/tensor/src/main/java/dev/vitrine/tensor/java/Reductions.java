package dev.vitrine.tensor.java;

import dev.vitrine.tensor.Parallel;
import dev.vitrine.tensor.Reduction;
import dev.vitrine.tensor.View;
import java.util.Arrays;

/**
 * Sums, means and maxima along axes. Neighbouring axes that are both reduced, or both kept, are
 * joined first; what remains is cut into independent pieces of the result, so the order of
 * additions never depends on the thread count.
 */
final class Reductions {

    private static final int CHUNK = 4096;

    private final Reduction reduction;
    private final View x;
    private final View out;
    private final boolean accumulate;

    /** Joined axes, outermost first; reduced and kept ones alternate. */
    private long[] sizes;

    private boolean[] reduced;

    private Reductions(Reduction reduction, View x, View out, boolean accumulate) {
        this.reduction = reduction;
        this.x = x;
        this.out = out;
        this.accumulate = accumulate;
        join();
    }

    static void reduce(Reduction reduction, View x, View out, boolean accumulate) {
        new Reductions(reduction, x, out, accumulate).run();
    }

    private void join() {
        sizes = new long[x.rank() + 1];
        reduced = new boolean[x.rank() + 1];
        int used = 0;
        for (int axis = 0; axis < x.rank(); axis++) {
            if (x.size(axis) == 1) {
                continue;
            }
            boolean gone = out.size(axis) == 1;
            if (used > 0 && reduced[used - 1] == gone) {
                sizes[used - 1] *= x.size(axis);
            } else {
                sizes[used] = x.size(axis);
                reduced[used++] = gone;
            }
        }
        sizes = Arrays.copyOf(sizes, used);
        reduced = Arrays.copyOf(reduced, used);
    }

    private void run() {
        boolean outerKept = sizes.length > 0 && !reduced[0];
        int first = outerKept ? 1 : 0;
        long outer = outerKept ? sizes[0] : 1;
        if (!outerKept && sizes.length == 1) {
            whole();
        } else if (!outerKept && sizes.length == 2) {
            columns();
        } else {
            pieces(outer, first);
        }
    }

    /**
     * Everything to one element: chunks of fixed length side by side, then the sum of their
     * results.
     */
    private void whole() {
        long length = sizes[0];
        double[] results = new double[Math.toIntExact((length + CHUNK - 1) / CHUNK)];
        Parallel.loop(
                results.length,
                4,
                (from, to) -> {
                    double[] chunk = new double[CHUNK];
                    for (long c = from; c < to; c++) {
                        int n = (int) Math.min(CHUNK, length - c * CHUNK);
                        x.storage().get(x.offset() + c * CHUNK, chunk, 0, n);
                        results[(int) c] = fold(start(), chunk, n);
                    }
                });
        double total = start();
        for (double result : results) {
            total = reduction == Reduction.MAX ? Math.max(total, result) : total + result;
        }
        finish(0, new double[] {total}, 1);
    }

    /** The rows of a matrix to one: each thread takes a band of columns. */
    private void columns() {
        long rows = sizes[0];
        long columns = sizes[1];
        Parallel.loop(
                columns,
                Math.max(16, 8192 / Math.max(1, rows)),
                (from, to) -> {
                    double[] band = new double[(int) Math.min(CHUNK, to - from)];
                    double[] total = new double[band.length];
                    for (long c = from; c < to; c += CHUNK) {
                        int n = (int) Math.min(CHUNK, to - c);
                        Arrays.fill(total, 0, n, start());
                        for (long r = 0; r < rows; r++) {
                            x.storage().get(x.offset() + r * columns + c, band, 0, n);
                            combine(total, 0, band, n);
                        }
                        finish(c, total, n);
                    }
                });
    }

    /** Each index of the outer kept axis on its own. */
    private void pieces(long outer, int first) {
        long inside = 1;
        long kept = 1;
        for (int axis = first; axis < sizes.length; axis++) {
            inside *= sizes[axis];
            kept *= reduced[axis] ? 1 : sizes[axis];
        }
        long pieceLength = inside;
        int pieceKept = Math.toIntExact(kept);
        int last = sizes.length - 1;
        boolean lineReduced = last >= first && reduced[last];
        int line = last < first ? 1 : (int) Math.min(CHUNK, sizes[last]);
        Parallel.loop(
                outer,
                Math.max(1, 8192 / Math.max(1, inside)),
                (from, to) -> {
                    double[] total = new double[pieceKept];
                    double[] values = new double[line];
                    for (long piece = from; piece < to; piece++) {
                        Arrays.fill(total, start());
                        foldPiece(
                                piece * pieceLength,
                                pieceLength,
                                first,
                                lineReduced,
                                values,
                                total);
                        finish(piece * pieceKept, total, pieceKept);
                    }
                });
    }

    private void foldPiece(
            long start,
            long length,
            int first,
            boolean lineReduced,
            double[] values,
            double[] total) {
        long lineLength = first == sizes.length ? 1 : sizes[sizes.length - 1];
        for (long at = 0; at < length; at += lineLength) {
            int target = position(at / lineLength, first);
            for (long done = 0; done < lineLength; done += CHUNK) {
                int n = (int) Math.min(CHUNK, lineLength - done);
                x.storage().get(x.offset() + start + at + done, values, 0, n);
                if (lineReduced) {
                    total[target] = fold(total[target], values, n);
                } else {
                    combine(total, target * (int) lineLength + (int) done, values, n);
                }
            }
        }
    }

    /**
     * Where in a piece of the result a line of the argument goes, counted in lines of kept
     * elements.
     */
    private int position(long line, int first) {
        long rest = line;
        long position = 0;
        long step = 1;
        for (int axis = sizes.length - 2; axis >= first; axis--) {
            if (!reduced[axis]) {
                position += rest % sizes[axis] * step;
                step *= sizes[axis];
            }
            rest /= sizes[axis];
        }
        return (int) position;
    }

    private double start() {
        return reduction == Reduction.MAX ? Double.NEGATIVE_INFINITY : 0;
    }

    private double fold(double total, double[] values, int n) {
        double result = total;
        switch (reduction) {
            case SUM, MEAN -> result += sum(values, n);
            case MAX -> {
                for (int i = 0; i < n; i++) {
                    result = Math.max(result, values[i]);
                }
            }
            case SUM_OF_SQUARES -> {
                for (int i = 0; i < n; i++) {
                    result += values[i] * values[i];
                }
            }
        }
        return result;
    }

    /** Four partial sums, which hide the latency of the additions. */
    private static double sum(double[] values, int n) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i + 3 < n; i += 4) {
            s0 += values[i];
            s1 += values[i + 1];
            s2 += values[i + 2];
            s3 += values[i + 3];
        }
        for (; i < n; i++) {
            s0 += values[i];
        }
        return (s0 + s1) + (s2 + s3);
    }

    private void combine(double[] total, int at, double[] values, int n) {
        switch (reduction) {
            case SUM, MEAN -> {
                for (int i = 0; i < n; i++) {
                    total[at + i] += values[i];
                }
            }
            case MAX -> {
                for (int i = 0; i < n; i++) {
                    total[at + i] = Math.max(total[at + i], values[i]);
                }
            }
            case SUM_OF_SQUARES -> {
                for (int i = 0; i < n; i++) {
                    total[at + i] += values[i] * values[i];
                }
            }
        }
    }

    private void finish(long index, double[] total, int n) {
        if (reduction == Reduction.MEAN) {
            double share = (double) out.length() / x.length();
            for (int i = 0; i < n; i++) {
                total[i] *= share;
            }
        }
        if (accumulate) {
            double[] old = new double[n];
            out.storage().get(out.offset() + index, old, 0, n);
            for (int i = 0; i < n; i++) {
                total[i] += old[i];
            }
        }
        out.storage().put(out.offset() + index, total, 0, n);
    }
}
