package dev.vitrine.api.widgets;

import dev.vitrine.api.Kernel;
import dev.vitrine.api.comm.Comm;
import dev.vitrine.api.comm.CommMessage;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes a kernel show widgets and answer front ends about them. The kernel calls it at start; user
 * code has no business here.
 */
public final class WidgetTargets {

    private WidgetTargets() {}

    /** Registers the renderer of widgets and the targets that front ends open comms to. */
    public static void install(Kernel kernel) {
        kernel.renderers().register(Widget.class, Widget::render);
        kernel.comms().register(WidgetProtocol.TARGET, WidgetTargets::opened);
        kernel.comms().register(WidgetProtocol.CONTROL_TARGET, WidgetTargets::controlOpened);
    }

    /** A front end has made a widget. */
    private static void opened(Comm comm, CommMessage message) {
        WidgetProtocol.checkVersion(message);
        Map<String, Object> state = WidgetProtocol.state(message);
        FrontEndWidgets.create(state).adopt(comm, state);
    }

    private static void controlOpened(Comm comm, CommMessage message) {
        WidgetProtocol.checkControlVersion(message);
        comm.onMessage(request -> answer(comm, request));
    }

    /** A page that was opened anew asks for all that there is. */
    private static void answer(Comm control, CommMessage request) {
        Object method = request.data().get("method");
        if (!"request_states".equals(method)) {
            throw new IllegalArgumentException(
                    "A front end has sent a control message of the unknown method " + method);
        }
        Map<String, Object> states = new LinkedHashMap<>();
        OpenWidgets.all().forEach((id, widget) -> states.put(id, described(widget)));
        BinaryState separated = BinaryState.separate(states);
        control.send(
                CommMessage.of(
                                Map.of(
                                        "method", "update_states",
                                        "states", separated.state(),
                                        "buffer_paths", separated.paths()))
                        .withBuffers(separated.buffers()));
    }

    private static Map<String, Object> described(Widget widget) {
        FrontEnd names = widget.frontEnd();
        return Map.of(
                "model_name", names.modelName(),
                "model_module", names.modelModule(),
                "model_module_version", names.version(),
                "state", widget.state());
    }
}
