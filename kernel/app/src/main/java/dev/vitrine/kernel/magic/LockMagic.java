package dev.vitrine.kernel.magic;

import dev.vitrine.api.LineMagic;
import dev.vitrine.kernel.maven.DependencyResolver;
import dev.vitrine.kernel.maven.Lock;
import dev.vitrine.kernel.maven.LockFile;
import dev.vitrine.kernel.maven.Progress;
import dev.vitrine.kernel.maven.ResolutionException;
import java.util.List;

/**
 * {@code %lock}: writes down the exact artifacts that the notebook has got, beside the notebook;
 * from then on it gets the same bytes, or a message of what differs.
 */
record LockMagic(NotebookDependencies dependencies) implements LineMagic {

    private static final String CHECK = "--check";
    private static final String UPDATE = "--update";

    @Override
    public Object run(List<String> arguments) throws MagicFailure, InterruptedException {
        List<String> options = arguments.stream().filter(each -> each.startsWith("-")).toList();
        List<String> names = arguments.stream().filter(each -> !each.startsWith("-")).toList();
        if (options.size() > 1
                || names.size() > 1
                || !options.isEmpty() && !List.of(CHECK, UPDATE).contains(options.get(0))) {
            throw new IllegalArgumentException(
                    "takes --check or --update, and the notebook if the kernel does not know it; got "
                            + String.join(" ", arguments));
        }
        String option = options.isEmpty() ? "" : options.get(0);
        try {
            NotebookLock lock = dependencies.lock();
            Progress progress = dependencies.progress();
            DependencyResolver resolver = dependencies.unlockedIf(option.equals(UPDATE));
            if (!names.isEmpty()) {
                lock.nameNotebook(names.get(0), resolver, progress);
            }
            lock.file();
            switch (option) {
                case CHECK -> check(lock, resolver, progress);
                case UPDATE -> update(lock, resolver, progress);
                default -> lock(lock, resolver, progress);
            }
        } catch (ResolutionException failure) {
            throw new MagicFailure(failure.getMessage(), failure);
        }
        return null;
    }

    private static void lock(NotebookLock lock, DependencyResolver resolver, Progress progress)
            throws MagicFailure, ResolutionException, InterruptedException {
        if (lock.isThere()) {
            Lock there = LockFile.read(lock.file());
            if (!resolver.isLocked()) {
                resolver.lockTo(there, lock.file().toString(), progress);
            }
            System.out.println("Locked by " + lock.file() + ": " + there.summary());
        } else if (resolver.hasRequests()) {
            write(lock, resolver, progress);
        } else {
            throw new MagicFailure(
                    "there is nothing to lock yet; run it after the cells that ask for dependencies");
        }
    }

    private static void check(NotebookLock lock, DependencyResolver resolver, Progress progress)
            throws MagicFailure, ResolutionException, InterruptedException {
        Lock there = LockFile.read(lock.file());
        List<String> differences = there.differences(resolver.resolveAnew(progress));
        if (!differences.isEmpty()) {
            throw new MagicFailure(
                    lock.file()
                            + " differs from what the notebook would get without it:\n  "
                            + String.join("\n  ", differences));
        }
        System.out.println(lock.file() + " is up to date: " + there.summary());
    }

    private void update(NotebookLock lock, DependencyResolver resolver, Progress progress)
            throws MagicFailure, ResolutionException, InterruptedException {
        dependencies.use(resolver.update(progress), false);
        if (resolver.hasRequests()) {
            write(lock, resolver, progress);
        } else {
            lock.begin();
            System.out.println(
                    lock.file() + " is written anew with the next dependency that is asked for");
        }
    }

    private static void write(NotebookLock lock, DependencyResolver resolver, Progress progress)
            throws MagicFailure, ResolutionException, InterruptedException {
        Lock now = resolver.lockNow(progress);
        lock.write(now);
        System.out.println("Wrote " + lock.file() + ": " + now.summary());
        now.localOnly()
                .forEach(
                        artifact ->
                                System.err.println(
                                        artifact
                                                + " is from this machine; others cannot get it by the lock"));
    }
}
