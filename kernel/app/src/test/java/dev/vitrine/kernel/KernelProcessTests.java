package dev.vitrine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.kernel.wire.Channel;
import dev.vitrine.kernel.wire.ConnectionFile;
import dev.vitrine.kernel.wire.ConnectionInfo;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a kernel process does when it cannot start, and when its parent is gone. */
@Timeout(120)
class KernelProcessTests {

    @TempDir private Path folder;

    private record Ended(int exitCode, List<String> printed) {}

    private static Process start(Path connectionFile, Map<String, String> environment)
            throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.vitrine.kernel.session.EchoKernel",
                        connectionFile.toString());
        builder.environment().put("VITRINE_HISTORY", "none");
        builder.environment().putAll(environment);
        return builder.redirectErrorStream(true).start();
    }

    private static Ended run(Path connectionFile) throws Exception {
        Process process = start(connectionFile, Map.of());
        List<String> printed = process.inputReader().lines().toList();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), printed);
    }

    private static ConnectionInfo freePorts() throws IOException {
        List<ServerSocket> held = new ArrayList<>();
        Map<Channel, Integer> ports = new EnumMap<>(Channel.class);
        for (Channel channel : Channel.values()) {
            ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
            held.add(socket);
            ports.put(channel, socket.getLocalPort());
        }
        for (ServerSocket socket : held) {
            socket.close();
        }
        return new ConnectionInfo("127.0.0.1", ports, "key");
    }

    @Test
    void missingConnectionFileEndsTheProcessWithOneLine() throws Exception {
        Path missing = folder.resolve("nowhere.json");

        Ended ended = run(missing);

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.printed())
                .containsExactly("Connection file " + missing + ": no such file");
    }

    @Test
    void truncatedConnectionFileEndsTheProcessWithOneLine() throws Exception {
        Path file = Files.writeString(folder.resolve("cut.json"), "{\"shell_port\": 50");

        Ended ended = run(file);

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.printed()).hasSize(1);
        assertThat(ended.printed().get(0))
                .startsWith("Connection file " + file + ": not complete JSON (truncated?)");
    }

    @Test
    void portThatIsTakenIsNamed() throws Exception {
        ConnectionInfo info = freePorts();
        Path file = folder.resolve("kernel.json");
        ConnectionFile.write(file, info);
        int taken = info.ports().get(Channel.SHELL);
        try (ServerSocket socket = new ServerSocket(taken, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThat(socket.isBound()).isTrue();

            Ended ended = run(file);

            assertThat(ended.exitCode()).isEqualTo(3);
            assertThat(ended.printed())
                    .containsExactly(
                            "Connection file "
                                    + file
                                    + ": cannot listen on tcp://127.0.0.1:"
                                    + taken
                                    + " (shell): the port is already in use");
        }
    }

    @Test
    void kernelEndsWithTheProcessThatStartedIt() throws Exception {
        Path file = folder.resolve("kernel.json");
        ConnectionFile.write(file, freePorts());
        Process parent =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Waiting.class.getName())
                        .start();
        Process kernel = start(file, Map.of("JPY_PARENT_PID", Long.toString(parent.pid())));
        assertThat(kernel.waitFor(500, TimeUnit.MILLISECONDS)).isFalse();

        parent.destroyForcibly();

        assertThat(kernel.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    /** A process that does nothing until it is ended. */
    static final class Waiting {

        private Waiting() {}

        public static void main(String[] arguments) throws InterruptedException {
            Thread.sleep(Long.MAX_VALUE);
        }
    }
}
