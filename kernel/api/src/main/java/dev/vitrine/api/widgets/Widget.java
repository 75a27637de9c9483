package dev.vitrine.api.widgets;

import dev.vitrine.api.Kernel;
import dev.vitrine.api.MimeBundle;
import dev.vitrine.api.comm.Comm;
import dev.vitrine.api.comm.CommHandler;
import dev.vitrine.api.comm.CommMessage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The model of something that front ends show and the user may change.
 *
 * <p>Front ends learn of a widget when it is shown for the first time, alone or in another; from
 * then on each side tells the other of its changes, until the widget is closed. Methods may be
 * called from any thread.
 */
public abstract class Widget {

    /** The MIME type by which front ends show a widget's view. */
    public static final String VIEW = "application/vnd.jupyter.widget-view+json";

    private static final String REFERENCE = "IPY_MODEL_";

    private final FrontEnd frontEnd;
    private final Map<String, Property<?>> properties = new LinkedHashMap<>();
    private final Events<Change> changes = new Events<>();
    private final ReentrantLock lock = new ReentrantLock();
    private volatile CommHandler messageHandler = message -> {};

    // The rest is guarded by the lock.
    private Comm comm;
    private boolean opening;

    /** Old values of the properties that the update in progress has changed; null if none is. */
    private Map<Property<?>, Object> changed;

    /** What a front end has just set, and therefore knows. */
    private Map<String, Object> received = Map.of();

    Widget(FrontEnd frontEnd) {
        this.frontEnd = frontEnd;
    }

    /** Adds a property; for constructors. */
    <T> Property<T> property(String name, PropertyType<T> type, T initial) {
        Property<T> property = new Property<>(this, name, type, initial);
        properties.put(name, property);
        return property;
    }

    String typeName() {
        return getClass().getSimpleName();
    }

    boolean isInitial() {
        return properties.values().stream().allMatch(Property::isInitial);
    }

    /**
     * Changes several properties in one go: front ends get one message, and observers are called
     * when all is done. If it throws, nothing has changed.
     */
    public final void update(Runnable change) {
        Map<Property<?>, Object> done = Map.of();
        lock.lock();
        try {
            if (changed != null) {
                change.run();
            } else {
                done = outermostUpdate(change);
            }
        } finally {
            lock.unlock();
        }
        tell(done);
    }

    private Map<Property<?>, Object> outermostUpdate(Runnable change) {
        changed = new LinkedHashMap<>();
        try {
            change.run();
            sendChanges();
            return changed;
        } catch (RuntimeException | Error e) {
            changed.forEach(Property::restore);
            throw e;
        } finally {
            changed = null;
            received = Map.of();
        }
    }

    /** A property is about to get another value; within an update. */
    void changing(Property<?> property, Object old) {
        changed.putIfAbsent(property, old);
    }

    private void tell(Map<Property<?>, Object> done) {
        Exception failure = null;
        for (Map.Entry<Property<?>, Object> change : done.entrySet()) {
            try {
                change.getKey().tell(change.getValue(), changes);
            } catch (Exception e) {
                failure = Events.merge(failure, e);
            }
        }
        Events.rethrow(failure);
    }

    /**
     * Sends what has changed, but for what a front end has just told us; and what it told and we
     * did not take as it was.
     */
    private void sendChanges() {
        Map<String, Property<?>> concerned = new LinkedHashMap<>();
        received.keySet().forEach(name -> concerned.put(name, properties.get(name)));
        changed.keySet().forEach(property -> concerned.put(property.name(), property));
        concerned
                .values()
                .removeIf(
                        property ->
                                received.containsKey(property.name())
                                        && JsonValues.equal(
                                                received.get(property.name()), property.toJson()));
        sendState("update", concerned.values());
    }

    private void sendState(String method, Collection<Property<?>> which) {
        if (isOpen() && !which.isEmpty()) {
            Map<String, Object> state = new LinkedHashMap<>();
            which.forEach(property -> state.put(property.name(), property.toJson()));
            send(method, state);
        }
    }

    private void send(String method, Map<String, Object> state) {
        BinaryState separated = BinaryState.separate(state);
        comm.send(
                CommMessage.of(
                                Map.of(
                                        "method", method,
                                        "state", separated.state(),
                                        "buffer_paths", separated.paths()))
                        .withBuffers(separated.buffers()));
    }

    private boolean isOpen() {
        return comm != null && comm.isOpen();
    }

    /**
     * Calls a handler whenever a property changes, whoever changes it.
     *
     * @param name the property's name on the wire, for example {@code "max"}
     * @throws IllegalArgumentException if there is no such property
     */
    public final void observe(String name, EventHandler<Change> handler) {
        if (!properties.containsKey(name)) {
            throw new IllegalArgumentException(
                    "A "
                            + typeName()
                            + " has no property "
                            + name
                            + "; it has "
                            + properties.keySet());
        }
        Objects.requireNonNull(handler, "handler");
        changes.add(
                change -> {
                    if (change.name().equals(name)) {
                        handler.handle(change);
                    }
                });
    }

    /**
     * Makes the widget known to front ends, if it is not, and those in it.
     *
     * @return the model's id
     * @throws IllegalStateException outside a kernel
     */
    final String open() {
        lock.lock();
        try {
            if (!isOpen()) {
                if (opening) {
                    throw new IllegalStateException("A " + typeName() + " contains itself");
                }
                opening = true;
                try {
                    BinaryState separated = BinaryState.separate(state());
                    connect(
                            Kernel.current()
                                    .comms()
                                    .open(
                                            WidgetProtocol.TARGET,
                                            WidgetProtocol.opening(separated),
                                            this::received));
                } finally {
                    opening = false;
                }
            }
            return comm.id();
        } finally {
            lock.unlock();
        }
    }

    private void connect(Comm opened) {
        comm = opened;
        comm.onClose(message -> OpenWidgets.remove(opened.id()));
        OpenWidgets.add(opened.id(), this);
    }

    /** Becomes the model of what a front end has made. */
    final void adopt(Comm opened, Map<String, Object> state) {
        lock.lock();
        try {
            opened.onMessage(this::received);
            connect(opened);
        } finally {
            lock.unlock();
        }
        receive(state);
    }

    /** How the state of another widget names this one. */
    final String reference() {
        return REFERENCE + open();
    }

    /** The id in a {@link #reference}, or the empty string. */
    static String referredId(Object json) {
        return json instanceof String text && text.startsWith(REFERENCE)
                ? text.substring(REFERENCE.length())
                : "";
    }

    /** The names of the front end's part. */
    final FrontEnd frontEnd() {
        return frontEnd;
    }

    /** The whole state as it travels. Widgets in it are opened. */
    final Map<String, Object> state() {
        lock.lock();
        try {
            Map<String, Object> state = frontEnd.state();
            properties.forEach((name, property) -> state.put(name, property.toJson()));
            return state;
        } finally {
            lock.unlock();
        }
    }

    /** Lets the widget go: its views disappear. Does nothing if it is not open. */
    public final void close() {
        lock.lock();
        try {
            if (isOpen()) {
                OpenWidgets.remove(comm.id());
                comm.close();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Sends something to the front end's part of the widget, outside of the state.
     *
     * @param content as JSON
     */
    public final void send(Map<String, ?> content, List<byte[]> buffers) {
        lock.lock();
        try {
            if (isOpen()) {
                comm.send(
                        CommMessage.of(Map.of("method", "custom", "content", content))
                                .withBuffers(buffers));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Sets what takes messages of the front end's part that are outside of the state. */
    public final void onMessage(CommHandler handler) {
        messageHandler = Objects.requireNonNull(handler, "handler");
    }

    /** What the widget does itself with such a message. */
    void customMessage(Map<String, Object> content) throws Exception {}

    private void received(CommMessage message) throws Exception {
        Object method = message.data().get("method");
        switch (method instanceof String name ? name : "") {
            case "update" -> receive(WidgetProtocol.state(message));
            case "request_state" -> sendAll();
            case "custom" -> {
                Map<String, Object> content = WidgetProtocol.object(message.data(), "content");
                customMessage(content);
                messageHandler.handle(
                        new CommMessage(content, message.metadata(), message.buffers()));
            }
            default ->
                    throw new IllegalArgumentException(
                            "A front end has sent a message of the unknown method " + method);
        }
    }

    private void sendAll() {
        lock.lock();
        try {
            send("update", state());
        } finally {
            lock.unlock();
        }
    }

    /** Takes a front end's changes; properties that we do not know are its own affair. */
    private void receive(Map<String, Object> state) {
        Map<String, Object> known = new LinkedHashMap<>(state);
        known.keySet().retainAll(properties.keySet());
        lock.lock();
        try {
            if (WidgetProtocol.ECHO && !known.isEmpty() && isOpen()) {
                send("echo_update", known);
            }
        } finally {
            lock.unlock();
        }
        try {
            update(
                    () -> {
                        received = known;
                        known.forEach((name, json) -> properties.get(name).receive(json));
                    });
        } catch (IllegalArgumentException e) {
            sendBack(known);
            throw e;
        }
    }

    /** The front end shows what was refused: it is told what is there instead. */
    private void sendBack(Map<String, Object> refused) {
        lock.lock();
        try {
            List<Property<?>> which = new ArrayList<>();
            refused.keySet().forEach(name -> which.add(properties.get(name)));
            sendState("update", which);
        } finally {
            lock.unlock();
        }
    }

    /** How the widget is shown: by its view, or as text where there are no views. */
    final MimeBundle render() {
        MimeBundle text = MimeBundle.text(toString());
        return Kernel.find().isEmpty()
                ? text
                : text.with(
                        VIEW, Map.of("version_major", 2, "version_minor", 0, "model_id", open()));
    }

    /** The widget's class and what of it is not as it was made. */
    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(", ", typeName() + "(", ")");
        properties.forEach(
                (name, property) -> {
                    boolean shown = name.equals("value") || !property.isInitial();
                    if (shown && !name.startsWith("_")) {
                        text.add(name + "=" + text(property.get()));
                    }
                });
        return text.toString();
    }

    private static String text(Object value) {
        if (value instanceof String string) {
            return '"' + string + '"';
        }
        return value instanceof byte[] bytes ? bytes.length + " bytes" : String.valueOf(value);
    }
}
