package dev.vitrine.ijava;

import io.github.spencerpark.ijava.IJava;

/**
 * The functions of IJava and JJava that every cell can call, as far as Vitrine has not the same.
 */
public final class NotebookFunctions {

    private NotebookFunctions() {}

    /** The kernel as IJava's notebooks know it. */
    public static io.github.spencerpark.ijava.JavaKernel getKernelInstance() {
        return IJava.getKernelInstance();
    }

    /** The kernel as JJava's notebooks know it. */
    public static org.dflib.jjava.kernel.JavaKernel kernel() {
        return org.dflib.jjava.kernel.JavaNotebookStatics.kernel();
    }
}
