package dev.vitrine.kernel.maven;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a user writes to name an artifact: {@code group:artifact[:packaging[:classifier]]:version},
 * or Ivy's {@code organisation#name[#branch];revision} as IJava takes it (Maven repositories know
 * no branches, so it is dropped).
 *
 * @param packaging {@code jar} unless given
 * @param classifier empty unless given
 * @param version a version, a range such as {@code [1.0,2.0)}, {@code LATEST} or {@code RELEASE}
 */
public record Coordinate(
        String group, String artifact, String packaging, String classifier, String version) {

    private static final String PART = "[^:#;/\\\\\\s]+";

    private static final Pattern MAVEN =
            Pattern.compile(
                    "(?<group>P):(?<artifact>P)(:(?<packaging>P)(:(?<classifier>P))?)?:(?<version>P)"
                            .replace("P", PART));

    private static final Pattern IVY =
            Pattern.compile("(?<group>P)#(?<artifact>P)(#P)?;(?<version>P)".replace("P", PART));

    /**
     * @throws ResolutionException if the text is no coordinate; says what one looks like
     */
    public static Coordinate parse(String text) throws ResolutionException {
        Matcher maven = MAVEN.matcher(text);
        if (maven.matches()) {
            String packaging = maven.group("packaging");
            String classifier = maven.group("classifier");
            return new Coordinate(
                    maven.group("group"),
                    maven.group("artifact"),
                    packaging == null ? "jar" : packaging,
                    classifier == null ? "" : classifier,
                    maven.group("version"));
        }
        Matcher ivy = IVY.matcher(text);
        if (ivy.matches()) {
            return new Coordinate(
                    ivy.group("group"),
                    ivy.group("artifact"),
                    "jar",
                    "",
                    mavenVersion(ivy.group("version")));
        }
        String hint = text.matches(PART + ":" + PART) ? " (the version is missing)" : "";
        throw new ResolutionException(
                "\""
                        + text
                        + "\" is no Maven coordinate"
                        + hint
                        + "; one is written group:artifact:version, or group:artifact:packaging:classifier:version");
    }

    private static String mavenVersion(String ivyRevision) {
        return switch (ivyRevision) {
            case "latest.integration" -> "LATEST";
            case "latest.release" -> "RELEASE";
            default -> ivyRevision;
        };
    }
}
