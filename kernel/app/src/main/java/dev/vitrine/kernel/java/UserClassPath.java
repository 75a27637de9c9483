package dev.vitrine.kernel.java;

import dev.vitrine.api.Kernel;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What user code is compiled against and runs with. */
public final class UserClassPath {

    private final UserClassLoader loader;
    private final PublishedDocuments documents;

    UserClassPath(UserClassLoader loader, PublishedDocuments documents) {
        this.loader = loader;
        this.documents = documents;
    }

    public ClassLoader loader() {
        return loader;
    }

    /** Of the jars. */
    public PublishedDocuments documents() {
        return documents;
    }

    /** {@code dev.vitrine.api}, and the jars and class folders of the notebook. */
    public List<Path> compilerEntries() {
        List<Path> entries = new ArrayList<>();
        entries.add(apiPath());
        entries.addAll(loader.entries());
        return entries;
    }

    private static Path apiPath() {
        try {
            return Path.of(
                    Kernel.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("Cannot find dev.vitrine.api", e);
        }
    }
}
