package dev.vitrine.kernel.session;

import dev.vitrine.kernel.protocol.ClearOutput;
import dev.vitrine.kernel.protocol.Header;
import dev.vitrine.kernel.protocol.StreamOutput;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/**
 * The cell that output belongs to. It outlives the run, since threads that the cell started may go
 * on printing.
 */
final class CellContext {

    private final List<byte[]> identities;
    private final Header parent;
    private final boolean silent;
    private final boolean allowStdin;
    private final Consumer<Object> sink;
    private final StreamBuffer streams;
    private final OutputLimit limit;
    private final List<Map<String, Object>> payload = new ArrayList<>();
    private final CellInputStream.Line inputLine = new CellInputStream.Line();
    private volatile String name = "In[0]";
    private volatile boolean ended;
    private volatile String lastDisplayId;

    /**
     * @param identities the front end that sent the cell
     * @param silent whether output is dropped
     * @param outputBytes how much it may print
     * @param sink takes contents of iopub messages, in order
     */
    CellContext(
            List<byte[]> identities,
            Header parent,
            boolean silent,
            boolean allowStdin,
            long outputBytes,
            Consumer<Object> sink,
            ScheduledExecutorService timer) {
        this.identities = identities;
        this.parent = parent;
        this.silent = silent;
        this.allowStdin = allowStdin;
        this.sink = sink;
        limit = new OutputLimit(outputBytes);
        this.streams =
                new StreamBuffer((name, text) -> sink.accept(new StreamOutput(name, text)), timer);
    }

    List<byte[]> identities() {
        return identities;
    }

    Header parent() {
        return parent;
    }

    /** What the cell is called in errors. */
    String name() {
        return name;
    }

    void isCalled(String cell) {
        name = cell;
    }

    /** What is left of the line that the user typed last. */
    CellInputStream.Line inputLine() {
        return inputLine;
    }

    /** Whether the front end would answer a question now. */
    boolean mayAsk() {
        return allowStdin && !ended;
    }

    /** Prints to a stream of the cell. */
    void print(String stream, byte[] bytes, int offset, int length) {
        if (silent) {
            return;
        }
        int shown = limit.admit(length);
        streams.write(stream, bytes, offset, shown);
        if (shown < length) {
            tell(limit.firstCut());
        }
    }

    /** Shows what the kernel has to say of the cell's output. */
    private void tell(String remark) {
        byte[] bytes = remark.getBytes(StandardCharsets.UTF_8);
        streams.write("stderr", bytes, 0, bytes.length);
    }

    /** Clears what the cell has shown. */
    void clear(ClearOutput clearing) {
        limit.clear();
        publish(clearing);
    }

    void flush() {
        streams.flush();
    }

    /** Publishes output other than streams, after what was printed before. */
    void publish(Object content) {
        if (!silent) {
            streams.flush();
            sink.accept(content);
        }
    }

    /** Remembers what {@code display} returned last. */
    void displayed(String displayId) {
        lastDisplayId = displayId;
    }

    /**
     * Whether a cell's value is only what its last {@code display(...)} returned: showing it would
     * put a random id below the display.
     */
    boolean isDisplayId(Object value) {
        return value == lastDisplayId;
    }

    void addPayload(Map<String, Object> entry) {
        synchronized (payload) {
            payload.add(entry);
        }
    }

    /** Ends the run: sends what is left of the streams. */
    List<Map<String, Object>> end() {
        ended = true;
        if (!silent) {
            tell(limit.summary());
        }
        streams.flushAll();
        synchronized (payload) {
            return List.copyOf(payload);
        }
    }
}
