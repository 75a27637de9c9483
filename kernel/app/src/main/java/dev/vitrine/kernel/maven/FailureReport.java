package dev.vitrine.kernel.maven;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.DependencyCollectionException;
import org.eclipse.aether.collection.UnsolvableVersionConflictException;
import org.eclipse.aether.graph.DependencyNode;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.eclipse.aether.resolution.VersionRangeRequest;
import org.eclipse.aether.resolution.VersionRangeResolutionException;
import org.eclipse.aether.transfer.ArtifactNotFoundException;
import org.eclipse.aether.transfer.RepositoryOfflineException;
import org.eclipse.aether.util.graph.visitor.PathRecordingDependencyVisitor;
import org.eclipse.aether.util.graph.visitor.TreeDependencyVisitor;

/**
 * Turns what the resolver throws into one message: what is missing, who needs it, who was asked,
 * what there is.
 */
final class FailureReport {

    private static final int MAX_ARTIFACTS = 5;
    private static final int MAX_VERSIONS = 8;

    private final LocalMaven maven;
    private final MavenSession session;
    private final List<RemoteRepository> asked;

    FailureReport(LocalMaven maven, MavenSession session, List<RemoteRepository> asked) {
        this.maven = maven;
        this.session = session;
        this.asked = asked;
    }

    /** May ask the repositories which versions there are. */
    ResolutionException of(RepositoryException failure) {
        ArtifactResolutionException unresolved =
                causeOf(failure, ArtifactResolutionException.class);
        if (unresolved == null) {
            return new ResolutionException(withoutArtifact(failure), failure);
        }
        DependencyNode root = rootOf(failure);
        List<String> lines = new ArrayList<>();
        for (ArtifactResult result : unresolved.getResults()) {
            if (!result.isResolved() && lines.size() < MAX_ARTIFACTS) {
                lines.add(describe(result, root));
            }
        }
        long left =
                unresolved.getResults().stream().filter(result -> !result.isResolved()).count()
                        - lines.size();
        if (left > 0) {
            lines.add("and " + left + " more artifacts");
        }
        return new ResolutionException(String.join("\n", lines), failure);
    }

    private static DependencyNode rootOf(RepositoryException failure) {
        if (failure instanceof DependencyResolutionException whole && whole.getResult() != null) {
            return whole.getResult().getRoot();
        }
        return failure instanceof DependencyCollectionException whole && whole.getResult() != null
                ? whole.getResult().getRoot()
                : null;
    }

    private String withoutArtifact(RepositoryException failure) {
        UnsolvableVersionConflictException conflict =
                causeOf(failure, UnsolvableVersionConflictException.class);
        if (conflict != null) {
            return "No version suits all: "
                    + conflict.getPaths().stream()
                            .map(FailureReport::wish)
                            .distinct()
                            .collect(Collectors.joining("; "));
        }
        VersionRangeResolutionException range =
                causeOf(failure, VersionRangeResolutionException.class);
        if (range != null && range.getResult() != null) {
            Artifact artifact = range.getResult().getRequest().getArtifact();
            return "Cannot find a version of "
                    + artifact.getGroupId()
                    + ":"
                    + artifact.getArtifactId()
                    + " in "
                    + artifact.getVersion()
                    + ". Asked: "
                    + list(asked)
                    + "."
                    + versionsToBeHad(artifact);
        }
        return innermost(failure);
    }

    /** Who wants which version, of the last node of a path. */
    private static String wish(List<? extends DependencyNode> path) {
        DependencyNode last = path.get(path.size() - 1);
        DependencyNode parent = path.size() < 2 ? null : path.get(path.size() - 2);
        String who =
                parent == null || parent.getArtifact() == null
                        ? "the notebook"
                        : nameOf(parent.getArtifact());
        return who
                + " wants "
                + last.getArtifact().getGroupId()
                + ":"
                + last.getArtifact().getArtifactId()
                + " "
                + last.getVersionConstraint();
    }

    private String describe(ArtifactResult result, DependencyNode root) {
        ArtifactRequest request = result.getRequest();
        Artifact artifact = request.getArtifact();
        String name = nameOf(artifact) + neededBy(artifact, root);
        Exception trouble =
                result.getExceptions().stream()
                        .filter(
                                exception ->
                                        !(exception instanceof ArtifactNotFoundException)
                                                || isOffline(exception))
                        .findFirst()
                        .orElse(null);
        if (trouble == null && artifact.isSnapshot() && repositoriesWithSnapshots().isEmpty()) {
            return "Cannot find "
                    + name
                    + ": none of the repositories has snapshots. %mavenRepo adds one.";
        }
        if (trouble == null) {
            return "Cannot find "
                    + name
                    + ". Asked: "
                    + list(artifact.isSnapshot() ? repositoriesWithSnapshots() : asked)
                    + "."
                    + versionsToBeHad(artifact);
        }
        return "Cannot get "
                + name
                + ": "
                + reason(trouble)
                + "."
                + versionsInLocalRepository(artifact);
    }

    private List<RemoteRepository> repositoriesWithSnapshots() {
        return asked.stream().filter(repository -> repository.getPolicy(true).isEnabled()).toList();
    }

    private static String nameOf(Artifact artifact) {
        StringBuilder name =
                new StringBuilder(artifact.getGroupId() + ":" + artifact.getArtifactId());
        if (!artifact.getClassifier().isEmpty()
                || !Set.of("jar", "pom").contains(artifact.getExtension())) {
            name.append(':').append(artifact.getExtension());
        }
        if (!artifact.getClassifier().isEmpty()) {
            name.append(':').append(artifact.getClassifier());
        }
        return name.append(':').append(artifact.getVersion()).toString();
    }

    /** The chain from what the user asked for to the artifact, unless he asked for it himself. */
    private static String neededBy(Artifact artifact, DependencyNode root) {
        if (root == null) {
            return "";
        }
        PathRecordingDependencyVisitor paths =
                new PathRecordingDependencyVisitor(
                        (node, parents) ->
                                node.getArtifact() != null
                                        && nameOf(node.getArtifact()).equals(nameOf(artifact)));
        root.accept(new TreeDependencyVisitor(paths));
        if (paths.getPaths().isEmpty()) {
            return "";
        }
        List<DependencyNode> path = paths.getPaths().get(0);
        String chain =
                path.subList(0, path.size() - 1).stream()
                        .filter(node -> node.getArtifact() != null)
                        .map(node -> nameOf(node.getArtifact()))
                        .collect(Collectors.joining(" > "));
        return chain.isEmpty() ? "" : " (needed by " + chain + ")";
    }

    private static String list(List<RemoteRepository> repositories) {
        return repositories.stream()
                .map(repository -> repository.getId() + " (" + repository.getUrl() + ")")
                .collect(Collectors.joining(", "));
    }

    private String reason(Exception trouble) {
        if (isOffline(trouble)) {
            return "it is not in the local repository, and "
                    + (maven.isOffline()
                            ? maven.settingsFile() + " tells Maven to stay offline"
                            : "Maven was told to stay offline");
        }
        Throwable network = networkCause(trouble);
        if (network != null) {
            return "no network, or no way to "
                    + list(asked)
                    + " ("
                    + network.getClass().getSimpleName()
                    + ": "
                    + network.getMessage()
                    + ")";
        }
        String message = trouble.getMessage();
        if (message != null && message.matches("(?s).*\\b(401|403)\\b.*")) {
            return message
                    + ". Credentials for it belong into "
                    + maven.settingsFile()
                    + ", as <server> with its id"
                    + maven.passwordProblems().stream()
                            .map(problem -> ". " + problem)
                            .collect(Collectors.joining());
        }
        return message;
    }

    private static boolean isOffline(Throwable failure) {
        return causeOf(failure, RepositoryOfflineException.class) != null;
    }

    private static Throwable networkCause(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            boolean network =
                    t instanceof UnknownHostException
                            || t instanceof ConnectException
                            || t instanceof NoRouteToHostException
                            || t instanceof SocketTimeoutException;
            if (network) {
                return t;
            }
        }
        return null;
    }

    private String versionsToBeHad(Artifact artifact) {
        Artifact any =
                new DefaultArtifact(
                        artifact.getGroupId(),
                        artifact.getArtifactId(),
                        artifact.getExtension(),
                        "[0,)");
        List<String> versions;
        try {
            versions =
                    session
                            .system()
                            .resolveVersionRange(
                                    session.aether(), new VersionRangeRequest(any, asked, ""))
                            .getVersions()
                            .stream()
                            .map(Object::toString)
                            .toList();
        } catch (VersionRangeResolutionException noHint) {
            // A hint is no reason to hide the failure that it belongs to.
            return "";
        }
        if (versions.isEmpty()) {
            return " No version of "
                    + artifact.getGroupId()
                    + ":"
                    + artifact.getArtifactId()
                    + " is known there.";
        }
        return " Versions there are: " + newest(versions) + ".";
    }

    private String versionsInLocalRepository(Artifact artifact) {
        Path folder =
                maven.localRepository()
                        .resolve(artifact.getGroupId().replace('.', '/'))
                        .resolve(artifact.getArtifactId());
        Set<String> versions = new LinkedHashSet<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> children = Files.list(folder)) {
                children.filter(FailureReport::holdsJar)
                        .map(child -> child.getFileName().toString())
                        .sorted()
                        .forEach(versions::add);
            } catch (IOException unreadable) {
                return " The local repository cannot be read: " + unreadable.getMessage() + ".";
            }
        }
        String found = versions.isEmpty() ? "no version of it" : newest(List.copyOf(versions));
        return " The local repository (" + maven.localRepository() + ") has " + found + ".";
    }

    private static boolean holdsJar(Path folder) {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(".jar"));
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static String newest(List<String> versions) {
        int from = Math.max(0, versions.size() - MAX_VERSIONS);
        return (from > 0 ? "…, " : "") + String.join(", ", versions.subList(from, versions.size()));
    }

    private static <T extends Throwable> T causeOf(Throwable failure, Class<T> type) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (type.isInstance(t)) {
                return type.cast(t);
            }
        }
        return null;
    }

    private static String innermost(Throwable failure) {
        Throwable t = failure;
        while (t.getCause() instanceof RepositoryException) {
            t = t.getCause();
        }
        return t.getMessage();
    }
}
