package dev.vitrine.kernel.session;

import dev.vitrine.api.CurrentKernel;
import dev.vitrine.kernel.java.Interpreter;
import dev.vitrine.kernel.log.KernelLog;
import dev.vitrine.kernel.protocol.CommInfoReply;
import dev.vitrine.kernel.protocol.CommInfoRequest;
import dev.vitrine.kernel.protocol.CompleteRequest;
import dev.vitrine.kernel.protocol.CreateSubshellReply;
import dev.vitrine.kernel.protocol.CreateSubshellRequest;
import dev.vitrine.kernel.protocol.DeleteSubshellReply;
import dev.vitrine.kernel.protocol.DeleteSubshellRequest;
import dev.vitrine.kernel.protocol.ExecuteRequest;
import dev.vitrine.kernel.protocol.ExecuteResult;
import dev.vitrine.kernel.protocol.Header;
import dev.vitrine.kernel.protocol.HistoryRequest;
import dev.vitrine.kernel.protocol.InspectRequest;
import dev.vitrine.kernel.protocol.InterruptReply;
import dev.vitrine.kernel.protocol.InterruptRequest;
import dev.vitrine.kernel.protocol.IsCompleteRequest;
import dev.vitrine.kernel.protocol.KernelInfoRequest;
import dev.vitrine.kernel.protocol.ListSubshellReply;
import dev.vitrine.kernel.protocol.ListSubshellRequest;
import dev.vitrine.kernel.protocol.Message;
import dev.vitrine.kernel.protocol.MessageType;
import dev.vitrine.kernel.protocol.MessageWriter;
import dev.vitrine.kernel.protocol.ShutdownReply;
import dev.vitrine.kernel.protocol.ShutdownRequest;
import dev.vitrine.kernel.session.Responder.Received;
import dev.vitrine.kernel.streams.ProcessStreams;
import dev.vitrine.kernel.wire.Channel;
import dev.vitrine.kernel.wire.ConnectionInfo;
import dev.vitrine.kernel.wire.InvalidPacketException;
import dev.vitrine.kernel.wire.PacketCodec;
import dev.vitrine.kernel.wire.SocketThread;
import dev.vitrine.kernel.wire.Sockets;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A kernel at work: joins sockets, handlers, streams and the language. One per process. */
public final class KernelSession implements AutoCloseable {

    private static final Logger LOG = KernelLog.of(KernelSession.class);

    /** How long a kernel that ends may take to write down its last cells. */
    private static final long HISTORY_MILLIS = 1000;

    /** Exit code of a kernel that lost its connection, for want of memory most likely. */
    private static final int BROKEN = 4;

    private final MessageWriter writer = new MessageWriter("kernel");
    private final PacketCodec codec;
    private final Sockets sockets;
    private final Publisher publisher;
    private final StdinQuestions questions;
    private final Dispatcher dispatcher;
    private final MemoryReserve reserve = new MemoryReserve();
    private final Subshells cells;
    private final CellContexts contexts;
    private final KernelComms comms;
    private final CellInputStream input;
    private final Language language = new Language();
    private final Extensions extensions = new Extensions();
    private final NotebookKernel kernel;
    private final KernelParts parts;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(daemon("vitrine-timer"));

    private final ExecutorService service = oneThread("vitrine-service");

    /** May wait for documents to arrive, which nobody else should. */
    private final ExecutorService inspection = oneThread("vitrine-inspection");

    private final ExecutorService control =
            Executors.newSingleThreadExecutor(daemon("vitrine-control"));
    private final CountDownLatch shutdown = new CountDownLatch(1);
    private final long outputBytes = OutputLimit.bytes(System.getenv());
    private volatile boolean cellsCame;
    private SocketThread heartbeat;

    /**
     * Prepares a session; nothing happens before {@link #start}.
     *
     * @param historyFile where cells are remembered; empty to forget them with the process
     */
    public KernelSession(ConnectionInfo info, KernelParts parts, Optional<Path> historyFile) {
        this.parts = parts;
        codec = new PacketCodec(info.key());
        sockets = new Sockets(info);
        sockets.whenBroken(KernelSession::giveUp);
        publisher = new Publisher(writer, codec);
        questions = new StdinQuestions(writer, codec);
        Responder responder = new Responder(writer, codec);
        StartupOutput startup = new StartupOutput(outputBytes, timer);
        contexts = new CellContexts(startup.context());
        input = new CellInputStream(contexts, questions);
        comms = new KernelComms(publisher, contexts);
        cells =
                new Subshells(
                        number ->
                                new CellRunner(
                                        number,
                                        language,
                                        parts.renderers(),
                                        contexts,
                                        this::contextOf,
                                        comms,
                                        questions,
                                        new History(historyFile),
                                        service,
                                        publisher,
                                        responder,
                                        startup,
                                        reserve));
        kernel =
                new NotebookKernel(
                        parts.renderers(),
                        parts.magics(),
                        parts.magicRunner(),
                        language,
                        contexts,
                        comms,
                        questions,
                        extensions);
        dispatcher = new Dispatcher(publisher, responder, cells);
        addRoutes();
    }

    /**
     * Opens the sockets and begins to answer; the language starts in the background.
     *
     * @throws BindException if a port is taken
     */
    public void start() throws BindException {
        publisher.sendTo(sockets.bind(Channel.IOPUB, publisher::subscriptionChanged));
        questions.sendTo(
                sockets.bind(Channel.STDIN, frames -> read("stdin", frames, questions::received)));
        heartbeat = sockets.bind(Channel.HEARTBEAT, frames -> heartbeat.send(frames));
        bindRequests(Channel.CONTROL);
        bindRequests(Channel.SHELL);
        StandardStreams.replace(contexts, input);
        CurrentKernel.set(kernel);
        language.start(
                () -> parts.interpreter().apply(kernel),
                this::installExtensions,
                () -> new MessageWarmUp().run(() -> cellsCame));
        cells.start();
        service.execute(reserve::fill);
        sockets.start();
        publisher.starting();
    }

    /**
     * Shows in the notebook what native code and child processes print to the streams of this
     * process, where the platform allows that. In the background: to load what it takes would hold
     * up the first cell.
     */
    public void captureProcessStreams() {
        daemon("vitrine-take-over").newThread(this::takeProcessStreamsOver).start();
    }

    private void takeProcessStreamsOver() {
        ProcessStreams.takeOver(
                        (stream, bytes, length) ->
                                contexts.current().print(stream, bytes, 0, length))
                .ifPresent(
                        streams -> {
                            KernelLog.keepOutOfNotebook(streams.error());
                            contexts.drainBy(streams::drain);
                            streams.readInBackground();
                        });
    }

    /** Nobody can reach this process any more, so it makes room for another. */
    private static void giveUp(Throwable failure) {
        try {
            LOG.log(Level.ERROR, "The kernel cannot go on", failure);
        } finally {
            // Even if there is no memory to say so.
            Runtime.getRuntime().halt(BROKEN);
        }
    }

    /** Waits until a front end has asked the kernel to shut down and has been answered. */
    public void awaitShutdown() throws InterruptedException {
        shutdown.await();
    }

    /** Lets extensions and the language go, and closes the sockets. */
    @Override
    public void close() {
        extensions.uninstallAll(kernel);
        contexts.drain();
        CurrentKernel.set(null);
        endService();
        control.shutdownNow();
        inspection.shutdownNow();
        timer.shutdownNow();
        sockets.close();
    }

    /** The last cells are still to be written to the history. */
    private void endService() {
        service.shutdown();
        try {
            if (!service.awaitTermination(HISTORY_MILLIS, TimeUnit.MILLISECONDS)) {
                service.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void bindRequests(Channel channel) throws BindException {
        SocketThread[] socket = new SocketThread[1];
        socket[0] =
                sockets.bind(
                        channel,
                        frames ->
                                read(
                                        channel.label(),
                                        frames,
                                        message ->
                                                dispatcher.received(
                                                        new Received(
                                                                message, channel, socket[0]))));
    }

    private void read(String channel, List<byte[]> frames, Consumer<Message> receiver) {
        Message message;
        try {
            message = Message.read(codec.decode(frames));
        } catch (InvalidPacketException e) {
            LOG.log(Level.WARNING, "Dropped a message on {0}: {1}", channel, e.getMessage());
            return;
        }
        receiver.accept(message);
    }

    private CellContext contextOf(Received request, ExecuteRequest cell) {
        cellsCame = true;
        Header parent = request.message().header();
        return new CellContext(
                request.message().identities(),
                parent,
                cell.silent(),
                cell.allowStdin(),
                outputBytes,
                content -> publish(parent, content),
                timer);
    }

    /** A cell's value is the last that it publishes; "idle" takes it along. */
    private void publish(Header parent, Object content) {
        if (content instanceof ExecuteResult) {
            publisher.publishWithNext(parent, content);
        } else {
            publisher.publish(parent, content);
        }
    }

    private void installExtensions(Interpreter interpreter) {
        extensions.installNew(kernel, interpreter.userClassLoader());
    }

    private void addRoutes() {
        // Answered on the socket's thread: front ends wait for it, and it waits for nothing.
        Executor atOnce = Runnable::run;
        dispatcher.route(
                MessageType.KERNEL_INFO_REQUEST,
                KernelInfoRequest.class,
                new KernelInfoHandler(),
                atOnce);
        dispatcher.route(
                MessageType.COMPLETE_REQUEST,
                CompleteRequest.class,
                new CompleteHandler(language),
                service);
        dispatcher.route(
                MessageType.INSPECT_REQUEST,
                InspectRequest.class,
                new InspectHandler(language),
                inspection);
        dispatcher.route(
                MessageType.IS_COMPLETE_REQUEST,
                IsCompleteRequest.class,
                new IsCompleteHandler(language),
                service);
        dispatcher.route(
                MessageType.HISTORY_REQUEST,
                HistoryRequest.class,
                new HistoryHandler(cells),
                service);
        dispatcher.route(
                MessageType.INTERRUPT_REQUEST,
                InterruptRequest.class,
                request -> {
                    cells.interrupt();
                    return new InterruptReply("ok");
                },
                control);
        dispatcher.route(
                MessageType.SHUTDOWN_REQUEST,
                ShutdownRequest.class,
                request -> new ShutdownReply("ok", request.restart()),
                control,
                shutdown::countDown);
        addSubshellRoutes();
        dispatcher.route(
                MessageType.COMM_INFO_REQUEST,
                CommInfoRequest.class,
                request -> new CommInfoReply("ok", comms.info(request.targetName())),
                service);
    }

    private void addSubshellRoutes() {
        dispatcher.route(
                MessageType.CREATE_SUBSHELL_REQUEST,
                CreateSubshellRequest.class,
                request -> new CreateSubshellReply("ok", cells.create()),
                control);
        dispatcher.route(
                MessageType.DELETE_SUBSHELL_REQUEST,
                DeleteSubshellRequest.class,
                request -> {
                    cells.delete(request.subshellId());
                    return new DeleteSubshellReply("ok");
                },
                control);
        dispatcher.route(
                MessageType.LIST_SUBSHELL_REQUEST,
                ListSubshellRequest.class,
                request -> new ListSubshellReply("ok", cells.ids()),
                control);
    }

    /** It drops what comes while the kernel ends. */
    private static ExecutorService oneThread(String name) {
        return new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                daemon(name),
                new ThreadPoolExecutor.DiscardPolicy());
    }

    private static ThreadFactory daemon(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
