package dev.vitrine.kernel.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotebookReaderTests {

    @TempDir Path folder;

    private static final String ONE_CELL =
            "{\"cells\": [{\"cell_type\": \"code\", \"source\": [\"int x = 1;\\n\", \"x\"], \"metadata\": {},"
                    + " \"outputs\": [], \"execution_count\": null}], \"metadata\": {}, \"nbformat\": 4,"
                    + " \"nbformat_minor\": %d}";

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void everyMinorVersionOfFormat4IsRead(int minor) throws Exception {
        NotebookDocument notebook = NotebookReader.parse(String.format(ONE_CELL, minor), "a.ipynb");

        assertThat(notebook.cells()).hasSize(1);
        assertThat(notebook.cells().get(0).source()).isEqualTo("int x = 1;\nx");
    }

    @Test
    void textThatIsNotJsonIsRefusedWithNameAndPlace() {
        assertThatThrownBy(
                        () -> NotebookReader.parse("# a Python script\nprint(1)", "script.ipynb"))
                .isInstanceOf(NotebookFormatException.class)
                .hasMessageContaining("script.ipynb is not JSON")
                .hasMessageContaining("line 1");
    }

    @Test
    void truncatedNotebookIsCalledTruncatedWhereverItIsCut() {
        String whole = String.format(ONE_CELL, 5);
        for (int length = 1; length < whole.length(); length++) {
            String cut = whole.substring(0, length);
            assertThatThrownBy(() -> NotebookReader.parse(cut, "cut.ipynb"))
                    .as("cut after %d characters", length)
                    .isInstanceOf(NotebookFormatException.class)
                    .hasMessageContaining("cut.ipynb")
                    .hasMessageContaining("truncated");
        }
    }

    @Test
    void otherJsonIsRefused() {
        for (String json : new String[] {"[]", "{}", "42", "null", "{\"nbformat\": \"4\"}"}) {
            assertThatThrownBy(() -> NotebookReader.parse(json, "a.json"))
                    .isInstanceOf(NotebookFormatException.class)
                    .hasMessageContaining("a.json is JSON but not a notebook");
        }
    }

    @Test
    void format3IsRefusedWithTheCommandThatConvertsIt() {
        String json = "{\"nbformat\": 3, \"nbformat_minor\": 0, \"worksheets\": []}";

        assertThatThrownBy(() -> NotebookReader.parse(json, "old.ipynb"))
                .isInstanceOf(NotebookFormatException.class)
                .hasMessageContaining("format 3")
                .hasMessageContaining("nbconvert --to notebook --nbformat 4 old.ipynb");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5, \"nbformat_minor\": 0", "4, \"nbformat_minor\": 6"})
    void newerFormatsAreRefused(String version) {
        String json = "{\"cells\": [], \"metadata\": {}, \"nbformat\": " + version + "}";

        assertThatThrownBy(() -> NotebookReader.parse(json, "new.ipynb"))
                .isInstanceOf(NotebookFormatException.class)
                .hasMessageContaining("new.ipynb")
                .hasMessageContaining("newer than 4.5");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"nbformat\": 4, \"nbformat_minor\": 5}",
                "{\"nbformat\": 4, \"nbformat_minor\": 5, \"cells\": {}}",
                "{\"nbformat\": 4, \"nbformat_minor\": 5, \"cells\": [1]}",
                "{\"nbformat\": 4, \"nbformat_minor\": 5, \"cells\": [{\"cell_type\": \"heading\"}]}",
                "{\"nbformat\": 4, \"nbformat_minor\": 5, \"cells\": [{\"cell_type\": \"code\"}]}"
            })
    void brokenCellsAreRefused(String json) {
        assertThatThrownBy(() -> NotebookReader.parse(json, "broken.ipynb"))
                .isInstanceOf(NotebookFormatException.class)
                .hasMessageContaining("broken.ipynb");
    }

    @Test
    void emptyMissingBinaryFilesAndFoldersAreRefused() throws Exception {
        Path empty = Files.createFile(folder.resolve("empty.ipynb"));
        Path binary =
                Files.write(
                        folder.resolve("binary.ipynb"),
                        new byte[] {(byte) 0x89, 'P', 'N', 'G', (byte) 0xff});

        assertThatThrownBy(() -> NotebookReader.read(empty)).hasMessageContaining("is empty");
        assertThatThrownBy(() -> NotebookReader.read(binary)).hasMessageContaining("not UTF-8");
        assertThatThrownBy(() -> NotebookReader.read(folder.resolve("none.ipynb")))
                .hasMessageContaining("none.ipynb does not exist");
        assertThatThrownBy(() -> NotebookReader.read(folder)).hasMessageContaining("is a folder");
    }

    @Test
    void byteOrderMarkIsNoError() throws Exception {
        Path file = folder.resolve("bom.ipynb");
        Files.write(file, ("\uFEFF" + String.format(ONE_CELL, 5)).getBytes(StandardCharsets.UTF_8));

        assertThat(NotebookReader.read(file).cells()).hasSize(1);
    }
}
