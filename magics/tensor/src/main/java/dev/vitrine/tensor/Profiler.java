package dev.vitrine.tensor;

import dev.vitrine.tensor.Profile.Phase;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Measures the operations of all threads from its start until it is closed:
 *
 * <pre>try (Profiler profiler = Profiler.start()) {
 *     train(model);
 *     profiler.profile().rows().forEach(System.out::println);
 * }</pre>
 *
 * <p>Costs nothing when off, and two readings of the clock per operation when on.
 */
public final class Profiler implements AutoCloseable {

    private static final AtomicReference<Profiler> RUNNING = new AtomicReference<>();

    private record Key(String operation, Phase phase) {}

    private static final class Sum {
        private long calls;
        private long nanos;
        private double flops;
    }

    private final Map<Key, Sum> sums = new LinkedHashMap<>();
    private final long start = System.nanoTime();
    private long end;

    private Profiler() {}

    /**
     * Starts measuring.
     *
     * @throws IllegalStateException if a profiler is running
     */
    public static Profiler start() {
        Profiler profiler = new Profiler();
        if (!RUNNING.compareAndSet(null, profiler)) {
            throw new IllegalStateException("a profiler is running already; close it first");
        }
        return profiler;
    }

    /** What was measured so far, or until this was closed. */
    public synchronized Profile profile() {
        double seconds = ((end == 0 ? System.nanoTime() : end) - start) * 1e-9;
        List<Profile.Row> rows =
                sums.entrySet().stream()
                        .map(e -> row(e.getKey(), e.getValue(), seconds))
                        .sorted(Comparator.comparingDouble(Profile.Row::seconds).reversed())
                        .toList();
        return new Profile(rows, seconds);
    }

    private static Profile.Row row(Key key, Sum sum, double seconds) {
        double own = sum.nanos * 1e-9;
        return new Profile.Row(
                key.operation(),
                key.phase(),
                sum.calls,
                own,
                own / seconds,
                sum.flops == 0 ? Double.NaN : sum.flops / sum.nanos);
    }

    @Override
    public synchronized void close() {
        if (end == 0) {
            end = System.nanoTime();
            RUNNING.compareAndSet(this, null);
        }
    }

    /** Measures a piece of work if a profiler runs. */
    static void run(String operation, Phase phase, Runnable work) {
        Span span = span(operation, phase);
        work.run();
        if (span != null) {
            span.end(0);
        }
    }

    /** Starts measuring one call; null if no profiler runs. */
    static Span span(String operation, Phase phase) {
        Profiler profiler = RUNNING.get();
        return profiler == null ? null : new Span(profiler, new Key(operation, phase));
    }

    /** One call that is being measured. A call that fails is not counted. */
    static final class Span {

        /** The call of this thread that is being measured now, if there is one. */
        private static final ThreadLocal<Span> INNERMOST = new ThreadLocal<>();

        private final Profiler profiler;
        private final Key key;
        private final Span outer = INNERMOST.get();
        private final long start = System.nanoTime();

        /** Time of calls within this one, which counts as theirs. */
        private long inner;

        private Span(Profiler profiler, Key key) {
            this.profiler = profiler;
            this.key = key;
            INNERMOST.set(this);
        }

        void end(double flops) {
            long nanos = System.nanoTime() - start;
            INNERMOST.set(outer);
            if (outer != null) {
                outer.inner += nanos;
            }
            profiler.add(key, nanos - inner, flops);
        }
    }

    private synchronized void add(Key key, long nanos, double flops) {
        if (end == 0) {
            Sum sum = sums.computeIfAbsent(key, k -> new Sum());
            sum.calls++;
            sum.nanos += nanos;
            sum.flops += flops;
        }
    }
}
