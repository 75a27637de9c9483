package dev.vitrine.kernel.maven;

import java.util.ArrayList;
import java.util.List;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.Parent;
import org.apache.maven.model.Repository;
import org.apache.maven.model.building.FileModelSource;
import org.apache.maven.model.building.ModelSource;
import org.apache.maven.model.resolution.ModelResolver;
import org.apache.maven.model.resolution.UnresolvableModelException;
import org.apache.maven.repository.internal.ArtifactDescriptorUtils;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.VersionRangeRequest;
import org.eclipse.aether.version.Version;

/**
 * Finds the parents and imports of a POM in repositories: the given ones first, then those that
 * POMs name.
 */
@SuppressWarnings("deprecation") // ModelSource stands in the interface; its successor extends it.
final class RepositoryModelResolver implements ModelResolver {

    private final RepositorySystem system;
    private final RepositorySystemSession session;
    private final List<RemoteRepository> repositories;

    RepositoryModelResolver(
            RepositorySystem system,
            RepositorySystemSession session,
            List<RemoteRepository> repositories) {
        this.system = system;
        this.session = session;
        this.repositories = new ArrayList<>(repositories);
    }

    @Override
    public ModelSource resolveModel(String groupId, String artifactId, String version)
            throws UnresolvableModelException {
        return resolve(groupId, artifactId, version);
    }

    @Override
    public ModelSource resolveModel(Parent parent) throws UnresolvableModelException {
        String version = highest(parent.getGroupId(), parent.getArtifactId(), parent.getVersion());
        parent.setVersion(version);
        return resolve(parent.getGroupId(), parent.getArtifactId(), version);
    }

    @Override
    public ModelSource resolveModel(Dependency dependency) throws UnresolvableModelException {
        String version =
                highest(
                        dependency.getGroupId(),
                        dependency.getArtifactId(),
                        dependency.getVersion());
        dependency.setVersion(version);
        return resolve(dependency.getGroupId(), dependency.getArtifactId(), version);
    }

    @Override
    public void addRepository(Repository repository) {
        addRepository(repository, false);
    }

    @Override
    public void addRepository(Repository repository, boolean replace) {
        boolean known =
                repositories.stream().anyMatch(other -> other.getId().equals(repository.getId()));
        if (known && !replace) {
            return;
        }
        repositories.removeIf(other -> other.getId().equals(repository.getId()));
        repositories.add(ArtifactDescriptorUtils.toRemoteRepository(repository));
    }

    @Override
    public ModelResolver newCopy() {
        return new RepositoryModelResolver(system, session, repositories);
    }

    private ModelSource resolve(String groupId, String artifactId, String version)
            throws UnresolvableModelException {
        Artifact pom = new DefaultArtifact(groupId, artifactId, "pom", version);
        try {
            ArtifactRequest request = new ArtifactRequest(pom, withAccess(), "");
            return new FileModelSource(
                    system.resolveArtifact(session, request).getArtifact().getFile());
        } catch (RepositoryException failure) {
            throw new UnresolvableModelException(
                    failure.getMessage(), groupId, artifactId, version, failure);
        }
    }

    /** The version itself, or the highest in a range. */
    private String highest(String groupId, String artifactId, String version)
            throws UnresolvableModelException {
        Artifact pom = new DefaultArtifact(groupId, artifactId, "pom", version);
        Version highest;
        try {
            highest =
                    system.resolveVersionRange(
                                    session, new VersionRangeRequest(pom, withAccess(), ""))
                            .getHighestVersion();
        } catch (RepositoryException failure) {
            throw new UnresolvableModelException(
                    failure.getMessage(), groupId, artifactId, version, failure);
        }
        if (highest == null) {
            throw new UnresolvableModelException(
                    "No version matches " + version, groupId, artifactId, version);
        }
        return highest.toString();
    }

    private List<RemoteRepository> withAccess() {
        return system.newResolutionRepositories(session, repositories);
    }
}
