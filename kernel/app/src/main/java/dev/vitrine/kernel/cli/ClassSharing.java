package dev.vitrine.kernel.cli;

import java.nio.file.Path;
import java.util.List;

/**
 * How a JDK keeps what a kernel loads at its start, so that the next one maps it into memory
 * instead of reading it from the jars.
 *
 * <p>The JVM checks that Java and jars are those that the file was made with, and ignores it if
 * not.
 */
enum ClassSharing {

    /** A dynamic class-data-sharing archive (JEP 350). */
    ARCHIVE("vitrine-kernel.jsa", "-XX:SharedArchiveFile=", "-XX:ArchiveClassesAtExit="),

    /** An ahead-of-time cache: classes that are linked, and profiles of methods (JEP 514, 515). */
    AOT_CACHE("vitrine-kernel.aot", "-XX:AOTCache=", "-XX:AOTCacheOutput=");

    private static final int FIRST_WITH_AOT_CACHE = 25;

    private final String fileName;
    private final String use;
    private final String record;

    ClassSharing(String fileName, String use, String record) {
        this.fileName = fileName;
        this.use = use;
        this.record = record;
    }

    /** The best that the JDK of this process can do. */
    static ClassSharing ofThisJdk() {
        return Runtime.version().feature() >= FIRST_WITH_AOT_CACHE ? AOT_CACHE : ARCHIVE;
    }

    /** Where a home keeps it; made by {@code vitrine install}, so it may be absent. */
    Path file(VitrineHome home) {
        return home.kernelDirectory().resolve(fileName);
    }

    /**
     * JVM options of a kernel that starts from the file; one that is missing or stale is ignored.
     */
    List<String> using(Path file) {
        return List.of(use + file);
    }

    /** JVM options of a kernel that writes the file when it ends. */
    List<String> recording(Path file) {
        return List.of(record + file);
    }
}
