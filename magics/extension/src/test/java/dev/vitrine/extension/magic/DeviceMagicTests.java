package dev.vitrine.extension.magic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.tensor.Device;
import dev.vitrine.tensor.DeviceInfo;
import java.util.List;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class DeviceMagicTests {

    private final DeviceMagic magic = new DeviceMagic();

    @Test
    void withoutNameAllDevicesAreListedAndTheCurrentOneIsMarked() {
        Table table = (Table) magic.run(List.of());

        assertThat(table.stringColumn("name").asList()).contains("onednn", "java");
        assertThat(
                        table.where(table.stringColumn("current").isEqualTo("▶"))
                                .stringColumn("name")
                                .asList())
                .containsExactly(Device.current().name());
    }

    @Test
    void aDeviceThatCannotBeUsedSaysWhy() {
        Table table =
                DeviceMagic.table(
                        List.of(
                                new DeviceInfo("onednn", "oneDNN 3.11", "23.4 GiB", "", true, ""),
                                new DeviceInfo(
                                        "cuda",
                                        "nd4j-cuda-11.6",
                                        "139 GiB",
                                        "9.0",
                                        false,
                                        "no code for 9.0")),
                        "onednn");

        assertThat(table.stringColumn("remark").get(1)).isEqualTo("no code for 9.0");
        assertThat(table.stringColumn("compute capability").get(1)).isEqualTo("9.0");
        assertThat(table.booleanColumn("usable").get(1)).isFalse();
    }

    @Test
    void withANameTheDeviceIsChosen() {
        Device before = Device.current();
        try {
            assertThat((String) magic.run(List.of("java"))).startsWith("Device java: ");
            assertThat(Device.current().name()).isEqualTo("java");
        } finally {
            Device.use(before);
        }
    }

    @Test
    void aDeviceThatIsNotThereIsAClearError() {
        assertThatThrownBy(() -> magic.run(List.of("tpu")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tpu")
                .hasMessageContaining("onednn");
        assertThatThrownBy(() -> magic.run(List.of("a", "b")))
                .hasMessageContaining("takes one name");
    }
}
