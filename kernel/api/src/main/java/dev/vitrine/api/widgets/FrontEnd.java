package dev.vitrine.api.widgets;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a widget is called in the front end: a model there mirrors the one here, and views show it.
 *
 * @param version of both modules' interface, as semver
 */
record FrontEnd(
        String modelModule, String modelName, String viewModule, String viewName, String version) {

    private static final String BASE = "@jupyter-widgets/base";
    private static final String CONTROLS = "@jupyter-widgets/controls";
    private static final String OUTPUT = "@jupyter-widgets/output";

    /** A control whose model and view have the same name. */
    static FrontEnd control(String name) {
        return control(name, name);
    }

    static FrontEnd control(String model, String view) {
        return new FrontEnd(CONTROLS, model + "Model", CONTROLS, view + "View", "2.0.0");
    }

    static FrontEnd style(String name) {
        return new FrontEnd(CONTROLS, name + "Model", BASE, "StyleView", "2.0.0");
    }

    static FrontEnd layout() {
        return new FrontEnd(BASE, "LayoutModel", BASE, "LayoutView", "2.0.0");
    }

    static FrontEnd output() {
        return new FrontEnd(OUTPUT, "OutputModel", OUTPUT, "OutputView", "1.0.0");
    }

    /** The part of a model's state that never changes. */
    Map<String, Object> state() {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("_model_module", modelModule);
        state.put("_model_module_version", version);
        state.put("_model_name", modelName);
        state.put("_view_count", null);
        state.put("_view_module", viewModule);
        state.put("_view_module_version", version);
        state.put("_view_name", viewName);
        return state;
    }
}
