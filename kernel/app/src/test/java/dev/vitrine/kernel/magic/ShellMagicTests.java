package dev.vitrine.kernel.magic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.api.CellEnvironment;
import dev.vitrine.api.ShellOutput;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ShellMagicTests {

    private final WorkingDirectory directory = new WorkingDirectory();
    private final ShellProcesses processes = new ShellProcesses(directory);
    private final FileNames files = new FileNames(directory);
    private final ShellMagic bash = new ShellMagic(Shell.BASH, processes, files);
    private final SystemMagic system = new SystemMagic(Shell.BASH, processes, files);

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
    void commandsRunInTheWorkingDirectoryWithTheEnvironmentOfTheNotebook(@TempDir Path folder)
            throws Exception {
        directory.change(folder.toString());
        CellEnvironment.set("VITRINE_TEST_VARIABLE", "a b");
        try {
            assertThat(output("pwd -P; echo \"$VITRINE_TEST_VARIABLE\""))
                    .containsExactly(folder.toRealPath().toString(), "a b");
        } finally {
            CellEnvironment.unset("VITRINE_TEST_VARIABLE");
        }
        assertThat(output("echo \"[$VITRINE_TEST_VARIABLE]\"")).containsExactly("[]");
    }

    @Test
    void outputIsTheValueWithItsExitCodeAndErrorsAreShown() throws Exception {
        try (CapturedStreams streams = new CapturedStreams()) {
            ShellOutput output = output("printf 'a\\n\\nb'; echo oops >&2; exit 3");
            assertThat(output).containsExactly("a", "", "b");
            assertThat(output.text()).isEqualTo("a\n\nb");
            assertThat(output.exitCode()).isEqualTo(3);
            assertThat(streams.out()).isEmpty();
            assertThat(streams.err()).isEqualTo("oops\n");
        }
    }

    @Test
    void nothingOfALongOutputIsLost() throws Exception {
        assertThat(output("seq 1 100000")).hasSize(100_000).last().isEqualTo("100000");
    }

    @Test
    void commandIsNeededAndAFolderThatIsGoneIsNamed(@TempDir Path folder) throws Exception {
        assertThatThrownBy(() -> system.run(List.of(" ")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("which command? For example: !ls -l");
        Path gone = Files.createDirectory(folder.resolve("gone"));
        directory.change(gone.toString());
        Files.delete(gone);
        assertThatThrownBy(() -> bash.run(List.of("true")))
                .isInstanceOf(MagicFailure.class)
                .hasMessageContaining("gone is not there any more; %cd to another");
    }

    private ShellOutput output(String command) throws Exception {
        return (ShellOutput) system.run(List.of(command));
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
