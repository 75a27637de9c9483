package dev.vitrine.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.vitrine.kernel.client.KernelClient;
import dev.vitrine.kernel.client.KernelDiedException;
import dev.vitrine.kernel.client.OutputListener;
import dev.vitrine.kernel.protocol.ExecuteReply;
import dev.vitrine.kernel.protocol.StreamOutput;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What native code and child processes print is shown in the cell that made them do it. */
@Timeout(120)
final class NativeOutputTests {

    private static KernelClient kernel;

    @BeforeAll
    static void launch() throws Exception {
        assumeThat(System.getProperty("os.name")).doesNotContain("Windows");
        kernel = launched();
    }

    /** A kernel that has taken its streams over, and whose cells can call C. */
    private static KernelClient launched(String... jvmOptions) throws Exception {
        KernelClient kernel = JavaKernel.launch(jvmOptions);
        String jna =
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(entry -> entry.contains("jna-"))
                        .findFirst()
                        .orElseThrow();
        ExecuteReply reply =
                kernel.execute(
                        "%jars "
                                + jna
                                + "\nvar c = com.sun.jna.NativeLibrary.getInstance(\"c\");\n"
                                // The streams are taken over in the background.
                                + "while (Thread.getAllStackTraces().keySet().stream()"
                                + ".noneMatch(t -> t.getName().equals(\"vitrine-process-output\")))"
                                + " Thread.sleep(5);",
                        OutputListener.NONE);
        assertThat(reply.succeeded()).as(reply.evalue()).isTrue();
        return kernel;
    }

    @AfterAll
    static void close() throws Exception {
        if (kernel != null) {
            kernel.close();
        }
    }

    /** What a cell printed, by stream. */
    private static final class Printed implements OutputListener {

        private final Map<String, String> streams = new TreeMap<>();

        @Override
        public void stream(StreamOutput output) {
            streams.merge(output.name(), output.text(), String::concat);
        }
    }

    private static Map<String, String> printedBy(String code) throws Exception {
        Printed printed = new Printed();
        assertThat(kernel.execute(code, printed).succeeded()).isTrue();
        return printed.streams;
    }

    @Test
    void whatCPrintsIsThereWhenTheCellEnds() throws Exception {
        assertThat(
                        printedBy(
                                "c.getFunction(\"puts\").invokeInt(new Object[] {\"a line\"});\n"
                                        + "c.getFunction(\"printf\").invokeInt(new Object[] {\"no line\"});\n"
                                        + "c.getFunction(\"perror\").invokeVoid(new Object[] {\"wrong\"});"))
                .containsEntry("stdout", "a line\nno line")
                .hasEntrySatisfying("stderr", text -> assertThat(text).startsWith("wrong: "));
    }

    @Test
    void whatChildProcessesPrintIsThere() throws Exception {
        assertThat(
                        printedBy(
                                "new ProcessBuilder(\"sh\", \"-c\", \"echo out; echo err >&2\")"
                                        + ".inheritIO().start().waitFor();"))
                .containsEntry("stdout", "out\n")
                .containsEntry("stderr", "err\n");
    }

    @Test
    void moreThanAPipeHoldsComesThrough() throws Exception {
        String text =
                printedBy(
                                "for (int i = 0; i < 3000; i++)"
                                        + " c.getFunction(\"puts\").invokeInt(new Object[] {\"%0100d\".formatted(i)});")
                        .get("stdout");

        assertThat(text).hasLineCount(3000).endsWith("2999\n");
    }

    @Test
    void crashStillNamesItsLogToWhoeverStartedTheProcess(@TempDir Path folder) throws Exception {
        Path log = folder.resolve("crash.log");
        try (KernelClient crashing =
                launched("-XX:ErrorFile=" + log, "-XX:-CreateCoredumpOnCrash")) {
            assertThatThrownBy(
                            () ->
                                    crashing.execute(
                                            "new com.sun.jna.Pointer(1).getByte(0)",
                                            OutputListener.NONE))
                    .isInstanceOf(KernelDiedException.class)
                    .hasMessageContaining("A fatal error has been detected")
                    .hasMessageContaining(log.toString());
        }
    }
}
