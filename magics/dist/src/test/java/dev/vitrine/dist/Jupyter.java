package dev.vitrine.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.opentest4j.TestAbortedException;

/**
 * Jupyter's own programs, for tests against them: in a virtual environment that the first test
 * creates, or else those of the {@code python3} on the PATH. Where neither is to be had, tests are
 * skipped and say why.
 */
final class Jupyter {

    private static final Path PYTHON_SOURCES = Path.of("src", "test", "python").toAbsolutePath();
    private static final Path REQUIREMENTS = PYTHON_SOURCES.resolve("requirements.txt");
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Path ENVIRONMENT = TARGET.resolve("venv");

    private static Jupyter instance;
    private static String absent;

    private final String python;
    private final Path prefix;

    private Jupyter(String python, Path prefix) {
        this.python = python;
        this.prefix = prefix;
    }

    /**
     * Jupyter with our kernel installed as {@code java}, on the JDK that runs the tests.
     *
     * @throws TestAbortedException if there is no Jupyter and none can be had
     */
    static synchronized Jupyter withKernel() throws IOException, InterruptedException {
        if (absent != null) {
            throw new TestAbortedException(absent);
        }
        if (instance == null) {
            String python = python();
            Path prefix = Files.createTempDirectory(Files.createDirectories(TARGET), "jupyter-");
            Finished install = Distribution.vitrine("install", "--prefix", prefix.toString());
            if (install.exitCode() != 0) {
                throw new AssertionError("The kernel could not be installed:\n" + install.err());
            }
            instance = new Jupyter(python, prefix);
        }
        return instance;
    }

    /** Where the kernel is installed. */
    Path kernelSpec() {
        return prefix.resolve(Path.of("share", "jupyter", "kernels", "java"));
    }

    /** Runs a script of {@code src/test/python}. */
    Finished script(Path directory, String script, String... arguments)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>();
        words.add(PYTHON_SOURCES.resolve(script).normalize().toString());
        words.addAll(List.of(arguments));
        return python(directory, words);
    }

    /** Runs {@code python -m module}. */
    Finished module(Path directory, String module, String... arguments)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("-m", module));
        words.addAll(List.of(arguments));
        return python(directory, words);
    }

    /** Runs a notebook by nbconvert; the output is written beside it. */
    Finished execute(Path notebook, String output) throws IOException, InterruptedException {
        return module(
                notebook.getParent(),
                "nbconvert",
                "--to",
                "notebook",
                "--execute",
                "--output",
                output,
                notebook.toString());
    }

    private Finished python(Path directory, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(python);
        command.addAll(arguments);
        String path = prefix.resolve(Path.of("share", "jupyter")).toString();
        // What was run on this machine before would be found in the user's history.
        String history = prefix.resolve("history").toString();
        return Finished.run(
                directory, Map.of("JUPYTER_PATH", path, "VITRINE_HISTORY", history), command);
    }

    private static String python() throws IOException, InterruptedException {
        Path python = ENVIRONMENT.resolve(Path.of("bin", "python"));
        Path complete = ENVIRONMENT.resolve("requirements.txt");
        if (Files.exists(complete) && Files.mismatch(complete, REQUIREMENTS) < 0) {
            return python.toString();
        }
        System.out.println("Setting up Jupyter for the tests in " + ENVIRONMENT + " ...");
        Finished result;
        try {
            result = run("python3", "-m", "venv", ENVIRONMENT.toString());
            if (result.exitCode() == 0) {
                result =
                        run(
                                python.toString(),
                                "-m",
                                "pip",
                                "install",
                                "--quiet",
                                "--disable-pip-version-check",
                                "-r",
                                REQUIREMENTS.toString());
            }
        } catch (IOException e) {
            absent = "there is no python3 on the PATH";
            throw new TestAbortedException(absent, e);
        }
        if (result.exitCode() == 0) {
            Files.copy(REQUIREMENTS, complete, StandardCopyOption.REPLACE_EXISTING);
            return python.toString();
        }
        Finished installed =
                run(
                        "python3",
                        "-c",
                        "import ipywidgets, jupyter_client, jupyter_kernel_test, nbconvert, nbformat,"
                                + " pytest");
        if (installed.exitCode() == 0) {
            return "python3";
        }
        absent =
                "Jupyter could not be set up: "
                        + lastLine(result.err())
                        + " And python3 has none: "
                        + lastLine(installed.err());
        throw new TestAbortedException(absent);
    }

    private static Finished run(String... command) throws IOException, InterruptedException {
        return Finished.run(TARGET, Map.of(), List.of(command));
    }

    private static String lastLine(String text) {
        return text.lines().reduce("no message", (before, line) -> line.isBlank() ? before : line);
    }
}
