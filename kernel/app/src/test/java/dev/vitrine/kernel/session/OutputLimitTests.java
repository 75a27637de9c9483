package dev.vitrine.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.kernel.client.KernelClient;
import dev.vitrine.kernel.client.KernelCommand;
import dev.vitrine.kernel.client.OutputListener;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OutputLimitTests {

    @Test
    void floodIsCutAndSaysHowMuchWasCut() throws Exception {
        KernelCommand command =
                new KernelCommand(
                        EchoKernel.argv("{connection_file}"),
                        Map.of("VITRINE_HISTORY", "none", "VITRINE_OUTPUT_LIMIT", "1000"),
                        Path.of("").toAbsolutePath());
        try (KernelClient kernel = KernelClient.launch(command)) {
            Transcript flood = new Transcript();
            kernel.execute("many 10000\nvalue 5", flood);

            assertThat(flood.text("stdout")).hasSize(1000).startsWith("line 0\nline 1\n");
            assertThat(flood.text("stderr"))
                    .contains("printed more than 1,000 bytes", "VITRINE_OUTPUT_LIMIT")
                    .contains("97,890 bytes were not shown");
            assertThat(flood.types()).contains("execute_result");

            Transcript next = new Transcript();
            kernel.execute("print short", next);
            assertThat(next.text("stdout")).isEqualTo("short\n");
            assertThat(next.text("stderr")).isEmpty();

            Transcript cleared = new Transcript();
            kernel.execute("many 100\nclear true\nmany 100", cleared);
            assertThat(cleared.text("stdout")).hasSize(1580);
            assertThat(kernel.execute("print a", OutputListener.NONE).succeeded()).isTrue();
        }
    }

    @Test
    void limitThatIsNoNumberIsNamed() {
        assertThat(OutputLimit.bytes(Map.of())).isEqualTo(20_000_000);
        assertThat(OutputLimit.bytes(Map.of("VITRINE_OUTPUT_LIMIT", "0")))
                .isEqualTo(Long.MAX_VALUE);
        assertThatThrownBy(() -> OutputLimit.bytes(Map.of("VITRINE_OUTPUT_LIMIT", "much")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("VITRINE_OUTPUT_LIMIT is much");
    }
}
