package dev.vitrine.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** {@code vitrine run} of notebooks whose dependencies are locked. */
class LockedRunTests {

    @TempDir private Path folder;

    private Path publish(String content) throws IOException {
        Path version = Files.createDirectories(folder.resolve("repository/g/a/1"));
        Files.writeString(
                version.resolve("a-1.pom"),
                "<project><modelVersion>4.0.0</modelVersion><groupId>g</groupId><artifactId>a</artifactId><version>1</version></project>");
        Path jar = version.resolve("a-1.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(file)) {
            entries.putNextEntry(new JarEntry("name.txt"));
            entries.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }

    private Path notebook(String... cells) throws IOException {
        List<Map<String, Object>> list = new ArrayList<>();
        for (String source : cells) {
            list.add(
                    Map.of(
                            "cell_type",
                            "code",
                            "id",
                            "cell-" + list.size(),
                            "metadata",
                            Map.of(),
                            "outputs",
                            List.of(),
                            "source",
                            source));
        }
        Path file = folder.resolve("notebook.ipynb");
        new JsonMapper()
                .writeValue(
                        file.toFile(),
                        Map.of(
                                "cells",
                                list,
                                "metadata",
                                Map.of(),
                                "nbformat",
                                4,
                                "nbformat_minor",
                                5));
        return file;
    }

    private Finished run(Path notebook, String localRepository, String... options)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("run", notebook.toString(), "--verbose"));
        arguments.addAll(List.of(options));
        return Distribution.vitrine(
                Map.of("VITRINE_JVM_OPTS", "-Dmaven.repo.local=" + folder.resolve(localRepository)),
                arguments.toArray(String[]::new));
    }

    @Test
    void lockedNotebookGetsTheSameBytesOfflineTooOrFailsWithWhatDiffers() throws Exception {
        Path jar = publish("first");
        String repository = "%mavenRepo own " + folder.resolve("repository").toUri();
        String read =
                "new String(Thread.currentThread().getContextClassLoader().getResourceAsStream(\"name.txt\").readAllBytes())";
        String use = "%maven --from own g:a:1\nSystem.out.println(" + read + ");";
        Path notebook = notebook(repository, use, "%lock");
        Path lock = folder.resolve("notebook.lock.json");

        Finished first = run(notebook, "local");
        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.out()).contains("first");
        assertThat(lock).content().contains("\"coordinates\": \"g:a:jar:1\"");

        publish("other");
        Finished refused = run(notebook, "new");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err())
                .contains("is locked by " + lock)
                .contains("g:a:jar:1 has other bytes than when it was locked");

        Files.delete(jar);
        Finished offline = run(notebook, "local", "--offline");
        assertThat(offline.exitCode()).as(offline.err()).isZero();
        assertThat(offline.out()).contains("first");
    }
}
