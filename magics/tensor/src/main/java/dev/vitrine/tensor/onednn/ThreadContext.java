package dev.vitrine.tensor.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_default_flags;
import static org.bytedeco.dnnl.global.dnnl.dnnl_stream_destroy;

import dev.vitrine.tensor.Storage;
import java.lang.ref.Cleaner;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.bytedeco.dnnl.dnnl_stream;

/**
 * What a thread needs to call oneDNN: a stream, the primitives that it has compiled, and scratch
 * memory.
 */
final class ThreadContext {

    /**
     * Shapes that stay compiled per thread; a training step of a large model uses fewer than 200.
     */
    private static final int CAPACITY = 1024;

    /** Floats of one staging array: all of them fit into a first-level cache of 32 KiB. */
    static final int STAGE = 1024;

    private static final Cleaner CLEANER = Cleaner.create();
    private static final ThreadLocal<ThreadContext> CURRENT =
            ThreadLocal.withInitial(ThreadContext::new);

    private final Native resources = new Native();
    private final Scratch scratchpad = new Scratch();
    private final Scratch intermediate = new Scratch();
    private final Scratch padding = new Scratch();
    private Storage zeros;
    private final Address[] addresses = {new Address(), new Address(), new Address()};
    private final float[][] stages = new float[5][STAGE];

    private ThreadContext() {
        OneDnn.check(
                dnnl_stream_create(resources.stream, OneDnn.engine(), dnnl_stream_default_flags),
                "create a stream");
        CLEANER.register(this, resources);
    }

    /**
     * The context of the calling thread. Makes oneDNN single-threaded on it each time, since other
     * libraries, ND4J when it starts for one, set the number of OpenMP threads anew.
     */
    static ThreadContext current() {
        OpenMp.useOneThread();
        return CURRENT.get();
    }

    dnnl_stream stream() {
        return resources.stream;
    }

    /** The primitive of a key, compiled at the first call. */
    Primitive primitive(PrimitiveKey key, Supplier<Primitive> compiler) {
        Primitive primitive = resources.primitives.get(key);
        if (primitive == null) {
            primitive = compiler.get();
            resources.primitives.put(key, primitive);
        }
        return primitive;
    }

    /** Address of memory that oneDNN itself writes during one call. */
    long scratchpad(long bytes) {
        return scratchpad.bytes(bytes);
    }

    /** Memory for values between the calls of one kernel. */
    Scratch intermediate() {
        return intermediate;
    }

    /** Memory for copies of the operands of one product. */
    Scratch padding() {
        return padding;
    }

    /** At least so many zeros, which nobody may overwrite. */
    Storage zeros(int count) {
        if (zeros == null || zeros.length() < count) {
            zeros = new Scratch().floats(count);
            zeros.put(0, new float[count], 0, count);
        }
        return zeros;
    }

    /** One of three pointers to move about. */
    Address address(int index) {
        return addresses[index];
    }

    /** One of five arrays of {@link #STAGE} floats for Java loops. */
    float[] stage(int index) {
        return stages[index];
    }

    /** Freed when the thread is gone. */
    private static final class Native implements Runnable {

        private final dnnl_stream stream = new dnnl_stream();
        private final Map<PrimitiveKey, Primitive> primitives =
                new LinkedHashMap<>(64, 0.75f, true) {
                    private static final long serialVersionUID = 1L;

                    @Override
                    protected boolean removeEldestEntry(Map.Entry<PrimitiveKey, Primitive> eldest) {
                        if (size() <= CAPACITY) {
                            return false;
                        }
                        eldest.getValue().close();
                        return true;
                    }
                };

        @Override
        public void run() {
            primitives.values().forEach(Primitive::close);
            dnnl_stream_destroy(stream);
        }
    }
}
