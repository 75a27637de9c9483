package dev.vitrine.kernel.maven;

import eu.maveniverse.maven.mima.context.ContextOverrides;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Maven with a home folder of the test's own: its settings.xml, its local repository. */
public final class TestMaven {

    private TestMaven() {}

    /**
     * A resolver for which a repository stands in for Maven Central, as a mirror in settings.xml.
     */
    public static DependencyResolver resolver(Path home, String central)
            throws IOException, ResolutionException {
        return resolver(
                home,
                "<mirrors><mirror><id>mirror</id><mirrorOf>central</mirrorOf><url>"
                        + central
                        + "</url></mirror></mirrors>",
                true);
    }

    static List<Coordinate> coordinates(String... texts) throws ResolutionException {
        List<Coordinate> parsed = new ArrayList<>();
        for (String text : texts) {
            parsed.add(Coordinate.parse(text));
        }
        return parsed;
    }

    static List<String> names(DependencyResolver.Resolution resolution) {
        return resolution.jars().stream().map(jar -> jar.getFileName().toString()).toList();
    }

    static DependencyResolver resolver(Path home, String settings, boolean wrap)
            throws IOException, ResolutionException {
        Files.createDirectories(home);
        Files.writeString(
                home.resolve("settings.xml"),
                wrap ? "<settings>" + settings + "</settings>" : settings);
        return new DependencyResolver(
                new LocalMaven(ContextOverrides.create().withMavenUserHomeOverride(home)));
    }
}
