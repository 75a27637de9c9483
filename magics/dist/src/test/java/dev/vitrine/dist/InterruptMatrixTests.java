package dev.vitrine.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.kernel.client.ExecuteOptions;
import dev.vitrine.kernel.client.KernelClient;
import dev.vitrine.kernel.client.KernelCommand;
import dev.vitrine.kernel.client.OutputListener;
import dev.vitrine.kernel.protocol.ExecuteReply;
import dev.vitrine.kernel.protocol.StreamOutput;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever a cell does, an interrupt request ends it: its thread is gone, the processor idle, and
 * the notebook goes on with its variables. By a client over the wire, against the assembled kernel.
 *
 * <p>The times from request to reply and to an idle processor are printed and left in {@code
 * target/interrupts-jdkN.txt}; no test asserts one.
 */
@Timeout(300)
@Isolated("measures an idle processor")
class InterruptMatrixTests {

    private static final Duration WINDOW = Duration.ofMillis(100);
    private static final int IDLE_PERCENT = 20;

    @TempDir static Path folder;

    private static final List<String> TIMES = new ArrayList<>();

    private static KernelClient kernel;

    enum Endless {
        LOOP("while (true) { kept++; kept--; }"),
        LOOP_IN_A_CLASS(
                "class Spinner { long turns; void run() { while (true) turns++; } }\n"
                        + "new Spinner().run();"),
        LOOP_IN_AN_ADDED_JAR("spin.Loop.run();"),
        SLEEPING("Thread.sleep(600_000);"),
        WAITING("Object lock = new Object();\nsynchronized (lock) { lock.wait(); }"),
        WAITING_FOR_A_FUTURE("new CompletableFuture<String>().get()"),
        JOINING_A_FUTURE("new CompletableFuture<String>().join()"),
        WAITING_FOR_A_SEMAPHORE("new Semaphore(0).acquireUninterruptibly();"),
        READING_STANDARD_INPUT("new Scanner(System.in).nextLine()"),
        READING_A_SOCKET(
                "var silent = new ServerSocket(0);\n"
                        + "new Socket(\"localhost\", silent.getLocalPort()).getInputStream().read()"),
        READING_A_URL(
                "var mute = new ServerSocket(0);\n"
                        + "new URL(\"http://localhost:\" + mute.getLocalPort() + \"/\").openStream()"),
        ACCEPTING_A_CONNECTION("new ServerSocket(0).accept()"),
        READING_AN_ACCEPTED_SOCKET(
                "var door = new ServerSocket(0);\n"
                        + "var guest = new Socket(\"localhost\", door.getLocalPort());\n"
                        + "door.accept().getInputStream().read()"),
        RECEIVING_A_DATAGRAM("new DatagramSocket(0).receive(new DatagramPacket(new byte[1], 1));"),
        READING_A_CHILD_PROCESS(
                "new ProcessBuilder(\"sleep\", \"600\").start().getInputStream().readAllBytes()"),
        STREAM_PIPELINE(
                "Stream.iterate(1, n -> n + 1).map(n -> n % 7).filter(n -> n < 0).findFirst()"),
        PARALLEL_STREAM_PIPELINE(
                "LongStream.range(0, Long.MAX_VALUE).parallel().map(n -> n ^ 3).sum()"),
        TRAINING(
                "VitRecipe endless = VitRecipe.mnist();\n"
                        + "endless.trainer(endless.model(), mnist.train()).run();",
                // Until it has drawn a plot.
                6000);

        private final String code;
        private final long settleMillis;

        Endless(String code) {
            // Long enough for loops to be compiled and calls to block.
            this(code, 500);
        }

        /**
         * @param settleMillis from the beginning of the cell to the interrupt
         */
        Endless(String code, long settleMillis) {
            this.code = code;
            this.settleMillis = settleMillis;
        }
    }

    @BeforeAll
    static void launch() throws Exception {
        kernel =
                KernelClient.launch(
                        KernelCommand.of(
                                List.of(
                                        Distribution.java(),
                                        "-jar",
                                        Distribution.kernel()
                                                .resolve("vitrine-kernel.jar")
                                                .toString(),
                                        "kernel",
                                        "{connection_file}")));
        assertThat(run("%jars " + loopJar()).succeeded()).isTrue();
        assertThat(run("int kept = 41;\nMnist mnist = Mnist.load();").succeeded()).isTrue();
    }

    @AfterAll
    static void close() throws Exception {
        kernel.close();
        Path report = Path.of("target", "interrupts-jdk" + Runtime.version().feature() + ".txt");
        TIMES.add(0, "%-28s %12s %12s".formatted("interrupted", "reply", "idle"));
        Files.write(report, TIMES);
        TIMES.forEach(System.out::println);
    }

    private static Path loopJar() throws Exception {
        Path source = Files.createDirectories(folder.resolve("spin")).resolve("Loop.java");
        Files.writeString(
                source,
                "package spin; public class Loop { static long n; public static void run() {"
                        + " for (;;) { n++; } } }");
        int compiled =
                ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-d", folder.toString(), source.toString());
        assertThat(compiled).isZero();
        Path jar = folder.resolve("loop.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out)) {
            entries.putNextEntry(new JarEntry("spin/Loop.class"));
            entries.write(Files.readAllBytes(folder.resolve("spin/Loop.class")));
        }
        return jar;
    }

    private static ExecuteReply run(String code) throws Exception {
        return kernel.execute(code, OutputListener.NONE);
    }

    @ParameterizedTest
    @EnumSource
    void endlessCellEnds(Endless cell) throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Long> interruptedAt = new CompletableFuture<>();
        Thread interrupter =
                new Thread(() -> interrupt(begun, cell.settleMillis, interruptedAt), "interrupter");
        interrupter.start();

        ExecuteReply reply =
                kernel.execute(
                        "System.out.println(\"begun\");\n" + cell.code,
                        ExecuteOptions.defaults()
                                .withInput(
                                        question -> {
                                            begun.countDown();
                                            interruptedAt.join();
                                            return "too late";
                                        }),
                        new OutputListener() {
                            @Override
                            public void stream(StreamOutput output) {
                                if (cell != Endless.READING_STANDARD_INPUT) {
                                    begun.countDown();
                                }
                            }
                        });

        long request = interruptedAt.get(60, TimeUnit.SECONDS);
        long repliedAt = System.nanoTime();
        long idleAt = awaitIdle();
        TIMES.add(
                "%-28s %9d ms %9d ms"
                        .formatted(
                                cell.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '),
                                (repliedAt - request) / 1_000_000,
                                Math.max(idleAt - request, repliedAt - request) / 1_000_000));
        assertThat(reply.ename()).isEqualTo("CellInterrupt");
        assertThat(run("if (kept != 41) throw new AssertionError(kept);").succeeded()).isTrue();
        assertThatOutputOfProcessesIsShown();
    }

    private static void assertThatOutputOfProcessesIsShown() throws Exception {
        StringBuilder printed = new StringBuilder();
        kernel.execute(
                "new ProcessBuilder(\"sh\", \"-c\", \"echo still here >&2\").inheritIO().start().waitFor();",
                new OutputListener() {
                    @Override
                    public void stream(StreamOutput output) {
                        printed.append(output.text());
                    }
                });
        assertThat(printed).contains("still here");
    }

    private static void interrupt(
            CountDownLatch begun, long settleMillis, CompletableFuture<Long> at) {
        try {
            begun.await();
            Thread.sleep(settleMillis);
            long now = System.nanoTime();
            kernel.interrupt();
            at.complete(now);
        } catch (Exception e) {
            at.completeExceptionally(e);
        }
    }

    /** Returns when the kernel began to use next to no processor time. */
    private static long awaitIdle() throws InterruptedException {
        ProcessHandle process = ProcessHandle.of(kernel.pid()).orElseThrow();
        for (int i = 0; i < 300; i++) {
            long begin = System.nanoTime();
            Duration before = process.info().totalCpuDuration().orElseThrow();
            Thread.sleep(WINDOW.toMillis());
            Duration used = process.info().totalCpuDuration().orElseThrow().minus(before);
            if (used.toMillis() * 100 <= IDLE_PERCENT * WINDOW.toMillis()) {
                return begin;
            }
        }
        throw new AssertionError("The kernel is still busy long after the interrupt");
    }
}
