package dev.vitrine.kernel.cli;

import dev.vitrine.kernel.client.KernelCommand;
import dev.vitrine.kernel.notebook.HeadlessRunner;
import dev.vitrine.kernel.notebook.NotebookDocument;
import dev.vitrine.kernel.notebook.NotebookFormatException;
import dev.vitrine.kernel.notebook.NotebookReader;
import dev.vitrine.kernel.notebook.NotebookWriter;
import dev.vitrine.kernel.notebook.ParameterException;
import dev.vitrine.kernel.notebook.RunResult;
import dev.vitrine.kernel.notebook.RunResult.Failure;
import dev.vitrine.kernel.notebook.RunResult.Reason;
import dev.vitrine.kernel.notebook.html.HtmlExport;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vitrine run}: executes a notebook and writes what it produced. */
@Command(
        name = "run",
        description = {
            "Runs a notebook without a front end, in a kernel of its own.",
            "The kernel's working directory is the notebook's folder. A cell that fails ends the run, unless it has the"
                    + " tag raises-exception; what was produced until then is written all the same.",
            "Parameters follow papermill: a cell tagged \"parameters\" declares them with their defaults."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every cell ran",
            "1:a cell failed or ran too long, the kernel died, or the results could not be written",
            "2:the notebook, the parameters or the options cannot be used",
            "130:stopped by Ctrl-C; partial results are written"
        })
final class RunCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "NOTEBOOK",
            description = "The notebook (.ipynb); never changed unless --output names it.")
    private Path notebook;

    @Option(
            names = "--output",
            paramLabel = "FILE.ipynb",
            description = "Write the notebook with its outputs.")
    private Path output;

    @Option(
            names = "--html",
            paramLabel = "FILE.html",
            description = "Write it as one self-contained HTML page.")
    private Path html;

    @Option(
            names = {"-p", "--param"},
            paramLabel = "name=value",
            description = "Set a parameter of the notebook; may be repeated.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "Longest time for a cell (default: no limit).")
    private Integer timeoutSeconds;

    @Option(
            names = {"-o", "--offline"},
            description = "Take dependencies from the local Maven repository only.")
    private boolean offline;

    @Option(names = "--verbose", description = "Show what the cells print.")
    private boolean verbose;

    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final boolean colours = TerminalWidth.ofStandardError() > 0;

    @Override
    public Integer call() throws InterruptedException {
        NotebookDocument document;
        HeadlessRunner runner;
        RunProgress progress = new RunProgress(out, err, TerminalWidth.ofStandardError(), verbose);
        try {
            document = NotebookReader.read(notebook);
            document.inject(parameters);
            checkWritable(output);
            checkWritable(html);
            runner = new HeadlessRunner(kernel(), timeout(), progress);
        } catch (NotebookFormatException
                | ParameterException
                | IllegalArgumentException
                | IOException e) {
            progress.close();
            err.println(e.getMessage());
            return VitrineCommand.USAGE;
        }
        Optional<String> jdkProblem = JdkCheck.problem();
        if (jdkProblem.isPresent()) {
            err.println(jdkProblem.get());
            return VitrineCommand.USAGE;
        }
        return run(document, runner, progress);
    }

    private int run(NotebookDocument document, HeadlessRunner runner, RunProgress progress)
            throws InterruptedException {
        CountDownLatch finished = new CountDownLatch(1);
        Thread onInterrupt = stopOnExit(runner, finished);
        try {
            RunResult result;
            try (progress) {
                result = runner.run(document);
            }
            boolean written = write(document);
            report(result);
            return exitCode(result, written);
        } finally {
            finished.countDown();
            removeHook(onInterrupt);
        }
    }

    /**
     * Ctrl-C and SIGTERM make the JVM run this: it stops the cell and holds the exit until the
     * results are written. The exit code is then the signal's, 130 or 143.
     */
    private static Thread stopOnExit(HeadlessRunner runner, CountDownLatch finished) {
        Thread hook =
                new Thread(
                        () -> {
                            runner.interrupt();
                            try {
                                finished.await();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        "vitrine-run-stopper");
        Runtime.getRuntime().addShutdownHook(hook);
        return hook;
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The exit is under way, and the hook is what holds it: there is nothing to remove.
            return;
        }
    }

    private KernelCommand kernel() {
        List<String> command =
                JvmCommand.kernel(
                        VitrineHome.current(), JvmOptions.applied(), KernelSpec.CONNECTION_FILE);
        Path file = notebook.toAbsolutePath().normalize();
        Map<String, String> environment = new LinkedHashMap<>();
        // As Jupyter's servers tell; the lock of the notebook's dependencies lies beside it.
        environment.put("JPY_SESSION_NAME", file.toString());
        if (offline) {
            environment.put("VITRINE_OFFLINE", "true");
        }
        return new KernelCommand(command, environment, file.getParent());
    }

    private Duration timeout() {
        if (timeoutSeconds == null) {
            return null;
        }
        if (timeoutSeconds <= 0) {
            throw new IllegalArgumentException(
                    "--timeout needs a number of seconds above 0, not " + timeoutSeconds);
        }
        return Duration.ofSeconds(timeoutSeconds);
    }

    /** Says before the run, not after it, that there is no place for the result. */
    private static void checkWritable(Path file) throws IOException {
        if (file == null) {
            return;
        }
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file)) {
            throw new IOException(file + " is a folder; name a file");
        }
        Files.createDirectories(folder);
        if (!Files.isWritable(folder)) {
            throw new IOException("No permission to write to " + folder);
        }
    }

    private boolean write(NotebookDocument document) {
        try {
            if (output != null) {
                NotebookWriter.write(document, output);
            }
            if (html != null) {
                HtmlExport.write(document, notebook, html);
            }
            return true;
        } catch (IOException e) {
            err.println("The results could not be written: " + e);
            return false;
        }
    }

    private void report(RunResult result) {
        result.failure().ifPresent(this::report);
        String time = RunProgress.seconds(result.duration().toNanos());
        err.println(result.executed() + " of " + result.total() + " cells ran in " + time);
        if (output == null && html == null) {
            err.println(
                    "Nothing was written; --output FILE.ipynb or --html FILE.html keeps the results.");
        } else {
            if (output != null) {
                err.println("Notebook: " + output);
            }
            if (html != null) {
                err.println("Page: " + html);
            }
        }
    }

    private void report(Failure failure) {
        String what =
                switch (failure.reason()) {
                    case CELL_FAILED -> "failed";
                    case TIMEOUT -> "was stopped";
                    case INTERRUPTED -> "was interrupted";
                    case KERNEL_DIED -> "lost its kernel";
                };
        err.println();
        err.println(
                failure.cell() == 0
                        ? "The run could not start"
                        : "Cell " + failure.cell() + " " + what + ": " + failure.title());
        for (String line : failure.details()) {
            err.println(colours ? line : AnsiText.strip(line));
        }
        err.println();
    }

    private static int exitCode(RunResult result, boolean written) {
        if (result.failure().isPresent()) {
            return result.failure().get().reason() == Reason.INTERRUPTED
                    ? VitrineCommand.INTERRUPTED
                    : VitrineCommand.FAILED;
        }
        return written ? VitrineCommand.OK : VitrineCommand.FAILED;
    }
}
