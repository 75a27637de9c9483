package dev.vitrine.tensor.java;

import dev.vitrine.tensor.Parallel;
import dev.vitrine.tensor.View;

/** Sums of all elements up to each, along the middle axis of (outer, n, inner). */
final class Scan {

    /** Neighbouring columns that are summed together. */
    private static final int BAND = 1024;

    private Scan() {}

    static void cumulativeSum(View x, boolean reverse, View out, boolean accumulate) {
        long n = x.size(1);
        long inner = x.size(2);
        long bands = (inner + BAND - 1) / BAND;
        Parallel.loop(
                x.size(0) * bands,
                Math.max(1, 8192 / Math.max(1, n * Math.min(inner, BAND))),
                (from, to) -> {
                    for (long piece = from; piece < to; piece++) {
                        long start = piece / bands * n * inner;
                        if (inner == 1) {
                            line(x, reverse, out, accumulate, start);
                        } else {
                            band(x, reverse, out, accumulate, start, piece % bands * BAND);
                        }
                    }
                });
    }

    /** One run of n neighbouring elements. */
    private static void line(View x, boolean reverse, View out, boolean accumulate, long start) {
        int n = Math.toIntExact(x.size(1));
        double[] values = new double[n];
        x.storage().get(x.offset() + start, values, 0, n);
        double sum = 0;
        for (int i = 0; i < n; i++) {
            int at = reverse ? n - 1 - i : i;
            sum += values[at];
            values[at] = sum;
        }
        put(out, start, values, accumulate);
    }

    /** Some neighbouring columns of one (n, inner) matrix. */
    private static void band(
            View x, boolean reverse, View out, boolean accumulate, long start, long column) {
        long n = x.size(1);
        long inner = x.size(2);
        int width = (int) Math.min(BAND, inner - column);
        double[] sum = new double[width];
        double[] row = new double[width];
        for (long i = 0; i < n; i++) {
            long index = start + (reverse ? n - 1 - i : i) * inner + column;
            x.storage().get(x.offset() + index, row, 0, width);
            for (int j = 0; j < width; j++) {
                sum[j] += row[j];
                row[j] = sum[j];
            }
            put(out, index, row, accumulate);
        }
    }

    private static void put(View out, long index, double[] values, boolean accumulate) {
        if (accumulate) {
            double[] old = new double[values.length];
            out.storage().get(out.offset() + index, old, 0, old.length);
            for (int i = 0; i < old.length; i++) {
                values[i] += old[i];
            }
        }
        out.storage().put(out.offset() + index, values, 0, values.length);
    }
}
