package dev.vitrine.tensor;

import java.util.stream.IntStream;

/** Stable sorting of the rows of a matrix. */
final class RowOrder {

    /** Elements that are worth another thread. */
    private static final long GRAIN = 1024;

    private RowOrder() {}

    /** See {@link Kernels#sort}. */
    static void sort(View x, boolean descending, int[] order) {
        int rows = Math.toIntExact(x.size(0));
        int columns = Math.toIntExact(x.size(1));
        int kept = rows == 0 ? 0 : order.length / rows;
        Parallel.loop(
                rows,
                Math.max(1, GRAIN / Math.max(1, columns)),
                (from, to) -> {
                    double[] row = new double[columns];
                    for (long r = from; r < to; r++) {
                        x.storage().get(x.offset() + r * columns, row, 0, columns);
                        int[] sorted = order(row, descending);
                        System.arraycopy(sorted, 0, order, (int) r * kept, kept);
                    }
                });
    }

    private static int[] order(double[] row, boolean descending) {
        return IntStream.range(0, row.length)
                .boxed()
                .sorted(
                        (a, b) ->
                                descending
                                        ? Double.compare(row[b], row[a])
                                        : Double.compare(row[a], row[b]))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
