package dev.vitrine.kernel.maven;

import dev.vitrine.kernel.maven.Lock.LockedArtifact;
import dev.vitrine.kernel.maven.Lock.LockedRequest;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.LocalRepositoryManager;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.util.artifact.ArtifactIdUtils;

/**
 * Gets what a lock says, byte for byte, or fails: no POM is read and no version is chosen. Files of
 * the local repository are used wherever they came from, since their bytes are compared.
 */
final class LockedResolution {

    private static final String REMEDY =
            "%lock --update locks anew what the notebook asks for, without the file the notebook is not locked";

    private final LocalMaven maven;
    private final MavenSession session;
    private final Lock lock;

    /** How the user knows the lock. */
    private final String name;

    LockedResolution(LocalMaven maven, MavenSession session, Lock lock, String name) {
        this.maven = maven;
        this.session = session;
        this.lock = lock;
        this.name = name;
    }

    /**
     * The artifacts of a request with all that they need, in the order of the class path.
     *
     * @param known the repositories of the notebook
     */
    List<Artifact> of(Request request, Map<String, RemoteRepository> known)
            throws ResolutionException {
        List<LockedRequest> wanted = new ArrayList<>();
        request.wanted().forEach(each -> wanted.add(LockedRequest.of(each, null)));
        Map<String, File> files = new LinkedHashMap<>();
        for (Artifact file : request.files()) {
            String id = ArtifactIdUtils.toId(file);
            wanted.add(new LockedRequest(id, null, null, null));
            files.put(id, file.getFile());
        }
        failOn(LockDifferences.of(lock, wanted));
        List<LockedArtifact> closure =
                lock.closure(
                        wanted.stream().map(each -> lock.requestOf(each.coordinates())).toList());
        Map<String, Artifact> found = new LinkedHashMap<>();
        List<LockedArtifact> missing = new ArrayList<>();
        for (LockedArtifact locked : closure) {
            File file = files.getOrDefault(locked.coordinates(), localFile(locked, known));
            if (file.isFile()) {
                found.put(locked.coordinates(), artifactOf(locked).setFile(file));
            } else {
                missing.add(locked);
            }
        }
        download(missing, known).forEach(found::put);
        List<String> differences = new ArrayList<>();
        for (LockedArtifact locked : closure) {
            File file = found.get(locked.coordinates()).getFile();
            String sha256 = sha256(file.toPath());
            if (!sha256.equals(locked.sha256())) {
                differences.add(LockDifferences.otherBytes(locked, sha256, file.getPath()));
            }
        }
        failOn(differences);
        return closure.stream().map(locked -> found.get(locked.coordinates())).toList();
    }

    static String sha256(Path file) throws ResolutionException {
        try {
            return Sha256.of(file);
        } catch (IOException unreadable) {
            throw new ResolutionException("Cannot read " + file + ": " + unreadable, unreadable);
        }
    }

    private void failOn(List<String> differences) throws ResolutionException {
        if (!differences.isEmpty()) {
            throw new ResolutionException(
                    "The notebook is locked by "
                            + name
                            + ", and\n  "
                            + String.join("\n  ", differences)
                            + "\n"
                            + REMEDY);
        }
    }

    private File localFile(LockedArtifact locked, Map<String, RemoteRepository> known) {
        LocalRepositoryManager local = session.aether().getLocalRepositoryManager();
        Artifact artifact = artifactOf(locked);
        String path =
                locked.repository() == null
                        ? local.getPathForLocalArtifact(artifact)
                        : local.getPathForRemoteArtifact(artifact, origin(locked, known), "");
        return new File(local.getRepository().getBasedir(), path);
    }

    private RemoteRepository origin(LockedArtifact locked, Map<String, RemoteRepository> known) {
        RemoteRepository own = known.get(locked.repository());
        return own != null
                ? own
                : LocalMaven.repository(
                        locked.repository(), lock.repositories().get(locked.repository()));
    }

    private Map<String, Artifact> download(
            List<LockedArtifact> missing, Map<String, RemoteRepository> known)
            throws ResolutionException {
        Map<String, RemoteRepository> all = new LinkedHashMap<>();
        List<ArtifactRequest> requests = new ArrayList<>();
        for (LockedArtifact locked : missing) {
            Map<String, RemoteRepository> asked = new LinkedHashMap<>();
            if (locked.repository() != null) {
                asked.put(locked.repository(), origin(locked, known));
            }
            known.forEach(asked::putIfAbsent);
            all.putAll(asked);
            requests.add(new ArtifactRequest(artifactOf(locked), withAccess(asked.values()), ""));
        }
        Map<String, Artifact> found = new LinkedHashMap<>();
        try {
            List<ArtifactResult> results =
                    session.system().resolveArtifacts(session.aether(), requests);
            for (int i = 0; i < results.size(); i++) {
                found.put(missing.get(i).coordinates(), results.get(i).getArtifact());
            }
        } catch (RepositoryException failure) {
            throw new FailureReport(maven, session, withAccess(all.values())).of(failure);
        }
        return found;
    }

    private List<RemoteRepository> withAccess(Collection<RemoteRepository> plain) {
        return session.withAccess(plain);
    }

    private static Artifact artifactOf(LockedArtifact locked) {
        return new DefaultArtifact(locked.coordinates());
    }
}
