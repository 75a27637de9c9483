package dev.vitrine.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code vitrine run} with real kernels. */
class RunTests {

    @TempDir Path folder;

    private Path output() {
        return folder.resolve("out.ipynb");
    }

    private Finished run(String notebook, String... options)
            throws IOException, InterruptedException {
        Path file = Distribution.notebook(notebook, folder);
        String[] arguments = new String[options.length + 4];
        arguments[0] = "run";
        arguments[1] = file.toString();
        arguments[2] = "--output";
        arguments[3] = output().toString();
        System.arraycopy(options, 0, arguments, 4, options.length);
        return Distribution.vitrine(arguments);
    }

    private static JsonNode cells(Path notebook) {
        return new RanNotebook(notebook).cells();
    }

    private JsonNode outputs(String cellId) {
        return new RanNotebook(output()).outputs(cellId);
    }

    private String printed(String cellId) {
        return new RanNotebook(output()).printed(cellId);
    }

    private String shown(String cellId, String type) {
        return new RanNotebook(output()).shown(cellId, type);
    }

    @Test
    void parametersAreInjectedAndRunsWithOneSeedAreEqual() throws Exception {
        Finished first =
                run(
                        "parameters.ipynb",
                        "--param",
                        "seed=7",
                        "-p",
                        "steps=5000000000",
                        "-p",
                        "rate=1",
                        "-p",
                        "quick=true",
                        "-p",
                        "name=a \"b\"");
        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(printed("shown")).isEqualTo("7 5000000000 1.0 true a \"b\"\n");
        String random = shown("random", "text/plain");

        Path again = folder.resolve("again.ipynb");
        Finished second =
                Distribution.vitrine(
                        "run",
                        output().toString(),
                        "--output",
                        again.toString(),
                        "--param",
                        "seed=7");
        assertThat(second.exitCode()).as(second.err()).isZero();
        assertThat(cells(again)).hasSameSizeAs(cells(output()));
        assertThat(
                        RanNotebook.text(
                                cells(again)
                                        .path(4)
                                        .path("outputs")
                                        .path(0)
                                        .path("data")
                                        .path("text/plain")))
                .isEqualTo(random);
    }

    @Test
    void unknownParameterIsRefusedBeforeAKernelStarts() throws Exception {
        Finished run = run("parameters.ipynb", "--param", "sede=7");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("no parameter sede", "seed (int)", "name (String)");
        assertThat(output()).doesNotExist();
    }

    @Test
    void failingCellStopsTheRunAndWhatCameBeforeIsWritten() throws Exception {
        Path page = folder.resolve("out.html");
        Finished run = run("failing.ipynb", "--html", page.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains(
                        "Cell 2 failed: The step that fails",
                        "ArrayIndexOutOfBoundsException",
                        "line 3")
                .contains("1 of 3 cells ran")
                .doesNotContain("\u001b");
        assertThat(printed("before")).isEqualTo("before\n");
        assertThat(outputs("fails").path(0).path("output_type").asString("")).isEqualTo("error");
        assertThat(outputs("after")).isEmpty();
        assertThat(page).content().contains("ArrayIndexOutOfBoundsException");
    }

    @Test
    void everyKindOfOutputReachesNotebookAndPage() throws Exception {
        Path page = folder.resolve("out.html");
        Finished run = run("rich.ipynb", "--html", page.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(shown("result", "text/plain")).isEqualTo("[1, 2, 3]");
        assertThat(printed("streams")).isEqualTo("out\n");
        assertThat(outputs("streams").path(1).path("name").asString("")).isEqualTo("stderr");
        assertThat(printed("progress")).isEqualTo("100 %\n");
        assertThat(outputs("picture").path(0).path("data").path("image/png").asString(""))
                .startsWith("iVBOR");
        assertThat(outputs("update")).hasSize(1);
        assertThat(shown("update", "text/plain")).isEqualTo("second");
        assertThat(printed("cleared")).isEqualTo("kept\n");
        assertThat(outputs("allowed").path(0).path("ename").asString(""))
                .isEqualTo("IllegalStateException");
        assertThat(outputs("left-out")).isEmpty();
        assertThat(shown("last", "text/plain")).isEqualTo("the end");

        assertThat(page)
                .content()
                .contains(
                        "<b id=\"bold\">bold</b>",
                        "<td>1</td>",
                        "data:image/png;base64,iVBOR",
                        "katex.render(")
                .contains("&lt;script&gt;alert(1)")
                .doesNotContain("<script>alert", "<img src=\"http");
    }

    @Test
    void unknownMagicFailsItsCellWithASuggestion() throws Exception {
        Finished run = run("unknown-magic.ipynb");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("Cell 1 failed", "mavn", "%maven");
    }

    @Test
    void fileThatIsNotANotebookIsRefusedWithItsName() throws Exception {
        Path file = Files.writeString(folder.resolve("notes.ipynb"), "# Notes\n");

        Finished run = Distribution.vitrine("run", file.toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("notes.ipynb is not JSON");
    }

    @Test
    void kernelThatEndsIsReportedWithWhatItPrinted() throws Exception {
        Finished run = run("halting.ipynb");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("Cell 2 lost its kernel", "exit code 137");
        assertThat(printed("first")).isEqualTo("begin\n");
    }

    @Test
    void cellThatRunsTooLongIsStopped() throws Exception {
        Finished run = run("endless.ipynb", "--timeout", "5");

        assertThat(run.exitCode()).isEqualTo(1);
        // On a machine that is busy, the first cell may be the one that takes too long.
        assertThat(run.err()).containsPattern("Cell [12] was stopped").contains("longer than 5 s");
        assertThat(output()).exists();
    }

    @Test
    void signalStopsTheCellAndKeepsThePartialResults() throws Exception {
        Path notebook = Distribution.notebook("endless.ipynb", folder);
        Finished.Started run =
                Distribution.start(
                        "run", notebook.toString(), "--output", output().toString(), "--verbose");
        run.awaitError("[2/3]");
        run.terminate();
        Finished finished = run.await();

        assertThat(finished.exitCode()).isEqualTo(143);
        assertThat(finished.err()).contains("Cell 2 was interrupted", "1 of 3 cells ran");
        assertThat(finished.out()).contains("begin");
        assertThat(printed("first")).isEqualTo("begin\n");
    }

    @Test
    void notebookIsNeverOverwrittenUnasked() throws Exception {
        Path notebook = Distribution.notebook("parameters.ipynb", folder);
        String before = Files.readString(notebook);

        Finished run = Distribution.vitrine("run", notebook.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains("3 of 3 cells ran", "Nothing was written");
        assertThat(Files.readString(notebook)).isEqualTo(before);
    }

    @Test
    void widgetsRunWithoutAFrontEndAndTheNotebookKeepsTheirStates() throws Exception {
        Finished run = run("widgets.ipynb", "--html", folder.resolve("out.html").toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        String view = "application/vnd.jupyter.widget-view+json";
        JsonNode slider = outputs("slider").path(0).path("data");
        assertThat(RanNotebook.text(slider.path("text/plain")))
                .isEqualTo("IntSlider(description=\"k\", max=10, value=3)");
        JsonNode models =
                new JsonMapper()
                        .readTree(output().toFile())
                        .at("/metadata/widgets/application~1vnd.jupyter.widget-state+json");
        JsonNode model = models.path("state").path(slider.path(view).path("model_id").asString(""));
        assertThat(model.path("model_name").asString("")).isEqualTo("IntSliderModel");
        assertThat(model.path("state").path("value").asInt()).isEqualTo(3);
        assertThat(models.path("version_major").asInt()).isEqualTo(2);
        assertThat(RanNotebook.text(outputs("interact").path(1).path("data").path("text/plain")))
                .isEqualTo("square 4");
        assertThat(Files.readString(folder.resolve("out.html"))).contains("square 4");
    }
}
