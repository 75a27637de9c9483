package dev.vitrine.kernel.maven;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.util.artifact.ArtifactIdUtils;

/**
 * An artifact that a notebook asks for, as it asks.
 *
 * @param dependency with the version as it is written, a range or {@code LATEST} too
 * @param management a digest of the dependencyManagement that came with it; empty for none
 */
record Wanted(Dependency dependency, String management) {

    Wanted(Dependency dependency) {
        this(dependency, "");
    }

    /** What all versions of it share. */
    String key() {
        return ArtifactIdUtils.toVersionlessId(dependency.getArtifact());
    }

    /** As a lock names it. */
    String coordinates() {
        return ArtifactIdUtils.toId(dependency.getArtifact());
    }

    List<String> exclusions() {
        return dependency.getExclusions().stream()
                .map(exclusion -> exclusion.getGroupId() + ":" + exclusion.getArtifactId())
                .sorted()
                .toList();
    }

    static Map<String, Wanted> byKey(Collection<Wanted> all) {
        Map<String, Wanted> map = new LinkedHashMap<>();
        all.forEach(wanted -> map.put(wanted.key(), wanted));
        return map;
    }
}
