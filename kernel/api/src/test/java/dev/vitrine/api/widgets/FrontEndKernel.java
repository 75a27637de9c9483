package dev.vitrine.api.widgets;

import dev.vitrine.api.CurrentKernel;
import dev.vitrine.api.Kernel;
import dev.vitrine.api.Magics;
import dev.vitrine.api.MimeBundle;
import dev.vitrine.api.Renderer;
import dev.vitrine.api.Renderers;
import dev.vitrine.api.comm.Comm;
import dev.vitrine.api.comm.CommHandler;
import dev.vitrine.api.comm.CommMessage;
import dev.vitrine.api.comm.CommTarget;
import dev.vitrine.api.comm.Comms;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A kernel in this process whose front end is the test: it sees what is sent, and sends. */
final class FrontEndKernel implements Kernel, Comms, AutoCloseable {

    /** What happened that a front end would see, in order, as short text. */
    final List<String> seen = new ArrayList<>();

    final List<Object> results = new ArrayList<>();
    final List<Throwable> failures = new ArrayList<>();
    private final Map<String, CommTarget> targets = new LinkedHashMap<>();
    private final Map<String, Renderer<Object>> renderers = new LinkedHashMap<>();
    private final List<TestComm> comms = new ArrayList<>();

    FrontEndKernel() {
        CurrentKernel.set(this);
        WidgetTargets.install(this);
    }

    @Override
    public void close() {
        CurrentKernel.set(null);
    }

    /** A comm, and all that was sent on it. */
    static final class TestComm implements Comm {

        final String id;
        final String target;
        final CommMessage opening;
        final List<CommMessage> sent = new ArrayList<>();
        private CommHandler handler;
        private CommHandler closeHandler = message -> {};
        private boolean open = true;

        TestComm(String id, String target, CommMessage opening, CommHandler handler) {
            this.id = id;
            this.target = target;
            this.opening = opening;
            this.handler = handler;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public String targetName() {
            return target;
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public synchronized void send(CommMessage message) {
            if (!open) {
                throw new IllegalStateException("closed");
            }
            sent.add(message);
        }

        @Override
        public void onMessage(CommHandler newHandler) {
            handler = newHandler;
        }

        @Override
        public void onClose(CommHandler newHandler) {
            closeHandler = newHandler;
        }

        @Override
        public void close(CommMessage message) {
            open = false;
        }

        /** The front end sends. */
        void receive(CommMessage message) throws Exception {
            handler.handle(message);
        }

        void update(Map<String, ?> state) throws Exception {
            receive(CommMessage.of(Map.of("method", "update", "state", state)));
        }

        void closedByFrontEnd() throws Exception {
            open = false;
            closeHandler.handle(CommMessage.EMPTY);
        }

        /** The messages sent, as method and state. */
        List<String> messages() {
            return sent.stream()
                    .map(
                            message ->
                                    message.data().get("method")
                                            + " "
                                            + message.data().get("state"))
                    .toList();
        }
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> state(CommMessage message) {
        return (Map<String, Object>) message.data().get("state");
    }

    /** The comm of a widget, which is opened if it is not. */
    TestComm comm(Widget widget) {
        return comm(widget.open());
    }

    TestComm comm(String id) {
        return comms.stream().filter(comm -> comm.id.equals(id)).findFirst().orElseThrow();
    }

    /** The front end opens a comm. */
    TestComm openFromFrontEnd(String target, CommMessage message) throws Exception {
        TestComm comm = new TestComm("front-" + comms.size(), target, message, m -> {});
        comms.add(comm);
        targets.get(target).opened(comm, message);
        return comm;
    }

    @Override
    public void register(String targetName, CommTarget target) {
        targets.put(targetName, target);
    }

    @Override
    public void unregister(String targetName) {
        targets.remove(targetName);
    }

    @Override
    public Comm open(String targetName, CommMessage message, CommHandler handler) {
        TestComm comm = new TestComm("comm-" + comms.size(), targetName, message, handler);
        comms.add(comm);
        return comm;
    }

    @Override
    public List<Comm> all() {
        return List.copyOf(comms);
    }

    /** The comms that the kernel has opened, by the name of the model. */
    List<String> opened() {
        return comms.stream()
                .map(comm -> ((Map<?, ?>) comm.opening.data().get("state")).get("_model_name"))
                .map(String::valueOf)
                .toList();
    }

    @Override
    public String currentRequest() {
        return "request-1";
    }

    @Override
    public Comms comms() {
        return this;
    }

    @Override
    public Renderers renderers() {
        return new Renderers() {
            @Override
            @SuppressWarnings("unchecked")
            public <T> void register(Class<T> type, Renderer<? super T> renderer) {
                renderers.put(type.getName(), (Renderer<Object>) renderer);
            }

            @Override
            public void register(String typeName, Supplier<? extends Renderer<?>> renderer) {
                throw new UnsupportedOperationException();
            }

            @Override
            public MimeBundle render(Object value, String... mimeTypes) {
                throw new UnsupportedOperationException();
            }

            @Override
            public MimeBundle render(Object value) {
                try {
                    return value instanceof Widget
                            ? renderers.get(Widget.class.getName()).render(value)
                            : MimeBundle.text(String.valueOf(value));
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }

    @Override
    public String display(Object value) {
        renderers().render(value);
        seen.add("display " + value);
        return "display-id";
    }

    @Override
    public void showResult(Object value) {
        results.add(value);
        seen.add("result " + value);
    }

    @Override
    public void showFailure(Throwable failure) {
        failures.add(failure);
        seen.add("failure " + failure.getMessage());
    }

    @Override
    public void clearOutput(boolean wait) {
        seen.add("clear " + wait);
    }

    @Override
    public Magics magics() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void updateDisplay(String displayId, Object value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Object eval(String code) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Object lineMagic(String name, List<String> arguments) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Object cellMagic(String name, List<String> arguments, String body) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void addToClassPath(List<Path> entries) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void addImports(String... imports) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String input(String prompt, boolean password) {
        throw new UnsupportedOperationException();
    }
}
