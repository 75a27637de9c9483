package dev.vitrine.kernel.maven;

import java.util.List;
import java.util.Map;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.RemoteRepository;

/**
 * One request on the way.
 *
 * @param files artifacts that a POM gives the files of (scope system)
 * @param managed versions that a POM prescribes for what others bring along, by artifact without
 *     version
 * @param repositories all that may be asked, by id
 * @param only where {@code wanted} itself may come from; empty for anywhere
 */
record Request(
        List<Wanted> wanted,
        List<Artifact> files,
        Map<String, Dependency> managed,
        Map<String, RemoteRepository> repositories,
        List<RemoteRepository> only) {}
