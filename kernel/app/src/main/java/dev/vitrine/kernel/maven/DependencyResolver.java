package dev.vitrine.kernel.maven;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.aether.DefaultRepositoryCache;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.DefaultSessionData;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.ArtifactType;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.artifact.DefaultArtifactType;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.repository.RepositoryPolicy;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.util.artifact.ArtifactIdUtils;
import org.eclipse.aether.util.artifact.JavaScopes;
import org.eclipse.aether.util.filter.DependencyFilterUtils;
import org.eclipse.aether.util.version.GenericVersionScheme;
import org.eclipse.aether.version.InvalidVersionSpecificationException;
import org.eclipse.aether.version.VersionScheme;

/**
 * The dependencies of one notebook. Each request is resolved together with all earlier ones: of two
 * versions of an artifact, the one requested last wins over an earlier request, and a request wins
 * over what another artifact brings along (Maven's nearest-first rule with the newest request
 * first).
 *
 * <p>A request that fails changes nothing. The first one starts Maven, which takes a moment.
 */
public final class DependencyResolver {

    private final LocalMaven maven;

    /** What was asked for, newest first, by artifact without version. */
    private Map<String, Dependency> requested = new LinkedHashMap<>();

    /** Versions that POMs prescribe for what others bring along. */
    private Map<String, Dependency> managed = new LinkedHashMap<>();

    /** By id, in the order in which they are asked. */
    private final Map<String, RemoteRepository> repositories = new LinkedHashMap<>();

    /** The artifacts that were handed out, by artifact without version. */
    private final Map<String, Artifact> loaded = new LinkedHashMap<>();

    /**
     * What a request brought.
     *
     * @param jars files to add to the class path, in its order
     * @param changes for each artifact that another version of was handed out before, a line that
     *     names both versions
     * @param notAdded artifacts that were asked for and are no jars
     */
    public record Resolution(List<Path> jars, List<String> changes, List<String> notAdded) {}

    /** Uses Maven as it is set up for the user. */
    public DependencyResolver() throws ResolutionException {
        this(new LocalMaven());
    }

    DependencyResolver(LocalMaven maven) {
        this.maven = maven;
        maven.repositories()
                .forEach(repository -> repositories.put(repository.getId(), repository));
    }

    /**
     * Asks one more repository from now on, after all others; the same id again replaces the
     * address.
     *
     * @param url an address (http, https, file) or a folder
     */
    public synchronized void addRepository(String id, String url) throws ResolutionException {
        repositories.put(id, LocalMaven.repository(id, checkedUrl(url)));
    }

    /**
     * Resolves artifacts and all they need at run time.
     *
     * @param from ids or addresses of the only repositories where the artifacts themselves may come
     *     from, asked anew for newer snapshots; empty for all. What they need may come from any
     * @throws InterruptedException if the calling thread is interrupted; downloads end
     */
    public synchronized Resolution add(
            List<Coordinate> coordinates, List<String> from, Progress progress)
            throws ResolutionException, InterruptedException {
        List<Dependency> wanted = new ArrayList<>();
        RepositorySystemSession types = maven.newSession(null);
        coordinates.forEach(
                coordinate ->
                        wanted.add(
                                new Dependency(artifactOf(coordinate, types), JavaScopes.RUNTIME)));
        Map<String, RemoteRepository> only = new LinkedHashMap<>();
        for (String name : from) {
            RemoteRepository repository = find(name);
            only.put(repository.getId(), repository);
        }
        Map<String, RemoteRepository> all = new LinkedHashMap<>(only);
        repositories.forEach(all::putIfAbsent);
        return resolve(
                new Request(wanted, Map.of(), all, List.copyOf(only.values())),
                new Transfers(),
                progress);
    }

    /**
     * Resolves the dependencies of a project.
     *
     * @param scopes of the dependencies that count: compile, provided, runtime, test, system
     */
    public synchronized Resolution addPom(PomSource pom, Set<String> scopes, Progress progress)
            throws ResolutionException, InterruptedException {
        Transfers transfers = new Transfers();
        DefaultRepositorySystemSession session = maven.newSession(transfers);
        PomReader reader =
                new PomReader(maven.system(), session, List.copyOf(repositories.values()));
        PomReader.Pom read = Waiting.forResult(() -> reader.read(pom), transfers, progress);
        Map<String, RemoteRepository> all = new LinkedHashMap<>(repositories);
        read.repositories().forEach(repository -> all.putIfAbsent(repository.getId(), repository));
        List<Dependency> wanted = new ArrayList<>();
        List<Path> system = new ArrayList<>();
        for (Dependency dependency : read.dependencies()) {
            if (!scopes.contains(dependency.getScope())) {
                continue;
            }
            if (dependency.getScope().equals(JavaScopes.SYSTEM)) {
                system.add(dependency.getArtifact().getFile().toPath());
            } else {
                wanted.add(dependency.setScope(JavaScopes.RUNTIME).setOptional(false));
            }
        }
        Resolution resolution =
                resolve(
                        new Request(wanted, byKey(read.managed()), all, List.of()),
                        transfers,
                        progress);
        List<Path> jars = new ArrayList<>(resolution.jars());
        jars.addAll(system);
        return new Resolution(jars, resolution.changes(), resolution.notAdded());
    }

    /**
     * One request on the way.
     *
     * @param only where {@code wanted} itself may come from; empty for anywhere
     */
    private record Request(
            List<Dependency> wanted,
            Map<String, Dependency> managed,
            Map<String, RemoteRepository> repositories,
            List<RemoteRepository> only) {}

    private Resolution resolve(Request request, Transfers transfers, Progress progress)
            throws ResolutionException, InterruptedException {
        Map<String, Dependency> together = byKey(request.wanted());
        requested.forEach(together::putIfAbsent);
        Map<String, Dependency> management = new LinkedHashMap<>(request.managed());
        managed.forEach(management::putIfAbsent);
        List<ArtifactResult> results =
                Waiting.forResult(
                        () -> resolveTogether(request, together, management, transfers),
                        transfers,
                        progress);
        requested = together;
        managed = management;
        // Even one that was named for this request only: later ones resolve its artifacts again,
        // together with theirs.
        request.repositories().forEach(repositories::putIfAbsent);
        return handOut(results, byKey(request.wanted()));
    }

    /** Runs on a thread of its own. */
    private List<ArtifactResult> resolveTogether(
            Request request,
            Map<String, Dependency> together,
            Map<String, Dependency> management,
            Transfers transfers)
            throws ResolutionException {
        DefaultRepositorySystemSession session = maven.newSession(transfers);
        if (!request.only().isEmpty()) {
            session.setUpdatePolicy(RepositoryPolicy.UPDATE_POLICY_ALWAYS);
            // Where a session remembers which versions there are, and that it has asked.
            session.setCache(new DefaultRepositoryCache());
            session.setData(new DefaultSessionData());
        }
        List<RemoteRepository> asked = withAccess(session, request.repositories().values());
        try {
            if (!request.only().isEmpty()) {
                List<RemoteRepository> only = withAccess(session, request.only());
                List<ArtifactRequest> artifacts = new ArrayList<>();
                request.wanted()
                        .forEach(
                                wanted ->
                                        artifacts.add(
                                                new ArtifactRequest(
                                                        wanted.getArtifact(), only, "")));
                maven.system().resolveArtifacts(session, artifacts);
            }
            CollectRequest collect = new CollectRequest();
            collect.setDependencies(List.copyOf(together.values()));
            collect.setManagedDependencies(List.copyOf(management.values()));
            collect.setRepositories(asked);
            var runtime = DependencyFilterUtils.classpathFilter(JavaScopes.RUNTIME);
            return maven.system()
                    .resolveDependencies(session, new DependencyRequest(collect, runtime))
                    .getArtifactResults();
        } catch (RepositoryException failure) {
            throw new FailureReport(maven, session, asked).of(failure);
        }
    }

    /** The repositories with mirrors, proxies and credentials of settings.xml applied. */
    private List<RemoteRepository> withAccess(
            RepositorySystemSession session, Collection<RemoteRepository> plain) {
        return maven.system().newResolutionRepositories(session, List.copyOf(plain));
    }

    private Resolution handOut(List<ArtifactResult> results, Map<String, Dependency> wanted) {
        List<Path> jars = new ArrayList<>();
        List<String> changes = new ArrayList<>();
        List<String> notAdded = new ArrayList<>();
        for (ArtifactResult result : results) {
            Artifact artifact = result.getArtifact();
            String key = ArtifactIdUtils.toVersionlessId(artifact);
            if (!artifact.getExtension().equals("jar")) {
                if (wanted.containsKey(key) && !artifact.getExtension().equals("pom")) {
                    notAdded.add(artifact.toString());
                }
                continue;
            }
            Artifact before = loaded.get(key);
            if (before == null) {
                jars.add(artifact.getFile().toPath());
                loaded.put(key, artifact);
            } else if (replaces(artifact, before, wanted.containsKey(key))) {
                jars.add(artifact.getFile().toPath());
                changes.add(
                        nameOf(artifact)
                                + ": "
                                + before.getVersion()
                                + " was loaded before, now "
                                + artifact.getVersion());
                loaded.put(key, artifact);
            }
        }
        return new Resolution(jars, changes, notAdded);
    }

    /**
     * What is on the class path cannot be taken off, so an older version that something brings
     * along is of no use.
     */
    private static boolean replaces(Artifact now, Artifact before, boolean asked) {
        if (now.getVersion().equals(before.getVersion())) {
            return false;
        }
        if (asked) {
            return true;
        }
        VersionScheme scheme = new GenericVersionScheme();
        try {
            return scheme.parseVersion(now.getVersion())
                            .compareTo(scheme.parseVersion(before.getVersion()))
                    > 0;
        } catch (InvalidVersionSpecificationException impossible) {
            throw new IllegalStateException(
                    "A resolved artifact has no proper version: " + now, impossible);
        }
    }

    private static String nameOf(Artifact artifact) {
        String classifier =
                artifact.getClassifier().isEmpty() ? "" : ":" + artifact.getClassifier();
        return artifact.getGroupId() + ":" + artifact.getArtifactId() + classifier;
    }

    private static Artifact artifactOf(Coordinate coordinate, RepositorySystemSession session) {
        ArtifactType known = session.getArtifactTypeRegistry().get(coordinate.packaging());
        ArtifactType type = known == null ? new DefaultArtifactType(coordinate.packaging()) : known;
        return new DefaultArtifact(
                coordinate.group(),
                coordinate.artifact(),
                coordinate.classifier(),
                null,
                coordinate.version(),
                type);
    }

    private static Map<String, Dependency> byKey(Collection<Dependency> dependencies) {
        Map<String, Dependency> map = new LinkedHashMap<>();
        dependencies.forEach(
                dependency ->
                        map.put(
                                ArtifactIdUtils.toVersionlessId(dependency.getArtifact()),
                                dependency));
        return map;
    }

    private RemoteRepository find(String name) throws ResolutionException {
        RemoteRepository byId = repositories.get(name);
        if (byId != null) {
            return byId;
        }
        if (!name.contains("/")) {
            String known = repositories.keySet().stream().collect(Collectors.joining(", "));
            throw new ResolutionException(
                    "There is no repository "
                            + name
                            + "; there are "
                            + known
                            + ". %mavenRepo adds one, or give its address");
        }
        String url = checkedUrl(name);
        for (RemoteRepository repository : repositories.values()) {
            if (repository.getUrl().equals(url)) {
                return repository;
            }
        }
        // The local repository remembers where an artifact came from by this id.
        return LocalMaven.repository(url.replaceAll("[^A-Za-z0-9.]+", "-"), url);
    }

    private static String checkedUrl(String url) throws ResolutionException {
        Path folder = url.contains("://") || url.startsWith("file:") ? null : Path.of(url);
        if (folder != null && Files.isDirectory(folder)) {
            return folder.toUri().toString();
        }
        try {
            String scheme = new URI(url).getScheme();
            if (scheme != null && Set.of("http", "https", "file").contains(scheme)) {
                return url;
            }
        } catch (URISyntaxException malformed) {
            throw new ResolutionException(
                    "\"" + url + "\" is no address: " + malformed.getMessage(), malformed);
        }
        throw new ResolutionException(
                "\""
                        + url
                        + "\" is no address of a repository: neither a folder, nor http, https or file");
    }
}
