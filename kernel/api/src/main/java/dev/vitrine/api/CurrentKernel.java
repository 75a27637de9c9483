package dev.vitrine.api;

/**
 * Holds the kernel of this process. The kernel sets it once at start; user code has no business
 * here.
 */
public final class CurrentKernel {

    static volatile Kernel instance;

    private CurrentKernel() {}

    /**
     * @param kernel the kernel, or null when it has shut down
     */
    public static void set(Kernel kernel) {
        instance = kernel;
    }
}
