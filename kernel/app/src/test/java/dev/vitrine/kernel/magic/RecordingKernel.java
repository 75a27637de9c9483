package dev.vitrine.kernel.magic;

import dev.vitrine.api.Kernel;
import dev.vitrine.api.Magics;
import dev.vitrine.api.NotebookVariable;
import dev.vitrine.api.Renderers;
import dev.vitrine.kernel.display.RendererRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A kernel without Java or sockets: it keeps what magics ask of it, and evaluates by a function
 * that a test gives.
 */
public final class RecordingKernel implements Kernel {

    /** What a test does in place of a Java interpreter. */
    @FunctionalInterface
    public interface Evaluation {

        Object eval(String code) throws Exception;
    }

    public final List<Object> displayed = new ArrayList<>();
    public final List<Object> updates = new ArrayList<>();
    public final List<Path> classPath = new ArrayList<>();
    public final List<String> evaluated = new ArrayList<>();
    public final MagicRegistry magics = new MagicRegistry();
    public Evaluation evaluation = code -> null;
    public Supplier<List<NotebookVariable>> variables = List::of;
    public Runnable resetting = () -> {};

    /** What the user answers; null if nobody is there. */
    public String answer;

    public Consumer<List<Path>> classPathListener = entries -> {};
    private final RendererRegistry renderers = new RendererRegistry();

    @Override
    public Renderers renderers() {
        return renderers;
    }

    @Override
    public Magics magics() {
        return magics;
    }

    @Override
    public String display(Object value) {
        displayed.add(value);
        return "display-" + displayed.size();
    }

    @Override
    public void updateDisplay(String displayId, Object value) {
        updates.add(value);
    }

    @Override
    public void clearOutput(boolean wait) {
        displayed.clear();
    }

    @Override
    public Object eval(String code) throws Exception {
        evaluated.add(code);
        return evaluation.eval(code);
    }

    @Override
    public Object lineMagic(String name, List<String> arguments) throws Exception {
        return magics.runLine(name, arguments);
    }

    @Override
    public Object cellMagic(String name, List<String> arguments, String body) throws Exception {
        return magics.runCell(name, arguments, body);
    }

    @Override
    public void addToClassPath(List<Path> entries) {
        classPath.addAll(entries);
        classPathListener.accept(entries);
    }

    @Override
    public void addImports(String... imports) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<NotebookVariable> variables() {
        return variables.get();
    }

    @Override
    public void reset() {
        resetting.run();
    }

    @Override
    public String input(String prompt, boolean password) {
        if (answer == null) {
            throw new UnsupportedOperationException();
        }
        return answer;
    }
}
