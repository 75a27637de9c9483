package dev.vitrine.kernel.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotebookWriterTests {

    /** Exactly as Jupyter writes it: a diff after an unchanged round trip must be empty. */
    private static final String AS_JUPYTER_WRITES =
            """
            {
             "cells": [
              {
               "cell_type": "markdown",
               "id": "intro",
               "metadata": {
                "tags": []
               },
               "source": [
                "# Übersicht\\n",
                "text"
               ]
              },
              {
               "cell_type": "code",
               "execution_count": 1,
               "id": "a1-b_2",
               "metadata": {
                "other_tool": {
                 "kept": [
                  1,
                  2.50,
                  null
                 ]
                }
               },
               "outputs": [
                {
                 "data": {
                  "application/json": {
                   "a": 1e-05
                  },
                  "image/png": "iVBORw0KGgo=",
                  "text/plain": [
                   "a\\n",
                   "b"
                  ]
                 },
                 "execution_count": 1,
                 "metadata": {},
                 "output_type": "execute_result"
                }
               ],
               "source": [
                "x"
               ]
              }
             ],
             "metadata": {
              "kernelspec": {
               "display_name": "Java",
               "language": "java",
               "name": "java"
              },
              "language_info": {
               "name": "java"
              },
              "zebra": {}
             },
             "nbformat": 4,
             "nbformat_minor": 5
            }
            """;

    @TempDir Path folder;

    @Test
    void roundTripChangesNothing() throws Exception {
        String written = NotebookWriter.toJson(NotebookReader.parse(AS_JUPYTER_WRITES, "a.ipynb"));

        assertThat(written.replace("0.00001", "1e-05")).isEqualTo(AS_JUPYTER_WRITES);
    }

    @Test
    void olderFormatsBecome45WithUniqueIds() throws Exception {
        String cell = "{\"cell_type\": \"code\", \"source\": \"a\\nb\\n\"%s}";
        String json =
                "{\"nbformat\": 4, \"nbformat_minor\": 0, \"cells\": ["
                        + String.join(
                                ",",
                                String.format(cell, ""),
                                String.format(cell, ", \"id\": \"same\""),
                                String.format(cell, ", \"id\": \"same\""),
                                String.format(cell, ", \"id\": \"not valid!\""))
                        + "]}";

        NotebookDocument written =
                NotebookReader.parse(
                        NotebookWriter.toJson(NotebookReader.parse(json, "old.ipynb")),
                        "new.ipynb");

        assertThat(written.json().path("nbformat_minor").asInt()).isEqualTo(5);
        List<String> ids = written.cells().stream().map(Cell::id).toList();
        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("[a-zA-Z0-9-_]{1,64}"));
        assertThat(ids.get(1)).isEqualTo("same");
        assertThat(written.cells())
                .allSatisfy(
                        each -> {
                            assertThat(each.source()).isEqualTo("a\nb\n");
                            assertThat(each.json().path("source").isArray()).isTrue();
                            assertThat(each.json().path("metadata").isObject()).isTrue();
                            assertThat(each.json().path("outputs").isArray()).isTrue();
                            assertThat(each.json().has("execution_count")).isTrue();
                        });
        assertThat(written.metadata().path("kernelspec").path("name").asString()).isEqualTo("java");
        assertThat(written.metadata().path("language_info").path("name").asString())
                .isEqualTo("java");
    }

    @Test
    void writingLeavesNoTemporaryFileAndTheDocumentAsItWas() throws Exception {
        NotebookDocument notebook = NotebookReader.parse(AS_JUPYTER_WRITES, "a.ipynb");
        String before = notebook.json().toString();
        Path file = folder.resolve("deep/er/out.ipynb");

        NotebookWriter.write(notebook, file);
        NotebookWriter.write(notebook, file);

        assertThat(notebook.json().toString()).isEqualTo(before);
        assertThat(NotebookReader.read(file).cells()).hasSize(2);
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }
}
