package dev.vitrine.extension.magic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.api.NotebookVariable;
import dev.vitrine.extension.RecordingKernel;
import dev.vitrine.learn.nn.Initializer;
import dev.vitrine.learn.nn.Linear;
import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Device;
import dev.vitrine.tensor.DeviceInfo;
import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Tensor;
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
        assertThat(table.stringColumn("memory").get(1))
                .as("does not break between number and unit")
                .isEqualTo("139\u00a0GiB");
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
    }

    @Test
    void modelsAreMovedAndThoseThatStayAreNamed() {
        Device before = Device.current();
        try (RecordingKernel kernel = RecordingKernel.current()) {
            Initializer init = new Initializer(new Philox(1), DType.FLOAT);
            Linear first = new Linear(2, 3, init);
            Linear second = new Linear(3, 1, init);
            kernel.variables.add(new NotebookVariable("first", "Linear", first, ""));
            kernel.variables.add(new NotebookVariable("second", "Linear", second, ""));
            kernel.variables.add(new NotebookVariable("text", "String", "x", ""));

            assertThat((String) magic.run(List.of("java", "first")))
                    .startsWith("Device java: ")
                    .contains("Elsewhere: second. Move with %device java second");
            assertThat(first.forward(Tensor.ones(1, 2)).device().name()).isEqualTo("java");
            assertThatThrownBy(() -> second.forward(Tensor.ones(1, 3)))
                    .hasMessageContaining("argument 2 is on device " + before.name())
                    .hasMessageContaining("moves a model");
            assertThat((String) magic.run(List.of("java", "second"))).doesNotContain("Elsewhere");
            assertThat(magic.complete(List.of(), "")).contains("onednn", "java");
            assertThat(magic.complete(List.of("java"), "")).containsExactly("first", "second");
        } finally {
            Device.use(before);
        }
    }

    @Test
    void whatCannotBeMovedIsRefusedAndNothingChanges() {
        Device before = Device.current();
        try (RecordingKernel kernel = RecordingKernel.current()) {
            kernel.variables.add(new NotebookVariable("text", "String", "x", ""));
            assertThatThrownBy(() -> magic.run(List.of("java", "text")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("%device moves models and tensors; text is of type String");
            assertThatThrownBy(() -> magic.run(List.of("java", "vit")))
                    .hasMessageContaining("there is no variable vit");
            assertThat(Device.current()).isSameAs(before);
        }
    }
}
