package dev.vitrine.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The installed kernel and our notebooks against Jupyter's own programs. */
class JupyterTests {

    private static Jupyter jupyter;

    @TempDir Path folder;

    @BeforeAll
    static void setUp() throws Exception {
        jupyter = Jupyter.withKernel();
    }

    @Test
    void writtenNotebooksAreValidByJupytersSchema() throws Exception {
        Path rich = folder.resolve("rich-out.ipynb");
        Path failing = folder.resolve("failing-out.ipynb");
        Path parameters = folder.resolve("parameters-out.ipynb");
        run("rich.ipynb", rich);
        run("failing.ipynb", failing);
        Path widgets = folder.resolve("widgets-out.ipynb");
        run("parameters.ipynb", parameters, "--param", "seed=3");
        run("widgets.ipynb", widgets);

        Finished validation =
                jupyter.script(
                        folder,
                        "validate_notebook.py",
                        rich.toString(),
                        failing.toString(),
                        parameters.toString(),
                        widgets.toString());

        assertThat(validation.exitCode()).as(validation.err()).isZero();
    }

    private void run(String name, Path output, String... options) throws Exception {
        Path notebook = Distribution.notebook(name, folder);
        String[] arguments = new String[options.length + 4];
        arguments[0] = "run";
        arguments[1] = notebook.toString();
        arguments[2] = "--output";
        arguments[3] = output.toString();
        System.arraycopy(options, 0, arguments, 4, options.length);
        Distribution.vitrine(arguments);
        assertThat(output).exists();
    }

    @Test
    void nbconvertExecutesNotebooksWithTheInstalledKernel() throws Exception {
        Path notebook = Distribution.notebook("parameters.ipynb", folder);

        Finished nbconvert = jupyter.execute(notebook, "executed.ipynb");

        assertThat(nbconvert.exitCode()).as(nbconvert.err()).isZero();
        JsonNode cells =
                new JsonMapper().readTree(folder.resolve("executed.ipynb").toFile()).path("cells");
        assertThat(cells.path(2).path("outputs").path(0).path("text").path(0).asString(""))
                .isEqualTo("1 10 0.5 false tiny\n");
    }

    @Test
    void kernelPassesTheTestsOfJupytersClients() throws Exception {
        Path tests =
                Path.of("..", "..", "kernel", "app", "src", "test", "python")
                        .toAbsolutePath()
                        .normalize();

        Finished result =
                jupyter.module(
                        folder, "pytest", "-q", "-rs", "-p", "no:cacheprovider", tests.toString());

        assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
        assertThat(result.out()).contains(" passed").doesNotContain(" skipped");
    }

    @Test
    void installedKernelStartsFromTheClassesThatItsInstallationKept() throws Exception {
        List<String> command = new ArrayList<>();
        for (JsonNode word :
                new JsonMapper()
                        .readTree(jupyter.kernelSpec().resolve("kernel.json").toFile())
                        .path("argv")) {
            command.add(word.stringValue().replace("{connection_file}", "no-such-file.json"));
        }
        command.add(1, "-Xlog:class+load");

        Finished kernel = Finished.run(folder, Map.of(), command);

        assertThat(kernel.err()).contains("no such file");
        assertThat(kernel.out())
                .containsPattern("dev.vitrine.kernel.Main source: shared objects file");
    }
}
