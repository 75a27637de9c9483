package dev.vitrine.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Functions written in TorchScript, PyTorch's language for models, which reach all of libtorch
 * where DJL binds a part. They run as PyTorch's own models do: every operation with libtorch's
 * kernel and its autograd, results freed when nothing needs them any more.
 */
final class TorchScript {

    /** A module without state: an object of the class, pickled. */
    private static final String MODULE =
            "\u0080\u0002c__torch__\nFunctions\nq\0)\u0081}(X\b\0\0\0trainingq\1\u0088ub.";

    /** An empty tuple, pickled. */
    private static final String NO_CONSTANTS = "\u0080\u0002).";

    private static final String HEADER =
            """
            class Functions(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
            """;

    private final PtSymbolBlock block;
    private final NDManager manager;

    /**
     * Compiles.
     *
     * @param methods of a class, not indented
     */
    TorchScript(String methods, NDManager manager) {
        this.manager = manager;
        try {
            block =
                    JniUtils.loadModule(
                            (PtNDManager) manager,
                            new ByteArrayInputStream(archive(methods)),
                            false,
                            false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The result of a method of two lists of arrays; the caller closes it. */
    NDArray call(String method, List<NDArray> x, List<NDArray> w) {
        try (NDArray name = manager.create(0)) {
            NDList arguments = new NDList();
            arguments.addAll(named("x[]", x));
            arguments.addAll(named("w[]", w));
            name.setName("module_method:" + method);
            arguments.add(name);
            return IValueUtils.forward(block, arguments, true).singletonOrThrow();
        }
    }

    private static List<NDArray> named(String name, List<NDArray> arrays) {
        arrays.forEach(array -> array.setName(name));
        return arrays;
    }

    /** What {@code torch.jit.save} writes. */
    private static byte[] archive(String methods) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            store(zip, "data.pkl", MODULE);
            store(zip, "code/__torch__.py", HEADER + methods.indent(2));
            store(zip, "constants.pkl", NO_CONSTANTS);
            store(zip, "version", "10\n");
        }
        return bytes.toByteArray();
    }

    private static void store(ZipOutputStream zip, String name, String text) throws IOException {
        byte[] content = text.getBytes(StandardCharsets.ISO_8859_1);
        CRC32 sum = new CRC32();
        sum.update(content);
        ZipEntry entry = new ZipEntry("functions/" + name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(sum.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
