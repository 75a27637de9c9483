package dev.vitrine.kernel.display;

import dev.vitrine.api.CellInterrupt;
import dev.vitrine.api.MimeBundle;
import dev.vitrine.api.Renderer;
import dev.vitrine.api.Renderers;
import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The renderers of a kernel; knows those of the JDK's types from the start. Safe for use by many
 * threads.
 */
public final class RendererRegistry implements Renderers {

    private final Map<Class<?>, Renderer<?>> renderers = new ConcurrentHashMap<>();

    /** By the names of types that need not be loaded. */
    private final Map<String, Renderer<?>> named = new ConcurrentHashMap<>();

    /** What {@link #find} found. Replaced as a whole when a renderer is registered. */
    private volatile ClassValue<Optional<Renderer<?>>> found = emptyCache();

    public RendererRegistry() {
        register(RenderedImage.class, new ImageRenderer());
        // A class of its own, because java.awt.Image stands between BufferedImage and the
        // interface.
        register(BufferedImage.class, new ImageRenderer());
        register(Throwable.class, new ThrowableRenderer());
        register(CharSequence.class, new TextRenderer());
        Renderer<Object> elements = value -> MimeBundle.text(ElementText.of(value));
        register(Collection.class, elements);
        register(Map.class, elements);
        register(Optional.class, elements);
        register(Object[].class, elements);
        register(boolean[].class, elements);
        register(byte[].class, elements);
        register(short[].class, elements);
        register(char[].class, elements);
        register(int[].class, elements);
        register(long[].class, elements);
        register(float[].class, elements);
        register(double[].class, elements);
    }

    @Override
    public <T> void register(Class<T> type, Renderer<? super T> renderer) {
        renderers.put(
                Objects.requireNonNull(type, "type"), Objects.requireNonNull(renderer, "renderer"));
        found = emptyCache();
    }

    @Override
    public void register(String typeName, Supplier<? extends Renderer<?>> renderer) {
        named.put(
                Objects.requireNonNull(typeName, "typeName"),
                new LateRenderer(Objects.requireNonNull(renderer, "renderer")));
        found = emptyCache();
    }

    @Override
    public MimeBundle render(Object value) {
        return render(value, (renderer, each) -> renderer.render(each));
    }

    @Override
    public MimeBundle render(Object value, String... mimeTypes) {
        if (mimeTypes.length == 0) {
            return render(value);
        }
        Set<String> wanted = new LinkedHashSet<>(List.of(mimeTypes));
        return Representations.only(
                wanted, render(value, (renderer, each) -> renderer.render(each, wanted)));
    }

    /** What is asked of a renderer. */
    @FunctionalInterface
    private interface Rendering {
        MimeBundle ask(Renderer<Object> renderer, Object value) throws Exception;
    }

    private MimeBundle render(Object value, Rendering rendering) {
        if (value == null) {
            return MimeBundle.text("null");
        }
        if (value instanceof MimeBundle bundle) {
            return bundle;
        }
        Renderer<?> renderer = found.get(value.getClass()).orElse(null);
        if (renderer == null) {
            return MimeBundle.text(BoundedText.of(value));
        }
        try {
            MimeBundle bundle =
                    Objects.requireNonNull(
                            rendering.ask(ofAnything(renderer), value),
                            "the renderer returned null");
            return bundle.data().containsKey(MimeBundle.TEXT)
                    ? bundle
                    : bundle.with(MimeBundle.TEXT, BoundedText.of(value));
        } catch (CellInterrupt interrupt) {
            throw interrupt;
        } catch (Throwable failure) {
            return MimeBundle.text(BoundedText.of(value) + "\n" + noteOf(value, failure));
        }
    }

    @SuppressWarnings("unchecked")
    private static Renderer<Object> ofAnything(Renderer<?> renderer) {
        return (Renderer<Object>) renderer;
    }

    private static String noteOf(Object value, Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        String where = trace.length == 0 ? "" : ", at " + trace[0];
        return "(no richer form: the renderer of "
                + value.getClass().getName()
                + " failed: "
                + BoundedText.of(failure)
                + where
                + ")";
    }

    private ClassValue<Optional<Renderer<?>>> emptyCache() {
        return new ClassValue<>() {
            @Override
            protected Optional<Renderer<?>> computeValue(Class<?> type) {
                return find(type);
            }
        };
    }

    private Optional<Renderer<?>> find(Class<?> type) {
        for (Class<?> candidate : Supertypes.nearestFirst(type)) {
            Renderer<?> renderer = renderers.get(candidate);
            if (renderer == null) {
                renderer = named.get(candidate.getName());
            }
            if (renderer != null) {
                return Optional.of(renderer);
            }
        }
        return Optional.empty();
    }
}
