package dev.vitrine.kernel.java.javac;

import dev.vitrine.kernel.java.PublishedDocuments;
import dev.vitrine.kernel.java.UserClassPath;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The archives that document the jars of the class path: those beside them, whose names end in
 * {@code -sources.jar} or {@code -javadoc.jar}, and those that are published where they came from.
 * The latter are fetched when somebody asks for a class of theirs.
 */
final class DocumentArchives {

    /** How long the first question about a jar waits for its documents. */
    private static final long PATIENCE_MILLIS = 2000;

    private static final String JAR = ".jar";

    private final UserClassPath classPath;
    private final PublishedDocuments published;
    private final Set<Path> awaited = ConcurrentHashMap.newKeySet();

    DocumentArchives(UserClassPath classPath) {
        this.classPath = classPath;
        published = classPath.documents();
    }

    /**
     * The archives that may say something of a type.
     *
     * @param type the qualified name of a top-level one
     */
    List<Path> of(String type) {
        return jarOf(type).map(this::ofJar).orElse(List.of());
    }

    private List<Path> ofJar(Path jar) {
        List<Path> archives = new ArrayList<>();
        String name = jar.getFileName().toString();
        if (name.endsWith(JAR)) {
            String stem = name.substring(0, name.length() - JAR.length());
            for (String kind : List.of("-sources", "-javadoc")) {
                Path beside = jar.resolveSibling(stem + kind + JAR);
                if (Files.isRegularFile(beside)) {
                    archives.add(beside);
                }
            }
        }
        if (archives.isEmpty() && awaited.contains(jar)) {
            CompletableFuture<Optional<Path>> fetched = published.of(jar);
            if (fetched.isDone() && !fetched.isCompletedExceptionally()) {
                fetched.join().ifPresent(archives::add);
            }
        }
        return archives;
    }

    private Optional<Path> jarOf(String type) {
        URL found = classPath.loader().getResource(type.replace('.', '/') + ".class");
        if (found == null) {
            return Optional.empty();
        }
        try {
            URLConnection connection = found.openConnection();
            return connection instanceof JarURLConnection jar
                    ? Optional.of(Path.of(jar.getJarFileURL().toURI()))
                    : Optional.empty();
        } catch (IOException | URISyntaxException notFromAFile) {
            return Optional.empty();
        }
    }

    /**
     * Waits a moment for documents of types that were found to have none, if they may be published;
     * for those of each jar only once.
     *
     * @return whether some have arrived
     */
    boolean await(Collection<String> types) {
        List<CompletableFuture<Optional<Path>>> begun =
                undocumented(types).stream().filter(awaited::add).map(published::of).toList();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        boolean arrived = false;
        for (CompletableFuture<Optional<Path>> each : begun) {
            try {
                arrived |= each.get(end - System.nanoTime(), TimeUnit.NANOSECONDS).isPresent();
            } catch (TimeoutException | ExecutionException remarked) {
                // By remarks().
                continue;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return arrived;
            }
        }
        return arrived;
    }

    private Set<Path> undocumented(Collection<String> types) {
        Set<Path> jars = new LinkedHashSet<>();
        for (String type : types) {
            jarOf(type)
                    .filter(jar -> published.know(jar) && ofJar(jar).isEmpty())
                    .ifPresent(jars::add);
        }
        return jars;
    }

    /** Why types are not documented, where that is known. */
    List<String> remarks(Collection<String> types) {
        List<String> remarks = new ArrayList<>();
        for (Path jar : undocumented(types)) {
            CompletableFuture<Optional<Path>> fetched = published.of(jar);
            String name = jar.getFileName().toString();
            if (!fetched.isDone()) {
                remarks.add("The sources of " + name + " are on their way; ask again in a moment.");
            } else if (fetched.isCompletedExceptionally()) {
                remarks.add("The sources of " + name + " cannot be had: " + reason(fetched));
            } else {
                remarks.add("Neither sources nor Javadoc of " + name + " are published.");
            }
        }
        return remarks;
    }

    private static String reason(CompletableFuture<?> failed) {
        try {
            failed.join();
            return "";
        } catch (RuntimeException e) {
            return e.getCause() == null ? e.toString() : e.getCause().getMessage();
        }
    }
}
