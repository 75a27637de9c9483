package dev.vitrine.tensor.nd4j;

import dev.vitrine.tensor.DeviceInfo;
import dev.vitrine.tensor.DeviceProvider;
import dev.vitrine.tensor.Kernels;
import dev.vitrine.tensor.MemoryPool;
import java.util.List;

/**
 * The device {@code nd4j}: ND4J's CPU backend. Used only by name, since it starts in seconds and is
 * not fast.
 */
public final class Nd4jDeviceProvider implements DeviceProvider {

    private static final String NAME = "nd4j";

    @Override
    public List<DeviceInfo> probe() {
        String library = ("ND4J " + Nd4jBackends.cpuVersion()).strip() + ", nd4j-native";
        String memory = MemoryPool.text(MemoryPool.shared().statistics().limit());
        if (!Nd4jBackends.hasCpu()) {
            return List.of(
                    new DeviceInfo(
                            NAME,
                            "ND4J",
                            memory,
                            "",
                            false,
                            "nd4j-native is not on the class path"));
        }
        if (Nd4jBackends.hasCuda()) {
            return List.of(
                    new DeviceInfo(
                            NAME,
                            library,
                            memory,
                            "",
                            false,
                            "nd4j-cuda is on the class path too, and ND4J has one backend per process; use cuda"));
        }
        return List.of(new DeviceInfo(NAME, library, memory, "", true, "starts in seconds"));
    }

    @Override
    public Kernels open(String name) {
        return new Nd4jKernels(false);
    }

    @Override
    public int preference() {
        return -1;
    }
}
