package dev.vitrine.kernel.java;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipFile;
import jdk.security.jarsigner.JarSigner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the notebook's jars may do to it, and that they are jars as ever otherwise. */
@Timeout(60)
final class AddedJarTests {

    private static final String LIBRARY =
            """
            package lib;
            public final class Work {
                public static volatile long turns;
                public static void loop() { while (true) { turns++; } }
                public static void swallow() {
                    while (true) {
                        try { Thread.sleep(1); } catch (InterruptedException e) { turns++; }
                    }
                }
                public static long recurse(int n) {
                    return n < 2 ? n : recurse(n - 1) + recurse(n - 2);
                }
                public static void exit(int status) { System.exit(status); }
                public static void halt(int status) { Runtime.getRuntime().halt(status); }
                public static java.util.function.IntConsumer reference() { return System::exit; }
                public static java.util.function.IntConsumer bound() {
                    return Runtime.getRuntime()::exit;
                }
                public static int twice(int n) { return 2 * n; }
                public static Thread own() {
                    Thread thread = new Thread(Work::loop);
                    thread.setDaemon(true);
                    thread.start();
                    return thread;
                }
            }
            """;

    private static final String SLOW_START =
            """
            package lib;
            public final class SlowStart {
                public static final int READY;
                static {
                    long end = System.nanoTime() + 600_000_000L;
                    int n = 0;
                    while (System.nanoTime() < end) { n |= 1; }
                    READY = n;
                }
            }
            """;

    @TempDir static Path folder;

    private static CountDownLatch started;

    private final InterpreterFixture java = new InterpreterFixture();

    @BeforeEach
    void prepare() throws CellFailure {
        started = new CountDownLatch(1);
        System.getProperties().put("vitrine.test.started", (Runnable) started::countDown);
        java.run(
                "Runnable started = (Runnable) System.getProperties().get(\"vitrine.test.started\");");
    }

    @AfterEach
    void close() {
        System.getProperties().remove("vitrine.test.started");
        java.close();
    }

    private static JarBuilder jar() {
        return new JarBuilder(folder);
    }

    private void add(Path entry) {
        java.interpreter.addToClassPath(List.of(entry));
    }

    private void addLibrary() throws IOException {
        Path jar = folder.resolve("work.jar");
        if (!Files.exists(jar)) {
            jar().source("lib.Work", LIBRARY).source("lib.SlowStart", SLOW_START).build("work.jar");
        }
        add(jar);
    }

    private CompletableFuture<CellFailure> begin(String cell) throws InterruptedException {
        return begin("", cell);
    }

    private CompletableFuture<CellFailure> begin(String first, String endless)
            throws InterruptedException {
        CompletableFuture<CellFailure> failure =
                CompletableFuture.supplyAsync(
                        () -> java.fail(first + "started.run();\n" + endless),
                        task -> new Thread(task, "cell").start());
        assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
        Thread.sleep(50); // so that the loop runs
        return failure;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lib.Work.loop();",
                "lib.Work.swallow();",
                "lib.Work.recurse(90)",
                "IntStream.range(0, 4).parallel().forEach(i -> lib.Work.loop());",
                "var pool = Executors.newSingleThreadExecutor();\n"
                        + "pool.submit(() -> lib.Work.loop()).get();"
            })
    void loopInAJarEndsByInterrupt(String endless) throws Exception {
        addLibrary();
        CompletableFuture<CellFailure> failure = begin(endless);

        java.interpreter.interrupt();

        assertThat(failure.get(30, TimeUnit.SECONDS).errorName()).isEqualTo("CellInterrupt");
        assertThatNothingTurns();
        assertThat(java.run("lib.Work.twice(21)")).isEqualTo(42);
    }

    /** No thread goes on in the jar's loop. */
    private static void assertThatNothingTurns() throws InterruptedException {
        for (int i = 0; i < 300; i++) {
            boolean turning =
                    Thread.getAllStackTraces().values().stream()
                            .flatMap(Arrays::stream)
                            .anyMatch(frame -> frame.getClassName().equals("lib.Work"));
            if (!turning) {
                return;
            }
            Thread.sleep(10);
        }
        throw new AssertionError("A thread still runs in the jar: " + Thread.getAllStackTraces());
    }

    @Test
    void classThatIsBeingInitialisedStaysUsable() throws Exception {
        addLibrary();
        CompletableFuture<CellFailure> failure =
                begin("lib.SlowStart.class.getName(); int r = lib.SlowStart.READY; while (true);");

        java.interpreter.interrupt();

        assertThat(failure.get(30, TimeUnit.SECONDS).errorName()).isEqualTo("CellInterrupt");
        assertThat(java.run("lib.SlowStart.READY")).isEqualTo(1);
    }

    @Test
    void threadOfTheLibraryItselfOutlivesTheInterruptedCell() throws Exception {
        addLibrary();
        CompletableFuture<CellFailure> failure =
                begin("Thread own = lib.Work.own();\n", "Thread.sleep(100_000);");

        java.interpreter.interrupt();

        assertThat(failure.get(30, TimeUnit.SECONDS).errorName()).isEqualTo("CellInterrupt");
        java.run("long before = lib.Work.turns; while (lib.Work.turns == before) Thread.sleep(1);");
        assertThat(java.run("own.isAlive()")).isEqualTo(true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lib.Work.exit(7);",
                "lib.Work.halt(7);",
                "lib.Work.reference().accept(7);",
                "lib.Work.bound().accept(7);"
            })
    void exitInAJarEndsTheCell(String exiting) throws Exception {
        addLibrary();

        CellFailure failure = java.fail("int before = 1;\n" + exiting + "\nbefore = 2;");

        assertThat(failure.errorName()).isEqualTo("SystemExit");
        assertThat(failure).hasMessageContaining("System.exit(7)");
        assertThat(InterpreterFixture.plain(failure)).contains("Cell In[2], line 2");
        assertThat(java.run("before")).isEqualTo(1);
    }

    @Test
    void packageAndResourcesAreThoseOfTheJar() throws Exception {
        add(
                jar().attribute("Implementation-Title", "A library")
                        .attribute("Implementation-Version", "4.5")
                        .source("named.Thing", "package named; public class Thing {}")
                        .file("named/data.txt", "text".getBytes(StandardCharsets.UTF_8))
                        .build("named.jar"));

        assertThat(java.run("named.Thing.class.getPackage().getImplementationVersion()"))
                .isEqualTo("4.5");
        assertThat(
                        java.run(
                                "new String(named.Thing.class.getResourceAsStream(\"data.txt\").readAllBytes())"))
                .isEqualTo("text");
        assertThat(
                        java.run(
                                "named.Thing.class.getProtectionDomain().getCodeSource().getLocation().toString()"))
                .asString()
                .endsWith("named.jar");
    }

    @Test
    void folderOfClassesIsAsGoodAsAJar() throws Exception {
        add(
                jar().source(
                                "loose.Thing",
                                "package loose; public class Thing { public int n = 5; }")
                        .buildFolder("with space"));

        assertThat(java.run("new loose.Thing().n")).isEqualTo(5);
        assertThat(
                        java.run(
                                "Path.of(loose.Thing.class.getProtectionDomain().getCodeSource().getLocation().toURI()).getFileName().toString()"))
                .isEqualTo("with space");
    }

    @Test
    void jarOfSeveralReleasesGivesThatOfThisOne() throws Exception {
        String older = "package multi; public class Thing { public static int n() { return 8; } }";
        add(
                jar().attribute("Multi-Release", "true")
                        .source("multi.Thing", older)
                        .source("multi.Thing", older.replace("8", "17"), "META-INF/versions/17/")
                        .build("multi.jar"));

        assertThat(java.run("multi.Thing.n()")).isEqualTo(17);
    }

    @Test
    void sealedPackageTakesNoClassOfAnotherJar() throws Exception {
        add(
                jar().attribute("Sealed", "true")
                        .source("tight.One", "package tight; public class One {}")
                        .build("tight.jar"));
        add(jar().source("tight.Two", "package tight; public class Two {}").build("other.jar"));

        assertThat(java.run("new tight.One() != null")).isEqualTo(true);
        assertThat(java.fail("new tight.Two()").errorName()).isEqualTo("SecurityException");
    }

    @Test
    void signedJarKeepsItsSignersAndIsStoppable() throws Exception {
        Path plain =
                jar().source(
                                "signed.Thing",
                                "package signed; public class Thing { public static void loop() { while (true) {} } }")
                        .build("plain.jar");
        add(sign(plain));

        assertThat(
                        java.run(
                                "signed.Thing.class.getProtectionDomain().getCodeSource().getCodeSigners().length"))
                .isEqualTo(1);
        CompletableFuture<CellFailure> failure = begin("signed.Thing.loop();");
        java.interpreter.interrupt();
        assertThat(failure.get(30, TimeUnit.SECONDS).errorName()).isEqualTo("CellInterrupt");
    }

    private static Path sign(Path plain) throws Exception {
        Path store = folder.resolve("keys");
        String password = "changeit";
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "test",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=test",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                password)
                        .redirectErrorStream(true)
                        .start();
        keytool.getInputStream().readAllBytes();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance(store.toFile(), password.toCharArray());
        var entry =
                (KeyStore.PrivateKeyEntry)
                        keys.getEntry(
                                "test", new KeyStore.PasswordProtection(password.toCharArray()));
        Path signed = folder.resolve("signed.jar");
        try (ZipFile in = new ZipFile(plain.toFile());
                var out = Files.newOutputStream(signed)) {
            new JarSigner.Builder(entry).build().sign(in, out);
        }
        return signed;
    }

    @Test
    void classThatNobodyCanReadIsTheVirtualMachinesToRefuse() throws Exception {
        add(
                jar().file("broken/Thing.class", new byte[] {1, 2, 3})
                        .source("broken.Good", "package broken; public class Good {}")
                        .build("broken.jar"));

        assertThat(java.fail("Class.forName(\"broken.Thing\")").errorName())
                .isEqualTo("ClassFormatError");
        assertThat(java.run("new broken.Good() != null")).isEqualTo(true);
    }
}
