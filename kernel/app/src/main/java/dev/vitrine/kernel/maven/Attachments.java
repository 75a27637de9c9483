package dev.vitrine.kernel.maven;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.transfer.ArtifactNotFoundException;
import org.eclipse.aether.transfer.RepositoryOfflineException;
import org.eclipse.aether.util.artifact.SubArtifact;

/** What is published beside an artifact to document it. */
final class Attachments {

    private final LocalMaven maven;
    private final MavenSession session;
    private final List<RemoteRepository> repositories;

    /**
     * @param repositories that are asked, without their access
     */
    Attachments(LocalMaven maven, MavenSession session, Collection<RemoteRepository> repositories) {
        this.maven = maven;
        this.session = session;
        this.repositories = session.withAccess(repositories);
    }

    /**
     * The jar of an artifact's sources, or else that of its Javadoc.
     *
     * @return empty if there is neither
     * @throws ResolutionException if that could not be found out
     */
    Optional<Path> documents(Artifact artifact) throws ResolutionException {
        String prefix = artifact.getClassifier().equals("tests") ? "test-" : "";
        Optional<Path> sources = find(new SubArtifact(artifact, prefix + "sources", "jar"));
        return sources.isPresent()
                ? sources
                : find(new SubArtifact(artifact, prefix + "javadoc", "jar"));
    }

    private Optional<Path> find(Artifact attachment) throws ResolutionException {
        try {
            ArtifactResult result =
                    session.system()
                            .resolveArtifact(
                                    session.aether(),
                                    new ArtifactRequest(attachment, repositories, ""));
            return Optional.of(result.getArtifact().getFile().toPath());
        } catch (ArtifactResolutionException failure) {
            if (failure.getResult().getExceptions().stream().allMatch(Attachments::isAbsence)) {
                return Optional.empty();
            }
            throw new FailureReport(maven, session, repositories).of(failure);
        }
    }

    private static boolean isAbsence(Exception failure) {
        return failure instanceof ArtifactNotFoundException
                && !(failure.getCause() instanceof RepositoryOfflineException);
    }
}
