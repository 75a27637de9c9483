package dev.vitrine.kernel.java;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Gets the sources of jars of the class path, or their Javadoc, from where the jars came from. */
public interface PublishedDocuments {

    /** For class paths whose jars come from nowhere. */
    PublishedDocuments NONE =
            new PublishedDocuments() {
                @Override
                public boolean know(Path jar) {
                    return false;
                }

                @Override
                public CompletableFuture<Optional<Path>> of(Path jar) {
                    return CompletableFuture.completedFuture(Optional.empty());
                }
            };

    /** Whether it is known where a jar came from. Answers at once. */
    boolean know(Path jar);

    /**
     * Begins to fetch what documents a jar, unless that has begun; in the background.
     *
     * @return the archive of sources or of Javadoc; empty if none is published. It fails with what
     *     to tell the user if that could not be found out
     */
    CompletableFuture<Optional<Path>> of(Path jar);
}
