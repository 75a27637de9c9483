package dev.vitrine.kernel.java.javac;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Finds types and packages of the JDK and of the class path by their names.
 *
 * <p>It is made in the background, on its first use or when it is told to; who asks waits a little.
 */
final class TypeIndex {

    private static final long WAIT_MILLIS = 3000;

    /** The JDK's is the same for everybody. */
    private static CompletableFuture<TypeNames> jdk;

    private final Supplier<List<Path>> classPath;
    private final Map<Path, CompletableFuture<TypeNames>> entries = new LinkedHashMap<>();

    /**
     * @param classPath may grow
     */
    TypeIndex(Supplier<List<Path>> classPath) {
        this.classPath = classPath;
    }

    private static synchronized CompletableFuture<TypeNames> jdk() {
        if (jdk == null) {
            jdk = inBackground(TypeNames::ofJdk);
        }
        return jdk;
    }

    private static CompletableFuture<TypeNames> inBackground(Supplier<TypeNames> maker) {
        CompletableFuture<TypeNames> made = new CompletableFuture<>();
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                made.complete(maker.get());
                            } catch (RuntimeException | Error e) {
                                made.completeExceptionally(e);
                            }
                        },
                        "vitrine-type-index");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.start();
        return made;
    }

    /** Begins to make it. */
    void prepare() {
        parts();
    }

    private synchronized List<CompletableFuture<TypeNames>> parts() {
        List<CompletableFuture<TypeNames>> parts = new ArrayList<>(List.of(jdk()));
        List<Path> fresh =
                classPath.get().stream().filter(path -> !entries.containsKey(path)).toList();
        if (!fresh.isEmpty()) {
            // One thread for all of them: a library may bring hundreds of jars.
            Map<Path, CompletableFuture<TypeNames>> added = new LinkedHashMap<>();
            fresh.forEach(path -> added.put(path, new CompletableFuture<>()));
            inBackground(
                    () -> {
                        added.forEach((path, made) -> made.complete(TypeNames.of(path)));
                        return null;
                    });
            entries.putAll(added);
        }
        parts.addAll(entries.values());
        return parts;
    }

    private List<TypeNames> names() {
        List<TypeNames> names = new ArrayList<>();
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(WAIT_MILLIS);
        for (CompletableFuture<TypeNames> part : parts()) {
            try {
                names.add(
                        part.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS));
            } catch (TimeoutException e) {
                // What is there by now must do.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            } catch (ExecutionException e) {
                throw new IllegalStateException("The index of types could not be made", e);
            }
        }
        return names;
    }

    /** The simple names of a package's types. */
    Set<String> typesIn(String packageName) {
        Set<String> found = new TreeSet<>();
        names().forEach(part -> found.addAll(part.in(packageName)));
        return found;
    }

    /**
     * The next parts of the names of packages.
     *
     * @param parent empty, or a package with its dot
     */
    Set<String> packagesUnder(String parent) {
        Set<String> found = new TreeSet<>();
        names().forEach(part -> found.addAll(part.packagesUnder(parent)));
        return found;
    }

    /** The qualified names of the types of a simple name. */
    Set<String> named(String simpleName) {
        Set<String> found = new TreeSet<>();
        names().forEach(
                        part ->
                                part.packagesOf(simpleName)
                                        .forEach(in -> found.add(in + "." + simpleName)));
        return found;
    }

    /** The qualified names of the types whose simple names begin so. */
    Set<String> beginningWith(String prefix) {
        Set<String> found = new TreeSet<>();
        names().forEach(part -> found.addAll(part.beginningWith(prefix)));
        return found;
    }
}
