package dev.vitrine.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The notebooks that we ship, run as a reader would. */
@Isolated("trains on all processors")
class NotebooksTests {

    private static final Path NOTEBOOKS =
            Path.of("..", "..", "notebooks").toAbsolutePath().normalize();

    /** Whether seconds of training have to do: on a second JDK, which changes no number. */
    private static final boolean QUICK = Boolean.getBoolean("vitrine.test.quick");

    /** Whether every notebook runs at full length, which takes half an hour. */
    private static final boolean ALL_FULL = Boolean.getBoolean("vitrine.test.full");

    private static final String FULL_LENGTH = "boolean quick = false";
    private static final String QUICK_LENGTH = "boolean quick = true";

    /** Outputs of these cells hold times, or what the machine is. */
    private static final List<String> NOT_REPEATABLE = List.of(".run(", "%%train", "%device");

    @TempDir Path folder;

    static Stream<Path> notebooks() throws IOException {
        try (Stream<Path> files = Files.list(NOTEBOOKS)) {
            return files
                    .filter(file -> file.toString().endsWith(".ipynb"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    /**
     * At full length where that is asked for, and the first notebook in any case, since README's
     * first command runs it.
     */
    private static boolean isFull(Path notebook) {
        return !QUICK && (ALL_FULL || isFirst(notebook));
    }

    private static boolean isFirst(Path notebook) {
        return notebook.getFileName().toString().startsWith("01-");
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void everyClaimHoldsAndTheSameSeedGivesTheSameNumbers(Path notebook) throws Exception {
        Path output = folder.resolve("out.ipynb");
        Path page = folder.resolve("out.html");

        Finished run =
                Distribution.vitrine(
                        "run",
                        notebook.toString(),
                        "--output",
                        output.toString(),
                        "--html",
                        page.toString(),
                        "--param",
                        "seed=1",
                        "--param",
                        "quick=" + !isFull(notebook));

        assertThat(run.exitCode()).as(run.err()).isZero();
        System.out.println(notebook.getFileName() + ":\n" + run.err());
        List<String> types = mimeTypes(cells(output));
        assertThat(types).contains("text/html").containsAnyOf("image/png", "image/svg+xml");
        assertThat(page).content().contains("</html>").doesNotContain("src=\"http");
        if (QUICK && !isFirst(notebook)) {
            return; // another JDK changes no number; the first notebook stands for all
        }
        Path first = isFull(notebook) ? quickRun(notebook, "first.ipynb") : output;
        assertThat(repeatableOutputs(first))
                .isNotEmpty()
                .isEqualTo(repeatableOutputs(quickRun(notebook, "second.ipynb")));
    }

    private Path quickRun(Path notebook, String name) throws Exception {
        Path output = folder.resolve(name);
        Finished run =
                Distribution.vitrine(
                        "run",
                        notebook.toString(),
                        "--output",
                        output.toString(),
                        "--param",
                        "quick=true",
                        "--param",
                        "seed=1");
        assertThat(run.exitCode()).as(run.err()).isZero();
        return output;
    }

    @Test
    void firstNotebookRunsByNbconvertToo() throws Exception {
        Jupyter jupyter = Jupyter.withKernel();
        Path notebook = folder.resolve("01-vit.ipynb");
        String text = Files.readString(NOTEBOOKS.resolve("01-vit.ipynb"));
        // At full length it runs above, with the same kernel.
        Files.writeString(notebook, text.replace(FULL_LENGTH, QUICK_LENGTH));

        Finished nbconvert = jupyter.execute(notebook, "executed.ipynb");

        assertThat(nbconvert.exitCode()).as(nbconvert.err()).isZero();
        assertThat(mimeTypes(cells(folder.resolve("executed.ipynb")))).contains("text/html");
    }

    @Test
    void firstNotebookShowsTablePlotAndProgressInJupyterLab() throws Exception {
        assumeTrue(
                JupyterLabTests.hasBrowser(),
                "no Chromium on the PATH, so JupyterLab cannot be driven");
        Jupyter jupyter = Jupyter.withKernel();
        Path pictures = Path.of("target", "pictures").toAbsolutePath();

        Finished lab =
                jupyter.script(
                        folder,
                        "lab_notebook.py",
                        NOTEBOOKS.resolve("01-vit.ipynb").toString(),
                        pictures.toString(),
                        "--replace",
                        FULL_LENGTH + "=>" + QUICK_LENGTH,
                        "--text",
                        "accuracy on test digits",
                        "--select",
                        ".vitrine-table",
                        "--select",
                        ".vitrine-progress",
                        "--select",
                        ".jp-RenderedSVG, .jp-RenderedImage");

        assertThat(lab.exitCode()).as(lab.err()).isZero();
        System.out.println("JupyterLab's pages are in " + pictures);
    }

    private static JsonNode cells(Path notebook) {
        return new JsonMapper().readTree(notebook.toFile()).path("cells");
    }

    private static List<JsonNode> repeatableOutputs(Path notebook) {
        return StreamSupport.stream(cells(notebook).spliterator(), false)
                .filter(
                        cell ->
                                NOT_REPEATABLE.stream()
                                        .noneMatch(cell.path("source").toString()::contains))
                .map(cell -> cell.path("outputs"))
                .filter(outputs -> !outputs.isEmpty())
                .toList();
    }

    private static List<String> mimeTypes(JsonNode cells) {
        List<String> types = new ArrayList<>();
        for (JsonNode cell : cells) {
            for (JsonNode output : cell.path("outputs")) {
                types.addAll(output.path("data").propertyNames());
            }
        }
        return types;
    }
}
