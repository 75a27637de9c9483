package dev.vitrine.kernel.maven;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.graph.DependencyNode;
import org.eclipse.aether.util.graph.transformer.ConflictResolver;

/** Tells of artifacts that are wanted in several versions: who wants which, which one won, why. */
final class Conflicts {

    private static final int MAX_NAMES = 3;

    /** Nodes that lost, by the one that won. */
    private final Map<DependencyNode, List<DependencyNode>> losers = new LinkedHashMap<>();

    private final Map<DependencyNode, Place> places = new IdentityHashMap<>();

    /** Where in the graph a node was found first. */
    private record Place(DependencyNode parent, int depth) {}

    private Conflicts(DependencyNode root) {
        Set<DependencyNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<DependencyNode> open = new ArrayDeque<>(List.of(root));
        places.put(root, new Place(null, 0));
        while (!open.isEmpty()) {
            DependencyNode node = open.remove();
            if (!seen.add(node)) {
                continue;
            }
            for (DependencyNode child : node.getChildren()) {
                places.putIfAbsent(child, new Place(node, places.get(node).depth() + 1));
                if (child.getData().get(ConflictResolver.NODE_DATA_WINNER)
                        instanceof DependencyNode winner) {
                    losers.computeIfAbsent(winner, won -> new ArrayList<>()).add(child);
                }
                open.add(child);
            }
        }
    }

    /**
     * @param root of a graph that keeps the versions that lost
     * @param loaded versions that won since they are on the class path, and who wanted which other,
     *     by artifact without version
     */
    static List<String> of(DependencyNode root, Map<String, Kept> loaded) {
        Conflicts conflicts = new Conflicts(root);
        List<String> lines = new ArrayList<>();
        loaded.values().forEach(kept -> lines.add(kept.describe()));
        conflicts.losers.forEach(
                (winner, lost) -> {
                    String wishes = conflicts.wishes(winner, lost);
                    if (!wishes.isEmpty() && !loaded.containsKey(ResolvedGraph.key(winner))) {
                        lines.add(
                                nameOf(winner.getArtifact())
                                        + ": "
                                        + winner.getArtifact().getVersion()
                                        + " is used, "
                                        + conflicts.reason(winner, lost)
                                        + "; "
                                        + wishes);
                    }
                });
        return lines;
    }

    /**
     * A version that stays since it is loaded.
     *
     * @param artifact what stays
     * @param wanted the older version
     * @param by who wants it
     */
    record Kept(Artifact artifact, String wanted, String by) {

        private String describe() {
            return nameOf(artifact)
                    + ": "
                    + artifact.getVersion()
                    + " is used, since it is loaded already; "
                    + by
                    + " wants "
                    + wanted;
        }
    }

    /** Who brings a node of a graph along. */
    static String bringer(DependencyNode root, DependencyNode node) {
        return bringer(new Conflicts(root).places.get(node).parent());
    }

    private static String bringer(DependencyNode parent) {
        return parent == null || parent.getArtifact() == null
                ? "the notebook"
                : nameOf(parent.getArtifact()) + ":" + parent.getArtifact().getVersion();
    }

    private String reason(DependencyNode winner, List<DependencyNode> lost) {
        Place place = places.get(winner);
        if (place == null) {
            // Only below a version that lost itself; nothing can be said of it.
            return "by Maven's rules";
        }
        if (place.depth() == 1) {
            return "since the notebook asks for it";
        }
        String needs = "since " + bringer(place.parent()) + " needs it";
        int nearest =
                lost.stream()
                        .filter(loser -> differ(loser, winner))
                        .mapToInt(loser -> places.get(loser).depth())
                        .min()
                        .orElse(place.depth());
        if (nearest > place.depth()) {
            return needs + " and is nearer to what the notebook asks for";
        }
        return nearest < place.depth()
                ? needs + " and a version range allows no other"
                : needs + " and comes first";
    }

    private String wishes(DependencyNode winner, Collection<DependencyNode> lost) {
        Map<String, Set<String>> byVersion = new LinkedHashMap<>();
        for (DependencyNode loser : lost) {
            if (differ(loser, winner)) {
                byVersion
                        .computeIfAbsent(
                                loser.getArtifact().getVersion(), version -> new LinkedHashSet<>())
                        .add(bringer(places.get(loser).parent()));
            }
        }
        return byVersion.entrySet().stream()
                .map(
                        wish ->
                                names(wish.getValue())
                                        + (wish.getValue().size() == 1 ? " wants " : " want ")
                                        + wish.getKey())
                .collect(Collectors.joining("; "));
    }

    private static boolean differ(DependencyNode one, DependencyNode other) {
        return !one.getArtifact().getBaseVersion().equals(other.getArtifact().getBaseVersion());
    }

    private static String names(Set<String> all) {
        List<String> names = new ArrayList<>(all);
        if (names.size() > MAX_NAMES) {
            int more = names.size() - MAX_NAMES + 1;
            names = new ArrayList<>(names.subList(0, MAX_NAMES - 1));
            names.add(more + " more");
        }
        String last = names.remove(names.size() - 1);
        return names.isEmpty() ? last : String.join(", ", names) + " and " + last;
    }

    static String nameOf(Artifact artifact) {
        String classifier =
                artifact.getClassifier().isEmpty() ? "" : ":" + artifact.getClassifier();
        return artifact.getGroupId() + ":" + artifact.getArtifactId() + classifier;
    }
}
