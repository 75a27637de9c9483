package dev.vitrine.kernel.maven;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.runtime.standalonestatic.SettingsDecrypterSupplier;
import eu.maveniverse.maven.mima.runtime.standalonestatic.StandaloneStaticRuntime;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.DefaultSettingsBuilderFactory;
import org.apache.maven.settings.building.DefaultSettingsBuildingRequest;
import org.apache.maven.settings.building.SettingsBuildingException;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.eclipse.aether.ConfigurationProperties;
import org.eclipse.aether.DefaultRepositoryCache;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositoryCache;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.repository.RepositoryPolicy;

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
    private final List<String> activeProfiles;

    /** What sessions have found out: POMs that were read, open connections. */
    private volatile RepositoryCache cache = new DefaultRepositoryCache();

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
        try {
            Settings settings = readSettings();
            offline = settings.isOffline();
            activeProfiles = List.copyOf(settings.getActiveProfiles());
        } catch (SettingsBuildingException failure) {
            throw new ResolutionException(
                    "Maven's settings cannot be read: " + failure.getMessage(), failure);
        }
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

    /** For what MIMA leaves to its caller. */
    private Settings readSettings() throws SettingsBuildingException {
        var request =
                new DefaultSettingsBuildingRequest().setUserSettingsFile(settingsFile().toFile());
        return new DefaultSettingsBuilderFactory()
                .newInstance()
                .build(request)
                .getEffectiveSettings();
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

    /** What {@code settings.xml} switches on by name, for the profiles of POMs too. */
    List<String> activeProfiles() {
        return activeProfiles;
    }

    /**
     * A session for one resolution.
     *
     * @param stayOffline takes everything from the local repository, whatever the settings say
     */
    MavenSession newSession(boolean stayOffline) {
        DefaultRepositorySystemSession session =
                new DefaultRepositorySystemSession(context.repositorySystemSession());
        session.setOffline(offline || stayOffline);
        session.setCache(cache);
        return new MavenSession(
                context.repositorySystem(), session, () -> cache = new DefaultRepositoryCache());
    }

    /** Why passwords of settings.xml that are encrypted cannot be read; empty if they can. */
    List<String> passwordProblems() {
        Settings settings;
        try {
            settings = readSettings();
        } catch (SettingsBuildingException changedMeanwhile) {
            return List.of("settings.xml: " + changedMeanwhile.getMessage());
        }
        DefaultSettingsDecryptionRequest request = new DefaultSettingsDecryptionRequest();
        request.setServers(settings.getServers());
        request.setProxies(settings.getProxies());
        return new SettingsDecrypterSupplier(context.mavenUserHome())
                .get().decrypt(request).getProblems().stream()
                        .map(SettingsProblem::getMessage)
                        .toList();
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
