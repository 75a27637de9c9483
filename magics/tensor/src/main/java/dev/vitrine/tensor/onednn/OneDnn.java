package dev.vitrine.tensor.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx2;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core;
import static org.bytedeco.dnnl.global.dnnl.dnnl_engine_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_get_effective_cpu_isa;
import static org.bytedeco.dnnl.global.dnnl.dnnl_invalid_arguments;
import static org.bytedeco.dnnl.global.dnnl.dnnl_out_of_memory;
import static org.bytedeco.dnnl.global.dnnl.dnnl_success;
import static org.bytedeco.dnnl.global.dnnl.dnnl_unimplemented;

import org.bytedeco.dnnl.dnnl_engine;

/** The library itself: its CPU engine and what its status codes mean. */
final class OneDnn {

    private static final dnnl_engine ENGINE = createEngine();

    private OneDnn() {}

    static dnnl_engine engine() {
        return ENGINE;
    }

    private static dnnl_engine createEngine() {
        dnnl_engine engine = new dnnl_engine();
        check(dnnl_engine_create(engine, dnnl_cpu, 0), "create the CPU engine");
        return engine;
    }

    /** Whether this processor has AVX2. */
    static boolean hasAvx2() {
        return has(dnnl_cpu_isa_avx2);
    }

    /** Whether this processor has AVX-512. */
    static boolean hasAvx512() {
        return has(dnnl_cpu_isa_avx512_core);
    }

    /** Instruction sets are bits, and contain those that they build on. */
    private static boolean has(int feature) {
        return (dnnl_get_effective_cpu_isa() & feature) == feature;
    }

    /** Throws if a call failed. {@code what} completes the sentence "oneDNN could not ...". */
    static void check(int status, String what) {
        if (status != dnnl_success) {
            throw new OneDnnException("oneDNN could not " + what + ": " + reason(status));
        }
    }

    private static String reason(int status) {
        if (status == dnnl_out_of_memory) {
            return "out of memory";
        }
        if (status == dnnl_invalid_arguments) {
            return "invalid arguments";
        }
        if (status == dnnl_unimplemented) {
            return "it has no implementation for these shapes and strides";
        }
        return "status " + status;
    }
}
