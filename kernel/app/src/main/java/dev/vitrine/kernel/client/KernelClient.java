package dev.vitrine.kernel.client;

import dev.vitrine.kernel.protocol.CommInfoReply;
import dev.vitrine.kernel.protocol.CommInfoRequest;
import dev.vitrine.kernel.protocol.CompleteReply;
import dev.vitrine.kernel.protocol.CompleteRequest;
import dev.vitrine.kernel.protocol.ErrorOutput;
import dev.vitrine.kernel.protocol.ExecuteReply;
import dev.vitrine.kernel.protocol.ExecuteRequest;
import dev.vitrine.kernel.protocol.HistoryReply;
import dev.vitrine.kernel.protocol.HistoryRequest;
import dev.vitrine.kernel.protocol.InputReply;
import dev.vitrine.kernel.protocol.InputRequest;
import dev.vitrine.kernel.protocol.InspectReply;
import dev.vitrine.kernel.protocol.InspectRequest;
import dev.vitrine.kernel.protocol.InterruptReply;
import dev.vitrine.kernel.protocol.InterruptRequest;
import dev.vitrine.kernel.protocol.IsCompleteReply;
import dev.vitrine.kernel.protocol.IsCompleteRequest;
import dev.vitrine.kernel.protocol.KernelInfoReply;
import dev.vitrine.kernel.protocol.KernelInfoRequest;
import dev.vitrine.kernel.protocol.Message;
import dev.vitrine.kernel.protocol.ShutdownRequest;
import dev.vitrine.kernel.wire.Channel;
import dev.vitrine.kernel.wire.ConnectionFile;
import dev.vitrine.kernel.wire.ConnectionInfo;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A kernel process and the connection to it. Requests may come from several threads; a method
 * returns when the kernel has answered, however long that takes, and throws {@link
 * KernelDiedException} if the process ends first.
 */
public final class KernelClient implements AutoCloseable {

    private static final Duration DEFAULT_READY_TIMEOUT = Duration.ofSeconds(60);
    private static final int LAUNCH_ATTEMPTS = 5;
    private static final int KEY_BYTES = 32;
    private static final long READY_RETRY_MILLIS = 1000;
    private static final long HEARS_OUTPUT_MILLIS = 200;
    private static final long EXIT_MILLIS = 5000;

    private final KernelCommand command;
    private final Path connectionFile;
    private final KernelConnection connection;
    private volatile RunningKernel kernel;
    private volatile KernelInfoReply info;
    private volatile boolean closed;

    private KernelClient(KernelCommand command) throws IOException {
        this.command = command;
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        ConnectionInfo address =
                new ConnectionInfo(
                        loopback.getHostAddress(), FreePorts.find(loopback), randomKey());
        connectionFile = Files.createTempFile("vitrine-kernel-", ".json");
        ConnectionFile.write(connectionFile, address);
        connection = new KernelConnection(address);
    }

    /** Starts a kernel and waits until it is ready, for a minute at most. */
    public static KernelClient launch(KernelCommand command)
            throws IOException, InterruptedException {
        return launch(command, DEFAULT_READY_TIMEOUT);
    }

    /**
     * Starts a kernel and waits until it answers and its output arrives.
     *
     * @throws KernelDiedException if the process ends or is not ready in time; it is ended then
     * @throws IOException if the process cannot be started
     */
    public static KernelClient launch(KernelCommand command, Duration readyTimeout)
            throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            KernelClient client = new KernelClient(command);
            try {
                client.start(readyTimeout);
                return client;
            } catch (KernelDiedException e) {
                client.close();
                // Between finding a free port and binding it, someone else may take it.
                if (attempt == LAUNCH_ATTEMPTS || !e.getMessage().contains("in use")) {
                    throw e;
                }
            } catch (IOException | InterruptedException | RuntimeException e) {
                client.close();
                throw e;
            }
        }
    }

    /** What the kernel said of itself when it became ready. */
    public KernelInfoReply info() {
        return info;
    }

    /** Where the kernel listens, for another client. */
    public Path connectionFile() {
        return connectionFile;
    }

    /** The process id of the kernel. */
    public long pid() {
        return kernel.pid();
    }

    public boolean isAlive() {
        return kernel.isAlive();
    }

    /** Runs a cell with {@link ExecuteOptions#defaults()}. */
    public ExecuteReply execute(String code, OutputListener listener)
            throws IOException, InterruptedException {
        return execute(code, ExecuteOptions.defaults(), listener);
    }

    /**
     * Runs a cell and waits for its reply and for the last of its output.
     *
     * @param listener takes the output while the cell runs, and that of its threads afterwards
     * @return the reply; a failing cell is a reply too
     */
    public ExecuteReply execute(String code, ExecuteOptions options, OutputListener listener)
            throws IOException, InterruptedException {
        return submit(code, options).await(listener);
    }

    /** Sends a cell without waiting; the kernel runs cells in the order they come. */
    public Execution submit(String code, ExecuteOptions options)
            throws IOException, InterruptedException {
        PendingRequest request =
                send(
                        Channel.SHELL,
                        new ExecuteRequest(
                                code,
                                options.silent(),
                                options.storeHistory(),
                                options.userExpressions(),
                                options.input().isPresent(),
                                options.stopOnError()));
        return listener -> {
            Message reply =
                    request.awaitEnd(listener, question -> answer(question, options))
                            .orElseThrow(this::death);
            return reply.content(ExecuteReply.class);
        };
    }

    /** A cell that was sent. */
    @FunctionalInterface
    public interface Execution {

        /** Waits for the cell's end; see {@link KernelClient#execute}. Call it once. */
        ExecuteReply await(OutputListener listener) throws IOException, InterruptedException;
    }

    public KernelInfoReply kernelInfo() throws IOException, InterruptedException {
        return request(Channel.SHELL, new KernelInfoRequest(), KernelInfoReply.class);
    }

    /**
     * @param cursor in code points
     */
    public CompleteReply complete(String code, int cursor)
            throws IOException, InterruptedException {
        return request(Channel.SHELL, new CompleteRequest(code, cursor), CompleteReply.class);
    }

    /**
     * @param cursor in code points
     * @param detailLevel 0 for documentation, 1 for source too
     */
    public InspectReply inspect(String code, int cursor, int detailLevel)
            throws IOException, InterruptedException {
        return request(
                Channel.SHELL, new InspectRequest(code, cursor, detailLevel), InspectReply.class);
    }

    public IsCompleteReply isComplete(String code) throws IOException, InterruptedException {
        return request(Channel.SHELL, new IsCompleteRequest(code), IsCompleteReply.class);
    }

    public HistoryReply history(HistoryRequest history) throws IOException, InterruptedException {
        return request(Channel.SHELL, history, HistoryReply.class);
    }

    /**
     * @param targetName only comms of this target; null for all
     */
    public CommInfoReply commInfo(String targetName) throws IOException, InterruptedException {
        return request(Channel.SHELL, new CommInfoRequest(targetName), CommInfoReply.class);
    }

    /** Stops the running cell; its execution ends with an error reply. */
    public void interrupt() throws IOException, InterruptedException {
        request(Channel.CONTROL, new InterruptRequest(), InterruptReply.class);
    }

    /**
     * Sends any request and waits for its reply.
     *
     * @throws KernelRequestException if the reply's status is error
     */
    public <T extends Record> T request(Channel channel, Object content, Class<T> replyType)
            throws IOException, InterruptedException {
        Message reply =
                send(channel, content).awaitReply(Long.MAX_VALUE >> 24).orElseThrow(this::death);
        if (reply.content().path("status").asString("ok").equals("error")) {
            ErrorOutput error = reply.content(ErrorOutput.class);
            throw new KernelRequestException(
                    reply.header().messageType(), error.ename(), error.evalue());
        }
        return reply.content(replyType);
    }

    /** Asks the kernel to end; ends it by force if it does not within five seconds. */
    public void shutdown() throws InterruptedException {
        end(false);
    }

    /**
     * Ends the process and starts a new one on the same ports. All state of the language is gone.
     */
    public void restart() throws IOException, InterruptedException {
        end(true);
        connection.awaitNewKernel();
        start(DEFAULT_READY_TIMEOUT);
    }

    /** Ends the kernel, gently if it listens, and closes the connection. */
    @Override
    public void close() {
        closed = true;
        try {
            if (kernel != null) {
                end(false);
            }
        } catch (InterruptedException e) {
            kernel.kill();
            Thread.currentThread().interrupt();
        } finally {
            connection.close();
            connectionFile.toFile().delete();
        }
    }

    private void start(Duration readyTimeout) throws IOException, InterruptedException {
        RunningKernel started = RunningKernel.start(command, connectionFile);
        kernel = started;
        started.onExit(connection::died);
        long end = System.nanoTime() + readyTimeout.toNanos();
        while (System.nanoTime() < end) {
            Optional<Message> reply =
                    send(Channel.SHELL, new KernelInfoRequest()).awaitReply(READY_RETRY_MILLIS);
            if (reply.isPresent() && connection.hearsOutput(HEARS_OUTPUT_MILLIS)) {
                info = reply.get().content(KernelInfoReply.class);
                return;
            }
        }
        started.kill();
        throw new KernelDiedException(
                "The kernel was not ready after " + readyTimeout.toSeconds() + " s",
                started.printed());
    }

    private void end(boolean restart) throws InterruptedException {
        RunningKernel ending = kernel;
        if (ending.isAlive()) {
            connection.send(Channel.CONTROL, new ShutdownRequest(restart)).awaitReply(EXIT_MILLIS);
            if (!ending.awaitExit(EXIT_MILLIS)) {
                ending.kill();
                ending.awaitExit(EXIT_MILLIS);
            }
        }
    }

    private PendingRequest send(Channel channel, Object content)
            throws IOException, InterruptedException {
        if (closed) {
            throw new IllegalStateException("This kernel client is closed");
        }
        RunningKernel addressed = kernel;
        PendingRequest request = connection.send(channel, content);
        if (!addressed.isAlive()) {
            throw addressed.death();
        }
        return request;
    }

    private void answer(Message question, ExecuteOptions options) {
        String line =
                options.input()
                        .map(handler -> handler.answer(question.content(InputRequest.class)))
                        .orElse("");
        connection.answer(question, new InputReply(line));
    }

    private IOException death() {
        try {
            return kernel.death();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new IOException("Interrupted while the kernel's process ended", e);
        }
    }

    private static String randomKey() {
        byte[] bytes = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
