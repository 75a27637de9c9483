package dev.vitrine.kernel.maven;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The exact graph that a notebook's requests were resolved to. The components are the fields of the
 * file; {@link LockFile} reads and writes it.
 *
 * @param version of the format
 * @param requested what the notebook asks for, newest first
 * @param artifacts what that came to, in the order of the class path
 * @param repositories addresses by id, of those that the artifacts came from
 */
public record Lock(
        int version,
        List<LockedRequest> requested,
        List<LockedArtifact> artifacts,
        Map<String, String> repositories) {

    static final int VERSION = 1;

    /**
     * @param coordinates as asked, {@code group:artifact:extension[:classifier]:version}, where the
     *     version may be a range
     * @param artifact what it came to: the coordinates of one of the artifacts
     * @param exclusions {@code group:artifact} each, with {@code *} for all; null for none
     * @param management a digest of the dependencyManagement that came with it; null for none
     */
    record LockedRequest(
            String coordinates, String artifact, List<String> exclusions, String management) {

        static LockedRequest of(Wanted wanted, String artifact) {
            return new LockedRequest(
                    wanted.coordinates(),
                    artifact,
                    wanted.exclusions().isEmpty() ? null : wanted.exclusions(),
                    wanted.management().isEmpty() ? null : wanted.management());
        }

        /** What all versions of it share. */
        String key() {
            return versionless(coordinates);
        }
    }

    /**
     * @param coordinates {@code group:artifact:extension[:classifier]:version}
     * @param repository the id of the one that it came from; null if it was in the local repository
     *     only, or if a POM names the file
     * @param sha256 of the file, 64 hexadecimal digits
     * @param needs the coordinates of other artifacts; null for none
     */
    record LockedArtifact(
            String coordinates, String repository, String sha256, List<String> needs) {

        String key() {
            return versionless(coordinates);
        }

        String versionOf() {
            return coordinates.substring(coordinates.lastIndexOf(':') + 1);
        }
    }

    static String versionless(String coordinates) {
        return coordinates.substring(0, coordinates.lastIndexOf(':'));
    }

    LockedRequest requestOf(String coordinates) {
        return requested.stream()
                .filter(request -> request.coordinates().equals(coordinates))
                .findFirst()
                .orElse(null);
    }

    /** What requests came to, with all that it needs, in the order of the class path. */
    List<LockedArtifact> closure(List<LockedRequest> requests) {
        Map<String, List<String>> needs = new LinkedHashMap<>();
        artifacts.stream()
                .filter(artifact -> artifact.needs() != null)
                .forEach(artifact -> needs.put(artifact.coordinates(), artifact.needs()));
        Set<String> wanted = new LinkedHashSet<>();
        requests.forEach(request -> wanted.add(request.artifact()));
        Set<String> closure = ResolvedGraph.closure(wanted, needs);
        return artifacts.stream()
                .filter(artifact -> closure.contains(artifact.coordinates()))
                .toList();
    }

    /** What is not as in a resolution without this lock, a line each; empty if nothing. */
    public List<String> differences(Lock now) {
        return LockDifferences.between(this, now, true);
    }

    /** What came from no repository, so that only this machine has it. */
    public List<String> localOnly() {
        return artifacts.stream()
                .filter(artifact -> artifact.repository() == null)
                .map(LockedArtifact::coordinates)
                .toList();
    }

    /** How many artifacts there are, and of how many requests, in words. */
    public String summary() {
        return count(artifacts.size(), "artifact") + " of " + count(requested.size(), "request");
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
