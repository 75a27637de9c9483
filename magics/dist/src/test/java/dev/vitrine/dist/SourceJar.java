package dev.vitrine.dist;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;

/** Makes the jars that notebooks of tests add. */
final class SourceJar {

    private SourceJar() {}

    /**
     * @param library jars that the source is compiled against
     * @param source of one public class
     * @param resources text by path
     */
    static void write(
            Path jar,
            List<Path> library,
            String className,
            String source,
            Map<String, String> resources)
            throws IOException {
        Path work = Files.createTempDirectory(jar.toAbsolutePath().getParent(), "work");
        Path file = work.resolve(className.substring(className.lastIndexOf('.') + 1) + ".java");
        Files.writeString(file, source);
        Path classes = Files.createDirectory(work.resolve("classes"));
        int result =
                ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "-proc:none",
                                "-d",
                                classes.toString(),
                                "-cp",
                                library.stream()
                                        .map(Path::toString)
                                        .collect(
                                                Collectors.joining(
                                                        System.getProperty("path.separator"))),
                                file.toString());
        if (result != 0) {
            throw new IllegalArgumentException(className + " does not compile");
        }
        for (Map.Entry<String, String> each : resources.entrySet()) {
            Path resource = classes.resolve(each.getKey());
            Files.createDirectories(resource.getParent());
            Files.writeString(resource, each.getValue());
        }
        pack(classes, jar);
    }

    private static void pack(Path folder, Path jar) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out);
                Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(file).toString().replace('\\', '/');
                entries.putNextEntry(new ZipEntry(name));
                Files.copy(file, entries);
                entries.closeEntry();
            }
        }
    }
}
