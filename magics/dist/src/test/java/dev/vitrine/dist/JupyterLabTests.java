package dev.vitrine.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The installed kernel in JupyterLab, driven in a headless Chromium as a person would. */
class JupyterLabTests {

    private static final List<String> BROWSERS =
            List.of("chromium", "chromium-browser", "google-chrome");

    @TempDir Path folder;

    @Test
    void notebookRunsInJupyterLab() throws Exception {
        Jupyter jupyter = jupyterWithBrowser();
        Path notebook = Distribution.notebook("lab.ipynb", folder);

        Finished lab =
                jupyter.script(
                        folder,
                        "lab_notebook.py",
                        notebook.toString(),
                        folder.resolve("pictures").toString(),
                        "--text",
                        "printed in Java",
                        "--text",
                        "[1, 2, 3]",
                        "--text",
                        "bold text");

        assertThat(lab.exitCode()).as(lab.err()).isZero();
    }

    @Test
    void widgetsFollowTheUserInJupyterLab() throws Exception {
        Jupyter jupyter = jupyterWithBrowser();
        Path notebook = Distribution.notebook("widgets.ipynb", folder);

        Finished lab =
                jupyter.script(
                        folder,
                        "lab_widgets.py",
                        notebook.toString(),
                        folder.resolve("pictures").toString());

        assertThat(lab.exitCode()).as(lab.err()).isZero();
    }

    @Test
    void errorsCompletionAndInspectionAreSeenInJupyterLab() throws Exception {
        Jupyter jupyter = jupyterWithBrowser();
        Path notebook = Distribution.notebook("assist.ipynb", folder);

        Finished lab =
                jupyter.script(
                        folder,
                        "lab_assist.py",
                        notebook.toString(),
                        folder.resolve("pictures").toString());

        assertThat(lab.exitCode()).as(lab.err()).isZero();
    }

    private Jupyter jupyterWithBrowser() throws Exception {
        assumeTrue(
                hasBrowser(),
                "no Chromium on the PATH ("
                        + String.join(", ", BROWSERS)
                        + "), so JupyterLab cannot be driven");
        Jupyter jupyter = Jupyter.withKernel();
        assumeTrue(
                jupyter.module(folder, "playwright", "--version").exitCode() == 0,
                "Python's playwright is not installed, so JupyterLab cannot be driven");
        return jupyter;
    }

    static boolean hasBrowser() {
        return BROWSERS.stream().anyMatch(JupyterLabTests::isOnPath);
    }

    private static boolean isOnPath(String program) {
        Map<String, String> environment = System.getenv();
        return Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Path.of(folder, program).toFile().canExecute());
    }
}
