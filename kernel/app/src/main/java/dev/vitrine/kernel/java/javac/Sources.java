package dev.vitrine.kernel.java.javac;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Finds the sources of types where they are: the JDK's {@code src.zip}, and jars that end in {@code
 * -sources.jar} beside those of the class path.
 */
final class Sources {

    /** A source file may be half a megabyte. */
    private static final int KEPT = 16;

    private static final Path JDK = Path.of(System.getProperty("java.home"), "lib", "src.zip");

    private final Supplier<List<Path>> classPath;

    /** Made when it is needed: many sessions never ask. */
    private FrontEnd parser;

    private final Map<String, Optional<ParsedSource>> parsed =
            new LinkedHashMap<>(KEPT, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(
                        Map.Entry<String, Optional<ParsedSource>> eldest) {
                    return size() > KEPT;
                }
            };

    /**
     * @param classPath may grow
     */
    Sources(Supplier<List<Path>> classPath) {
        this.classPath = classPath;
    }

    /**
     * The source file of a top-level type.
     *
     * @param module of the type; empty for that of the class path
     * @param name qualified
     */
    synchronized Optional<ParsedSource> of(String module, String name) {
        return parsed.computeIfAbsent(
                module + "/" + name,
                key -> {
                    String file = name.replace('.', '/') + ".java";
                    return (module.isEmpty() ? ofLibrary(file) : read(JDK, module + "/" + file))
                            .flatMap(this::parse);
                });
    }

    private Optional<String> ofLibrary(String file) {
        for (Path jar : classPath.get()) {
            String name = jar.getFileName().toString();
            if (name.endsWith(".jar")) {
                Path sources =
                        jar.resolveSibling(
                                name.substring(0, name.length() - ".jar".length())
                                        + "-sources.jar");
                Optional<String> found = read(sources, file);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> read(Path archive, String file) {
        if (!Files.isRegularFile(archive)) {
            return Optional.empty();
        }
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            ZipEntry entry = zip.getEntry(file);
            return entry == null
                    ? Optional.empty()
                    : Optional.of(
                            new String(
                                    zip.getInputStream(entry).readAllBytes(),
                                    StandardCharsets.UTF_8));
        } catch (IOException e) {
            // A damaged archive documents nothing.
            return Optional.empty();
        }
    }

    /** What a text declares; empty if it does not parse. */
    synchronized Optional<ParsedSource> parse(String text) {
        if (parser == null) {
            parser = new FrontEnd(List.of());
        }
        return parser.unit(text).map(unit -> new ParsedSource(text, unit));
    }
}
