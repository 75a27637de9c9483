package dev.vitrine.kernel.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SocketBridgeTests {

    @TempDir private Path folder;

    private SocketBridge bridge;
    private ServerSocket server;
    private Path file;

    @BeforeEach
    void open() throws IOException {
        bridge = new SocketBridge();
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        file = folder.resolve("socket-1");
    }

    @AfterEach
    void close() throws IOException {
        bridge.close();
        server.close();
    }

    private SocketChannel connect() throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(file));
    }

    @Test
    void bytesArriveInBothDirectionsHoweverManyTheyAre() throws Exception {
        bridge.listen(file, server.getLocalPort());
        bridge.start();
        byte[] sent = new byte[3_000_000];
        new Random(1).nextBytes(sent);
        try (SocketChannel client = connect();
                Socket accepted = server.accept()) {
            Thread echo =
                    new Thread(
                            () -> {
                                try {
                                    accepted.getInputStream()
                                            .transferTo(accepted.getOutputStream());
                                } catch (IOException e) {
                                    // The test has what it wanted and closes the connection.
                                }
                            });
            echo.start();
            Thread writer =
                    new Thread(
                            () -> {
                                try {
                                    ByteBuffer left = ByteBuffer.wrap(sent);
                                    while (left.hasRemaining()) {
                                        client.write(left);
                                    }
                                } catch (IOException e) {
                                    throw new IllegalStateException(e);
                                }
                            });
            writer.start();

            byte[] received = Channels.newInputStream(client).readNBytes(sent.length);

            assertThat(Arrays.equals(received, sent)).isTrue();
        }
    }

    @Test
    void whatWasSentBeforeTheEndStillArrives() throws Exception {
        bridge.listen(file, server.getLocalPort());
        bridge.start();
        try (SocketChannel client = connect()) {
            try (Socket accepted = server.accept()) {
                accepted.getOutputStream().write(new byte[1_000_000]);
            }
            assertThat(Channels.newInputStream(client).readAllBytes()).hasSize(1_000_000);
        }
    }

    @Test
    void endOfOneSideEndsTheOther() throws Exception {
        bridge.listen(file, server.getLocalPort());
        bridge.start();
        SocketChannel client = connect();
        try (Socket accepted = server.accept()) {
            client.close();

            assertThat(accepted.getInputStream().read()).isNegative();
        }
    }

    @Test
    void connectionThatNobodyTakesIsClosed() throws Exception {
        int port = server.getLocalPort();
        server.close();
        bridge.listen(file, port);
        bridge.start();
        try (SocketChannel client = connect()) {
            assertThat(client.read(ByteBuffer.allocate(1))).isNegative();
        }
    }

    @Test
    void fileOfADeadProcessIsReplacedAndThatOfALiveOneIsNot() throws Exception {
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(file));
        }
        assertThat(file).exists();
        bridge.listen(file, server.getLocalPort());
        bridge.start();

        SocketBridge second = new SocketBridge();
        assertThatThrownBy(() -> second.listen(file, server.getLocalPort()))
                .isInstanceOf(BindException.class)
                .hasMessage("a process listens there already");
        second.close();
        assertThat(file).exists();

        bridge.close();
        awaitAbsence(file);
    }

    private static void awaitAbsence(Path file) throws InterruptedException {
        for (int i = 0; i < 1000 && Files.exists(file); i++) {
            Thread.sleep(10);
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void zeroMqTalksThroughUnixSockets() throws Exception {
        Map<Channel, Integer> numbers = new EnumMap<>(Channel.class);
        for (Channel channel : Channel.values()) {
            numbers.put(channel, channel.ordinal() + 1);
        }
        ConnectionInfo info =
                new ConnectionInfo(
                        Transport.IPC,
                        folder.resolve("k-ipc").toString(),
                        numbers,
                        "",
                        Optional.empty());
        BlockingQueue<List<byte[]>> replies = new LinkedBlockingQueue<>();
        try (Sockets kernel = new Sockets(info);
                Sockets client = new Sockets(info)) {
            SocketThread[] shell = new SocketThread[1];
            shell[0] = kernel.bind(Channel.SHELL, frames -> shell[0].send(frames));
            kernel.start();
            SocketThread asking = client.connect(Channel.SHELL, "me", replies::add);
            client.start();

            asking.send(List.of("question".getBytes(StandardCharsets.UTF_8)));

            List<byte[]> reply = replies.poll(30, TimeUnit.SECONDS);
            assertThat(reply).isNotNull();
            assertThat(new String(reply.get(0), StandardCharsets.UTF_8)).isEqualTo("question");
        }
        awaitAbsence(folder.resolve("k-ipc-1"));
    }

    @Test
    void pathThatCannotBeASocketIsNamed() throws Exception {
        ConnectionInfo info =
                new ConnectionInfo(
                        Transport.IPC,
                        folder.resolve("x".repeat(200)).toString(),
                        ports(),
                        "",
                        Optional.empty());
        try (Sockets kernel = new Sockets(info)) {
            assertThatThrownBy(() -> kernel.bind(Channel.SHELL, frames -> {}))
                    .isInstanceOf(BindException.class)
                    .hasMessageStartingWith("cannot listen on ipc://")
                    .hasMessageContaining("(shell)");
        }
    }

    private static Map<Channel, Integer> ports() {
        Map<Channel, Integer> ports = new EnumMap<>(Channel.class);
        for (Channel channel : Channel.values()) {
            ports.put(channel, 1);
        }
        return ports;
    }
}
