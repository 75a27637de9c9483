package dev.vitrine.tensor.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.tensor.DeviceInfo;
import java.util.List;
import org.junit.jupiter.api.Test;

class CudaDeviceProviderTests {

    private static List<DeviceInfo> rows(String nvidiaSmi, boolean backend) {
        return CudaDeviceProvider.rows(NvidiaGpu.parse(nvidiaSmi), backend);
    }

    @Test
    void withoutADriverOneRowSaysSo() {
        List<DeviceInfo> rows =
                CudaDeviceProvider.rows(new NvidiaGpu.Answer.None("no NVIDIA driver found"), true);
        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).name()).isEqualTo("cuda");
        assertThat(rows.get(0).usable()).isFalse();
        assertThat(rows.get(0).reason()).contains("no NVIDIA driver");
    }

    @Test
    void aGpuOfTheSupportedGenerationsIsUsableWithTheBackend() {
        for (String capability : List.of("3.7", "7.0", "8.6", "8.9")) {
            DeviceInfo row =
                    rows("NVIDIA GeForce RTX 3080, 10240, " + capability + "\n", true).get(0);
            assertThat(row.usable()).isTrue();
            assertThat(row.computeCapability()).isEqualTo(capability);
            assertThat(row.memory()).isEqualTo("10.0 GiB");
            assertThat(row.library()).contains("RTX 3080");
        }
    }

    @Test
    void withoutTheBackendTheRowNamesTheProfile() {
        DeviceInfo row = rows("NVIDIA A100, 40960, 8.0", false).get(0);
        assertThat(row.usable()).isFalse();
        assertThat(row.reason()).contains("-Pcuda");
    }

    @Test
    void aGpuThatThereIsNoMachineCodeForSaysWhy() {
        for (String capability : List.of("9.0", "10.0", "12.0", "3.5")) {
            DeviceInfo row = rows("NVIDIA H100 80GB HBM3, 81559, " + capability, true).get(0);
            assertThat(row.usable()).isFalse();
            assertThat(row.reason()).contains("3.7 to 8.6", "this GPU has " + capability);
        }
    }

    @Test
    void everyGpuHasARowOfItsOwn() {
        List<DeviceInfo> rows = rows("NVIDIA T4, 15360, 7.5\nNVIDIA H100, 81559, 9.0\n", true);
        assertThat(rows).extracting(DeviceInfo::name).containsExactly("cuda", "cuda:1");
        assertThat(rows).extracting(DeviceInfo::usable).containsExactly(true, false);
    }

    @Test
    void aConfusedDriverIsQuoted() {
        for (String output :
                List.of(
                        "Unable to determine the device handle",
                        "a, b, c",
                        "NVIDIA K80, [N/A], [N/A]")) {
            DeviceInfo row = rows(output, true).get(0);
            assertThat(row.usable()).isFalse();
            assertThat(row.reason()).contains(output);
        }
        assertThat(rows("\n", true).get(0).reason()).contains("no GPU");
    }
}
