package dev.vitrine.kernel.maven;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.runtime.standalonestatic.StandaloneStaticRuntime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.maven.settings.building.DefaultSettingsBuilderFactory;
import org.apache.maven.settings.building.DefaultSettingsBuildingRequest;
import org.apache.maven.settings.building.SettingsBuildingException;
import org.eclipse.aether.ConfigurationProperties;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.repository.RepositoryPolicy;
import org.eclipse.aether.transfer.TransferListener;

/** Maven as it is set up for this user: {@code settings.xml}, local repository, Maven Central. */
final class LocalMaven {

    /**
     * Milliseconds without an answer after which a repository counts as unreachable; Maven itself
     * waits half an hour.
     */
    private static final int REQUEST_TIMEOUT = 30_000;

    /**
     * What the libraries log reaches the user as an exception or not at all; held, since loggers
     * are weakly referenced.
     */
    private static final List<Logger> QUIET =
            List.of(Logger.getLogger("org.eclipse.aether"), Logger.getLogger("org.apache.http"));

    private final Context context;
    private final boolean offline;

    LocalMaven() throws ResolutionException {
        this(ContextOverrides.create());
    }

    /**
     * @param overrides what differs from the user's own set-up
     */
    LocalMaven(ContextOverrides.Builder overrides) throws ResolutionException {
        QUIET.forEach(logger -> logger.setLevel(Level.SEVERE));
        ContextOverrides own =
                overrides.withUserSettings(true).configProperties(configuration()).build();
        try {
            context = TextProperties.during(() -> new StandaloneStaticRuntime().create(own));
        } catch (IllegalStateException failure) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            throw new ResolutionException(
                    "Maven's settings cannot be read: " + cause.getMessage(), failure);
        }
        offline = readOffline();
    }

    private static Map<String, Object> configuration() {
        Map<String, Object> defaults = new HashMap<>();
        defaults.put(ConfigurationProperties.REQUEST_TIMEOUT, REQUEST_TIMEOUT);
        defaults.put(ConfigurationProperties.HTTP_RETRY_HANDLER_COUNT, 1);
        // Breadth first, because this collector downloads POMs in parallel.
        defaults.put("aether.dependencyCollector.impl", "bf");
        // Snapshots keep their time stamps, so that a jar on the class path is never overwritten by
        // a newer one.
        defaults.put("aether.artifactResolver.snapshotNormalization", false);
        defaults.keySet().removeIf(key -> System.getProperty(key) != null);
        return defaults;
    }

    /** The one entry of settings.xml that MIMA leaves to its caller. */
    private boolean readOffline() throws ResolutionException {
        Path settings = context.mavenUserHome().settingsXml();
        if (!Files.exists(settings)) {
            return false;
        }
        try {
            var request =
                    new DefaultSettingsBuildingRequest().setUserSettingsFile(settings.toFile());
            return new DefaultSettingsBuilderFactory()
                    .newInstance()
                    .build(request)
                    .getEffectiveSettings()
                    .isOffline();
        } catch (SettingsBuildingException failure) {
            throw new ResolutionException(
                    "Maven's settings cannot be read: " + failure.getMessage(), failure);
        }
    }

    RepositorySystem system() {
        return context.repositorySystem();
    }

    boolean isOffline() {
        return offline;
    }

    Path settingsFile() {
        return context.mavenUserHome().settingsXml();
    }

    Path localRepository() {
        return context.mavenUserHome().localRepository();
    }

    /**
     * The repositories that every resolution asks: those of active profiles, then Maven Central.
     */
    List<RemoteRepository> repositories() {
        return context.contextOverrides().getRepositories();
    }

    /** A session for one resolution. */
    DefaultRepositorySystemSession newSession(TransferListener listener) {
        DefaultRepositorySystemSession session =
                new DefaultRepositorySystemSession(context.repositorySystemSession());
        session.setTransferListener(listener);
        session.setOffline(offline || session.isOffline());
        return session;
    }

    /**
     * A repository with an id, releases and snapshots; mirrors, proxies and credentials come with
     * its use.
     */
    static RemoteRepository repository(String id, String url) {
        return new RemoteRepository.Builder(id, "default", url)
                .setPolicy(new RepositoryPolicy())
                .build();
    }
}
