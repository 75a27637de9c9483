package dev.vitrine.kernel.session;

import dev.vitrine.api.CellInterrupt;
import dev.vitrine.api.Kernel;
import dev.vitrine.api.Magics;
import dev.vitrine.api.MimeBundle;
import dev.vitrine.api.NotebookVariable;
import dev.vitrine.api.Renderers;
import dev.vitrine.api.comm.Comms;
import dev.vitrine.kernel.java.CellFailure;
import dev.vitrine.kernel.java.Interpreter;
import dev.vitrine.kernel.protocol.ClearOutput;
import dev.vitrine.kernel.protocol.DisplayData;
import dev.vitrine.kernel.protocol.UpdateDisplayData;
import java.io.EOFException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The kernel as cells and extensions see it. */
final class NotebookKernel implements Kernel {

    private final Renderers renderers;
    private final Magics magics;
    private final MagicRunner magicRunner;
    private final Language language;
    private final CellContexts cells;
    private final Comms comms;
    private final StdinQuestions questions;
    private final Extensions extensions;

    NotebookKernel(
            Renderers renderers,
            Magics magics,
            MagicRunner magicRunner,
            Language language,
            CellContexts cells,
            Comms comms,
            StdinQuestions questions,
            Extensions extensions) {
        this.renderers = renderers;
        this.magics = magics;
        this.magicRunner = magicRunner;
        this.language = language;
        this.cells = cells;
        this.comms = comms;
        this.questions = questions;
        this.extensions = extensions;
    }

    @Override
    public Renderers renderers() {
        return renderers;
    }

    @Override
    public Magics magics() {
        return magics;
    }

    @Override
    public Comms comms() {
        return comms;
    }

    @Override
    public String display(Object value) {
        String displayId = UUID.randomUUID().toString();
        display(displayId, value);
        return displayId;
    }

    @Override
    public void display(String displayId, Object value) {
        MimeBundle bundle = renderers.render(value);
        CellContext cell = cells.current();
        cell.publish(
                new DisplayData(
                        WireBundle.data(bundle),
                        WireBundle.metadata(bundle),
                        Map.of("display_id", displayId)));
        cell.displayed(displayId);
    }

    @Override
    public void updateDisplay(String displayId, Object value) {
        MimeBundle bundle = renderers.render(value);
        cells.current()
                .publish(
                        new UpdateDisplayData(
                                WireBundle.data(bundle),
                                WireBundle.metadata(bundle),
                                Map.of("display_id", displayId)));
    }

    @Override
    public void clearOutput(boolean wait) {
        cells.current().clear(new ClearOutput(wait));
    }

    @Override
    public void page(Object value) {
        Map<String, Object> data = WireBundle.data(renderers.render(value));
        cells.current().addPayload(Map.of("source", "page", "data", data, "start", 0));
    }

    @Override
    public void showResult(Object value) {
        if (value != null && !cells.current().isDisplayId(value)) {
            display(value);
        }
    }

    @Override
    public void showFailure(Throwable failure) {
        cells.current().publish(Failures.describe(interpreter().describe(failure)));
    }

    @Override
    public Object eval(String code) throws Exception {
        try {
            return interpreter().evaluate(code, cells.current().name());
        } catch (CellFailure failure) {
            if (failure.getCause() instanceof Exception thrown) {
                throw thrown;
            }
            if (failure.getCause() instanceof Error thrown) {
                throw thrown;
            }
            throw failure;
        }
    }

    @Override
    public List<NotebookVariable> variables() {
        return interpreter().variables();
    }

    @Override
    public void reset() {
        interpreter().reset();
    }

    @Override
    public Object lineMagic(String name, List<String> arguments) throws Exception {
        return magicRunner.line(name, arguments);
    }

    @Override
    public Object cellMagic(String name, List<String> arguments, String body) throws Exception {
        return magicRunner.cell(name, arguments, body);
    }

    @Override
    public void addToClassPath(List<Path> entries) {
        Interpreter interpreter = interpreter();
        interpreter.addToClassPath(entries);
        extensions.installNew(this, interpreter.userClassLoader());
        extensions.classPathChanged(this);
    }

    @Override
    public void addImports(String... imports) {
        interpreter().addImports(List.of(imports));
    }

    @Override
    public String input(String prompt, boolean password) {
        return questions
                .ask(cells.current(), prompt, password)
                .orElseThrow(
                        () ->
                                new UncheckedIOException(
                                        new EOFException("The user ended the input")));
    }

    private Interpreter interpreter() {
        try {
            return language.interpreter();
        } catch (InterruptedException e) {
            throw new CellInterrupt();
        }
    }
}
