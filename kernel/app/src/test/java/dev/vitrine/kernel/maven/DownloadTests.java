package dev.vitrine.kernel.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.kernel.maven.DependencyResolver.Resolution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.transfer.TransferEvent;
import org.eclipse.aether.transfer.TransferResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Repositories over HTTP: well behaved, slow, damaged and refusing. */
@Timeout(120)
class DownloadTests {

    private static final String JAR = "/g/a/1/a-1.jar";

    @TempDir private Path directory;

    private TestRepository repository;
    private RepositoryServer server;
    private DependencyResolver resolver;

    @BeforeEach
    void start() throws Exception {
        repository = new TestRepository(directory.resolve("central")).jar("a", "1");
        server = new RepositoryServer(directory.resolve("central"));
        resolver = TestMaven.resolver(directory.resolve("home"), server.url());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Resolution add(Progress progress, String... coordinates) throws Exception {
        return resolver.add(TestMaven.coordinates(coordinates), List.of(), progress);
    }

    private Resolution add(String... coordinates) throws Exception {
        return add((text, fraction) -> {}, coordinates);
    }

    /** Every file of the local repository that a request for the jar may leave. */
    private List<String> filesOfTheArtifact() throws IOException {
        Path folder = directory.resolve("home/repository/g/a/1");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void interruptEndsADownloadThatStallsAndLeavesNoHalfFile() throws Exception {
        byte[] jar = server.bytes(JAR);
        CountDownLatch halfSent = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        server.on(
                JAR,
                exchange -> {
                    exchange.sendResponseHeaders(200, jar.length);
                    exchange.getResponseBody().write(jar, 0, jar.length / 2);
                    exchange.getResponseBody().flush();
                    halfSent.countDown();
                    await(never);
                });
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        CountDownLatch halfArrived = new CountDownLatch(1);
        Thread cell =
                new Thread(
                        () -> {
                            try {
                                add(
                                        (text, fraction) -> {
                                            if (text.startsWith("Downloading a-1.jar")) {
                                                halfArrived.countDown();
                                            }
                                        },
                                        "g:a:1");
                            } catch (Throwable failure) {
                                thrown.set(failure);
                            }
                        });
        cell.start();
        halfSent.await();
        halfArrived.await();
        assertThat(filesOfTheArtifact()).anyMatch(name -> name.endsWith(".tmp"));
        cell.interrupt();
        cell.join();
        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        while (mavenRuns()) {
            Thread.sleep(10);
        }
        assertThat(filesOfTheArtifact())
                .doesNotContain("a-1.jar")
                .noneMatch(name -> name.endsWith(".tmp"));
        server.on(JAR, exchange -> send(exchange, jar));
        assertThat(TestMaven.names(add("g:a:1"))).containsExactly("a-1.jar");
        assertThat(directory.resolve("home/repository/g/a/1/a-1.jar")).hasBinaryContent(jar);
    }

    private static boolean mavenRuns() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("maven"));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(com.sun.net.httpserver.HttpExchange exchange, byte[] bytes)
            throws IOException {
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Test
    void damagedFileIsRefusedAfterASecondTryAndNotKept() throws Exception {
        byte[] damaged = server.bytes(JAR);
        damaged[damaged.length / 2] ^= 1;
        server.on(JAR, exchange -> send(exchange, damaged));
        assertThatThrownBy(() -> add("g:a:1"))
                .isInstanceOf(ResolutionException.class)
                .hasMessageStartingWith("Cannot get g:a:1: ")
                .hasMessageContaining(
                        "what arrived is damaged: the repository says that its checksum is ")
                .hasMessageContaining(
                        Files.readString(directory.resolve("central" + JAR + ".sha1")));
        assertThat(server.requests).filteredOn(JAR::equals).hasSize(2);
        assertThat(filesOfTheArtifact()).doesNotContain("a-1.jar");
    }

    @Test
    void fileThatArrivesWellTheSecondTimeIsTaken() throws Exception {
        byte[] jar = server.bytes(JAR);
        byte[] damaged = jar.clone();
        damaged[jar.length / 2] ^= 1;
        server.on(
                JAR,
                exchange -> {
                    boolean first = server.requests.stream().filter(JAR::equals).count() == 1;
                    send(exchange, first ? damaged : jar);
                });
        assertThat(TestMaven.names(add("g:a:1"))).containsExactly("a-1.jar");
        assertThat(directory.resolve("home/repository/g/a/1/a-1.jar")).hasBinaryContent(jar);
    }

    @Test
    void repositoryWithoutChecksumsIsAccepted() throws Exception {
        Files.delete(directory.resolve("central" + JAR + ".sha1"));
        assertThat(TestMaven.names(add("g:a:1"))).containsExactly("a-1.jar");
    }

    @Test
    void connectionThatBreaksIsTold() throws Exception {
        byte[] jar = server.bytes(JAR);
        server.on(
                JAR,
                exchange -> {
                    exchange.sendResponseHeaders(200, jar.length);
                    exchange.getResponseBody().write(jar, 0, 10);
                    exchange.getResponseBody().flush();
                });
        assertThatThrownBy(() -> add("g:a:1"))
                .isInstanceOf(ResolutionException.class)
                .hasMessageStartingWith("Cannot get g:a:1: ")
                .hasMessageContaining(server.url());
        assertThat(filesOfTheArtifact())
                .doesNotContain("a-1.jar")
                .noneMatch(name -> name.endsWith(".tmp"));
    }

    @Test
    void repositoryThatRefusesSaysHow() throws Exception {
        for (int status : List.of(403, 500)) {
            server.status("/g/a/1/a-1.pom", status);
            assertThatThrownBy(() -> add("g:a:1"))
                    .isInstanceOf(ResolutionException.class)
                    .hasMessageStartingWith("Cannot get g:a:1: ")
                    .hasMessageContaining(Integer.toString(status))
                    .hasMessageContaining(server.url());
        }
    }

    @Test
    void pomThatCouldNotBeHadIsAskedForAgain() throws Exception {
        repository.jar("b", "1", "a:1");
        server.status("/g/b/1/b-1.pom", 500);
        assertThatThrownBy(() -> add("g:b:1")).isInstanceOf(ResolutionException.class);
        server.on("/g/b/1/b-1.pom", exchange -> send(exchange, server.bytes("/g/b/1/b-1.pom")));
        assertThat(TestMaven.names(add("g:b:1"))).containsExactly("b-1.jar", "a-1.jar");
    }

    @Test
    void unknownHostIsNamed() throws Exception {
        resolver = TestMaven.resolver(directory.resolve("home2"), "http://no-such-host.invalid/x");
        assertThatThrownBy(() -> add("g:a:1"))
                .isInstanceOf(ResolutionException.class)
                .hasMessageContaining(
                        "no network, or no way to mirror (http://no-such-host.invalid/x)");
    }

    @Test
    void offlineTakesFromTheLocalRepositoryOnly() throws Exception {
        repository.jar("b", "1");
        add("g:a:1");
        int asked = server.requests.size();
        DependencyResolver again = TestMaven.resolver(directory.resolve("home"), server.url());
        assertThat(
                        TestMaven.names(
                                again.add(
                                        TestMaven.coordinates("g:a:1"),
                                        List.of(),
                                        true,
                                        (text, fraction) -> {})))
                .containsExactly("a-1.jar");
        assertThatThrownBy(
                        () ->
                                again.add(
                                        TestMaven.coordinates("g:b:1"),
                                        List.of(),
                                        true,
                                        (text, fraction) -> {}))
                .hasMessageContaining("Maven was told to stay offline");
        assertThat(server.requests).hasSize(asked);
    }

    @Test
    void versionsOfARangeThatAreKnownServeWithoutNetwork() throws Exception {
        repository.jar("a", "1.5");
        assertThat(TestMaven.names(add("g:a:[1,2)"))).containsExactly("a-1.5.jar");
        server.close();
        resolver = TestMaven.resolver(directory.resolve("home"), server.url());
        assertThat(TestMaven.names(add("g:a:[1,2)"))).containsExactly("a-1.5.jar");
    }

    @Test
    void progressNamesArtifactBytesRateAndTimeLeft() throws Exception {
        AtomicLong clock = new AtomicLong();
        Transfers transfers = new Transfers(clock::get);
        List<String> texts = new ArrayList<>();
        List<Double> fractions = new ArrayList<>();
        Progress progress =
                (text, fraction) -> {
                    texts.add(text);
                    fractions.add(fraction);
                };
        transfers.reportTo(progress);
        TransferResource resource =
                new TransferResource("id", "http://x/", "g/a/1/a-1.jar", null, null);
        resource.setContentLength(10_000_000);
        transfers.transferStarted(event(resource, 0));
        clock.set(500_000_000L);
        transfers.transferProgressed(event(resource, 1_000_000));
        transfers.reportTo(progress);
        clock.set(2_000_000_000L);
        transfers.transferProgressed(event(resource, 4_000_000));
        transfers.reportTo(progress);
        clock.set(400_000_000_000L);
        transfers.reportTo(progress);
        transfers.transferSucceeded(event(resource, 10_000_000));
        transfers.reportEndTo(progress);
        assertThat(texts)
                .containsExactly(
                        "Downloading a-1.jar 1.0 MB of 10.0 MB (10 %)",
                        "Downloading a-1.jar 4.0 MB of 10.0 MB (40 %), 2.0 MB/s, about 3 s left",
                        "Downloading a-1.jar 4.0 MB of 10.0 MB (40 %), 10.0 kB/s, about 10 min left",
                        "Downloaded 1 file, 10.0 MB");
        assertThat(fractions).containsExactly(0.1, 0.4, 0.4, 1.0);
    }

    private static TransferEvent event(TransferResource resource, long bytes) {
        return new TransferEvent.Builder(new DefaultRepositorySystemSession(), resource)
                .setTransferredBytes(bytes)
                .build();
    }
}
