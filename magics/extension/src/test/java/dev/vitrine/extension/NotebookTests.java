package dev.vitrine.extension;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every notebook of the project, as it is stored. */
class NotebookTests {

    /** A long cell is hard to read beside its output. */
    private static final int MAX_LINES = 20;

    static List<Path> notebooks() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("..", "..", "notebooks"))) {
            List<Path> notebooks =
                    files.filter(f -> f.toString().endsWith(".ipynb")).sorted().toList();
            assertThat(notebooks).isNotEmpty();
            return notebooks;
        }
    }

    private static JsonNode read(Path notebook) {
        return JsonMapper.shared().readTree(notebook);
    }

    private static List<JsonNode> codeCells(Path notebook) {
        List<JsonNode> cells = new ArrayList<>();
        read(notebook)
                .get("cells")
                .forEach(
                        cell -> {
                            if (cell.get("cell_type").asString().equals("code")) {
                                cells.add(cell);
                            }
                        });
        return cells;
    }

    private static String source(JsonNode cell) {
        StringBuilder source = new StringBuilder();
        cell.get("source").forEach(line -> source.append(line.asString()));
        return source.toString();
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void isNbformat45ForTheJavaKernel(Path notebook) {
        JsonNode json = read(notebook);

        assertThat(json.get("nbformat").asInt()).isEqualTo(4);
        assertThat(json.get("nbformat_minor").asInt()).isGreaterThanOrEqualTo(5);
        assertThat(json.at("/metadata/kernelspec/name").asString()).isEqualTo("java");
        assertThat(json.at("/metadata/kernelspec/language").asString()).isEqualTo("java");
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void cellIdsAreValidAndUnique(Path notebook) {
        List<String> ids = new ArrayList<>();
        read(notebook).get("cells").forEach(cell -> ids.add(cell.get("id").asString()));

        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("[a-zA-Z0-9_-]{1,64}"));
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void hasOneCellOfParametersWithASeed(Path notebook) {
        List<JsonNode> tagged =
                codeCells(notebook).stream()
                        .filter(
                                cell ->
                                        cell.at("/metadata/tags")
                                                .toString()
                                                .contains("\"parameters\""))
                        .toList();

        assertThat(tagged).hasSize(1);
        assertThat(source(tagged.get(0))).contains("seed = ", "quick = false");
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void endsWithItsClaimsChecked(Path notebook) {
        assertThat(codeCells(notebook)).anyMatch(cell -> source(cell).contains("claims.check()"));
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void cellsAreShort(Path notebook) {
        List<Long> lengths =
                codeCells(notebook).stream().map(cell -> source(cell).lines().count()).toList();

        assertThat(lengths).allMatch(lines -> lines <= MAX_LINES);
        assertThat(lengths.stream().filter(lines -> lines <= 10).count())
                .isGreaterThan(lengths.size() * 3L / 4);
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void outputsAreThoseOfOneRunFromTopToBottom(Path notebook) {
        List<Integer> counts = new ArrayList<>();
        for (JsonNode cell : codeCells(notebook)) {
            cell.get("outputs")
                    .forEach(
                            output ->
                                    assertThat(output.get("output_type").asString())
                                            .isNotEqualTo("error"));
            counts.add(cell.get("execution_count").asInt(0));
        }

        assertThat(counts).isSorted().doesNotHaveDuplicates().startsWith(1);
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void holdsATableAPlotAndPictures(Path notebook) {
        String outputs =
                codeCells(notebook).stream()
                        .map(cell -> cell.get("outputs").toString())
                        .reduce("", String::concat);

        assertThat(outputs).contains("vitrine-grid", "image/png", "XYChart", "vitrine-progress");
    }
}
