package dev.vitrine.kernel.maven;

import dev.vitrine.kernel.maven.Lock.LockedArtifact;
import dev.vitrine.kernel.maven.Lock.LockedRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.repository.ArtifactRepository;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.util.artifact.ArtifactIdUtils;

/** Makes a lock of what requests came to. */
final class LockMaker {

    private final Collection<Wanted> requested;
    private final Collection<Artifact> files;
    private final List<LockedArtifact> artifacts = new ArrayList<>();
    private final Map<String, String> repositories = new TreeMap<>();

    /** Coordinates by artifact without version. */
    private final Map<String, String> chosen = new LinkedHashMap<>();

    /**
     * @param files artifacts that POMs name the files of
     */
    LockMaker(Collection<Wanted> requested, Collection<Artifact> files) {
        this.requested = requested;
        this.files = files;
    }

    /**
     * Reads every file.
     *
     * @param graph null if nothing was resolved
     */
    Lock of(ResolvedGraph graph) throws ResolutionException {
        List<ArtifactResult> results = graph == null ? List.of() : graph.results();
        for (ArtifactResult result : results) {
            choose(result.getArtifact());
        }
        files.forEach(this::choose);
        for (ArtifactResult result : results) {
            Set<String> needs =
                    graph.needs()
                            .getOrDefault(
                                    ArtifactIdUtils.toVersionlessId(result.getArtifact()),
                                    Set.of());
            add(
                    result.getArtifact(),
                    origin(result.getRepository()),
                    needs.stream().map(chosen::get).filter(Objects::nonNull).toList());
        }
        for (Artifact file : files) {
            add(file, null, List.of());
        }
        List<LockedRequest> requests = new ArrayList<>();
        for (Wanted wanted : requested) {
            requests.add(LockedRequest.of(wanted, chosen.get(wanted.key())));
        }
        for (Artifact file : files) {
            String id = ArtifactIdUtils.toId(file);
            requests.add(new LockedRequest(id, id, null, null));
        }
        return new Lock(Lock.VERSION, requests, artifacts, repositories);
    }

    private void choose(Artifact artifact) {
        chosen.put(ArtifactIdUtils.toVersionlessId(artifact), ArtifactIdUtils.toId(artifact));
    }

    private void add(Artifact artifact, String repository, List<String> needs)
            throws ResolutionException {
        Path file = artifact.getFile().toPath();
        artifacts.add(
                new LockedArtifact(
                        ArtifactIdUtils.toId(artifact),
                        repository,
                        LockedResolution.sha256(file),
                        needs.isEmpty() ? null : needs));
    }

    /**
     * The id of the repository that something came from, by the name that notebooks know: a mirror
     * is of this machine only. Null if it was in the local repository without an origin.
     */
    private String origin(ArtifactRepository from) {
        if (!(from instanceof RemoteRepository remote)) {
            return null;
        }
        RemoteRepository known =
                remote.getMirroredRepositories().isEmpty()
                        ? remote
                        : remote.getMirroredRepositories().get(0);
        repositories.put(known.getId(), known.getUrl().replaceFirst("://[^/@]*@", "://"));
        return known.getId();
    }
}
