package dev.vitrine.kernel.maven;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.graph.DependencyFilter;
import org.eclipse.aether.graph.DependencyNode;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.util.artifact.ArtifactIdUtils;

/**
 * What all requests of a notebook came to.
 *
 * @param results the artifacts with their files and where these came from, in the order of the
 *     class path
 * @param needs which artifacts each one needs; all by artifact without version
 * @param conflicts a line for each artifact that was wanted in several versions
 */
record ResolvedGraph(
        List<ArtifactResult> results, Map<String, Set<String>> needs, List<String> conflicts) {

    List<Artifact> artifacts() {
        return results.stream().map(ArtifactResult::getArtifact).toList();
    }

    /** The edges of a graph, in which those to a version that lost lead to the one that won. */
    static Map<String, Set<String>> edges(DependencyNode root, DependencyFilter counted) {
        Map<String, Set<String>> needs = new LinkedHashMap<>();
        Set<DependencyNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<DependencyNode> open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty()) {
            DependencyNode node = open.pop();
            if (!seen.add(node)) {
                continue;
            }
            for (DependencyNode child : node.getChildren()) {
                if (!counted.accept(child, List.of())) {
                    continue;
                }
                if (node.getArtifact() != null) {
                    needs.computeIfAbsent(key(node), parent -> new LinkedHashSet<>())
                            .add(key(child));
                }
                open.push(child);
            }
        }
        return needs;
    }

    /** What some artifacts need, themselves included. */
    static Set<String> closure(
            Iterable<String> from, Map<String, ? extends Iterable<String>> needs) {
        Set<String> closure = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>();
        from.forEach(open::add);
        while (!open.isEmpty()) {
            String next = open.remove();
            if (closure.add(next) && needs.containsKey(next)) {
                needs.get(next).forEach(open::add);
            }
        }
        return closure;
    }

    static String key(DependencyNode node) {
        return ArtifactIdUtils.toVersionlessId(node.getArtifact());
    }
}
