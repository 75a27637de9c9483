package dev.vitrine.ijava.jjava;

import dev.vitrine.api.Kernel;
import dev.vitrine.api.MimeBundle;
import dev.vitrine.ijava.DisplayFields;
import dev.vitrine.ijava.RequestRenderer;
import java.util.Map;
import java.util.Set;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.RenderFunction;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;

/** JJava's renderer over the kernel's; see {@link dev.vitrine.ijava.IJavaRenderer}. */
public final class JJavaRenderer extends Renderer {

    private final Kernel kernel;
    private boolean ofTheNotebook;

    public JJavaRenderer(Kernel kernel) {
        this.kernel = kernel;
    }

    /** From here on, what is registered is the notebook's, and not what JJava itself registers. */
    public void open() {
        ofTheNotebook = true;
    }

    /** What JJava does by itself with what is registered. */
    public RequestRenderer.TheirRenderer own() {
        return new RequestRenderer.TheirRenderer() {
            @Override
            public Object render(Object value) {
                return JJavaRenderer.super.render(value, Map.of());
            }

            @Override
            public Object renderAs(Object value, String... mimeTypes) {
                return JJavaRenderer.super.renderAs(value, Map.of(), mimeTypes);
            }
        };
    }

    @Override
    public <T> void register(
            Set<MIMEType> supported,
            Set<MIMEType> preferred,
            Set<Class<? extends T>> types,
            RenderFunction<T> function) {
        super.register(supported, preferred, types, function);
        if (ofTheNotebook) {
            RequestRenderer renderer = new RequestRenderer(own());
            types.forEach(type -> kernel.renderers().register(type, renderer));
        }
    }

    @Override
    public DisplayData render(Object value, Map<String, Object> parameters) {
        return parameters.isEmpty()
                ? data(kernel.renderers().render(value))
                : super.render(value, parameters);
    }

    @Override
    public DisplayData renderAs(Object value, Map<String, Object> parameters, String... mimeTypes) {
        return parameters.isEmpty()
                ? data(kernel.renderers().render(value, mimeTypes))
                : super.renderAs(value, parameters, mimeTypes);
    }

    private static DisplayData data(MimeBundle bundle) {
        DisplayData data = new DisplayData();
        DisplayFields.copy(bundle, data::putData, data::putMetaData);
        return data;
    }
}
