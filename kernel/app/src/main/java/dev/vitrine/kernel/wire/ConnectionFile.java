package dev.vitrine.kernel.wire;

import dev.vitrine.kernel.json.Json;
import dev.vitrine.kernel.json.JsonException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeType;

/**
 * Reads and writes connection files, the JSON by which a launcher tells a kernel where to listen.
 */
public final class ConnectionFile {

    private static final String SIGNATURE_SCHEME = "hmac-sha256";
    private static final String PUBLIC_KEY = "curve_publickey";
    private static final String SECRET_KEY = "curve_secretkey";

    private ConnectionFile() {}

    /**
     * Reads a connection file.
     *
     * @throws ConnectionFileException if it is missing, unreadable, not complete JSON, lacks a
     *     field, or asks for a transport or signature scheme that is not supported
     */
    public static ConnectionInfo read(Path file) throws ConnectionFileException {
        JsonNode json = parse(file);
        String label = text(file, json, "transport", "tcp");
        Transport transport =
                Transport.named(label)
                        .orElseThrow(
                                () ->
                                        new ConnectionFileException(
                                                file,
                                                "unknown transport \""
                                                        + label
                                                        + "\"; expected \"tcp\" or \"ipc\""));
        String scheme = text(file, json, "signature_scheme", SIGNATURE_SCHEME);
        if (!scheme.equals(SIGNATURE_SCHEME)) {
            throw new ConnectionFileException(
                    file,
                    "signature scheme \""
                            + scheme
                            + "\" is not supported; expected \""
                            + SIGNATURE_SCHEME
                            + "\"");
        }
        Map<Channel, Integer> ports = new EnumMap<>(Channel.class);
        for (Channel channel : Channel.values()) {
            ports.put(channel, port(file, json, channel.portField()));
        }
        return new ConnectionInfo(
                transport,
                text(file, json, "ip", null),
                ports,
                text(file, json, "key", null),
                encryption(file, json));
    }

    /**
     * Writes a connection file that only its owner can read, since it holds the key.
     *
     * @throws IOException if the file cannot be written
     */
    public static void write(Path file, ConnectionInfo info) throws IOException {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("transport", info.transport().label());
        json.put("ip", info.ip());
        for (Channel channel : Channel.values()) {
            json.put(channel.portField(), info.ports().get(channel));
        }
        json.put("signature_scheme", SIGNATURE_SCHEME);
        json.put("key", info.key());
        info.encryption()
                .ifPresent(
                        keys -> {
                            json.put(PUBLIC_KEY, keys.publicKey());
                            json.put(SECRET_KEY, keys.secretKey());
                        });
        Path directory = file.toAbsolutePath().getParent();
        Path temporary = Files.createTempFile(directory, "connection-", ".tmp", ownerOnly());
        Files.write(temporary, Json.write(json));
        Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Optional<CurveKeys> encryption(Path file, JsonNode json)
            throws ConnectionFileException {
        if (!json.has(PUBLIC_KEY) && !json.has(SECRET_KEY)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new CurveKeys(
                            text(file, json, PUBLIC_KEY, null),
                            text(file, json, SECRET_KEY, null)));
        } catch (IllegalArgumentException e) {
            throw new ConnectionFileException(
                    file, PUBLIC_KEY + " or " + SECRET_KEY + ": " + e.getMessage(), e);
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        // On Windows the user's temporary and runtime folders are private already.
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static JsonNode parse(Path file) throws ConnectionFileException {
        String content;
        try {
            content = Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new ConnectionFileException(file, "no such file", e);
        } catch (AccessDeniedException e) {
            throw new ConnectionFileException(file, "permission denied", e);
        } catch (IOException e) {
            throw new ConnectionFileException(
                    file, "cannot be read: " + firstLine(e.toString()), e);
        }
        if (content.isBlank()) {
            throw new ConnectionFileException(file, "is empty");
        }
        JsonNode json;
        try {
            json = Json.read(content);
        } catch (JsonException e) {
            throw new ConnectionFileException(
                    file, "not complete JSON (truncated?): " + e.getMessage(), e);
        }
        if (!json.isObject()) {
            throw new ConnectionFileException(file, "expected a JSON object, found " + kind(json));
        }
        return json;
    }

    private static String text(Path file, JsonNode json, String field, String absent)
            throws ConnectionFileException {
        JsonNode value = json.get(field);
        if (value == null && absent != null) {
            return absent;
        }
        if (value == null) {
            throw new ConnectionFileException(file, "field \"" + field + "\" is missing");
        }
        if (!value.isString()) {
            throw new ConnectionFileException(
                    file, "field \"" + field + "\" should be a string, found " + kind(value));
        }
        return value.stringValue();
    }

    private static int port(Path file, JsonNode json, String field) throws ConnectionFileException {
        JsonNode value = json.get(field);
        if (value == null) {
            throw new ConnectionFileException(file, "field \"" + field + "\" is missing");
        }
        if (!value.isInt() || value.intValue() < 1 || value.intValue() > 65535) {
            throw new ConnectionFileException(
                    file,
                    "field \"" + field + "\" should be a port from 1 to 65535, found " + value);
        }
        return value.intValue();
    }

    private static String kind(JsonNode value) {
        JsonNodeType type = value.getNodeType();
        return switch (type) {
            case OBJECT -> "an object";
            case ARRAY -> "an array";
            default -> value.toString();
        };
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
