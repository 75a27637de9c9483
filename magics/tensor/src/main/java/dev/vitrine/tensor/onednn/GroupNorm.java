package dev.vitrine.tensor.onednn;

import dev.vitrine.tensor.Parallel;
import dev.vitrine.tensor.Target;
import dev.vitrine.tensor.View;
import java.util.Arrays;

/**
 * Group normalisation of (examples, places, channels), in Java: oneDNN's has no fast code for
 * channels last without AVX-512. Threads share the examples; where there is only one, as in batch
 * normalisation, its places.
 *
 * <p>Sums run over tiles of whole places, so that loops are long even where channels are few; a
 * tile of sums is added up in double precision every {@link #FLUSH} tiles.
 */
final class GroupNorm {

    /** Elements that are worth another thread. */
    private static final long GRAIN = 1 << 15;

    private static final int TILE = 1024;
    private static final int FLUSH = 64;

    private final View x;
    private final View mean;
    private final View rstd;
    private final long places;
    private final int channels;
    private final int groups;

    /** Floats of a tile: a multiple of the channels. */
    private final int tile;

    private GroupNorm(View x, View mean, View rstd) {
        this.x = x;
        this.mean = mean;
        this.rstd = rstd;
        places = x.size(1);
        channels = Math.toIntExact(x.size(2));
        groups = Math.toIntExact(mean.size(1));
        tile = Math.max(channels, TILE / channels * channels);
    }

    /** See {@link dev.vitrine.tensor.Kernels#groupNorm}. */
    static void forward(View x, View scale, View bias, double eps, View out, View mean, View rstd) {
        GroupNorm norm = new GroupNorm(x, mean, rstd);
        Parallel.loop(
                x.size(0),
                norm.grain(),
                (from, to) -> {
                    for (long example = from; example < to; example++) {
                        norm.forward(example, scale, bias, eps, out);
                    }
                });
    }

    /** See {@link dev.vitrine.tensor.Kernels#groupNormBackward}. */
    static void backward(
            View x,
            View scale,
            View mean,
            View rstd,
            View dy,
            Target dx,
            Target dscale,
            Target dbias) {
        GroupNorm norm = new GroupNorm(x, mean, rstd);
        int parts = Parallel.parts(x.size(0), norm.grain());
        double[][] scales = new double[parts][norm.channels];
        double[][] biases = new double[parts][norm.channels];
        Parallel.loopParts(
                x.size(0),
                norm.grain(),
                (part, from, to) -> {
                    for (long example = from; example < to; example++) {
                        norm.backward(example, scale, dy, dx, scales[part], biases[part]);
                    }
                });
        store(scales, dscale);
        store(biases, dbias);
    }

    private long grain() {
        return Math.max(1, GRAIN / (places * channels));
    }

    /** Adds to {@code sums} from elements of the inputs that lie at the same places. */
    private interface Adder {
        void add(float[][] in, float[][] sums, int n);
    }

    /** Computes into {@code in[0]} from elements of the inputs that lie at the same places. */
    private interface Mapper {
        void map(float[][] in, int n);
    }

    private void forward(long example, View scale, View bias, double eps, View out) {
        double[] means =
                groupMeans(sums(example, 1, (in, s, n) -> FloatLoops.add(in[0], s[0], n), x)[0]);
        float[] centre = tiled(c -> means[group(c)]);
        double[] rates =
                groupMeans(
                        sums(example, 1, (in, s, n) -> addSquares(in[0], centre, s[0], n), x)[0]);
        for (int g = 0; g < groups; g++) {
            rates[g] = 1 / Math.sqrt(rates[g] + eps);
        }
        mean.storage().put(mean.offset() + example * groups, means, 0, groups);
        rstd.storage().put(rstd.offset() + example * groups, rates, 0, groups);
        double[] scales = values(scale, 1);
        double[] biases = values(bias, 0);
        float[] factor = tiled(c -> rates[group(c)] * scales[c]);
        float[] shift = tiled(c -> biases[c]);
        map(example, (in, n) -> normalize(in[0], centre, factor, shift, n), out, false, x);
    }

    private void backward(
            long example, View scale, View dy, Target dx, double[] dscale, double[] dbias) {
        double[] means = new double[groups];
        double[] rates = new double[groups];
        mean.storage().get(mean.offset() + example * groups, means, 0, groups);
        rstd.storage().get(rstd.offset() + example * groups, rates, 0, groups);
        double[] scales = values(scale, 1);
        float[] centre = tiled(c -> means[group(c)]);
        double[][] sums =
                sums(
                        example,
                        2,
                        (in, s, n) -> {
                            FloatLoops.add(in[1], s[0], n);
                            addProducts(in[0], centre, in[1], s[1], n);
                        },
                        x,
                        dy);
        double[] plain = new double[channels];
        double[] along = new double[channels];
        for (int c = 0; c < channels; c++) {
            double normal = sums[1][c] * rates[group(c)];
            dbias[c] += sums[0][c];
            dscale[c] += normal;
            plain[c] = sums[0][c] * scales[c];
            along[c] = normal * scales[c];
        }
        if (dx == null) {
            return;
        }
        double[] meanPlain = groupMeans(plain);
        double[] meanAlong = groupMeans(along);
        float[] ofGradient = tiled(c -> rates[group(c)] * scales[c]);
        float[] ofValue = tiled(c -> -rates[group(c)] * rates[group(c)] * meanAlong[group(c)]);
        float[] shift = tiled(c -> -rates[group(c)] * meanPlain[group(c)]);
        map(
                example,
                (in, n) -> gradient(in[0], centre, in[1], ofGradient, ofValue, shift, n),
                dx.view(),
                dx.accumulate(),
                x,
                dy);
    }

    private int group(int channel) {
        return channel / (channels / groups);
    }

    /** Means over groups of sums over the places of each channel. */
    private double[] groupMeans(double[] channelSums) {
        double[] means = new double[groups];
        for (int c = 0; c < channels; c++) {
            means[group(c)] += channelSums[c];
        }
        for (int g = 0; g < groups; g++) {
            means[g] /= (double) places * channels / groups;
        }
        return means;
    }

    /** Sums over the places of one example, for each channel. */
    private double[][] sums(long example, int count, Adder adder, View... inputs) {
        long grain = Math.max(1, GRAIN / channels);
        double[][][] parts = new double[Parallel.parts(places, grain)][count][channels];
        Parallel.loopParts(
                places,
                grain,
                (part, from, to) -> {
                    float[][] in = new float[inputs.length][tile];
                    float[][] sums = new float[count][tile];
                    int filled = 0;
                    long end = (example * places + to) * channels;
                    for (long at = (example * places + from) * channels; at < end; at += tile) {
                        int n = (int) Math.min(tile, end - at);
                        read(inputs, at, in, n);
                        adder.add(in, sums, n);
                        if (++filled == FLUSH) {
                            flush(sums, parts[part]);
                            filled = 0;
                        }
                    }
                    flush(sums, parts[part]);
                });
        for (int part = 1; part < parts.length; part++) {
            for (int k = 0; k < count; k++) {
                for (int c = 0; c < channels; c++) {
                    parts[0][k][c] += parts[part][k][c];
                }
            }
        }
        return parts[0];
    }

    /** Adds tiles of sums to those of the channels, and clears them. */
    private void flush(float[][] tiles, double[][] sums) {
        for (int k = 0; k < tiles.length; k++) {
            for (int i = 0, c = 0; i < tile; i++) {
                sums[k][c] += tiles[k][i];
                tiles[k][i] = 0;
                c = c + 1 == channels ? 0 : c + 1;
            }
        }
    }

    private void map(long example, Mapper mapper, View out, boolean accumulate, View... inputs) {
        Parallel.loop(
                places,
                Math.max(1, GRAIN / channels),
                (from, to) -> {
                    float[][] in = new float[inputs.length][tile];
                    float[] old = new float[accumulate ? tile : 0];
                    long end = (example * places + to) * channels;
                    for (long at = (example * places + from) * channels; at < end; at += tile) {
                        int n = (int) Math.min(tile, end - at);
                        read(inputs, at, in, n);
                        mapper.map(in, n);
                        if (accumulate) {
                            out.storage().get(out.offset() + at, old, 0, n);
                            FloatLoops.add(old, in[0], n);
                        }
                        out.storage().put(out.offset() + at, in[0], 0, n);
                    }
                });
    }

    private static void read(View[] inputs, long at, float[][] to, int n) {
        for (int i = 0; i < inputs.length; i++) {
            inputs[i].storage().get(inputs[i].offset() + at, to[i], 0, n);
        }
    }

    private interface OfChannel {
        double value(int channel);
    }

    /** A value for each channel, repeated over a tile. */
    private float[] tiled(OfChannel of) {
        float[] values = new float[tile];
        for (int c = 0; c < channels; c++) {
            float value = (float) of.value(c);
            for (int i = c; i < tile; i += channels) {
                values[i] = value;
            }
        }
        return values;
    }

    private double[] values(View vector, double otherwise) {
        double[] values = new double[channels];
        Arrays.fill(values, otherwise);
        if (vector != null) {
            vector.storage().get(vector.offset(), values, 0, channels);
        }
        return values;
    }

    private static void store(double[][] parts, Target target) {
        if (target == null) {
            return;
        }
        View view = target.view();
        double[] total = new double[parts[0].length];
        if (target.accumulate()) {
            view.storage().get(view.offset(), total, 0, total.length);
        }
        for (double[] part : parts) {
            for (int i = 0; i < total.length; i++) {
                total[i] += part[i];
            }
        }
        view.storage().put(view.offset(), total, 0, total.length);
    }

    // One loop to a method: the JIT compiler vectorises these, and not loops among other code.

    private static void addSquares(float[] x, float[] centre, float[] sums, int count) {
        for (int i = 0; i < count; i++) {
            float distance = x[i] - centre[i];
            sums[i] += distance * distance;
        }
    }

    private static void addProducts(
            float[] x, float[] centre, float[] dy, float[] sums, int count) {
        for (int i = 0; i < count; i++) {
            sums[i] += (x[i] - centre[i]) * dy[i];
        }
    }

    private static void normalize(
            float[] x, float[] centre, float[] factor, float[] shift, int count) {
        for (int i = 0; i < count; i++) {
            x[i] = (x[i] - centre[i]) * factor[i] + shift[i];
        }
    }

    private static void gradient(
            float[] x,
            float[] centre,
            float[] dy,
            float[] ofGradient,
            float[] ofValue,
            float[] shift,
            int count) {
        for (int i = 0; i < count; i++) {
            x[i] = dy[i] * ofGradient[i] + (x[i] - centre[i]) * ofValue[i] + shift[i];
        }
    }
}
