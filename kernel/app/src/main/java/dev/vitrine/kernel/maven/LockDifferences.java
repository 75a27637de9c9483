package dev.vitrine.kernel.maven;

import dev.vitrine.kernel.maven.Lock.LockedArtifact;
import dev.vitrine.kernel.maven.Lock.LockedRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a notebook needs and its lock has otherwise, a line each. */
final class LockDifferences {

    private final Lock locked;
    private final List<String> lines = new ArrayList<>();

    private LockDifferences(Lock locked) {
        this.locked = locked;
    }

    /**
     * @param now what a notebook needs without the lock
     * @param whole whether the lock must have nothing more
     */
    static List<String> between(Lock locked, Lock now, boolean whole) {
        LockDifferences differences = new LockDifferences(locked);
        now.requested().forEach(differences::addRequest);
        Map<String, LockedArtifact> before = new LinkedHashMap<>();
        locked.artifacts().forEach(artifact -> before.put(artifact.key(), artifact));
        for (LockedArtifact artifact : now.artifacts()) {
            differences.addArtifact(before.remove(artifact.key()), artifact);
        }
        if (whole) {
            for (LockedRequest request : locked.requested()) {
                if (now.requested().stream().noneMatch(other -> sameKey(other, request))) {
                    differences.lines.add(
                            request.coordinates() + " is locked and has not been asked for");
                }
            }
            before.values()
                    .forEach(
                            artifact ->
                                    differences.lines.add(
                                            artifact.coordinates()
                                                    + " is locked and no longer needed"));
        }
        return differences.lines;
    }

    /** What requests have otherwise than the lock. */
    static List<String> of(Lock locked, List<LockedRequest> requests) {
        LockDifferences differences = new LockDifferences(locked);
        requests.forEach(differences::addRequest);
        return differences.lines;
    }

    private static boolean sameKey(LockedRequest one, LockedRequest other) {
        return one.key().equals(other.key());
    }

    private void addRequest(LockedRequest request) {
        LockedRequest before =
                locked.requested().stream()
                        .filter(other -> sameKey(other, request))
                        .findFirst()
                        .orElse(null);
        if (before == null) {
            lines.add(request.coordinates() + " is asked for and not locked");
        } else if (!before.coordinates().equals(request.coordinates())) {
            lines.add(request.coordinates() + " is asked for, locked is " + before.coordinates());
        } else if (!Objects.equals(before.exclusions(), request.exclusions())) {
            lines.add(
                    request.coordinates()
                            + " has other exclusions: "
                            + text(request.exclusions())
                            + ", locked with "
                            + text(before.exclusions()));
        } else if (!Objects.equals(before.management(), request.management())) {
            lines.add(
                    request.coordinates()
                            + " comes with another dependencyManagement than when it was locked");
        }
    }

    private static String text(List<String> exclusions) {
        return exclusions == null ? "none" : String.join(", ", exclusions);
    }

    private void addArtifact(LockedArtifact before, LockedArtifact now) {
        if (before == null) {
            lines.add(now.coordinates() + " is needed and not locked");
        } else if (!before.coordinates().equals(now.coordinates())) {
            lines.add(
                    now.key()
                            + ": locked is "
                            + before.versionOf()
                            + ", needed is "
                            + now.versionOf());
        } else if (!before.sha256().equals(now.sha256())) {
            lines.add(otherBytes(before, now.sha256(), ""));
        }
    }

    /**
     * @param where the file; empty if it does not matter
     */
    static String otherBytes(LockedArtifact locked, String sha256, String where) {
        return locked.coordinates()
                + " has other bytes than when it was locked"
                + (where.isEmpty() ? "" : " (" + where + ")")
                + ": SHA-256 "
                + sha256
                + ", locked "
                + locked.sha256();
    }
}
