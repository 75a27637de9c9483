package dev.vitrine.kernel.display;

import dev.vitrine.api.MimeBundle;
import dev.vitrine.api.Renderer;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/** A renderer that is made when it is first used. */
final class LateRenderer implements Renderer<Object> {

    private final Supplier<? extends Renderer<?>> factory;
    private Renderer<Object> made;

    LateRenderer(Supplier<? extends Renderer<?>> factory) {
        this.factory = factory;
    }

    @SuppressWarnings("unchecked")
    private synchronized Renderer<Object> made() {
        if (made == null) {
            made = (Renderer<Object>) Objects.requireNonNull(factory.get(), "no renderer was made");
        }
        return made;
    }

    @Override
    public MimeBundle render(Object value) throws Exception {
        return made().render(value);
    }

    @Override
    public MimeBundle render(Object value, Set<String> mimeTypes) throws Exception {
        return made().render(value, mimeTypes);
    }
}
