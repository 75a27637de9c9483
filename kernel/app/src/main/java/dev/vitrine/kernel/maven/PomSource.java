package dev.vitrine.kernel.maven;

import java.nio.file.Path;

/** Where a project is written. */
public sealed interface PomSource {

    /** A {@code pom.xml}; its parent may stand beside it. */
    record PomFile(Path path) implements PomSource {}

    /** The text of a POM. */
    record PomText(String xml) implements PomSource {}
}
