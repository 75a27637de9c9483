package dev.vitrine.kernel.magic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class BashMagicTests {

    private final BashMagic bash = new BashMagic();

    @Test
    void outputGoesToItsStreamAndArgumentsArrive() throws Exception {
        try (CapturedStreams streams = new CapturedStreams()) {
            bash.run(
                    List.of("a b", "c"),
                    "echo \"ä $1|$2\"\nread x; echo \"[$x]\"\necho oops >&2\n");
            assertThat(streams.out()).isEqualTo("ä a b|c\n[]\n");
            assertThat(streams.err()).isEqualTo("oops\n");
        }
    }

    @Test
    void exitCodeIsAnError() {
        assertThatThrownBy(() -> bash.run(List.of(), "exit 3"))
                .isInstanceOf(MagicFailure.class)
                .hasMessage("bash ended with exit code 3");
    }

    @Test
    void outputAppearsWhileTheCommandRuns(@TempDir Path directory) throws Exception {
        Path go = directory.resolve("go");
        try (CapturedStreams streams = new CapturedStreams()) {
            Thread cell =
                    start(
                            "echo first\nwhile [ ! -e '"
                                    + go
                                    + "' ]; do sleep 0.01; done\necho second",
                            new AtomicReference<>());
            while (!streams.out().contains("first")) {
                Thread.sleep(5);
            }
            assertThat(streams.out()).doesNotContain("second");
            Files.createFile(go);
            cell.join();
            assertThat(streams.out()).isEqualTo("first\nsecond\n");
        }
    }

    @Test
    void interruptKillsAllThatWasStarted(@TempDir Path directory) throws Exception {
        Path pids = directory.resolve("pids");
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        // The inner shell ignores SIGTERM.
        Thread cell =
                start(
                        "echo $$ >> "
                                + pids
                                + "; (trap '' TERM; sleep 1000 & echo $! >> "
                                + pids
                                + "; wait; sleep 1000)",
                        thrown);
        while (!Files.exists(pids) || Files.readAllLines(pids).size() < 2) {
            Thread.sleep(5);
        }
        List<ProcessHandle> processes =
                Files.readAllLines(pids).stream()
                        .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
                        .toList();
        cell.interrupt();
        cell.join();
        for (ProcessHandle process : processes) {
            process.onExit().join();
        }
        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void jobInTheBackgroundDoesNotHoldTheCell() throws Exception {
        try (CapturedStreams streams = new CapturedStreams()) {
            bash.run(List.of(), "sleep 3 & echo done");
            assertThat(streams.out()).isEqualTo("done\n");
        }
    }

    private Thread start(String body, AtomicReference<Throwable> thrown) {
        Thread cell =
                new Thread(
                        () -> {
                            try {
                                bash.run(List.of(), body);
                            } catch (Exception failure) {
                                thrown.set(failure);
                            }
                        });
        cell.start();
        return cell;
    }
}
