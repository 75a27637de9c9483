package dev.vitrine.kernel.magic;

import dev.vitrine.api.Kernel;
import dev.vitrine.api.LineMagic;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code %load}: runs a file in the scope of the notebook. A notebook is run code cell by code
 * cell, anything else as one cell; magics work in both. A file name without its extension is
 * completed as IJava does.
 */
record LoadMagic(Kernel kernel) implements LineMagic {

    private static final List<String> EXTENSIONS =
            List.of(".jsh", ".jshell", ".java", ".ijava", ".ipynb");

    @Override
    public Object run(List<String> arguments) throws Exception {
        if (arguments.size() != 1) {
            throw new IllegalArgumentException(
                    "takes one file, got " + arguments.size() + " arguments");
        }
        Path file = find(arguments.get(0));
        String text = read(file);
        if (!file.toString().endsWith(".ipynb")) {
            UserCode.eval(kernel, text);
            return null;
        }
        int number = 0;
        for (String cell : codeCells(file, text)) {
            number++;
            try {
                UserCode.eval(kernel, cell);
            } catch (UserCode.Failure failure) {
                System.err.println("In code cell " + number + " of " + file + ":");
                throw failure;
            }
        }
        return null;
    }

    private static Path find(String name) throws MagicFailure {
        List<String> tried = new ArrayList<>();
        tried.add(name);
        EXTENSIONS.forEach(extension -> tried.add(name + extension));
        for (String candidate : tried) {
            Path file = Path.of(candidate);
            if (Files.isRegularFile(file)) {
                return file;
            }
        }
        throw new MagicFailure(
                "no such file in "
                        + Path.of("").toAbsolutePath()
                        + "; tried "
                        + String.join(", ", tried));
    }

    private static String read(Path file) throws MagicFailure {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException notText) {
            throw new MagicFailure(file + " is not text in UTF-8", notText);
        } catch (IOException failure) {
            throw new MagicFailure("cannot read " + file + ": " + failure.getMessage(), failure);
        }
    }

    private static List<String> codeCells(Path file, String text) throws MagicFailure {
        JsonNode notebook;
        try {
            notebook = JsonMapper.shared().readTree(text);
        } catch (JacksonException failure) {
            throw new MagicFailure(
                    file + " is not a notebook: " + failure.getOriginalMessage(), failure);
        }
        if (!notebook.path("cells").isArray()) {
            throw new MagicFailure(
                    file + " is not a notebook of format 4: it has no list of cells");
        }
        String language =
                notebook.path("metadata").path("language_info").path("name").asString("java");
        if (!language.equalsIgnoreCase("java")) {
            throw new MagicFailure(file + " is a notebook in " + language + ", not Java");
        }
        List<String> cells = new ArrayList<>();
        for (JsonNode cell : notebook.path("cells")) {
            if (cell.path("cell_type").asString("").equals("code")) {
                String source = sourceOf(cell.path("source"));
                if (!source.isBlank()) {
                    cells.add(source);
                }
            }
        }
        return cells;
    }

    /** nbformat lets a source be one string or a list of lines. */
    private static String sourceOf(JsonNode source) {
        if (!source.isArray()) {
            return source.asString("");
        }
        StringBuilder text = new StringBuilder();
        source.forEach(line -> text.append(line.asString("")));
        return text.toString();
    }
}
