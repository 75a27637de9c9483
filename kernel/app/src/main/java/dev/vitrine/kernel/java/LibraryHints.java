package dev.vitrine.kernel.java;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names the artifacts that well-known packages are in, for cells that import what is not there. */
final class LibraryHints {

    private static final String TABLE = "libraries.properties";

    private static final Pattern NO_PACKAGE = Pattern.compile("^package ([\\w.]+) does not exist");

    private LibraryHints() {}

    /** One magic for each missing package that is known. */
    static List<String> of(CompilationFailure failure) {
        Set<String> packages = new LinkedHashSet<>();
        for (CompilationFailure.Problem problem : failure.problems()) {
            Matcher missing = NO_PACKAGE.matcher(problem.message());
            if (missing.find()) {
                packages.add(missing.group(1));
            }
        }
        if (packages.isEmpty()) {
            return List.of();
        }
        Properties artifacts = table();
        return packages.stream()
                .map(name -> artifact(artifacts, name))
                .filter(artifact -> artifact != null)
                .distinct()
                .map(artifact -> "%maven " + artifact + ":RELEASE")
                .toList();
    }

    /** The artifact of a package or of the nearest one that it is under; null if it is unknown. */
    private static String artifact(Properties artifacts, String name) {
        for (String at = name; ; at = at.substring(0, at.lastIndexOf('.'))) {
            String artifact = artifacts.getProperty(at);
            if (artifact != null || at.indexOf('.') < 0) {
                return artifact;
            }
        }
    }

    private static Properties table() {
        Properties artifacts = new Properties();
        try (Reader reader =
                new InputStreamReader(
                        LibraryHints.class.getResourceAsStream(TABLE), StandardCharsets.UTF_8)) {
            artifacts.load(reader);
            return artifacts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
