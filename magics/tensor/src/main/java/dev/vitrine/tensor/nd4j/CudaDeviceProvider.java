package dev.vitrine.tensor.nd4j;

import dev.vitrine.tensor.DeviceInfo;
import dev.vitrine.tensor.DeviceProvider;
import dev.vitrine.tensor.Kernels;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.factory.Nd4j;

/**
 * NVIDIA GPUs, by ND4J's CUDA backend: {@code cuda} for the first, {@code cuda:1} for the second
 * and so on. Where none can be used a row says why. Preferred where one can be used, since that
 * takes a build with the profile {@code cuda}.
 */
public final class CudaDeviceProvider implements DeviceProvider {

    private static final String NAME = "cuda";
    private static final String LIBRARY = "ND4J, nd4j-cuda-11.6";

    private List<DeviceInfo> rows;

    @Override
    public synchronized List<DeviceInfo> probe() {
        if (rows == null) {
            rows = rows(NvidiaGpu.ask(), Nd4jBackends.hasCuda());
        }
        return rows;
    }

    static List<DeviceInfo> rows(NvidiaGpu.Answer answer, boolean backend) {
        List<DeviceInfo> rows = new ArrayList<>();
        if (answer instanceof NvidiaGpu.Answer.None none) {
            rows.add(new DeviceInfo(NAME, LIBRARY, "", "", false, none.reason()));
        } else if (answer instanceof NvidiaGpu.Answer.Gpus found) {
            for (NvidiaGpu gpu : found.gpus()) {
                String reason = gpu.obstacle();
                if (reason.isEmpty() && !backend) {
                    reason =
                            "nd4j-cuda is not on the class path; build with the Maven profile cuda (mvn -Pcuda)";
                }
                rows.add(
                        new DeviceInfo(
                                rows.isEmpty() ? NAME : NAME + ":" + rows.size(),
                                LIBRARY + ", " + gpu.name(),
                                gpu.memory(),
                                gpu.computeCapability(),
                                reason.isEmpty(),
                                reason));
            }
        }
        return List.copyOf(rows);
    }

    @Override
    public Kernels open(String name) {
        String backend = Nd4j.getBackend().getClass().getSimpleName();
        if (!backend.equals("JCublasBackend")) {
            throw new IllegalStateException(
                    "device " + name + ": ND4J started " + backend + " instead of its GPU backend");
        }
        int index = name.equals(NAME) ? 0 : Integer.parseInt(name.substring(NAME.length() + 1));
        Nd4j.getAffinityManager().unsafeSetDevice(index);
        return new Nd4jKernels(true);
    }

    @Override
    public int preference() {
        return 200;
    }
}
