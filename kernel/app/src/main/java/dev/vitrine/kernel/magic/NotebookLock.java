package dev.vitrine.kernel.magic;

import dev.vitrine.kernel.maven.DependencyResolver;
import dev.vitrine.kernel.maven.Lock;
import dev.vitrine.kernel.maven.LockFile;
import dev.vitrine.kernel.maven.Progress;
import dev.vitrine.kernel.maven.ResolutionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The lock file of one notebook. One that is there when the notebook asks for its first dependency
 * is in force; one that the notebook has written itself follows what it asks for later.
 */
final class NotebookLock {

    /** Jupyter's servers put the notebook's path into it; so does {@code vitrine run}. */
    private static final String NOTEBOOK = "JPY_SESSION_NAME";

    private static final String SUFFIX = ".ipynb";

    private final Map<String, String> environment;
    private Path file;
    private boolean follows;

    NotebookLock(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Puts the lock in force that lies beside the notebook, if one does. */
    void open(DependencyResolver resolver, Progress progress)
            throws ResolutionException, InterruptedException {
        Path notebook = notebookOfTheEnvironment();
        file = notebook == null ? null : LockFile.of(notebook);
        if (isThere()) {
            resolver.lockTo(LockFile.read(file), file.toString(), progress);
        }
    }

    private Path notebookOfTheEnvironment() {
        String name = environment.getOrDefault(NOTEBOOK, "");
        if (!name.endsWith(SUFFIX)) {
            return null;
        }
        Path notebook = Path.of(name).toAbsolutePath();
        // Some servers give a path below their own folder, of which the kernel knows the end only.
        Path here = Path.of("").toAbsolutePath().resolve(notebook.getFileName());
        return !Files.exists(notebook) && Files.exists(here) ? here : notebook;
    }

    /** From now on the lock is that of a notebook which the user names. */
    void nameNotebook(String name, DependencyResolver resolver, Progress progress)
            throws MagicFailure, ResolutionException, InterruptedException {
        Path notebook = Path.of(name.endsWith(SUFFIX) ? name : name + SUFFIX).toAbsolutePath();
        if (!Files.isRegularFile(notebook)) {
            throw new MagicFailure("no such notebook: " + notebook);
        }
        Path named = LockFile.of(notebook);
        if (named.equals(file)) {
            return;
        }
        if (resolver.isLocked()) {
            throw new MagicFailure(
                    "the notebook is locked already, by " + file + "; restart the kernel first");
        }
        file = named;
        follows = false;
    }

    Path file() throws MagicFailure {
        if (file == null) {
            throw new MagicFailure(
                    "this front end does not tell the kernel which notebook it runs;"
                            + " name it: %lock notebook.ipynb");
        }
        return file;
    }

    boolean isThere() {
        return file != null && Files.exists(file);
    }

    /** From now on it is written with everything that the notebook asks for. */
    void begin() {
        follows = true;
    }

    void write(Lock lock) throws MagicFailure, ResolutionException {
        LockFile.write(lock, file());
        begin();
    }

    /** Writes what a request has added, if the notebook has written its lock itself. */
    void follow(DependencyResolver resolver, Progress progress)
            throws MagicFailure, ResolutionException, InterruptedException {
        if (follows) {
            write(resolver.lockNow(progress));
        }
    }
}
