package dev.vitrine.kernel.maven;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** A Maven repository in a folder, filled by a test. */
public final class TestRepository {

    private final Path folder;

    public TestRepository(Path folder) {
        this.folder = folder;
    }

    public String url() {
        // A folder that does not exist yet has no slash at its end, one that does has.
        String url = folder.toUri().toString();
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    /**
     * A jar of group {@code g} that needs others, each written {@code artifact:version[:scope]}.
     */
    public TestRepository jar(String artifact, String version, String... needs) throws IOException {
        StringBuilder dependencies = new StringBuilder();
        for (String need : needs) {
            String[] parts = need.split(":");
            String scope = parts.length > 2 ? parts[2] : "compile";
            dependencies.append(
                    scope.equals("optional")
                            ? dependency(parts[0], parts[1], "<optional>true</optional>")
                            : dependency(parts[0], parts[1], "<scope>" + scope + "</scope>"));
        }
        return pom(artifact, version, "<dependencies>" + dependencies + "</dependencies>")
                .file(artifact, version, "", "jar");
    }

    static String dependency(String artifact, String version, String more) {
        String tag = version.isEmpty() ? "" : "<version>" + version + "</version>";
        return "<dependency><groupId>g</groupId><artifactId>"
                + artifact
                + "</artifactId>"
                + tag
                + more
                + "</dependency>";
    }

    /** Only the POM of an artifact. */
    public TestRepository pom(String artifact, String version, String content) throws IOException {
        String pom =
                "<project><modelVersion>4.0.0</modelVersion><groupId>g</groupId><artifactId>"
                        + artifact
                        + "</artifactId><version>"
                        + version
                        + "</version>"
                        + content
                        + "</project>";
        write(
                path(artifact, version, artifact + "-" + version + ".pom"),
                pom.getBytes(StandardCharsets.UTF_8));
        listVersions(artifact);
        return this;
    }

    /** Only the file of an artifact. */
    public TestRepository file(String artifact, String version, String classifier, String extension)
            throws IOException {
        String name =
                artifact
                        + "-"
                        + version
                        + (classifier.isEmpty() ? "" : "-" + classifier)
                        + "."
                        + extension;
        writeJar(path(artifact, version, name), name);
        return this;
    }

    /** A jar of an artifact that a test has made. */
    public TestRepository copy(String artifact, String version, String classifier, Path jar)
            throws IOException {
        String suffix = classifier.isEmpty() ? "" : "-" + classifier;
        write(
                path(artifact, version, artifact + "-" + version + suffix + ".jar"),
                Files.readAllBytes(jar));
        return this;
    }

    /**
     * A build of a snapshot, as a repository keeps it: by time stamp, with metadata that names the
     * newest.
     */
    public TestRepository snapshot(String artifact, String base, String timestamp, int build)
            throws IOException {
        String version = base + "-SNAPSHOT";
        String stamped = base + "-" + timestamp + "-" + build;
        String pom =
                "<project><modelVersion>4.0.0</modelVersion><groupId>g</groupId><artifactId>"
                        + artifact
                        + "</artifactId><version>"
                        + version
                        + "</version></project>";
        write(
                path(artifact, version, artifact + "-" + stamped + ".pom"),
                pom.getBytes(StandardCharsets.UTF_8));
        writeJar(path(artifact, version, artifact + "-" + stamped + ".jar"), stamped);
        String metadata =
                "<metadata modelVersion='1.1.0'><groupId>g</groupId><artifactId>%s</artifactId><version>%s</version><versioning>"
                                .formatted(artifact, version)
                        + "<snapshot><timestamp>%s</timestamp><buildNumber>%d</buildNumber></snapshot>"
                                .formatted(timestamp, build)
                        + "<lastUpdated>%s</lastUpdated></versioning></metadata>"
                                .formatted(timestamp.replace(".", ""));
        write(
                path(artifact, version, "maven-metadata.xml"),
                metadata.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    private void listVersions(String artifact) throws IOException {
        List<String> versions;
        try (var children = Files.list(folder.resolve("g").resolve(artifact))) {
            versions =
                    children.filter(Files::isDirectory)
                            .map(child -> child.getFileName().toString())
                            .sorted()
                            .toList();
        }
        String list = String.join("</version><version>", versions);
        String metadata =
                "<metadata><groupId>g</groupId><artifactId>"
                        + artifact
                        + "</artifactId><versioning><versions><version>"
                        + list
                        + "</version></versions></versioning></metadata>";
        write(
                folder.resolve("g").resolve(artifact).resolve("maven-metadata.xml"),
                metadata.getBytes(StandardCharsets.UTF_8));
    }

    private Path path(String artifact, String version, String name) {
        return folder.resolve("g").resolve(artifact).resolve(version).resolve(name);
    }

    private static void writeJar(Path path, String content) throws IOException {
        Files.createDirectories(path.getParent());
        try (OutputStream file = Files.newOutputStream(path);
                JarOutputStream jar = new JarOutputStream(file)) {
            jar.putNextEntry(new JarEntry("name.txt"));
            jar.write(content.getBytes(StandardCharsets.UTF_8));
            jar.closeEntry();
        }
        write(path, Files.readAllBytes(path));
    }

    private static void write(Path path, byte[] bytes) throws IOException {
        Files.createDirectories(path.getParent());
        Files.write(path, bytes);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(bytes);
            Files.writeString(Path.of(path + ".sha1"), HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
