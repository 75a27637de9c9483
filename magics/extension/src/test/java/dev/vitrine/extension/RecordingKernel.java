package dev.vitrine.extension;

import dev.vitrine.api.CellMagic;
import dev.vitrine.api.CurrentKernel;
import dev.vitrine.api.Kernel;
import dev.vitrine.api.LineMagic;
import dev.vitrine.api.Magics;
import dev.vitrine.api.MimeBundle;
import dev.vitrine.api.NotebookVariable;
import dev.vitrine.api.Renderer;
import dev.vitrine.api.Renderers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A kernel without front end and language: it renders, keeps displays in memory and runs magics.
 */
public final class RecordingKernel implements Kernel, AutoCloseable {

    /** What was sent: display or update, with its id and value. */
    public record Message(String kind, String id, Object value) {}

    /** What runs code in the notebook's scope. */
    @FunctionalInterface
    public interface Evaluator {
        Object eval(String code) throws Exception;
    }

    public Evaluator evaluator =
            code -> {
                throw new UnsupportedOperationException("eval");
            };

    public final List<Message> messages = new ArrayList<>();
    public final Map<String, Object> displays = Collections.synchronizedMap(new LinkedHashMap<>());
    public final List<String> imports = new ArrayList<>();
    public final List<NotebookVariable> variables = new ArrayList<>();
    public final Map<String, LineMagic> lineMagics = new HashMap<>();
    public final Map<String, CellMagic> cellMagics = new HashMap<>();
    public final Map<Class<?>, Renderer<Object>> renderers = new LinkedHashMap<>();

    /** A kernel that {@link Kernel#current} finds until it is closed. */
    public static RecordingKernel current() {
        RecordingKernel kernel = new RecordingKernel();
        CurrentKernel.set(kernel);
        return kernel;
    }

    @Override
    public void close() {
        CurrentKernel.set(null);
    }

    @Override
    public List<NotebookVariable> variables() {
        return variables;
    }

    @Override
    public Renderers renderers() {
        return new Renderers() {
            @Override
            public <T> void register(Class<T> type, Renderer<? super T> renderer) {
                renderers.put(type, value -> renderer.render(type.cast(value)));
            }

            @Override
            public void register(String typeName, Supplier<? extends Renderer<?>> renderer) {
                throw new UnsupportedOperationException("register by name");
            }

            @Override
            public MimeBundle render(Object value, String... mimeTypes) {
                throw new UnsupportedOperationException("render as");
            }

            @Override
            public MimeBundle render(Object value) {
                return renderers.entrySet().stream()
                        .filter(e -> e.getKey().isInstance(value))
                        .findFirst()
                        .map(e -> rendered(e.getValue(), value))
                        .orElseGet(
                                () ->
                                        value instanceof MimeBundle bundle
                                                ? bundle
                                                : MimeBundle.text(String.valueOf(value)));
            }
        };
    }

    private static MimeBundle rendered(Renderer<Object> renderer, Object value) {
        try {
            return renderer.render(value);
        } catch (Exception e) {
            throw new AssertionError("cannot render " + value, e);
        }
    }

    @Override
    public Magics magics() {
        return new Magics() {
            @Override
            public void line(String name, String usage, LineMagic magic) {
                lineMagics.put(name, magic);
            }

            @Override
            public void cell(String name, String usage, CellMagic magic) {
                cellMagics.put(name, magic);
            }

            @Override
            public boolean hasLine(String name) {
                return lineMagics.containsKey(name);
            }

            @Override
            public boolean hasCell(String name) {
                return cellMagics.containsKey(name);
            }
        };
    }

    @Override
    public String display(Object value) {
        String id = "display-" + displays.size();
        displays.put(id, value);
        messages.add(new Message("display", id, value));
        return id;
    }

    @Override
    public void updateDisplay(String displayId, Object value) {
        if (displays.replace(displayId, value) == null) {
            throw new AssertionError("no display " + displayId);
        }
        messages.add(new Message("update", displayId, value));
    }

    @Override
    public void clearOutput(boolean wait) {
        displays.clear();
    }

    @Override
    public Object eval(String code) throws Exception {
        return evaluator.eval(code);
    }

    @Override
    public Object lineMagic(String name, List<String> arguments) throws Exception {
        return lineMagics.get(name).run(arguments);
    }

    @Override
    public Object cellMagic(String name, List<String> arguments, String body) throws Exception {
        return cellMagics.get(name).run(arguments, body);
    }

    @Override
    public void addToClassPath(List<Path> entries) {
        throw new UnsupportedOperationException("addToClassPath");
    }

    @Override
    public void addImports(String... added) {
        imports.addAll(List.of(added));
    }

    @Override
    public String input(String prompt, boolean password) {
        throw new UnsupportedOperationException("input");
    }
}
