package dev.vitrine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.kernel.client.KernelClient;
import dev.vitrine.kernel.client.OutputListener;
import dev.vitrine.kernel.protocol.ExecuteReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Cells may use preview features of the language if the JVM has them switched on. */
@Timeout(120)
class PreviewFeaturesTests {

    /** A preview feature of JDK 17, and one of JDK 23 and newer. */
    private static final String CELL =
            Runtime.version().feature() < 23
                    ? "Object o = \"x\";\nint n = switch (o) { case String s -> 42; default -> 0; };"
                    : "int i = 42;\nint n = i instanceof byte b ? b : 0;";

    @Test
    void optionOfTheJvmIsEnough() throws Exception {
        try (KernelClient kernel = JavaKernel.launch("--enable-preview")) {
            ExecuteReply reply = kernel.execute(CELL, OutputListener.NONE);

            assertThat(reply.succeeded()).as(reply.toString()).isTrue();
            assertThat(
                            kernel.execute(
                                            "if (n != 42) throw new AssertionError(n);",
                                            OutputListener.NONE)
                                    .succeeded())
                    .isTrue();
        }
    }

    @Test
    void withoutItTheCompilerNamesTheOption() throws Exception {
        try (KernelClient kernel = JavaKernel.launch()) {
            ExecuteReply reply = kernel.execute(CELL, OutputListener.NONE);

            assertThat(reply.ename()).isEqualTo("CompilationError");
            assertThat(String.join("\n", reply.traceback())).contains("--enable-preview");
        }
    }
}
