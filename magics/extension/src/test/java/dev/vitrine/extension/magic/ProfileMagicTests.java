package dev.vitrine.extension.magic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.extension.RecordingKernel;
import dev.vitrine.extension.VitrineExtension;
import dev.vitrine.tensor.Device;
import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Profiler;
import dev.vitrine.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.CategoryChart;
import tech.tablesaw.api.Table;

class ProfileMagicTests {

    private final Device before = Device.current();
    private RecordingKernel kernel;

    @BeforeEach
    void open() {
        Device.use(Device.named("java"));
        kernel = RecordingKernel.current();
        new VitrineExtension().install(kernel);
    }

    @AfterEach
    void close() {
        kernel.close();
        Device.use(before);
    }

    private Object profile(String body) throws Exception {
        return kernel.cellMagic("profile", List.of(), body);
    }

    @Test
    void showsATableAndAChartAndGivesTheCellsValue() throws Exception {
        kernel.evaluator =
                code -> {
                    assertThat(code).isEqualTo("train()");
                    Tensor x = new Philox(1).normal(30, 20).requiresGrad(true);
                    x.matmul(x, false, true).sum().backward();
                    return "trained";
                };

        assertThat(profile("train()")).isEqualTo("trained");

        Table table = (Table) kernel.displays.get("display-0");
        assertThat(table.columnNames())
                .containsExactly("operation", "phase", "calls", "ms", "share %", "GF/s");
        assertThat(table.stringColumn("operation").asList())
                .contains("matmul", "sum")
                .endsWith("(elsewhere)");
        assertThat(table.numberColumn("share %").sum()).isBetween(99.9, 100.1);
        int matmul = table.stringColumn("operation").asList().indexOf("matmul");
        assertThat(table.doubleColumn("GF/s").get(matmul)).isPositive();
        CategoryChart chart = (CategoryChart) kernel.displays.get("display-1");
        assertThat(chart.getSeriesCollection()).hasSize(1);
        assertThat(kernel.renderers().render(table).data()).containsKey("text/html");
        assertThat(kernel.renderers().render(chart).data()).containsKey("image/png");
    }

    @Test
    void aCellWithoutTensorsHasNoChart() throws Exception {
        kernel.evaluator = code -> null;

        assertThat(profile("1 + 1")).isNull();

        assertThat(kernel.displays).hasSize(1);
    }

    @Test
    void aCellThatFailsEndsTheMeasurement() {
        kernel.evaluator =
                code -> {
                    throw new IllegalStateException("no");
                };

        assertThatThrownBy(() -> profile("fail()")).hasMessage("no");
        Profiler.start().close();
    }

    @Test
    void argumentsAreAnError() {
        assertThatThrownBy(() -> kernel.cellMagic("profile", List.of("x"), ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("%%profile takes code on the lines below it");
    }
}
