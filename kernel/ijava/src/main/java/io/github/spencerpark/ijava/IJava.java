package io.github.spencerpark.ijava;

import dev.vitrine.ijava.CurrentOf;
import java.io.InputStream;

/** The entry of IJava's API, over the running kernel. */
public final class IJava {

    public static final String COMPILER_OPTS_KEY = "IJAVA_COMPILER_OPTS";
    public static final String TIMEOUT_DURATION_KEY = "IJAVA_TIMEOUT";
    public static final String CLASSPATH_KEY = "IJAVA_CLASSPATH";
    public static final String STARTUP_SCRIPTS_KEY = "IJAVA_STARTUP_SCRIPTS_PATH";
    public static final String STARTUP_SCRIPT_KEY = "IJAVA_STARTUP_SCRIPT";

    /** The version of IJava whose API this is. */
    public static final String VERSION = "1.3.0";

    private static final CurrentOf<JavaKernel> KERNEL = new CurrentOf<>(JavaKernel::new);

    private IJava() {}

    /** A file on the class path, or null if there is none. */
    public static InputStream resource(String path) {
        return IJava.class.getClassLoader().getResourceAsStream(path);
    }

    /** The running kernel, or null if there is none. */
    public static JavaKernel getKernelInstance() {
        return KERNEL.find().orElse(null);
    }
}
