package dev.vitrine.kernel.maven;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.ArtifactType;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.artifact.DefaultArtifactType;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.util.artifact.ArtifactIdUtils;
import org.eclipse.aether.util.artifact.JavaScopes;

/**
 * The dependencies of one notebook. Each request is resolved together with all earlier ones: of two
 * versions of an artifact, the one requested last wins over an earlier request, and a request wins
 * over what another artifact brings along (Maven's nearest-first rule with the newest request
 * first). A version that is loaded stays unless a newer one is needed or another one is asked for.
 *
 * <p>A request that fails changes nothing. The first one starts Maven, which takes a moment.
 *
 * <p>With a {@linkplain #lockTo lock}, requests get what it says instead, or fail.
 */
public final class DependencyResolver {

    private final LocalMaven maven;
    private final Repositories repositories;

    /** What was asked for, newest first, by artifact without version. */
    private Map<String, Wanted> requested = new LinkedHashMap<>();

    /** Versions that POMs prescribe for what others bring along. */
    private Map<String, Dependency> managed = new LinkedHashMap<>();

    /** Artifacts that POMs name the files of, by artifact without version. */
    private final Map<String, Artifact> files = new LinkedHashMap<>();

    /** The artifacts that were handed out, by artifact without version. */
    private final Map<String, Artifact> loaded = new LinkedHashMap<>();

    /** Every artifact that was handed out, by its file. */
    private final Map<Path, Artifact> handedOut = new ConcurrentHashMap<>();

    /** What the requests came to; null before the first one and while there is a lock. */
    private ResolvedGraph graph;

    private final Set<String> toldConflicts = new HashSet<>();

    private Lock lock;
    private String lockName;

    /**
     * What a request brought.
     *
     * @param jars files to add to the class path, in its order
     * @param changes for each artifact that another version of was handed out before, a line that
     *     names both versions
     * @param conflicts for each artifact that is wanted in several versions, a line that says who
     *     wants which and why one of them won; told once in a notebook
     * @param notAdded artifacts that were asked for and are no jars
     */
    public record Resolution(
            List<Path> jars, List<String> changes, List<String> conflicts, List<String> notAdded) {}

    /**
     * A project whose dependencies are asked for.
     *
     * @param scopes of the dependencies that count: compile, provided, runtime, test, system
     * @param profiles ids of profiles to activate, or not to, after an exclamation mark
     */
    public record Project(PomSource source, Set<String> scopes, List<String> profiles) {}

    /** Uses Maven as it is set up for the user. */
    public DependencyResolver() throws ResolutionException {
        this(new LocalMaven());
    }

    DependencyResolver(LocalMaven maven) {
        this.maven = maven;
        repositories = new Repositories(maven.repositories());
    }

    /**
     * Asks one more repository from now on, after all others; the same id again replaces the
     * address.
     *
     * @param url an address (http, https, file) or a folder
     */
    public synchronized void addRepository(String id, String url) throws ResolutionException {
        repositories.put(id, url);
    }

    /**
     * Resolves artifacts and all they need at run time.
     *
     * @param from ids or addresses of the only repositories where the artifacts themselves may come
     *     from, asked anew for newer snapshots; empty for all. What they need may come from any
     * @throws InterruptedException if the calling thread is interrupted; downloads end
     */
    public Resolution add(List<Coordinate> coordinates, List<String> from, Progress progress)
            throws ResolutionException, InterruptedException {
        return add(coordinates, from, false, progress);
    }

    /**
     * As {@link #add(List, List, Progress)}.
     *
     * @param offline takes everything from the local repository
     */
    public synchronized Resolution add(
            List<Coordinate> coordinates, List<String> from, boolean offline, Progress progress)
            throws ResolutionException, InterruptedException {
        MavenSession session = maven.newSession(offline);
        List<Wanted> wanted = new ArrayList<>();
        for (Coordinate coordinate : coordinates) {
            wanted.add(
                    new Wanted(
                            new Dependency(
                                    artifactOf(coordinate, session.aether()), JavaScopes.RUNTIME)));
        }
        Map<String, RemoteRepository> only = new LinkedHashMap<>();
        for (String name : from) {
            RemoteRepository repository = repositories.find(name);
            only.put(repository.getId(), repository);
        }
        Map<String, RemoteRepository> all = new LinkedHashMap<>(only);
        repositories.all().forEach(all::putIfAbsent);
        return take(
                new Request(wanted, List.of(), Map.of(), all, List.copyOf(only.values())),
                session,
                progress);
    }

    /**
     * Resolves the dependencies of a project.
     *
     * @param scopes of the dependencies that count: compile, provided, runtime, test, system
     */
    public Resolution addPom(PomSource pom, Set<String> scopes, Progress progress)
            throws ResolutionException, InterruptedException {
        return addPom(new Project(pom, scopes, List.of()), false, progress);
    }

    /**
     * Resolves the dependencies of a project.
     *
     * @param offline takes everything from the local repository
     */
    public synchronized Resolution addPom(Project project, boolean offline, Progress progress)
            throws ResolutionException, InterruptedException {
        MavenSession session = maven.newSession(offline);
        PomReader reader = new PomReader(maven, session, List.copyOf(repositories.all().values()));
        PomReader.Pom pom =
                Waiting.forResult(
                        () -> reader.read(project.source(), project.profiles()), session, progress);
        Map<String, RemoteRepository> all = repositories.all();
        pom.repositories().forEach(repository -> all.putIfAbsent(repository.getId(), repository));
        List<Wanted> wanted = new ArrayList<>();
        List<Artifact> system = new ArrayList<>();
        String management = digest(pom.managed());
        for (Dependency dependency : pom.dependencies()) {
            if (!project.scopes().contains(dependency.getScope())) {
                continue;
            }
            if (dependency.getScope().equals(JavaScopes.SYSTEM)) {
                system.add(dependency.getArtifact());
            } else {
                wanted.add(
                        new Wanted(
                                dependency.setScope(JavaScopes.RUNTIME).setOptional(false),
                                management));
            }
        }
        return take(
                new Request(wanted, system, byKey(pom.managed()), all, List.of()),
                session,
                progress);
    }

    private Resolution take(Request request, MavenSession session, Progress progress)
            throws ResolutionException, InterruptedException {
        Map<String, Wanted> together = Wanted.byKey(request.wanted());
        requested.forEach(together::putIfAbsent);
        Map<String, Dependency> management = new LinkedHashMap<>(request.managed());
        managed.forEach(management::putIfAbsent);
        ResolvedGraph resolved = null;
        List<Artifact> artifacts;
        if (lock == null) {
            JointResolution joint = new JointResolution(maven, session, loaded);
            resolved =
                    Waiting.forResult(
                            () -> joint.of(request, together, management.values()),
                            session,
                            progress);
            artifacts = new ArrayList<>(resolved.artifacts());
            artifacts.addAll(request.files());
        } else {
            LockedResolution locked = new LockedResolution(maven, session, lock, lockName);
            artifacts =
                    Waiting.forResult(
                            () -> locked.of(request, repositories.all()), session, progress);
        }
        requested = together;
        managed = management;
        graph = resolved;
        request.files().forEach(file -> files.put(ArtifactIdUtils.toVersionlessId(file), file));
        // Even one that was named for this request only: later ones resolve its artifacts again,
        // together with theirs.
        repositories.keep(request.repositories());
        return handOut(
                artifacts,
                Wanted.byKey(request.wanted()).keySet(),
                resolved == null ? List.of() : resolved.conflicts());
    }

    private Resolution handOut(
            List<Artifact> artifacts, Set<String> asked, List<String> conflicts) {
        List<Path> jars = new ArrayList<>();
        List<String> changes = new ArrayList<>();
        List<String> notAdded = new ArrayList<>();
        for (Artifact artifact : artifacts) {
            String key = ArtifactIdUtils.toVersionlessId(artifact);
            if (!artifact.getExtension().equals("jar")) {
                if (asked.contains(key) && !artifact.getExtension().equals("pom")) {
                    notAdded.add(artifact.toString());
                }
                continue;
            }
            handedOut.put(artifact.getFile().toPath().toAbsolutePath().normalize(), artifact);
            Artifact before = loaded.get(key);
            if (before == null) {
                jars.add(artifact.getFile().toPath());
                loaded.put(key, artifact);
            } else if (!artifact.getVersion().equals(before.getVersion())
                    && (asked.contains(key) || JointResolution.isNewer(artifact, before))) {
                jars.add(artifact.getFile().toPath());
                changes.add(
                        Conflicts.nameOf(artifact)
                                + ": "
                                + before.getVersion()
                                + " was loaded before, now "
                                + artifact.getVersion());
                loaded.put(key, artifact);
            }
        }
        return new Resolution(
                jars, changes, conflicts.stream().filter(toldConflicts::add).toList(), notAdded);
    }

    /** Whether a file is that of an artifact which was handed out. Answers at once. */
    public boolean isArtifact(Path jar) {
        return handedOut.containsKey(jar);
    }

    /**
     * Gets what is published to document an artifact that was handed out, from the repositories of
     * the notebook. Whatever comes of it, requests and locks stay as they are; other requests do
     * not wait for it.
     *
     * @param jar the artifact's file
     * @param offline takes it from the local repository
     * @return the jar of its sources, or else of its Javadoc; empty if there is neither
     * @throws ResolutionException if that could not be found out
     */
    public Optional<Path> documents(Path jar, boolean offline) throws ResolutionException {
        Artifact artifact = handedOut.get(jar);
        if (artifact == null) {
            return Optional.empty();
        }
        Collection<RemoteRepository> known;
        synchronized (this) {
            known = repositories.all().values();
        }
        return new Attachments(maven, maven.newSession(offline), known).documents(artifact);
    }

    /** Whether the notebook has asked for anything. */
    public synchronized boolean hasRequests() {
        return !requested.isEmpty() || !files.isEmpty();
    }

    public synchronized boolean isLocked() {
        return lock != null;
    }

    /**
     * Serves requests from a lock from now on.
     *
     * @param name how the user knows it
     * @throws ResolutionException if what was asked for so far came to something else; says to what
     */
    public synchronized void lockTo(Lock newLock, String name, Progress progress)
            throws ResolutionException, InterruptedException {
        if (hasRequests()) {
            List<String> differences = LockDifferences.between(newLock, lockNow(progress), false);
            if (!differences.isEmpty()) {
                throw new ResolutionException(
                        "The notebook has been run with something else than "
                                + name
                                + " has:\n  "
                                + String.join("\n  ", differences)
                                + "\nRestart the kernel to run with the lock, or lock anew with %lock --update");
            }
        }
        lock = newLock;
        lockName = name;
        graph = null;
    }

    /**
     * What the requests came to, as a lock.
     *
     * @throws IllegalStateException if there is a lock already
     */
    public synchronized Lock lockNow(Progress progress)
            throws ResolutionException, InterruptedException {
        if (lock != null) {
            throw new IllegalStateException("What a lock says is a lock already");
        }
        MavenSession session = maven.newSession(true);
        ResolvedGraph now = graph;
        return Waiting.forResult(() -> lockOf(now), session, progress);
    }

    /**
     * What the requests come to if they are all made again, without a lock and with the newest
     * versions that ranges and snapshots allow. Changes nothing.
     */
    public synchronized Lock resolveAnew(Progress progress)
            throws ResolutionException, InterruptedException {
        MavenSession session = maven.newSession(false);
        ResolvedGraph now = resolveAgain(session, progress);
        return Waiting.forResult(() -> lockOf(now), session, progress);
    }

    /** Makes all requests again, as {@link #resolveAnew}, and serves later ones without a lock. */
    public synchronized Resolution update(Progress progress)
            throws ResolutionException, InterruptedException {
        if (!hasRequests()) {
            lock = null;
            return new Resolution(List.of(), List.of(), List.of(), List.of());
        }
        ResolvedGraph now = resolveAgain(maven.newSession(false), progress);
        lock = null;
        graph = now;
        return handOut(now.artifacts(), Set.of(), now.conflicts());
    }

    private ResolvedGraph resolveAgain(MavenSession session, Progress progress)
            throws ResolutionException, InterruptedException {
        session.askAnew();
        JointResolution joint = new JointResolution(maven, session, loaded);
        Request all = new Request(List.of(), List.of(), Map.of(), repositories.all(), List.of());
        return Waiting.forResult(
                () -> joint.of(all, requested, managed.values()), session, progress);
    }

    /** Reads all files. */
    private Lock lockOf(ResolvedGraph resolved) throws ResolutionException {
        return new LockMaker(requested.values(), files.values()).of(resolved);
    }

    private static String digest(List<Dependency> management) {
        return management.isEmpty()
                ? ""
                : Sha256.of(
                        management.stream()
                                .map(each -> each + " " + new Wanted(each).exclusions())
                                .sorted()
                                .collect(Collectors.joining("\n")));
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
}
