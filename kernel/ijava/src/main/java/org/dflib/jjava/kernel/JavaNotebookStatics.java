package org.dflib.jjava.kernel;

import dev.vitrine.ijava.jjava.JJavaKernels;

/** JJava's functions of Java notebooks. */
public final class JavaNotebookStatics {

    private JavaNotebookStatics() {}

    /** The same as {@link #kernel}, under the name that it had before. */
    public static JavaKernel getKernelInstance() {
        return kernel();
    }

    /**
     * The running kernel.
     *
     * @throws IllegalStateException outside a kernel
     */
    public static JavaKernel kernel() {
        return JJavaKernels.current();
    }
}
