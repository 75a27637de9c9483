package dev.vitrine.kernel.maven;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.DependencyFilter;
import org.eclipse.aether.graph.DependencyNode;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.util.artifact.JavaScopes;
import org.eclipse.aether.util.filter.DependencyFilterUtils;
import org.eclipse.aether.util.graph.transformer.ConflictResolver;
import org.eclipse.aether.util.graph.visitor.PreorderNodeListGenerator;
import org.eclipse.aether.util.version.GenericVersionScheme;
import org.eclipse.aether.version.InvalidVersionSpecificationException;
import org.eclipse.aether.version.VersionScheme;

/**
 * Resolves everything that a notebook has asked for in one graph. What is on the class path cannot
 * be taken off, so an older version that something brings along is of no use: the loaded one is
 * used in its place, in the whole graph.
 */
final class JointResolution {

    private static final DependencyFilter RUNTIME =
            DependencyFilterUtils.classpathFilter(JavaScopes.RUNTIME);

    private static final DependencyFilter RUNTIME_WINNERS =
            DependencyFilterUtils.andFilter(
                    RUNTIME,
                    (node, parents) ->
                            !node.getData().containsKey(ConflictResolver.NODE_DATA_WINNER));

    private final LocalMaven maven;
    private final MavenSession session;
    private final Map<String, Artifact> loaded;

    /**
     * @param loaded what is on the class path, by artifact without version
     */
    JointResolution(LocalMaven maven, MavenSession session, Map<String, Artifact> loaded) {
        this.maven = maven;
        this.session = session;
        this.loaded = loaded;
    }

    /**
     * @param request the newest one, for its repositories
     * @param together what is asked for, newest first
     * @param managed versions for what others bring along
     */
    ResolvedGraph of(Request request, Map<String, Wanted> together, Collection<Dependency> managed)
            throws ResolutionException {
        if (!request.only().isEmpty()) {
            session.askAnew();
        }
        List<RemoteRepository> asked = session.withAccess(request.repositories().values());
        try {
            if (!request.only().isEmpty()) {
                findIn(session.withAccess(request.only()), request.wanted());
            }
            Map<String, Conflicts.Kept> kept = new LinkedHashMap<>();
            DependencyNode root = collect(together.values(), managed, kept, asked);
            while (keepNewer(root, together.keySet(), kept)) {
                root = collect(together.values(), managed, kept, asked);
            }
            List<ArtifactResult> results =
                    session.system()
                            .resolveDependencies(
                                    session.aether(), new DependencyRequest(root, RUNTIME_WINNERS))
                            .getArtifactResults();
            return new ResolvedGraph(
                    results, ResolvedGraph.edges(root, RUNTIME), Conflicts.of(root, kept));
        } catch (RepositoryException failure) {
            throw new FailureReport(maven, session, asked).of(failure);
        }
    }

    private void findIn(List<RemoteRepository> only, List<Wanted> wanted)
            throws RepositoryException {
        List<ArtifactRequest> requests = new ArrayList<>();
        for (Wanted each : wanted) {
            requests.add(new ArtifactRequest(each.dependency().getArtifact(), only, ""));
        }
        session.system().resolveArtifacts(session.aether(), requests);
    }

    private DependencyNode collect(
            Collection<Wanted> together,
            Collection<Dependency> managed,
            Map<String, Conflicts.Kept> kept,
            List<RemoteRepository> asked)
            throws RepositoryException {
        // What comes first counts.
        List<Dependency> management = new ArrayList<>();
        kept.values().forEach(each -> management.add(new Dependency(each.artifact(), "")));
        management.addAll(managed);
        CollectRequest collect = new CollectRequest();
        collect.setDependencies(together.stream().map(Wanted::dependency).toList());
        collect.setManagedDependencies(management);
        collect.setRepositories(asked);
        return session.system().collectDependencies(session.aether(), collect).getRoot();
    }

    /** Finds versions that are older than what is loaded; tells whether there are more of them. */
    private boolean keepNewer(
            DependencyNode root, Set<String> requested, Map<String, Conflicts.Kept> kept) {
        boolean more = false;
        PreorderNodeListGenerator nodes = new PreorderNodeListGenerator();
        root.accept(nodes);
        for (DependencyNode node : nodes.getNodes()) {
            if (node.getArtifact() == null || !RUNTIME_WINNERS.accept(node, List.of())) {
                continue;
            }
            String key = ResolvedGraph.key(node);
            Artifact before = loaded.get(key);
            if (before != null
                    && !requested.contains(key)
                    && !kept.containsKey(key)
                    && !before.getBaseVersion().equals(node.getArtifact().getBaseVersion())
                    && isNewer(before, node.getArtifact())) {
                kept.put(
                        key,
                        new Conflicts.Kept(
                                before.setFile(null),
                                node.getArtifact().getVersion(),
                                Conflicts.bringer(root, node)));
                more = true;
            }
        }
        return more;
    }

    static boolean isNewer(Artifact one, Artifact other) {
        VersionScheme scheme = new GenericVersionScheme();
        try {
            return scheme.parseVersion(one.getVersion())
                            .compareTo(scheme.parseVersion(other.getVersion()))
                    > 0;
        } catch (InvalidVersionSpecificationException impossible) {
            throw new IllegalStateException(
                    "A resolved artifact has no proper version: " + one + ", " + other, impossible);
        }
    }
}
