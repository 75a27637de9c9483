package dev.vitrine.tensor.onednn;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.openblas.presets.openblas_nolapack.SetNumThreads;

/**
 * Keeps oneDNN on the thread that calls it.
 *
 * <p>oneDNN is built for OpenMP, whose own threads would spin on the cores that Java loops need
 * right after, and whose splits are worse for tall matrices than ours. The number of OpenMP threads
 * is a property of the calling thread, so setting it to one there leaves other libraries on other
 * threads alone. Neither oneDNN nor JavaCPP wraps {@code omp_set_num_threads}; the OpenBLAS preset
 * brings a function pointer of its type.
 */
final class OpenMp {

    /** {@code omp_set_num_threads}, or null where it cannot be found. */
    private static final Function SET_NUM_THREADS = lookUp();

    private OpenMp() {}

    /** Loads the native libraries, so that a failure shows before the first primitive. */
    static void load() {
        OneDnn.engine();
    }

    /**
     * Makes oneDNN run on the calling thread alone from now on. Where the runtime's function cannot
     * be found, oneDNN keeps threads of its own: results are the same, and slower.
     */
    static void useOneThread() {
        if (SET_NUM_THREADS != null) {
            SET_NUM_THREADS.call(1);
        }
    }

    private static Function lookUp() {
        OneDnn.engine(); // loads the OpenMP runtime that oneDNN is linked with
        Loader.load(openblas_nolapack.class);
        // The runtimes of GCC and LLVM both export this name.
        Pointer address = Loader.addressof("omp_set_num_threads");
        if (address == null || address.isNull()) {
            return null;
        }
        Function function = new Function();
        function.put(address);
        return function;
    }

    private static final class Function extends SetNumThreads {}
}
