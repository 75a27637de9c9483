package dev.vitrine.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(OS.WINDOWS)
class ProcessFamilyTests {

    /** Each of its children holds the output open as long as it lives. */
    @Test
    void processThatStartsOthersAllTheTimeEndsWithAllOfThem() throws Exception {
        String starter = "for i in $(seq 200); do sleep 0.02; sleep 1000 & done; wait";
        Process shell = start("for k in 1 2 3 4; do (" + starter + ") & done; wait");
        while (shell.descendants().count() < 10) {
            Thread.onSpinWait();
        }

        List<ProcessHandle> family = ProcessFamily.end(shell);

        assertThat(shell.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(shell.getInputStream().readAllBytes()).isEmpty();
        assertThat(family).hasSizeGreaterThanOrEqualTo(10);
    }

    @Test
    void childrenOfChildrenEnd() throws Exception {
        Process shell = start("sh -c 'sh -c \"sleep 1000; echo\"; echo'; echo");
        while (shell.descendants().count() < 3) {
            Thread.onSpinWait();
        }

        assertThat(ProcessFamily.end(shell)).hasSize(4);

        assertThat(shell.getInputStream().readAllBytes()).isEmpty();
    }

    @Test
    void processMayTidyUpFirst() throws Exception {
        Process shell = start("trap 'echo tidied; exit 3' TERM; echo ready; sleep 1000 & wait");
        while (shell.getInputStream().available() == 0) {
            Thread.onSpinWait();
        }

        ProcessFamily.end(shell);

        assertThat(shell.getInputStream().readAllBytes()).asString().isEqualTo("ready\ntidied\n");
        assertThat(shell.waitFor()).isEqualTo(3);
    }

    @Test
    void processThatHasEndedIsLeftAlone() throws Exception {
        Process shell = start("exit 7");
        shell.waitFor();

        ProcessFamily.end(shell);

        assertThat(shell.exitValue()).isEqualTo(7);
    }

    /** A second interrupt may come while the first is being carried out. */
    @Test
    void interruptedThreadEndsThemAllTheSame() throws Exception {
        Process shell = start("sleep 1000; echo");
        while (shell.children().count() < 1) {
            Thread.onSpinWait();
        }

        Thread.currentThread().interrupt();
        ProcessFamily.end(shell);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(shell.getInputStream().readAllBytes()).isEmpty();
    }

    private static Process start(String command) throws Exception {
        return new ProcessBuilder("sh", "-c", command).start();
    }
}
