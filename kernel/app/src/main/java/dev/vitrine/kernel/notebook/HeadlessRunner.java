package dev.vitrine.kernel.notebook;

import dev.vitrine.kernel.client.KernelClient;
import dev.vitrine.kernel.client.KernelCommand;
import dev.vitrine.kernel.client.KernelDiedException;
import dev.vitrine.kernel.client.OutputListener;
import dev.vitrine.kernel.notebook.RunResult.Failure;
import dev.vitrine.kernel.notebook.RunResult.Reason;
import dev.vitrine.kernel.protocol.ErrorOutput;
import dev.vitrine.kernel.protocol.ExecuteReply;
import dev.vitrine.kernel.protocol.KernelInfoReply.LanguageInfo;
import dev.vitrine.kernel.protocol.Message;
import dev.vitrine.kernel.protocol.StreamOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Runs a notebook without a front end: starts a kernel process, sends it the code cells in order
 * over the Jupyter protocol, and writes what comes back into the notebook.
 *
 * <p>A run ends with the first cell that fails, unless the cell has the tag {@code
 * raises-exception}; cells tagged {@code skip-execution} are left out. Both are nbclient's
 * conventions.
 */
public final class HeadlessRunner {

    private static final String MAY_FAIL = "raises-exception";
    private static final String SKIPPED = "skip-execution";

    private final KernelCommand command;
    private final Duration cellTimeout;
    private final RunListener listener;

    private volatile boolean interrupted;
    private volatile KernelStopper stopper;

    /**
     * @param command starts the kernel
     * @param cellTimeout how long a cell may run; null for as long as it likes
     */
    public HeadlessRunner(KernelCommand command, Duration cellTimeout, RunListener listener) {
        this.command = command;
        this.cellTimeout = cellTimeout;
        this.listener = listener;
    }

    /**
     * Runs the notebook and puts the outputs in it; those of an earlier run are removed first.
     * Whatever happens, the outputs that came until then are in the notebook.
     *
     * @throws InterruptedException if the calling thread is interrupted
     */
    public RunResult run(NotebookDocument notebook) throws InterruptedException {
        long start = System.nanoTime();
        notebook.cells().stream().filter(Cell::isCode).forEach(Cell::clear);
        List<Cell> cells =
                notebook.executableCells().stream()
                        .filter(cell -> !cell.tags().contains(SKIPPED))
                        .toList();
        Run run = new Run(notebook, cells);
        listener.kernelStarting();
        try (KernelClient client = KernelClient.launch(command)) {
            notebook.languageInfo(json(client.info().languageInfo()));
            run.execute(client);
        } catch (KernelDiedException e) {
            run.fail(
                    interrupted ? Reason.INTERRUPTED : Reason.KERNEL_DIED, List.of(e.getMessage()));
        } catch (IOException e) {
            run.fail(
                    Reason.KERNEL_DIED, List.of("The kernel cannot be reached: " + e.getMessage()));
        }
        return new RunResult(
                run.executed,
                cells.size(),
                Duration.ofNanos(System.nanoTime() - start),
                Optional.ofNullable(run.failure));
    }

    /**
     * Ends the run: stops the running cell and starts no other. Returns when the cell has stopped.
     */
    public void interrupt() {
        interrupted = true;
        KernelStopper running = stopper;
        if (running != null) {
            running.stop();
        }
    }

    private static ObjectNode json(LanguageInfo language) {
        ObjectNode json = NotebookJson.MAPPER.createObjectNode();
        putIfPresent(json, "codemirror_mode", language.codemirrorMode());
        putIfPresent(json, "file_extension", language.fileExtension());
        putIfPresent(json, "mimetype", language.mimetype());
        putIfPresent(json, "name", language.name());
        putIfPresent(json, "nbconvert_exporter", language.nbconvertExporter());
        putIfPresent(json, "pygments_lexer", language.pygmentsLexer());
        putIfPresent(json, "version", language.version());
        return json;
    }

    private static void putIfPresent(ObjectNode json, String name, Object value) {
        if (value != null && !value.equals("")) {
            json.set(name, NotebookJson.MAPPER.valueToTree(value));
        }
    }

    /** One pass over the cells. */
    private final class Run {

        private final NotebookDocument notebook;
        private final List<Cell> cells;
        private final DisplayRegistry displays = new DisplayRegistry();
        private final WidgetStates widgets = new WidgetStates();
        private final List<CellOutputs> outputs = new ArrayList<>();
        private int executed;
        private int number;
        private String title = "";
        private Failure failure;

        Run(NotebookDocument notebook, List<Cell> cells) {
            this.notebook = notebook;
            this.cells = cells;
        }

        void execute(KernelClient client) throws IOException, InterruptedException {
            KernelStopper cellStopper = new KernelStopper(client);
            stopper = cellStopper;
            try (CellTimeout timeout = new CellTimeout(cellStopper, cellTimeout)) {
                for (Cell cell : cells) {
                    if (failure != null || stopIfInterrupted()) {
                        break;
                    }
                    number++;
                    title = CellTitle.of(notebook.cells(), cell);
                    execute(cell, client, cellStopper, timeout);
                }
            } finally {
                stopper = null;
                outputs.forEach(CellOutputs::flush);
                widgets.writeTo(notebook);
            }
        }

        private void execute(
                Cell cell, KernelClient client, KernelStopper cellStopper, CellTimeout timeout)
                throws IOException, InterruptedException {
            CellListener output =
                    new CellListener(new CellOutputs(displays, cell.outputs()), widgets);
            outputs.add(output.outputs);
            listener.cellStarted(number, cells.size(), title);
            boolean succeeded = false;
            cellStopper.cellStarted();
            CellTimeout.Watch watch = timeout.watch();
            try (watch) {
                ExecuteReply reply = client.execute(cell.source(), output);
                if (reply.executionCount() != null) {
                    cell.executionCount(reply.executionCount());
                }
                succeeded = reply.succeeded();
                judge(cell, reply, output.error, watch.hasExpired());
            } catch (KernelDiedException e) {
                failWithoutKernel(e, watch.hasExpired());
            } finally {
                cellStopper.cellEnded();
                listener.cellEnded(succeeded);
            }
        }

        /** The kernel may have gone by itself, or been ended because the cell would not stop. */
        private void failWithoutKernel(KernelDiedException death, boolean expired) {
            if (interrupted) {
                fail(Reason.INTERRUPTED, List.of("It did not stop, so its kernel was ended"));
            } else if (expired) {
                fail(
                        Reason.TIMEOUT,
                        List.of(timeoutMessage(), "It did not stop, so its kernel was ended"));
            } else {
                fail(Reason.KERNEL_DIED, List.of(death.getMessage()));
            }
        }

        private String timeoutMessage() {
            return "It ran longer than " + cellTimeout.toSeconds() + " s";
        }

        private void judge(Cell cell, ExecuteReply reply, ErrorOutput shown, boolean expired) {
            if (reply.succeeded()) {
                executed++;
            } else if (interrupted) {
                fail(Reason.INTERRUPTED, List.of());
            } else if (expired) {
                fail(Reason.TIMEOUT, List.of(timeoutMessage()));
            } else if (cell.tags().contains(MAY_FAIL)) {
                executed++;
            } else {
                fail(Reason.CELL_FAILED, details(reply, shown));
            }
        }

        private boolean stopIfInterrupted() {
            if (interrupted) {
                fail(Reason.INTERRUPTED, List.of());
            }
            return interrupted;
        }

        void fail(Reason reason, List<String> details) {
            failure = new Failure(reason, number, title, details);
        }
    }

    private static List<String> details(ExecuteReply reply, ErrorOutput shown) {
        List<String> traceback = shown != null ? shown.traceback() : reply.traceback();
        if (traceback != null && !traceback.isEmpty()) {
            return traceback;
        }
        return reply.ename() == null
                ? List.of("The kernel said: " + reply.status())
                : List.of(reply.ename() + ": " + reply.evalue());
    }

    /** Takes one cell's output, also what its threads show after it has ended. */
    private final class CellListener implements OutputListener {

        private final CellOutputs outputs;
        private final WidgetStates widgets;
        private volatile ErrorOutput error;

        CellListener(CellOutputs outputs, WidgetStates widgets) {
            this.outputs = outputs;
            this.widgets = widgets;
        }

        @Override
        public void message(Message message) {
            outputs.accept(message.header().messageType(), message.content());
            widgets.accept(message);
        }

        @Override
        public void stream(StreamOutput output) {
            listener.printed(output);
        }

        @Override
        public void error(ErrorOutput output) {
            error = output;
        }
    }
}
