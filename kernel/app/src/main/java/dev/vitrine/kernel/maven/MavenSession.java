package dev.vitrine.kernel.maven;

import java.io.Closeable;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.eclipse.aether.DefaultRepositoryCache;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.DefaultSessionData;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.repository.RepositoryPolicy;
import org.eclipse.aether.util.graph.transformer.ConflictResolver;

/** One use of Maven: its settings, and what it downloads. */
final class MavenSession {

    /** Where Maven's HTTP transport keeps its connections, under the name of its own class. */
    private static final String CONNECTIONS = "org.eclipse.aether.transport.http.GlobalState";

    private final RepositorySystem system;
    private final DefaultRepositorySystemSession aether;
    private final Runnable forget;
    private final Transfers transfers = new Transfers();

    /**
     * @param aether not used by others
     * @param forget has later sessions remember nothing that this one found out
     */
    MavenSession(RepositorySystem system, DefaultRepositorySystemSession aether, Runnable forget) {
        this.system = system;
        this.aether = aether;
        this.forget = forget;
        aether.setTransferListener(transfers);
        // Graphs keep the versions that lost, so that a conflict can be told with both sides.
        aether.setConfigProperty(
                ConflictResolver.CONFIG_PROP_VERBOSE, ConflictResolver.Verbosity.STANDARD);
    }

    RepositorySystem system() {
        return system;
    }

    DefaultRepositorySystemSession aether() {
        return aether;
    }

    Transfers transfers() {
        return transfers;
    }

    /** Looks for newer snapshots and versions, whatever was found out before. */
    void askAnew() {
        aether.setUpdatePolicy(RepositoryPolicy.UPDATE_POLICY_ALWAYS);
        // Where a session remembers which versions there are, and that it has asked.
        aether.setCache(new DefaultRepositoryCache());
        aether.setData(new DefaultSessionData());
    }

    /** The repositories with mirrors, proxies and credentials of settings.xml applied. */
    List<RemoteRepository> withAccess(Collection<RemoteRepository> plain) {
        return system.newResolutionRepositories(aether, List.copyOf(plain));
    }

    /**
     * Ends what waits for an answer of a server, and has later sessions remember nothing of this
     * one: a POM that could not be had would count as one without dependencies.
     */
    void abandon() {
        forget.run();
        if (aether.getCache().get(aether, CONNECTIONS) instanceof Closeable connections) {
            try {
                connections.close();
            } catch (IOException broken) {
                // What cannot be closed is broken already, which is what was wanted.
                return;
            }
        }
    }
}
