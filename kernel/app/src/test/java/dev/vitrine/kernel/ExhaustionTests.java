package dev.vitrine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.kernel.client.KernelClient;
import dev.vitrine.kernel.client.OutputListener;
import dev.vitrine.kernel.protocol.ExecuteReply;
import dev.vitrine.kernel.protocol.StreamOutput;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A cell that uses up something of the process ends; the kernel and the notebook go on. */
@Timeout(60)
class ExhaustionTests {

    private static ExecuteReply run(KernelClient kernel, String code) throws Exception {
        return kernel.execute(code, OutputListener.NONE);
    }

    private static String printed(KernelClient kernel, String code) throws Exception {
        StringBuilder text = new StringBuilder();
        ExecuteReply reply =
                kernel.execute(
                        code,
                        new OutputListener() {
                            @Override
                            public void stream(StreamOutput output) {
                                text.append(output.text());
                            }
                        });
        assertThat(reply.succeeded()).as(reply.toString()).isTrue();
        return text.toString();
    }

    @Test
    void heapThatACellHasFilledIsFreeWhenItLetsGo() throws Exception {
        try (KernelClient kernel = JavaKernel.launch("-Xmx80m")) {
            run(kernel, "int kept = 41;\nList<Object> hoard = new ArrayList<>();");
            for (String filling :
                    List.of(
                            "while (true) hoard.add(new byte[100_000]);",
                            "while (true) hoard.add(new int[4]);")) {
                assertThat(run(kernel, filling).ename()).as(filling).isEqualTo("OutOfMemoryError");
                assertThat(kernel.kernelInfo().status()).isEqualTo("ok");
                assertThat(run(kernel, "hoard = new ArrayList<>();").succeeded()).isTrue();
                assertThat(printed(kernel, "System.out.print(kept + 1);")).isEqualTo("42");
            }
        }
    }

    @Test
    void memoryOutsideTheHeapThatACellHasTakenIsNotNeededByTheKernel() throws Exception {
        try (KernelClient kernel = JavaKernel.launch("-XX:MaxDirectMemorySize=16m")) {
            String taking =
                    "List<ByteBuffer> blocks = new ArrayList<>();\n"
                            + "while (true) blocks.add(ByteBuffer.allocateDirect(10_000));";
            run(kernel, "import java.nio.ByteBuffer;");

            assertThat(run(kernel, taking).ename()).isEqualTo("OutOfMemoryError");

            String large = printed(kernel, "System.out.print(\"x\".repeat(2_000_000));");
            assertThat(large).hasSize(2_000_000);
            assertThat(run(kernel, "display(\"y\".repeat(2_000_000));").succeeded()).isTrue();
        }
    }

    @Test
    void stackThatOverflowsAnywhereEndsTheCellOnly() throws Exception {
        try (KernelClient kernel = JavaKernel.launch()) {
            run(kernel, "int deep(int n) { return deep(n + 1) + 1; }");
            assertThat(run(kernel, "deep(0)").ename()).isEqualTo("StackOverflowError");

            run(kernel, "class Shy { public String toString() { return \"\" + this; } }");
            assertThat(run(kernel, "new Shy()").status()).isEqualTo("ok");
            assertThat(run(kernel, "new Shy().toString()").ename()).isEqualTo("StackOverflowError");

            String sum = "1" + " + 1".repeat(20_000);
            ExecuteReply compiled = run(kernel, "int sum = " + sum + ";");
            assertThat(compiled.status()).isEqualTo("error");
            assertThat(kernel.complete(sum + ".", sum.length() + 1).status()).isEqualTo("ok");
            assertThat(kernel.isComplete("(".repeat(50_000)).status()).isNotBlank();

            assertThat(printed(kernel, "System.out.print(40 + 2);")).isEqualTo("42");
        }
    }
}
