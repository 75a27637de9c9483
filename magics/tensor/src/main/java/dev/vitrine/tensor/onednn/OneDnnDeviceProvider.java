package dev.vitrine.tensor.onednn;

import dev.vitrine.tensor.Device;
import dev.vitrine.tensor.DeviceInfo;
import dev.vitrine.tensor.DeviceProvider;
import dev.vitrine.tensor.Kernels;
import dev.vitrine.tensor.MemoryPool;
import java.util.List;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Loader;

/**
 * The device {@code onednn}, the default on processors that its native library is on the class path
 * for.
 */
public final class OneDnnDeviceProvider implements DeviceProvider {

    @Override
    public List<DeviceInfo> probe() {
        String platform = Loader.getPlatform();
        // Constants of the interface, inlined by the compiler: no native code is loaded here.
        String library = "oneDNN " + dnnl.DNNL_VERSION_MAJOR + "." + dnnl.DNNL_VERSION_MINOR;
        String glue = "/org/bytedeco/dnnl/" + platform + "/" + System.mapLibraryName("jnidnnl");
        boolean present = dnnl.class.getResource(glue) != null;
        return List.of(
                new DeviceInfo(
                        "onednn",
                        library + ", " + Device.threads() + " threads",
                        MemoryPool.text(MemoryPool.shared().statistics().limit()),
                        "",
                        present,
                        present
                                ? ""
                                : "no native library for "
                                        + platform
                                        + " on the class path: add org.bytedeco:dnnl with the classifier "
                                        + platform));
    }

    @Override
    public Kernels open(String name) {
        try {
            OpenMp.load();
        } catch (LinkageError e) {
            throw new IllegalStateException(
                    "device onednn cannot be used: its native library did not load: "
                            + e.getMessage(),
                    e);
        }
        return new OneDnnKernels();
    }

    @Override
    public int preference() {
        return 100;
    }
}
