package dev.vitrine.kernel.magic;

import dev.vitrine.api.Kernel;
import dev.vitrine.kernel.maven.DependencyResolver;
import dev.vitrine.kernel.maven.DependencyResolver.Resolution;
import dev.vitrine.kernel.maven.Progress;
import dev.vitrine.kernel.maven.ResolutionException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the Maven magics of one notebook share: the resolver, started at first use, the lock, and
 * what is done with the jars.
 */
final class NotebookDependencies {

    /** Names the environment variable that keeps a kernel from the network. */
    private static final String OFFLINE = "VITRINE_OFFLINE";

    private static final int MAX_CONFLICTS = 10;

    private final Kernel kernel;
    private final ResolverFactory factory;
    private final NotebookLock lock;
    private final boolean offline;
    private volatile DependencyResolver resolver;
    private boolean lockOpened;

    /** Makes the resolver when the first magic needs it. */
    @FunctionalInterface
    interface ResolverFactory {

        DependencyResolver create() throws ResolutionException;
    }

    /** A request to the resolver. */
    @FunctionalInterface
    interface Request {

        Resolution run(DependencyResolver resolver, boolean offline, Progress progress)
                throws ResolutionException, InterruptedException;
    }

    /**
     * @param environment as of {@link System#getenv()}
     */
    NotebookDependencies(Kernel kernel, Map<String, String> environment, ResolverFactory factory) {
        this.kernel = kernel;
        this.factory = factory;
        lock = new NotebookLock(environment);
        offline = !List.of("", "0", "false").contains(environment.getOrDefault(OFFLINE, ""));
    }

    NotebookLock lock() {
        return lock;
    }

    Progress progress() {
        return new ProgressLine(kernel);
    }

    /** The resolver, behind the notebook's lock if it has one. */
    DependencyResolver resolver() throws ResolutionException, InterruptedException {
        return unlockedIf(false);
    }

    /**
     * The resolver.
     *
     * @param unlocked whether the lock that the notebook has does not matter, unreadable ones
     *     included, since it is about to be replaced
     */
    synchronized DependencyResolver unlockedIf(boolean unlocked)
            throws ResolutionException, InterruptedException {
        if (resolver == null) {
            resolver = factory.create();
        }
        if (!lockOpened) {
            try {
                lock.open(resolver, progress());
            } catch (ResolutionException unreadable) {
                if (!unlocked) {
                    throw unreadable;
                }
            }
            lockOpened = true;
        }
        return resolver;
    }

    /** Whether a jar is that of an artifact of the notebook. Answers at once. */
    boolean isArtifact(Path jar) {
        DependencyResolver started = resolver;
        return started != null && started.isArtifact(jar);
    }

    /**
     * Fetches what documents such a jar. Changes nothing about the notebook's dependencies.
     *
     * @return its sources, or else its Javadoc; empty if neither is published
     */
    Optional<Path> documents(Path jar) throws ResolutionException {
        return resolver.documents(jar, offline);
    }

    /**
     * Resolves, adds the jars to the class path, and says on standard error what is not as the user
     * may expect.
     *
     * @param stayOffline takes everything from the local repository
     * @param verbose whether to print each jar that is added, and every conflict of versions
     */
    void load(Request request, boolean stayOffline, boolean verbose)
            throws MagicFailure, InterruptedException {
        try {
            Progress progress = progress();
            use(request.run(resolver(), offline || stayOffline, progress), verbose);
            lock.follow(resolver(), progress);
        } catch (ResolutionException failure) {
            throw new MagicFailure(failure.getMessage(), failure);
        }
    }

    /** Adds the jars to the class path, and tells what there is to tell. */
    void use(Resolution resolution, boolean verbose) {
        if (!resolution.jars().isEmpty()) {
            kernel.addToClassPath(resolution.jars());
        }
        if (verbose) {
            resolution.jars().forEach(System.out::println);
        }
        resolution
                .notAdded()
                .forEach(
                        artifact ->
                                System.err.println(
                                        "Not on the class path, since it is no jar: " + artifact));
        if (!resolution.changes().isEmpty()) {
            resolution.changes().forEach(System.err::println);
            System.err.println(
                    "Where both versions have a class, the one loaded before stays in use."
                            + " To use the new one alone, restart the kernel and ask for it first.");
        }
        List<String> conflicts = resolution.conflicts();
        int shown = verbose ? conflicts.size() : Math.min(MAX_CONFLICTS, conflicts.size());
        conflicts.subList(0, shown).forEach(System.err::println);
        if (shown < conflicts.size()) {
            System.err.println(
                    conflicts.size() - shown + " more conflicts of versions; -v lists them all");
        }
    }
}
