package dev.vitrine.kernel.session;

import dev.vitrine.api.comm.Comm;
import dev.vitrine.api.comm.CommHandler;
import dev.vitrine.api.comm.CommMessage;
import dev.vitrine.api.comm.CommTarget;
import dev.vitrine.api.comm.Comms;
import dev.vitrine.kernel.json.Json;
import dev.vitrine.kernel.json.JsonException;
import dev.vitrine.kernel.log.KernelLog;
import dev.vitrine.kernel.protocol.CommClose;
import dev.vitrine.kernel.protocol.CommMsg;
import dev.vitrine.kernel.protocol.CommOpen;
import dev.vitrine.kernel.protocol.Message;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

/** The open comms and the targets that more can be opened to. */
final class KernelComms implements Comms {

    private static final Logger LOG = KernelLog.of(KernelComms.class);

    private final Publisher publisher;
    private final CellContexts contexts;
    private final Map<String, CommTarget> targets = new ConcurrentHashMap<>();
    private final Map<String, KernelComm> comms = new ConcurrentHashMap<>();

    KernelComms(Publisher publisher, CellContexts contexts) {
        this.publisher = publisher;
        this.contexts = contexts;
    }

    /**
     * What a message of a front end asks user code to do.
     *
     * @param shownBy a cell whose output shows a failure too
     */
    record Event(Callable<Void> handler, Optional<CellContext> shownBy) {}

    @Override
    public void register(String targetName, CommTarget target) {
        targets.put(
                Objects.requireNonNull(targetName, "targetName"),
                Objects.requireNonNull(target, "target"));
    }

    @Override
    public void unregister(String targetName) {
        targets.remove(Objects.requireNonNull(targetName, "targetName"));
    }

    @Override
    public Comm open(String targetName, CommMessage message, CommHandler handler) {
        String id = UUID.randomUUID().toString();
        KernelComm comm =
                new KernelComm(
                        this,
                        id,
                        Objects.requireNonNull(targetName, "targetName"),
                        contexts.current());
        comm.onMessage(handler);
        // Before the message leaves: an answer must find it.
        comms.put(id, comm);
        try {
            publish(new CommOpen(id, targetName, message.data()), message);
        } catch (RuntimeException e) {
            comms.remove(id);
            throw e;
        }
        return comm;
    }

    @Override
    public List<Comm> all() {
        return List.copyOf(comms.values());
    }

    @Override
    public String currentRequest() {
        return contexts.current().parent().messageId();
    }

    /**
     * The open comms by id, as comm_info_reply lists them.
     *
     * @param targetName only those of this target; all if null
     */
    Map<String, Map<String, String>> info(String targetName) {
        Map<String, Map<String, String>> found = new LinkedHashMap<>();
        comms.forEach(
                (id, comm) -> {
                    if (targetName == null || targetName.equals(comm.targetName())) {
                        found.put(id, Map.of("target_name", comm.targetName()));
                    }
                });
        return found;
    }

    /** Sends a comm's message, after what the calling thread's cell has printed. */
    void publish(Object content, CommMessage message) {
        CellContext cell = contexts.current();
        cell.flush();
        try {
            publisher.publish(cell.parent(), message.metadata(), content, message.buffers());
        } catch (JsonException e) {
            throw new IllegalArgumentException(
                    "The message of a comm cannot be written as JSON: " + e.getMessage(), e);
        }
    }

    void forget(KernelComm comm) {
        comms.remove(comm.id(), comm);
    }

    /**
     * Takes a message of a front end.
     *
     * @return what is left to user code, or empty
     * @throws JsonException if the message's content is not as it should be
     */
    Optional<Event> received(Message message) {
        return switch (message.type().orElseThrow()) {
            case COMM_OPEN -> opened(message);
            case COMM_MSG -> {
                CommMsg content = message.content(CommMsg.class);
                yield find(message, content.commId())
                        .map(comm -> event(comm, message, content.data(), comm::received));
            }
            case COMM_CLOSE -> {
                CommClose content = message.content(CommClose.class);
                Optional<KernelComm> found = find(message, content.commId());
                found.ifPresent(this::forget);
                yield found.map(comm -> event(comm, message, content.data(), comm::closedByPeer));
            }
            default -> throw new IllegalArgumentException("Not of a comm: " + message.header());
        };
    }

    private Optional<Event> opened(Message message) {
        CommOpen content;
        try {
            content = message.content(CommOpen.class);
        } catch (JsonException e) {
            refuse(message, message.content().path("comm_id").asString(""));
            throw e;
        }
        String id = content.commId();
        if (id == null || comms.containsKey(id)) {
            LOG.log(
                    Level.WARNING,
                    id == null
                            ? "Dropped a comm_open without a comm_id"
                            : "Dropped a comm_open of the comm {0}, which is open",
                    id);
            return Optional.empty();
        }
        String targetName = content.targetName() == null ? "" : content.targetName();
        CommTarget target = targets.get(targetName);
        if (target == null) {
            LOG.log(Level.WARNING, "No comm target is called \"{0}\"", targetName);
            refuse(message, id);
            return Optional.empty();
        }
        KernelComm comm = new KernelComm(this, id, targetName, null);
        comms.put(id, comm);
        return Optional.of(
                event(comm, message, content.data(), opening -> open(target, comm, opening)));
    }

    private static void open(CommTarget target, KernelComm comm, CommMessage opening)
            throws Exception {
        boolean accepted = false;
        try {
            target.opened(comm, opening);
            accepted = true;
        } finally {
            if (!accepted) {
                comm.close();
            }
        }
    }

    private void refuse(Message opening, String id) {
        if (!id.isEmpty()) {
            publisher.publish(opening.header(), new CommClose(id, Map.of()));
        }
    }

    private Optional<KernelComm> find(Message message, String id) {
        KernelComm comm = id == null ? null : comms.get(id);
        if (comm == null) {
            LOG.log(
                    Level.DEBUG,
                    "Dropped a {0}: no comm {1} is open",
                    message.header().messageType(),
                    id);
        }
        return Optional.ofNullable(comm);
    }

    /** What takes a message; a {@code CommHandler} that is a method here. */
    @FunctionalInterface
    interface Receiver {
        void receive(CommMessage message) throws Exception;
    }

    @SuppressWarnings("unchecked")
    private static Event event(
            KernelComm comm, Message message, Map<String, Object> data, Receiver receiver) {
        CommMessage received =
                new CommMessage(
                        data == null ? Map.of() : data,
                        (Map<String, Object>) Json.toPlain(message.metadata()),
                        message.buffers());
        return new Event(
                () -> {
                    receiver.receive(received);
                    return null;
                },
                comm.opener());
    }
}
