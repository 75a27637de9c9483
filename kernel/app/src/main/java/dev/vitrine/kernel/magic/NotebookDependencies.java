package dev.vitrine.kernel.magic;

import dev.vitrine.api.Kernel;
import dev.vitrine.kernel.maven.DependencyResolver;
import dev.vitrine.kernel.maven.DependencyResolver.Resolution;
import dev.vitrine.kernel.maven.Progress;
import dev.vitrine.kernel.maven.ResolutionException;

/**
 * What the Maven magics of one notebook share: the resolver, started at first use, and what is done
 * with its jars.
 */
final class NotebookDependencies {

    private final Kernel kernel;
    private final ResolverFactory factory;
    private DependencyResolver resolver;

    /** Makes the resolver when the first magic needs it. */
    @FunctionalInterface
    interface ResolverFactory {

        DependencyResolver create() throws ResolutionException;
    }

    /** A request to the resolver. */
    @FunctionalInterface
    interface Request {

        Resolution run(DependencyResolver resolver, Progress progress)
                throws ResolutionException, InterruptedException;
    }

    NotebookDependencies(Kernel kernel, ResolverFactory factory) {
        this.kernel = kernel;
        this.factory = factory;
    }

    synchronized DependencyResolver resolver() throws ResolutionException {
        if (resolver == null) {
            resolver = factory.create();
        }
        return resolver;
    }

    /**
     * Resolves, adds the jars to the class path, and says on standard error what is not as the user
     * may expect.
     *
     * @param verbose whether to print each jar that is added
     */
    void load(Request request, boolean verbose) throws MagicFailure, InterruptedException {
        Resolution resolution;
        try {
            resolution = request.run(resolver(), new ProgressLine(kernel));
        } catch (ResolutionException failure) {
            throw new MagicFailure(failure.getMessage(), failure);
        }
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
    }
}
