package dev.vitrine.kernel.java.javac;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Finds what is written of types: in their sources, which the JDK's {@code src.zip} and the
 * archives of the class path hold, or else on the pages that javadoc has made of them.
 */
final class Sources {

    /** A source file may be half a megabyte. */
    private static final int KEPT = 16;

    private static final Path JDK = Path.of(System.getProperty("java.home"), "lib", "src.zip");

    private final Function<String, List<Path>> archives;

    /** Made when it is needed: many sessions never ask. */
    private FrontEnd parser;

    private final Map<String, ParsedSource> parsed = new Latest<>();
    private final Map<String, JavadocPage> pages = new Latest<>();

    /** What was used last. */
    private static final class Latest<T> extends LinkedHashMap<String, T> {

        private static final long serialVersionUID = 1L;

        Latest() {
            super(KEPT, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
            return size() > KEPT;
        }
    }

    /**
     * @param archives that may say something of a top-level type of the class path; may become more
     */
    Sources(Function<String, List<Path>> archives) {
        this.archives = archives;
    }

    /**
     * The source file of a top-level type.
     *
     * @param module of the type; empty for that of the class path
     * @param name qualified
     */
    synchronized Optional<ParsedSource> of(String module, String name) {
        String key = module + "/" + name;
        if (!parsed.containsKey(key)) {
            String file = name.replace('.', '/') + ".java";
            (module.isEmpty() ? ofLibrary(name, file) : read(JDK, module + "/" + file))
                    .flatMap(this::parse)
                    .ifPresent(source -> parsed.put(key, source));
        }
        return Optional.ofNullable(parsed.get(key));
    }

    /**
     * The page of a type of the class path.
     *
     * @param name of the top-level type, qualified
     * @param nested how javadoc calls the type within its package: {@code Outer.Inner}
     */
    synchronized Optional<JavadocPage> page(String name, String nested) {
        String folder = name.substring(0, name.lastIndexOf('.') + 1).replace('.', '/');
        String file = folder + nested + ".html";
        if (!pages.containsKey(file)) {
            ofLibrary(name, file).ifPresent(html -> pages.put(file, new JavadocPage(html)));
        }
        return Optional.ofNullable(pages.get(file));
    }

    private Optional<String> ofLibrary(String type, String file) {
        return archives.apply(type).stream()
                .map(archive -> read(archive, file))
                .flatMap(Optional::stream)
                .findFirst();
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
