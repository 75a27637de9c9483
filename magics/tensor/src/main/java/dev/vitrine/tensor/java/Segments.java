package dev.vitrine.tensor.java;

import dev.vitrine.tensor.Storage;
import dev.vitrine.tensor.View;
import java.util.Arrays;

/**
 * Cuts views of one shape into segments that fit the first-level cache: runs along the last axis
 * with one stride each. Axes that lie one after another in all the views are joined first.
 */
public final class Segments {

    public static final int LONGEST = 1024;

    private final View[] views;
    private final long[] shape;
    private final long[][] strides;
    private final long line;
    private final long perLine;
    private final long count;

    public Segments(View... views) {
        this.views = views;
        int rank = views[0].rank();
        long[] sizes = new long[Math.max(1, rank)];
        long[][] steps = new long[views.length][Math.max(1, rank)];
        sizes[0] = 1;
        int used = 0;
        for (int axis = 0; axis < rank; axis++) {
            long size = views[0].size(axis);
            if (size == 1) {
                continue;
            }
            if (used > 0 && joins(steps, used - 1, axis)) {
                sizes[used - 1] *= size;
            } else {
                sizes[used++] = size;
            }
            for (int i = 0; i < views.length; i++) {
                steps[i][used - 1] = views[i].stride(axis);
            }
        }
        used = Math.max(used, 1);
        shape = Arrays.copyOf(sizes, used);
        strides = new long[views.length][];
        for (int i = 0; i < views.length; i++) {
            strides[i] = Arrays.copyOf(steps[i], used);
        }
        line = shape[used - 1];
        perLine = (line + LONGEST - 1) / LONGEST;
        long lines = 1;
        for (int axis = 0; axis < used - 1; axis++) {
            lines *= shape[axis];
        }
        count = lines * perLine;
    }

    private boolean joins(long[][] steps, int outer, int axis) {
        for (int i = 0; i < views.length; i++) {
            if (steps[i][outer] != views[i].stride(axis) * views[i].size(axis)) {
                return false;
            }
        }
        return true;
    }

    /** Number of segments. */
    public long count() {
        return count;
    }

    /** Length of the longest segment. */
    int longest() {
        return (int) Math.min(line, LONGEST);
    }

    /** Elements of a segment. */
    public int length(long segment) {
        return (int) Math.min(LONGEST, line - segment % perLine * LONGEST);
    }

    /** Segments that make a part of a loop worth handing to another thread. */
    public long grain() {
        return Math.max(1, 8192 / Math.max(1, longest()));
    }

    void read(int view, long segment, double[] to) {
        long stride = strides[view][shape.length - 1];
        int n = length(segment);
        long index = index(view, segment);
        Storage storage = views[view].storage();
        if (stride == 1) {
            storage.get(index, to, 0, n);
        } else if (stride == 0) {
            Arrays.fill(to, 0, n, storage.get(index));
        } else {
            for (int i = 0; i < n; i++) {
                to[i] = storage.get(index + i * stride);
            }
        }
    }

    void write(int view, long segment, double[] from) {
        long stride = strides[view][shape.length - 1];
        int n = length(segment);
        long index = index(view, segment);
        Storage storage = views[view].storage();
        if (stride == 1 || n == 1) {
            storage.put(index, from, 0, n);
        } else {
            for (int i = 0; i < n; i++) {
                storage.put(index + i * stride, from[i]);
            }
        }
    }

    /** Reads a segment of a view of type FLOAT. */
    public void read(int view, long segment, float[] to) {
        long stride = strides[view][shape.length - 1];
        int n = length(segment);
        long index = index(view, segment);
        Storage storage = views[view].storage();
        if (stride == 1) {
            storage.get(index, to, 0, n);
        } else if (stride == 0) {
            Arrays.fill(to, 0, n, (float) storage.get(index));
        } else {
            for (int i = 0; i < n; i++) {
                to[i] = (float) storage.get(index + i * stride);
            }
        }
    }

    /** Writes a segment of a view of type FLOAT. */
    public void write(int view, long segment, float[] from) {
        long stride = strides[view][shape.length - 1];
        int n = length(segment);
        long index = index(view, segment);
        Storage storage = views[view].storage();
        if (stride == 1 || n == 1) {
            storage.put(index, from, 0, n);
        } else {
            for (int i = 0; i < n; i++) {
                storage.put(index + i * stride, from[i]);
            }
        }
    }

    private long index(int view, long segment) {
        int last = shape.length - 1;
        long index = views[view].offset() + segment % perLine * LONGEST * strides[view][last];
        long rest = segment / perLine;
        for (int axis = last - 1; axis >= 0; axis--) {
            index += rest % shape[axis] * strides[view][axis];
            rest /= shape[axis];
        }
        return index;
    }
}
