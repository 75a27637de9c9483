package dev.vitrine.bench;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** The library itself. */
final class Libtorch {

    private Libtorch() {}

    /** Loads it, with as many threads as Vitrine has. */
    static Engine start() {
        // DJL asks the network for updates otherwise, and unpacks 300 MB: keep those beside the
        // build.
        System.setProperty("ai.djl.offline", "true");
        if (System.getProperty("DJL_CACHE_DIR") == null && System.getenv("DJL_CACHE_DIR") == null) {
            System.setProperty("DJL_CACHE_DIR", cache().toString());
        }
        Engine engine = Engine.getEngine("PyTorch");
        JniUtils.setNumThreads(dev.vitrine.tensor.Device.threads());
        // Without its own rewriting of graphs TorchScript runs operation by operation, as PyTorch
        // does; libtorch's builds for CPUs have no compiler that could fuse them.
        JniUtils.setGraphExecutorOptimize(false);
        return engine;
    }

    /**
     * An array in libtorch's own memory, aligned as libtorch likes it. DJL's would be that of a
     * Java buffer, which lives no longer than what refers to it in Java.
     */
    static NDArray array(float[] values, long[] shape, NDManager manager) {
        try (NDArray lent = manager.create(values, new Shape(shape))) {
            return lent.duplicate();
        }
    }

    /** A folder beside the jar or the classes that this program was started from. */
    private static Path cache() {
        try {
            Path code =
                    Path.of(
                            Libtorch.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            return code.resolveSibling("djl");
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
