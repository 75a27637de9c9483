package dev.vitrine.kernel.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The {@code kernel.json} by which Jupyter starts a kernel (jupyter_client, "Making kernels for
 * Jupyter").
 *
 * @param displayName as shown in Jupyter's launcher
 * @param command argv; one element is {@code {connection_file}}
 * @param language the language's name in lower case
 * @param isVitrine whether Vitrine wrote it
 */
record KernelSpec(String displayName, List<String> command, String language, boolean isVitrine) {

    static final String FILE = "kernel.json";

    /** Jupyter replaces it by the path of the connection file. */
    static final String CONNECTION_FILE = "{connection_file}";

    private static final JsonMapper JSON = new JsonMapper();

    /** Marks our specs, so that an installation replaces no other kernel by accident. */
    private static final String METADATA_KEY = "vitrine";

    KernelSpec {
        command = List.copyOf(command);
    }

    /**
     * Reads the spec in a folder.
     *
     * @throws InstallException if there is none, or it is not JSON
     */
    static KernelSpec read(Path directory) throws InstallException {
        Path file = directory.resolve(FILE);
        if (!Files.isReadable(file)) {
            throw new InstallException(directory + " holds no readable " + FILE);
        }
        try {
            JsonNode json = JSON.readTree(file.toFile());
            List<String> command = new ArrayList<>();
            json.path("argv").forEach(word -> command.add(word.asString("")));
            return new KernelSpec(
                    json.path("display_name").asString(directory.getFileName().toString()),
                    command,
                    json.path("language").asString(""),
                    json.path("metadata").has(METADATA_KEY));
        } catch (JacksonException e) {
            throw new InstallException(file + " is not valid JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** The file's text. */
    String toJson(Map<String, String> environment, String version) {
        ObjectNode json = JSON.createObjectNode();
        ArrayNode argv = json.putArray("argv");
        command.forEach(argv::add);
        json.put("display_name", displayName);
        json.put("language", language);
        json.put("interrupt_mode", "message");
        ObjectNode env = json.putObject("env");
        environment.forEach(env::put);
        ObjectNode metadata = json.putObject("metadata");
        // Launchers put CurveZMQ's keys into connection files of kernels that say so only.
        metadata.putArray("supported_encryption").add("curve");
        metadata.putObject(METADATA_KEY).put("version", version);
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
    }
}
