package dev.vitrine.kernel.magic;

import dev.vitrine.api.Kernel;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Files that run in the scope of the notebook: a notebook code cell by code cell, anything else as
 * one cell. Magics work in both. A file name without its extension is completed as IJava does.
 */
final class Scripts {

    private static final List<String> EXTENSIONS =
            List.of(".jsh", ".jshell", ".java", ".ijava", ".ipynb");

    private final Kernel kernel;
    private final WorkingDirectory directory;

    /** The files that are being run, each by the one before it. */
    private final Set<Path> running = new LinkedHashSet<>();

    Scripts(Kernel kernel, WorkingDirectory directory) {
        this.kernel = kernel;
        this.directory = directory;
    }

    /** Runs a file, as {@link #find} found it. */
    void run(Path file) throws MagicFailure, UserCode.Failure {
        begin(file);
        try {
            String text = read(file);
            if (file.toString().endsWith(".ipynb")) {
                runCells(file, codeCells(file, text));
            } else {
                UserCode.eval(
                        kernel,
                        file.toString().endsWith(".java") ? JavaFile.withoutPackage(text) : text);
            }
        } finally {
            end(file);
        }
    }

    private void begin(Path file) throws MagicFailure {
        synchronized (running) {
            if (!running.add(file)) {
                throw new MagicFailure(
                        file
                                + " runs itself: "
                                + running.stream()
                                        .map(each -> each.getFileName().toString())
                                        .collect(Collectors.joining(", which runs "))
                                + ", which runs "
                                + file.getFileName());
            }
        }
    }

    private void end(Path file) {
        synchronized (running) {
            running.remove(file);
        }
    }

    private void runCells(Path file, List<String> cells) throws UserCode.Failure {
        int number = 0;
        for (String cell : cells) {
            number++;
            try {
                UserCode.eval(kernel, cell);
            } catch (UserCode.Failure failure) {
                System.err.println("In code cell " + number + " of " + file + ":");
                throw failure;
            }
        }
    }

    /** The names of such files that go on from a word. */
    List<String> complete(String word) {
        return new FileNames(directory).startingWith(word, Set.copyOf(EXTENSIONS));
    }

    Path find(String name) throws MagicFailure {
        List<String> tried = new ArrayList<>();
        tried.add(name);
        EXTENSIONS.forEach(extension -> tried.add(name + extension));
        for (String candidate : tried) {
            Path file = directory.resolve(candidate);
            if (Files.isRegularFile(file)) {
                return file;
            }
        }
        throw new MagicFailure(
                "no such file in " + directory.current() + "; tried " + String.join(", ", tried));
    }

    static String read(Path file) throws MagicFailure {
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
