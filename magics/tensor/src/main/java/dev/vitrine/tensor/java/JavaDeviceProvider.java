package dev.vitrine.tensor.java;

import dev.vitrine.tensor.Device;
import dev.vitrine.tensor.DeviceInfo;
import dev.vitrine.tensor.DeviceProvider;
import dev.vitrine.tensor.Kernels;
import dev.vitrine.tensor.MemoryPool;
import java.util.List;

/** The device {@code java}: usable everywhere, and the default where no native library is. */
public final class JavaDeviceProvider implements DeviceProvider {

    @Override
    public List<DeviceInfo> probe() {
        return List.of(
                new DeviceInfo(
                        "java",
                        "plain Java "
                                + Runtime.version().feature()
                                + ", "
                                + Device.threads()
                                + " threads",
                        MemoryPool.text(MemoryPool.shared().statistics().limit()),
                        "",
                        true,
                        "computes in double precision; the reference"));
    }

    @Override
    public Kernels open(String name) {
        return new JavaKernels();
    }

    @Override
    public int preference() {
        return 0;
    }
}
