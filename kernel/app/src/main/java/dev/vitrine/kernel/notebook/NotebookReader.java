package dev.vitrine.kernel.notebook;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads {@code .ipynb} files of nbformat 4.0 to 4.5. */
public final class NotebookReader {

    private static final int MAJOR = 4;
    private static final int NEWEST_MINOR = 5;

    private NotebookReader() {}

    /**
     * @throws NotebookFormatException if the file cannot be read or is not such a notebook
     */
    public static NotebookDocument read(Path file) throws NotebookFormatException {
        return parse(text(file), file.toString());
    }

    private static String text(Path file) throws NotebookFormatException {
        if (Files.isDirectory(file)) {
            throw new NotebookFormatException(file + " is a folder; name a notebook file (.ipynb)");
        }
        try {
            String text = Files.readString(file);
            // Some editors on Windows put a byte order mark there.
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (NoSuchFileException e) {
            throw new NotebookFormatException(file + " does not exist", e);
        } catch (CharacterCodingException e) {
            throw new NotebookFormatException(
                    file + " is not UTF-8 text, so it is not a notebook (.ipynb)", e);
        } catch (IOException e) {
            throw new NotebookFormatException("Cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    static NotebookDocument parse(String text, String name) throws NotebookFormatException {
        if (text.isBlank()) {
            throw new NotebookFormatException(
                    name
                            + " is empty; a notebook is JSON. Create one in Jupyter, or restore"
                            + " the file from a backup or .ipynb_checkpoints");
        }
        JsonNode json;
        try {
            json = NotebookJson.MAPPER.readTree(text);
        } catch (JacksonException e) {
            throw new NotebookFormatException(
                    isCutOff(text, e)
                            ? name
                                    + " ends in the middle of the notebook ("
                                    + place(e)
                                    + "): the file is truncated. Restore it from a backup or from .ipynb_checkpoints"
                            : name
                                    + " is not JSON, so it is not a notebook ("
                                    + place(e)
                                    + ": "
                                    + e.getOriginalMessage()
                                    + ")",
                    e);
        }
        checkVersion(json, name);
        checkCells(json, name);
        return new NotebookDocument((ObjectNode) json);
    }

    /**
     * Whether the file begins like a notebook and the parser was still content with its last word.
     */
    private static boolean isCutOff(String text, JacksonException e) {
        long offset = Math.max(0, e.getLocation().getCharOffset());
        return text.stripLeading().startsWith("{")
                && text.substring((int) Math.min(offset, text.length())).matches("[\\w.+-]*");
    }

    private static String place(JacksonException e) {
        return "line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
    }

    private static void checkVersion(JsonNode json, String name) throws NotebookFormatException {
        if (!json.isObject() || !json.path("nbformat").isIntegralNumber()) {
            throw new NotebookFormatException(
                    name
                            + " is JSON but not a notebook: a notebook is an object with \"nbformat\" and \"cells\"");
        }
        int major = json.path("nbformat").asInt();
        int minor = json.path("nbformat_minor").asInt(0);
        if (major < MAJOR) {
            throw new NotebookFormatException(
                    name
                            + " is a notebook of format "
                            + major
                            + ", which is too old. Convert"
                            + " it with: jupyter nbconvert --to notebook --nbformat 4 "
                            + name);
        }
        if (major > MAJOR || minor > NEWEST_MINOR) {
            throw new NotebookFormatException(
                    name
                            + " is a notebook of format "
                            + major
                            + "."
                            + minor
                            + ", newer than 4.5, the newest that this version of Vitrine reads. Save it as 4.5, or use a newer"
                            + " Vitrine");
        }
    }

    private static void checkCells(JsonNode json, String name) throws NotebookFormatException {
        if (!json.path("cells").isArray()) {
            throw new NotebookFormatException(
                    name + " is not a notebook: \"cells\" is missing or not a list");
        }
        int number = 0;
        for (JsonNode cell : json.path("cells")) {
            number++;
            if (!cell.isObject()) {
                throw new NotebookFormatException(name + ": cell " + number + " is not an object");
            }
            String type = cell.path("cell_type").asString("");
            if (!type.equals("code") && !type.equals("markdown") && !type.equals("raw")) {
                throw new NotebookFormatException(
                        name
                                + ": cell "
                                + number
                                + " has cell_type \""
                                + type
                                + "\"; nbformat 4 knows code, markdown and raw");
            }
            JsonNode source = cell.path("source");
            if (!source.isString() && !source.isArray()) {
                throw new NotebookFormatException(name + ": cell " + number + " has no source");
            }
        }
    }
}
