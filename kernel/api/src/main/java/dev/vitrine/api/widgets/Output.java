package dev.vitrine.api.widgets;

import dev.vitrine.api.CellInterrupt;
import dev.vitrine.api.Kernel;
import dev.vitrine.api.MimeBundle;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A place for output: what is printed and shown while it captures appears there, in front ends that
 * know ipywidgets; elsewhere it appears in the cell.
 *
 * <pre>{@code
 * var out = new Output();
 * new Button("More").onClick(b -> out.capture(() -> System.out.println("more")))
 * }</pre>
 */
public final class Output extends DomWidget<Output> {

    private final Property<String> messageId = property("msg_id", PropertyType.TEXT, "");
    private final Property<List<Map<String, Object>>> outputs =
            property("outputs", PropertyType.OBJECTS, List.of());

    /** How many captures are going on, one in the other. Guarded by updates. */
    private int captures;

    public Output() {
        super(FrontEnd.output());
    }

    /** What is done while output is captured. */
    @FunctionalInterface
    public interface Body {
        void run() throws Exception;
    }

    /**
     * Does something whose output appears here. If it fails, the failure appears here too, and the
     * caller goes on, as in ipywidgets; an interrupt goes through.
     *
     * @throws IllegalStateException outside a kernel
     */
    public Output capture(Body body) {
        Kernel kernel = Kernel.current();
        open();
        begin(kernel);
        try {
            body.run();
        } catch (CellInterrupt interrupt) {
            throw interrupt;
        } catch (InterruptedException interrupt) {
            throw new CellInterrupt();
        } catch (Throwable failure) {
            kernel.showFailure(failure);
        } finally {
            end();
        }
        return this;
    }

    // Front ends take what belongs to a request for this widget's from the moment they learn of its
    // id until they learn that it is over. A message of a comm leaves after what was printed
    // before.

    private void begin(Kernel kernel) {
        update(
                () -> {
                    captures++;
                    messageId.set(kernel.comms().currentRequest());
                });
    }

    private void end() {
        update(
                () -> {
                    captures--;
                    if (captures == 0) {
                        messageId.set("");
                    }
                });
    }

    /**
     * Takes away what is here.
     *
     * @param wait only when something new comes, which avoids flicker
     */
    public Output clear(boolean wait) {
        return capture(() -> Kernel.current().clearOutput(wait));
    }

    /** Takes away what is here, at once and from any thread. */
    public Output clear() {
        outputs.set(List.of());
        return this;
    }

    /** Adds text to what is here; from any thread, and without capturing. */
    public Output print(String text) {
        return append(Map.of("output_type", "stream", "name", "stdout", "text", text));
    }

    /** Adds a value to what is here; from any thread, and without capturing. */
    public Output show(Object value) {
        MimeBundle bundle = Kernel.current().renderers().render(value);
        Map<String, Object> data = new LinkedHashMap<>();
        bundle.data()
                .forEach(
                        (type, shown) ->
                                data.put(
                                        type,
                                        shown instanceof byte[] bytes
                                                ? Base64.getEncoder().encodeToString(bytes)
                                                : shown));
        return append(
                Map.of("output_type", "display_data", "data", data, "metadata", bundle.metadata()));
    }

    private Output append(Map<String, Object> output) {
        update(
                () -> {
                    List<Map<String, Object>> more = new ArrayList<>(outputs.get());
                    more.add(output);
                    outputs.set(more);
                });
        return this;
    }

    /** What is here, in the notebook format, as a front end has told it. */
    public List<Map<String, Object>> outputs() {
        return outputs.get();
    }
}
