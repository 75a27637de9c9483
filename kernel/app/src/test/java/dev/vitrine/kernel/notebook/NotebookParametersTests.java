package dev.vitrine.kernel.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NotebookParametersTests {

    private static final String DECLARATIONS =
            """
            %seed 1
            import java.nio.file.Path;
            // how long
            int epochs = 3, batch = 64;
            long seed = 0L; double rate = 1e-3;
            float decay = 0.1f;
            boolean quick = false;
            String name = "vit \\"small\\"";
            char letter = 'a';
            var steps = -10;
            var title = "x";
            Path folder = Path.of("data");
            System.out.println(epochs);
            """;

    private static NotebookDocument notebook(String... sourcesAndTags) {
        NotebookDocument notebook =
                new NotebookDocument(NotebookJson.MAPPER.createObjectNode().put("nbformat", 4));
        notebook.json().putArray("cells");
        for (int i = 0; i < sourcesAndTags.length; i += 2) {
            notebook.insertCell(i / 2, Cell.code(sourcesAndTags[i], sourcesAndTags[i + 1]));
        }
        return notebook;
    }

    private static Map<String, String> values(String... namesAndValues) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return values;
    }

    private static List<String> sources(NotebookDocument notebook) {
        return notebook.cells().stream().map(Cell::source).toList();
    }

    @Test
    void valuesAreAssignedInTheTypesThatTheCellDeclares() throws Exception {
        NotebookDocument notebook =
                notebook("before", "x", DECLARATIONS, "parameters", "after", "x");

        notebook.inject(
                values(
                        "epochs", "5",
                        "batch", "0x10",
                        "seed", "12345678901",
                        "rate", "1",
                        "decay", "0.5",
                        "quick", "True",
                        "name", "C:\\new \"one\"\n",
                        "letter", "'",
                        "steps", "-3",
                        "title", "7",
                        "folder", "Path.of(\"x\")"));

        assertThat(sources(notebook).get(2))
                .isEqualTo(
                        """
                        // Parameters
                        epochs = 5;
                        batch = 16;
                        seed = 12345678901L;
                        rate = 1.0;
                        decay = 0.5f;
                        quick = true;
                        name = "C:\\\\new \\"one\\"\\n";
                        letter = '\\'';
                        steps = -3;
                        title = "7";
                        folder = Path.of("x");""");
        assertThat(notebook.cells().get(2).tags()).containsExactly("injected-parameters");
        assertThat(sources(notebook)).hasSize(4).startsWith("before").endsWith("after");
    }

    @Test
    void injectedCellOfAnEarlierRunIsReplaced() throws Exception {
        NotebookDocument notebook = notebook("int seed = 0;", "parameters", "after", "x");

        notebook.inject(values("seed", "1"));
        notebook.inject(values("seed", "2"));

        assertThat(sources(notebook))
                .containsExactly("int seed = 0;", "// Parameters\nseed = 2;", "after");
    }

    @Test
    void withoutValuesNothingChanges() throws Exception {
        NotebookDocument notebook = notebook("x", "y");

        notebook.inject(Map.of());

        assertThat(sources(notebook)).containsExactly("x");
    }

    @Test
    void unknownNameIsRefusedWithTheKnownOnes() {
        NotebookDocument notebook = notebook("int epochs = 3; String name;", "parameters");

        assertThatThrownBy(() -> notebook.inject(values("epoch", "5")))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("no parameter epoch")
                .hasMessageContaining("epochs (int), name (String)");
        assertThat(notebook.cells()).hasSize(1);
    }

    @Test
    void notebookWithoutParametersCellIsRefused() {
        assertThatThrownBy(() -> notebook("int seed = 1;", "other").inject(values("seed", "5")))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("takes no parameters");
    }

    @Test
    void valueOfAnotherTypeIsRefused() {
        for (Map.Entry<String, String> wrong :
                values(
                                "epochs",
                                "1.5",
                                "seed",
                                "x",
                                "rate",
                                "",
                                "quick",
                                "yes",
                                "letter",
                                "ab",
                                "steps",
                                "99999999999")
                        .entrySet()) {
            assertThatThrownBy(
                            () ->
                                    notebook(DECLARATIONS, "parameters")
                                            .inject(Map.of(wrong.getKey(), wrong.getValue())))
                    .isInstanceOf(ParameterException.class)
                    .hasMessageContaining("Parameter " + wrong.getKey() + " is declared as");
        }
    }

    @Test
    void cellThatDoesNotCompileDeclaresWhatCanBeRead() {
        assertThat(NotebookParameters.declarations("int a = 1;\nint b = (;\n")).containsKey("a");
        assertThat(NotebookParameters.declarations("")).isEmpty();
        assertThat(NotebookParameters.declarations("}}}}")).isEmpty();
    }
}
