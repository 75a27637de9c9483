package dev.vitrine.papers.gan;

import dev.vitrine.learn.Seed;
import dev.vitrine.learn.data.BatchSource;
import dev.vitrine.learn.data.Batches;
import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.LongFunction;

/** Data beside noise for both players; a batch is a function of seed and step. */
public final class GanBatches implements BatchSource<GanBatch> {

    private final LongFunction<Tensor> data;
    private final BiFunction<Integer, Philox, Tensor> noise;
    private final int batchSize;
    private final int batchesPerEpoch;
    private final String unit;
    private final Map<String, String> fingerprint;
    private final Seed seed;

    private GanBatches(
            LongFunction<Tensor> data,
            BiFunction<Integer, Philox, Tensor> noise,
            int batchSize,
            int batchesPerEpoch,
            String unit,
            Map<String, String> fingerprint,
            Seed seed) {
        this.data = data;
        this.noise = noise;
        this.batchSize = batchSize;
        this.batchesPerEpoch = batchesPerEpoch;
        this.unit = unit;
        this.fingerprint = fingerprint;
        this.seed = seed;
    }

    /** Points drawn anew in each step; a hundred steps count as an epoch. */
    public static GanBatches of(GaussianModes modes, Gan gan, int batchSize, long seed) {
        String name =
                "%d modes of deviation %s".formatted(modes.centres().length, modes.deviation());
        return of(name, modes::sample, gan::noise, batchSize, seed);
    }

    /**
     * Examples drawn anew in each step; a hundred steps count as an epoch.
     *
     * @param name of the data, for comparing runs
     * @param data so many examples
     * @param noise so many rows
     */
    public static GanBatches of(
            String name,
            BiFunction<Integer, Philox, Tensor> data,
            BiFunction<Integer, Philox, Tensor> noise,
            int batchSize,
            long seed) {
        Seed root = new Seed(seed);
        return new GanBatches(
                step -> data.apply(batchSize, root.child("data").child(step).philox()),
                noise,
                batchSize,
                100,
                "examples",
                Map.of("data", name),
                root);
    }

    /** The images of a labelled set, whose labels are not used. */
    public static GanBatches of(Batches images, Gan gan, long seed) {
        return new GanBatches(
                step -> images.at(step).images(),
                gan::noise,
                images.batchSize(),
                images.batchesPerEpoch(),
                images.unit(),
                images.fingerprint(),
                new Seed(seed));
    }

    @Override
    public GanBatch at(long step) {
        Seed own = seed.child("noise").child(step);
        return new GanBatch(
                data.apply(step),
                noise.apply(batchSize, own.child("discriminator").philox()),
                noise.apply(batchSize, own.child("generator").philox()));
    }

    @Override
    public int batchSize() {
        return batchSize;
    }

    @Override
    public int batchesPerEpoch() {
        return batchesPerEpoch;
    }

    @Override
    public String unit() {
        return unit;
    }

    @Override
    public Map<String, String> fingerprint() {
        Map<String, String> all = new LinkedHashMap<>(fingerprint);
        all.put("noise", Long.toString(seed.value()));
        return all;
    }
}
