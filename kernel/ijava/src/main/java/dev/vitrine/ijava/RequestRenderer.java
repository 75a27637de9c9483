package dev.vitrine.ijava;

import dev.vitrine.api.MimeBundle;
import dev.vitrine.api.Renderer;
import java.util.Set;

/** Renders by what was registered with IJava or JJava, on the kernel's request. */
public final class RequestRenderer implements Renderer<Object> {

    private final TheirRenderer theirs;

    /** A renderer of IJava or of JJava, which have the same methods and no type in common. */
    public interface TheirRenderer {

        /**
         * What it makes of a value.
         *
         * @return display data
         */
        Object render(Object value);

        /** What it makes of a value when certain types are asked for. */
        Object renderAs(Object value, String... mimeTypes);
    }

    public RequestRenderer(TheirRenderer theirs) {
        this.theirs = theirs;
    }

    @Override
    public MimeBundle render(Object value) {
        return DisplayFields.bundle(theirs.render(value));
    }

    @Override
    public MimeBundle render(Object value, Set<String> mimeTypes) {
        return DisplayFields.bundle(theirs.renderAs(value, mimeTypes.toArray(new String[0])));
    }
}
