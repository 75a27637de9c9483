package dev.vitrine.api.widgets;

import dev.vitrine.api.Kernel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Controls, and below them the output of something that is done anew whenever one of them changes.
 * Made by {@link Interact}.
 */
public final class Interactive extends BoxWidget<Interactive> {

    private final Callable<?> body;
    private final Output output = new Output();
    private volatile boolean hasOutput;

    Interactive(List<? extends ValueWidget<?>> controls, Callable<?> body) {
        super("VBox", List.of());
        this.body = body;
        addClass("widget-interact");
        List<Widget> children = new ArrayList<>();
        for (ValueWidget<?> control : controls) {
            if (!(control instanceof Widget widget)) {
                throw new IllegalArgumentException(control + " is no widget of this library");
            }
            children.add(widget);
            control.observe(changed -> refresh());
        }
        children.add(output);
        children(children);
    }

    /** Where the output appears. */
    public Output output() {
        return output;
    }

    /** Does it again, and replaces the output. A failure is shown as output. */
    public Interactive refresh() {
        Kernel kernel = Kernel.current();
        output.capture(
                () -> {
                    if (hasOutput) {
                        kernel.clearOutput(true);
                    }
                    hasOutput = true;
                    kernel.showResult(body.call());
                });
        return this;
    }
}
