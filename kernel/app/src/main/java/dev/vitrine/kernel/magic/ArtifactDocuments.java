package dev.vitrine.kernel.magic;

import dev.vitrine.kernel.java.PublishedDocuments;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Documents of the jars that the Maven magics have added. */
final class ArtifactDocuments implements PublishedDocuments {

    /** After a failure the repositories are left in peace for so long. */
    private static final long RETRY_SECONDS = 60;

    private final NotebookDependencies dependencies;
    private final Map<Path, CompletableFuture<Optional<Path>>> asked = new ConcurrentHashMap<>();

    ArtifactDocuments(NotebookDependencies dependencies) {
        this.dependencies = dependencies;
    }

    @Override
    public boolean know(Path jar) {
        return dependencies.isArtifact(jar);
    }

    @Override
    public CompletableFuture<Optional<Path>> of(Path jar) {
        return asked.computeIfAbsent(jar, this::begin);
    }

    private CompletableFuture<Optional<Path>> begin(Path jar) {
        CompletableFuture<Optional<Path>> result =
                CompletableFuture.supplyAsync(() -> fetch(jar), ArtifactDocuments::inBackground);
        result.whenComplete(
                (archive, failure) -> {
                    if (failure != null) {
                        CompletableFuture.delayedExecutor(RETRY_SECONDS, TimeUnit.SECONDS)
                                .execute(() -> asked.remove(jar));
                    }
                });
        return result;
    }

    /** Not the common pool: cells use it, and its threads may carry a cell's output. */
    private static void inBackground(Runnable task) {
        Thread thread = new Thread(task, "vitrine-documents");
        thread.setDaemon(true);
        // Not the loader of the notebook: Maven's libraries find their parts by this one.
        thread.setContextClassLoader(ArtifactDocuments.class.getClassLoader());
        thread.start();
    }

    private Optional<Path> fetch(Path jar) {
        try {
            return dependencies.documents(jar);
        } catch (Exception failure) {
            throw new CompletionException(failure.getMessage(), failure);
        }
    }
}
