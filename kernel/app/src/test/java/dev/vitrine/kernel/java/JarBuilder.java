package dev.vitrine.kernel.java;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Compiles sources into a jar, as someone's library. */
public final class JarBuilder {

    private final Path folder;
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final Manifest manifest = new Manifest();

    /**
     * @param folder where sources, classes and the jar are put
     */
    public JarBuilder(Path folder) {
        this.folder = folder;
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    }

    JarBuilder attribute(String name, String value) {
        manifest.getMainAttributes().putValue(name, value);
        return this;
    }

    public JarBuilder file(String name, byte[] content) {
        files.put(name, content);
        return this;
    }

    /** Adds a class, compiled. */
    public JarBuilder source(String className, String source) throws IOException {
        return source(className, source, "");
    }

    /**
     * Adds a class, compiled.
     *
     * @param prefix what stands before its name in the jar
     */
    JarBuilder source(String className, String source, String prefix) throws IOException {
        Path sources = Files.createTempDirectory(folder, "source-");
        Path classes = Files.createTempDirectory(folder, "classes-");
        Path file = sources.resolve(className.replace('.', '/') + ".java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, source);
        List<String> arguments =
                new ArrayList<>(
                        Arrays.asList("-d", classes.toString(), "-nowarn", file.toString()));
        int result =
                ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, arguments.toArray(String[]::new));
        if (result != 0) {
            throw new AssertionError("The source does not compile: " + source);
        }
        try (Stream<Path> found = Files.walk(classes)) {
            for (Path each : found.filter(Files::isRegularFile).toList()) {
                String name = classes.relativize(each).toString().replace('\\', '/');
                files.put(prefix + name, Files.readAllBytes(each));
            }
        }
        return this;
    }

    public Path build(String name) throws IOException {
        Path jar = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out, manifest)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                entries.putNextEntry(new JarEntry(file.getKey()));
                entries.write(file.getValue());
                entries.closeEntry();
            }
        }
        return jar;
    }

    /** Writes the same files into a folder. */
    Path buildFolder(String name) throws IOException {
        Path target = folder.resolve(name);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = target.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        return target;
    }
}
