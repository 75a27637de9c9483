package dev.vitrine.kernel.notebook.html;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The images that Markdown names and that need no network, as data URIs: attachments of the cell
 * and files beside the notebook.
 *
 * @param folder the notebook's folder, or null if unknown
 * @param attachments file name to MIME bundle
 */
record LocalImages(Path folder, JsonNode attachments) {

    private static final String ATTACHMENT = "attachment:";
    private static final Map<String, String> TYPES =
            Map.of(
                    "png", "image/png",
                    "jpg", "image/jpeg",
                    "jpeg", "image/jpeg",
                    "gif", "image/gif",
                    "webp", "image/webp",
                    "svg", "image/svg+xml");

    /** The data URI for an image's destination, or null. */
    String dataUri(String destination) {
        if (destination.startsWith("data:")) {
            return destination;
        }
        String name = URLDecoder.decode(destination.replace("+", "%2B"), StandardCharsets.UTF_8);
        if (name.startsWith(ATTACHMENT)) {
            return attachment(name.substring(ATTACHMENT.length()));
        }
        return folder == null || destination.matches("[a-zA-Z][a-zA-Z0-9+.-]+:.*|//.*")
                ? null
                : file(name);
    }

    private String attachment(String name) {
        for (Map.Entry<String, JsonNode> entry : attachments.path(name).properties()) {
            if (entry.getKey().startsWith("image/")) {
                return "data:" + entry.getKey() + ";base64," + DataText.of(entry.getValue());
            }
        }
        return null;
    }

    private String file(String name) {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
        if (type == null) {
            return null;
        }
        try {
            Path file = folder.resolve(name);
            return Files.isRegularFile(file) ? uri(type, Files.readAllBytes(file)) : null;
        } catch (InvalidPathException | IOException e) {
            // The image stays a link, which the reader sees.
            return null;
        }
    }

    static String uri(String type, byte[] bytes) {
        return "data:" + type + ";base64," + Base64.getEncoder().encodeToString(bytes);
    }
}
