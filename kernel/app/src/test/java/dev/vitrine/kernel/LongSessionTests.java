package dev.vitrine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.kernel.client.KernelClient;
import dev.vitrine.kernel.client.OutputListener;
import dev.vitrine.kernel.protocol.ExecuteReply;
import dev.vitrine.kernel.protocol.HistoryRequest;
import dev.vitrine.kernel.protocol.StreamOutput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Requests in a row leave nothing behind but their place in the history. A few hundred; {@code
 * -Dvitrine.test.requests=10000} sends as many as wanted.
 */
@Timeout(1800)
class LongSessionTests {

    private static final int REQUESTS = Integer.getInteger("vitrine.test.requests", 400);

    /** Source and number of a cell, and what holds them. */
    private static final long BYTES_PER_REQUEST = 1024;

    /** Classes that the second half of the requests is the first to use. */
    private static final long SLACK_BYTES = 4 << 20;

    @Test
    void requestsInARowLeaveMemoryFlat() throws Exception {
        try (KernelClient kernel = JavaKernel.launch("-Xmx200m")) {
            kernel.execute("int total = 0;", OutputListener.NONE);
            send(kernel, REQUESTS / 2);
            long before = usedBytes(kernel);
            send(kernel, REQUESTS - REQUESTS / 2);
            long after = usedBytes(kernel);

            System.out.printf(
                    "%,d requests: %,d KB in use half-way, %,d KB at the end%n",
                    REQUESTS, before >> 10, after >> 10);
            assertThat(after - before).isLessThan(SLACK_BYTES + REQUESTS / 2 * BYTES_PER_REQUEST);
        }
    }

    private static void send(KernelClient kernel, int requests) throws Exception {
        HistoryRequest tail = new HistoryRequest(false, true, "tail", 0, 0, null, 3, null, false);
        for (int i = 0; i < requests; i++) {
            switch (i % 8) {
                case 0 -> kernel.kernelInfo();
                case 1 -> kernel.complete("total.", 6);
                case 2 -> kernel.inspect("Math.max", 8, 0);
                case 3 -> kernel.isComplete("for (;;) {");
                case 4 -> kernel.history(tail);
                case 5 -> assertThat(run(kernel, "broken +").status()).isEqualTo("error");
                case 6 -> assertThat(run(kernel, "throw new Error();").status()).isEqualTo("error");
                default -> {
                    String cell = "int twice(int n) { return 2 * n; }\ntotal += twice(" + i + ");";
                    assertThat(run(kernel, cell).succeeded()).isTrue();
                }
            }
        }
    }

    private static ExecuteReply run(KernelClient kernel, String code) throws Exception {
        return kernel.execute(code, OutputListener.NONE);
    }

    private static long usedBytes(KernelClient kernel) throws Exception {
        StringBuilder printed = new StringBuilder();
        kernel.execute(
                """
                Runtime runtime = Runtime.getRuntime();
                long least = Long.MAX_VALUE;
                for (int i = 0; i < 5; i++) {
                    System.gc();
                    Thread.sleep(50);
                    least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
                }
                System.out.print(least);
                """,
                new OutputListener() {
                    @Override
                    public void stream(StreamOutput output) {
                        printed.append(output.text());
                    }
                });
        return Long.parseLong(printed.toString());
    }
}
