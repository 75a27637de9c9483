package dev.vitrine.kernel.maven;

import dev.vitrine.kernel.json.Json;
import dev.vitrine.kernel.json.JsonException;
import dev.vitrine.kernel.maven.Lock.LockedArtifact;
import dev.vitrine.kernel.maven.Lock.LockedRequest;
import dev.vitrine.kernel.notebook.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * A lock on disk, as JSON beside the notebook. What is read is checked before any of it is used,
 * since a lock may come from anyone.
 */
public final class LockFile {

    private static final long MAX_BYTES = 64L << 20;

    /** No separators, no dots alone: coordinates become paths in the local repository. */
    private static final String PART = "[A-Za-z0-9_][A-Za-z0-9_.+~-]*";

    private static final Pattern EXACT = Pattern.compile("P:P:P(:P)?:P".replace("P", PART));

    private static final Pattern ASKED =
            Pattern.compile("P:P:P(:P)?:[^:/\\\\\\s]+".replace("P", PART));

    private static final Pattern EXCLUSION = Pattern.compile("(P|\\*):(P|\\*)".replace("P", PART));

    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    private LockFile() {}

    /** Where the lock of a notebook is: {@code name.lock.json} beside {@code name.ipynb}. */
    public static Path of(Path notebook) {
        String name = notebook.getFileName().toString().replaceFirst("\\.ipynb$", "");
        return notebook.resolveSibling(name + ".lock.json");
    }

    /**
     * @throws ResolutionException if it cannot be read or is no lock; names the file and the place
     */
    public static Lock read(Path file) throws ResolutionException {
        try {
            if (!Files.isRegularFile(file)) {
                throw unusable(file, "it is no file");
            }
            if (Files.size(file) > MAX_BYTES) {
                throw unusable(file, "it is larger than any lock, " + Files.size(file) + " bytes");
            }
            return parse(Files.readAllBytes(file), file);
        } catch (IOException failure) {
            throw unusable(file, failure.getMessage());
        }
    }

    /**
     * @param file for messages
     */
    static Lock parse(byte[] json, Path file) throws ResolutionException {
        try {
            return checked(Json.read(json));
        } catch (JsonException | UnusableException failure) {
            throw unusable(file, failure.getMessage());
        }
    }

    private static ResolutionException unusable(Path file, String reason) {
        return new ResolutionException(
                file
                        + " cannot be used as a lock: "
                        + reason
                        + ". %lock --update writes it anew; deleting it unlocks the notebook");
    }

    /** What is wrong in a file. */
    private static final class UnusableException extends Exception {

        private static final long serialVersionUID = 1L;

        UnusableException(String message) {
            super(message);
        }
    }

    /** Writes a lock, all of it or nothing. */
    public static void write(Lock lock, Path file) throws ResolutionException {
        String text = new String(Json.writeIndented(lock), StandardCharsets.UTF_8) + "\n";
        try {
            AtomicFile.write(file, text);
        } catch (IOException failure) {
            throw new ResolutionException(
                    "The lock cannot be written to " + file + ": " + failure, failure);
        }
    }

    private static Lock checked(JsonNode json) throws UnusableException {
        JsonNode version = json.get("version");
        if (version != null && version.isInt() && version.intValue() > Lock.VERSION) {
            throw new UnusableException(
                    "it has version "
                            + version.intValue()
                            + ", and this Vitrine knows version "
                            + Lock.VERSION
                            + " only");
        }
        Lock lock = Json.toRecord(json, Lock.class);
        require(lock.version() == Lock.VERSION, "field \"version\" should be " + Lock.VERSION);
        require(lock.requested() != null, "field \"requested\" is missing");
        require(lock.artifacts() != null, "field \"artifacts\" is missing");
        require(lock.repositories() != null, "field \"repositories\" is missing");
        for (Map.Entry<String, String> repository : lock.repositories().entrySet()) {
            checkRepository(repository.getKey(), repository.getValue());
        }
        Set<String> coordinates = checkArtifacts(lock);
        checkRequests(lock, coordinates);
        return lock;
    }

    private static void checkRepository(String id, String url) throws UnusableException {
        require(
                !id.isEmpty() && !id.matches(".*[/\\\\\\s].*"),
                "\"" + id + "\" is no repository id");
        try {
            Repositories.checkedUrl(url == null ? "" : url);
        } catch (ResolutionException failure) {
            throw new UnusableException("repository " + id + ": " + failure.getMessage());
        }
    }

    private static Set<String> checkArtifacts(Lock lock) throws UnusableException {
        Set<String> keys = new HashSet<>();
        Set<String> coordinates = new HashSet<>();
        for (LockedArtifact artifact : lock.artifacts()) {
            require(artifact != null, "one of the artifacts is null");
            check(EXACT, artifact.coordinates(), "coordinates of an artifact");
            check(SHA_256, artifact.sha256(), "SHA-256 of " + artifact.coordinates());
            require(
                    artifact.repository() == null
                            || lock.repositories().containsKey(artifact.repository()),
                    "repository " + artifact.repository() + " has no address");
            require(keys.add(artifact.key()), artifact.key() + " is there twice");
            coordinates.add(artifact.coordinates());
        }
        for (LockedArtifact artifact : lock.artifacts()) {
            for (String need : orEmpty(artifact.needs())) {
                require(
                        coordinates.contains(need),
                        artifact.coordinates() + " needs " + need + ", which is not among them");
            }
        }
        return coordinates;
    }

    private static void checkRequests(Lock lock, Set<String> coordinates) throws UnusableException {
        Set<String> keys = new HashSet<>();
        for (LockedRequest request : lock.requested()) {
            require(request != null, "one of the requests is null");
            check(ASKED, request.coordinates(), "coordinates of a request");
            require(keys.add(request.key()), request.key() + " is requested twice");
            require(
                    request.artifact() != null
                            && coordinates.contains(request.artifact())
                            && Lock.versionless(request.artifact()).equals(request.key()),
                    request.coordinates() + " came to none of the artifacts");
            for (String exclusion : orEmpty(request.exclusions())) {
                check(EXCLUSION, exclusion, "exclusion of " + request.coordinates());
            }
            if (request.management() != null) {
                check(SHA_256, request.management(), "management of " + request.coordinates());
            }
        }
    }

    private static List<String> orEmpty(List<String> list) {
        return list == null ? List.of() : list;
    }

    private static void check(Pattern pattern, String text, String what) throws UnusableException {
        require(
                text != null && pattern.matcher(text).matches(),
                what + (text == null ? " are missing" : " cannot be \"" + text + "\""));
    }

    private static void require(boolean condition, String message) throws UnusableException {
        if (!condition) {
            throw new UnusableException(message);
        }
    }
}
