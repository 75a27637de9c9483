package dev.vitrine.kernel.java;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cell that does not end by itself ends by an interrupt, and the notebook goes on. */
@Timeout(60)
final class InterruptTests {

    private final InterpreterFixture java = new InterpreterFixture();

    /** Cells release it when they are about to hang. */
    private static CountDownLatch started;

    @BeforeAll
    static void watchSockets() {
        BlockedSockets.install();
    }

    @BeforeEach
    void prepare() throws CellFailure {
        started = new CountDownLatch(1);
        System.getProperties().put("vitrine.test.started", (Runnable) started::countDown);
        java.run(
                "Runnable started = (Runnable) System.getProperties().get(\"vitrine.test.started\");\n"
                        + "int kept = 41;");
    }

    @AfterEach
    void close() {
        System.getProperties().remove("vitrine.test.started");
        java.close();
    }

    /** Not in the common pool, whose workers the cells under test keep busy. */
    private static CompletableFuture<CellFailure> onThreadOfItsOwn(Supplier<CellFailure> cell) {
        return CompletableFuture.supplyAsync(cell, task -> new Thread(task, "cell").start());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while (true);",
                "for (long i = 0; ; i++) { kept = 41; }",
                "do { } while (true);",
                "class Spin { void run() { while (true) {} } }\nnew Spin().run();",
                "void again() { for (;;) { int i = 0; while (i < 10) i++; } }\nagain();",
                "Thread.sleep(1_000_000);",
                "new ArrayBlockingQueue<Integer>(1).take();",
                "while (true) { java.util.concurrent.locks.LockSupport.park(); }",
                "java.util.concurrent.locks.LockSupport.park();",
                "Object lock = new Object(); synchronized (lock) { lock.wait(); }",
                "IntStream.iterate(0, i -> i + 1).filter(i -> i < 0).findFirst();",
                "IntStream.range(0, 4).parallel().forEach(i -> { while (true) {} });",
                "CompletableFuture.runAsync(() -> { while (true) {} }).get();",
                "while (true) { try { Thread.sleep(1000); } catch (InterruptedException e) { } }",
                "while (true) { try { while (true); } catch (Throwable t) { } }",
                "int deep(int n) { return n == 0 ? 0 : deep(n - 1); }\nwhile (true) { deep(5); }",
                "new PipedInputStream(new PipedOutputStream()).read();",
                "var silent = new ServerSocket(0);\n"
                        + "new Socket(\"localhost\", silent.getLocalPort()).getInputStream().read();",
                "new ServerSocket(0).accept();",
                "var server = new ServerSocket(0);\n"
                        + "new Socket(\"localhost\", server.getLocalPort());\n"
                        + "server.accept().getInputStream().read();",
                "new DatagramSocket(0).receive(new DatagramPacket(new byte[1], 1));",
                "java.nio.channels.Selector.open().select();",
                "new CompletableFuture<Integer>().join();",
                "Supplier<Integer> join = new CompletableFuture<Integer>()::join; join.get();",
                "new Semaphore(0).acquireUninterruptibly();",
                "new ProcessBuilder(\"sleep\", \"1000\").start().waitFor();",
                "new ProcessBuilder(\"sh\", \"-c\", \"sleep 1000; echo\").start()"
                        + ".getInputStream().readAllBytes();",
                // Starts one child after another, also while it is being stopped.
                "new ProcessBuilder(\"sh\", \"-c\","
                        + " \"for i in $(seq 200); do sleep 0.02; sleep 1000 & done; wait\").start()"
                        + ".getInputStream().readAllBytes();",
                "new Scanner(Runtime.getRuntime().exec(new String[] {\"sleep\", \"1000\"})"
                        + ".getInputStream()).nextLine();",
                "var lock = new java.util.concurrent.locks.ReentrantLock();\n"
                        + "Thread holder = new Thread(lock::lock);\n"
                        + "holder.start(); holder.join();\nlock.lock();",
                "var lock = new java.util.concurrent.locks.ReentrantReadWriteLock();\n"
                        + "Thread holder = new Thread(lock.writeLock()::lock);\n"
                        + "holder.start(); holder.join();\nlock.readLock().lock();"
            })
    void runningCellEndsAsInterrupted(String endless) throws Exception {
        CompletableFuture<CellFailure> failure =
                onThreadOfItsOwn(() -> java.fail("started.run();\n" + endless));
        assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
        Thread.sleep(50); // so that the loop is compiled, or the call blocks
        java.interpreter.interrupt();
        assertThat(failure.get(30, TimeUnit.SECONDS))
                .returns("CellInterrupt", CellFailure::errorName)
                .hasMessage("Interrupted");
        assertThat(java.run("++kept")).isEqualTo(42);
        assertThat(java.run("Thread.sleep(1); Thread.interrupted()")).isEqualTo(false);
    }

    /** Between the moment a cell is taken on and its first line there is time for an interrupt. */
    @Test
    void cellThatIsInterruptedBeforeItBeginsDoesNotRun() throws Exception {
        java.interpreter.interrupt(Thread.currentThread());

        assertThat(java.fail("kept = -1;").errorName()).isEqualTo("CellInterrupt");

        assertThat(java.run("kept")).isEqualTo(41);
        assertThat(java.run("Thread.sleep(1); Thread.interrupted()")).isEqualTo(false);
    }

    @Test
    void interruptOfAThreadReachesTheCellThatItRuns() throws Exception {
        AtomicReference<Thread> thread = new AtomicReference<>();
        CompletableFuture<CellFailure> failure =
                onThreadOfItsOwn(
                        () -> {
                            thread.set(Thread.currentThread());
                            return java.fail("started.run();\nwhile (true) { }");
                        });
        started.await();

        java.interpreter.interrupt(thread.get());

        assertThat(failure.get(30, TimeUnit.SECONDS).errorName()).isEqualTo("CellInterrupt");
    }

    @Test
    void interruptBetweenPiecesSkipsTheRest() throws Exception {
        CompletableFuture<CellFailure> failure =
                onThreadOfItsOwn(
                        () ->
                                java.fail(
                                        "started.run();\n"
                                                + "try { Thread.sleep(100_000); }"
                                                + " catch (InterruptedException e) { }\n"
                                                + "kept = -1;"));
        started.await();
        java.interpreter.interrupt();
        assertThat(failure.get().errorName()).isEqualTo("CellInterrupt");
        assertThat(java.run("kept")).isEqualTo(41);
    }

    @Test
    void commonPoolServesTheNextCellAtOnce() throws Exception {
        for (int round = 0; round < 5; round++) {
            CountDownLatch running = new CountDownLatch(1);
            System.getProperties().put("vitrine.test.started", (Runnable) running::countDown);
            CompletableFuture<CellFailure> failure =
                    onThreadOfItsOwn(
                            () ->
                                    java.fail(
                                            "((Runnable) System.getProperties().get(\"vitrine.test.started\")).run();\n"
                                                    + "IntStream.range(0, 4).parallel().forEach(i -> { while (true) {} });"));
            assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();
            Thread.sleep(50);
            java.interpreter.interrupt();
            assertThat(failure.get(30, TimeUnit.SECONDS).errorName()).isEqualTo("CellInterrupt");

            assertThat(
                            java.run(
                                    "CompletableFuture.supplyAsync(() -> { long n = 0;"
                                            + " for (int i = 0; i < 1000; i++) n += i; return n; }).get()"))
                    .isEqualTo(499_500L);
        }
    }

    @Test
    void interruptWithoutARunningCellDoesNothing() throws CellFailure {
        java.interpreter.interrupt();
        assertThat(java.run("Thread.sleep(10); kept")).isEqualTo(41);
    }

    @Test
    void socketThatAnotherThreadReadsStaysOpen() throws Exception {
        java.run(
                "var server = new ServerSocket(0);\n"
                        + "var quiet = new Socket(\"localhost\", server.getLocalPort());\n"
                        + "var other = server.accept();\n"
                        + "var heard = new CompletableFuture<Integer>();\n"
                        + "new Thread(() -> { try { heard.complete(quiet.getInputStream().read()); }"
                        + " catch (IOException e) { heard.completeExceptionally(e); } }).start();");
        CompletableFuture<CellFailure> failure =
                onThreadOfItsOwn(
                        () ->
                                java.fail(
                                        "started.run();\n"
                                                + "new Socket(\"localhost\", server.getLocalPort())"
                                                + ".getInputStream().read();"));
        assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
        Thread.sleep(50);
        java.interpreter.interrupt();
        assertThat(failure.get(30, TimeUnit.SECONDS).errorName()).isEqualTo("CellInterrupt");

        assertThat(java.run("other.getOutputStream().write(7); heard.get()")).isEqualTo(7);
        java.run("quiet.close(); other.close(); server.close();");
    }

    @Test
    void threadsOfAnEarlierCellGoOn() throws Exception {
        java.run(
                "var going = new java.util.concurrent.atomic.AtomicBoolean(true);\n"
                        + "Thread beat = new Thread(() -> { while (going.get()); });\n"
                        + "beat.setDaemon(true); beat.start();");
        CompletableFuture<CellFailure> failure =
                onThreadOfItsOwn(() -> java.fail("started.run(); while (true);"));
        started.await();
        java.interpreter.interrupt();
        failure.get();
        assertThat(java.run("beat.isAlive()")).isEqualTo(true);
        java.run("going.set(false); beat.join();");
    }

    @Test
    void callThatIgnoresInterruptsIsNamed() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        Object lock = new Object();
        System.getProperties().put("vitrine.test.lock", lock);
        try {
            CompletableFuture<CellFailure> failure;
            synchronized (lock) {
                failure =
                        onThreadOfItsOwn(
                                () ->
                                        java.fail(
                                                "Object lock = System.getProperties().get(\"vitrine.test.lock\");\n"
                                                        + "synchronized (lock) { }"));
                while (!isBlockedOn(lock)) {
                    Thread.sleep(1);
                }
                java.interpreter.interrupt();
                while (!bytes.toString(StandardCharsets.UTF_8).contains("line 2")) {
                    Thread.sleep(1);
                }
            }
            assertThat(failure.get().errorName()).isEqualTo("CellInterrupt");
        } finally {
            System.setErr(before);
            System.getProperties().remove("vitrine.test.lock");
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("does not react", "Cell In[2], line 2");
    }

    private static boolean isBlockedOn(Object lock) {
        return Arrays.stream(ManagementFactory.getThreadMXBean().dumpAllThreads(false, false))
                .map(ThreadInfo::getLockInfo)
                .anyMatch(
                        wanted ->
                                wanted != null
                                        && wanted.getIdentityHashCode()
                                                == System.identityHashCode(lock));
    }

    @Test
    void statementsThatTakeTooLongTimeOut() {
        StartupEnvironment environment =
                new StartupEnvironment(
                        List.of(),
                        List.of(),
                        List.of(),
                        Optional.of(
                                new StartupEnvironment.Timeout(
                                        Duration.ofMillis(200), "200 milliseconds")));
        try (InterpreterFixture limited = new InterpreterFixture(environment, List.of())) {
            CellFailure failure = limited.fail("int n = 3;\nwhile (true);");
            assertThat(failure.errorName()).isEqualTo("TimeoutException");
            assertThat(failure).hasMessage("Evaluation timed out after 200 milliseconds.");
        }
    }
}
