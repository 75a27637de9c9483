package dev.vitrine.kernel.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.kernel.protocol.ExecuteReply;
import dev.vitrine.kernel.protocol.HistoryRequest;
import dev.vitrine.kernel.protocol.StreamOutput;
import dev.vitrine.kernel.session.EchoKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class KernelClientTests {

    @TempDir private Path folder;

    private static KernelCommand shell(String script) {
        return KernelCommand.of(List.of("sh", "-c", script, "{connection_file}"));
    }

    @Test
    void processThatEndsAtOnceIsReportedWithWhatItPrinted() {
        assertThatThrownBy(() -> KernelClient.launch(shell("echo no Java here >&2; exit 7")))
                .isInstanceOf(KernelDiedException.class)
                .hasMessageContaining("exit code 7")
                .hasMessageContaining("no Java here");
    }

    @Test
    void processThatNeverAnswersIsEndedWhenTheTimeIsUp() {
        assertThatThrownBy(
                        () ->
                                KernelClient.launch(
                                        shell("echo thinking; sleep 100"), Duration.ofSeconds(2)))
                .isInstanceOf(KernelDiedException.class)
                .hasMessageContaining("not ready after 2 s")
                .hasMessageContaining("thinking");
    }

    @Test
    void programThatIsNotThereIsAnError() {
        KernelCommand command = KernelCommand.of(List.of("/no/such/program", "{connection_file}"));

        assertThatThrownBy(() -> KernelClient.launch(command))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/no/such/program");
    }

    @Test
    void commandWithoutAConnectionFileIsRefused() {
        assertThatThrownBy(() -> KernelCommand.of(List.of("java", "-jar", "kernel.jar")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("{connection_file}");
    }

    @Test
    void kernelThatDiesInACellIsNoticedAndItsOutputKept() throws Exception {
        StringBuffer printed = new StringBuffer();
        CountDownLatch arrived = new CountDownLatch(1);
        OutputListener listener =
                new OutputListener() {
                    @Override
                    public void stream(StreamOutput output) {
                        printed.append(output.text());
                        arrived.countDown();
                    }
                };
        Path gate = folder.resolve("gate");
        Thread opener =
                new Thread(
                        () -> {
                            try {
                                arrived.await();
                                Files.createFile(gate);
                            } catch (InterruptedException | IOException e) {
                                throw new IllegalStateException(e);
                            }
                        });
        opener.start();
        try (KernelClient kernel = KernelClient.launch(EchoKernel.command("none"))) {
            String dying = "print before\nawait " + gate + "\nexit 9";
            assertThatThrownBy(() -> kernel.execute(dying, listener))
                    .isInstanceOf(KernelDiedException.class)
                    .hasMessageContaining("exit code 9");
            assertThat(printed.toString()).isEqualTo("before\n");
            assertThat(kernel.isAlive()).isFalse();
            assertThatThrownBy(kernel::kernelInfo).isInstanceOf(KernelDiedException.class);
        }
    }

    @Test
    void restartBeginsAnewAndKeepsHistory() throws Exception {
        Path history = folder.resolve("history.jsonl");
        try (KernelClient kernel = KernelClient.launch(EchoKernel.command(history.toString()))) {
            kernel.execute("print one", OutputListener.NONE);
            long before = kernel.pid();

            kernel.restart();

            ExecuteReply reply = kernel.execute("print two", OutputListener.NONE);
            assertThat(kernel.pid()).isNotEqualTo(before);
            assertThat(reply.executionCount()).isEqualTo(1);
            assertThat(
                            kernel.history(
                                            new HistoryRequest(
                                                    true, true, "tail", 0, 0, null, 2, null, false))
                                    .history())
                    .containsExactly(
                            List.of(1, 1, java.util.Arrays.asList("print one", null)),
                            List.of(2, 1, java.util.Arrays.asList("print two", null)));
        }
    }

    @Test
    void closingEndsTheProcessAndRemovesTheConnectionFile() throws Exception {
        KernelClient kernel = KernelClient.launch(EchoKernel.command("none"));
        ProcessHandle process = ProcessHandle.of(kernel.pid()).orElseThrow();

        kernel.close();

        assertThat(process.isAlive()).isFalse();
        assertThat(Files.exists(kernel.connectionFile())).isFalse();
        assertThatThrownBy(kernel::kernelInfo).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void closingEndsACellThatNeverEnds() throws Exception {
        KernelClient kernel = KernelClient.launch(EchoKernel.command("none"));
        kernel.submit("sleep 100000", ExecuteOptions.defaults());

        kernel.close();

        assertThat(kernel.isAlive()).isFalse();
    }

    @Test
    void environmentAndWorkingDirectoryAreTheCommands() throws Exception {
        KernelCommand command =
                new KernelCommand(
                        List.of("sh", "-c", "echo $GREETING; pwd; exit 1", "{connection_file}"),
                        Map.of("GREETING", "grüezi"),
                        folder);

        assertThatThrownBy(() -> KernelClient.launch(command))
                .hasMessageContaining(folder.toRealPath().toString());
    }
}
