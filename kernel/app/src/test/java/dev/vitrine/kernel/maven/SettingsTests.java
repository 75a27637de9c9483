package dev.vitrine.kernel.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sonatype.plexus.components.cipher.DefaultPlexusCipher;

/** What settings.xml says counts. */
class SettingsTests {

    @TempDir private Path directory;

    private TestRepository repository;
    private RepositoryServer server;

    @BeforeEach
    void start() throws Exception {
        repository = new TestRepository(directory.resolve("central")).jar("a", "1");
        server = new RepositoryServer(directory.resolve("central"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private List<String> add(String settings, String coordinate) throws Exception {
        return TestMaven.names(
                TestMaven.resolver(directory.resolve("home"), settings, true)
                        .add(TestMaven.coordinates(coordinate), List.of(), (text, fraction) -> {}));
    }

    private static String mirror(String of, String url) {
        return "<mirrors><mirror><id>mirror</id><mirrorOf>%s</mirrorOf><url>%s</url></mirror></mirrors>"
                .formatted(of, url);
    }

    private static String server(String password) {
        return "<servers><server><id>mirror</id><username>ada</username><password>"
                + password
                + "</password></server></servers>";
    }

    @Test
    void localRepositoryIsWhereTheySayItIs() throws Exception {
        Path local = directory.resolve("elsewhere");
        add(
                "<localRepository>" + local + "</localRepository>" + mirror("*", server.url()),
                "g:a:1");
        assertThat(local.resolve("g/a/1/a-1.jar")).exists();
        assertThat(directory.resolve("home/repository")).doesNotExist();
    }

    @Test
    void mirrorOfSomeLeavesOthersAlone() throws Exception {
        TestRepository own = new TestRepository(directory.resolve("own")).jar("x", "1");
        DependencyResolver resolver =
                TestMaven.resolver(directory.resolve("home"), mirror("*,!own", server.url()), true);
        resolver.addRepository("own", own.url());
        assertThat(
                        TestMaven.names(
                                resolver.add(
                                        TestMaven.coordinates("g:a:1", "g:x:1"),
                                        List.of(),
                                        (text, fraction) -> {})))
                .containsExactly("a-1.jar", "x-1.jar");
        assertThat(server.requests).contains("/g/a/1/a-1.jar");
    }

    @Test
    void proxyIsUsedButNotForHostsThatNeedNone() throws Exception {
        repository.jar("b", "1");
        String proxy =
                "<proxies><proxy><active>true</active><protocol>http</protocol><host>127.0.0.1</host><port>%d</port><nonProxyHosts>%s</nonProxyHosts></proxy></proxies>";
        String far = mirror("*", "http://repository.invalid/maven");
        Path below = Files.createDirectories(directory.resolve("central/maven"));
        new TestRepository(below).jar("a", "1").jar("b", "1");
        assertThat(add(proxy.formatted(server.port(), "localhost") + far, "g:a:1"))
                .containsExactly("a-1.jar");
        assertThat(server.requests).contains("/maven/g/a/1/a-1.jar");
        assertThatThrownBy(() -> add(proxy.formatted(server.port(), "*.invalid") + far, "g:b:1"))
                .hasMessageContaining("repository.invalid");
        assertThat(server.requests).doesNotContain("/maven/g/b/1/b-1.jar");
    }

    @Test
    void encryptedPasswordIsDecrypted() throws Exception {
        server.requireLogin("ada", "secret");
        DefaultPlexusCipher cipher = new DefaultPlexusCipher();
        Files.createDirectories(directory.resolve("home"));
        Files.writeString(
                directory.resolve("home/settings-security.xml"),
                "<settingsSecurity><master>"
                        + cipher.encryptAndDecorate("master", "settings.security")
                        + "</master></settingsSecurity>");
        String password = cipher.encryptAndDecorate("secret", "master");
        assertThat(add(server(password) + mirror("*", server.url()), "g:a:1"))
                .containsExactly("a-1.jar");
    }

    @Test
    void passwordThatCannotBeDecryptedIsTold() throws Exception {
        server.requireLogin("ada", "secret");
        String password = new DefaultPlexusCipher().encryptAndDecorate("secret", "master");
        assertThatThrownBy(() -> add(server(password) + mirror("*", server.url()), "g:a:1"))
                .hasMessageContaining("401")
                .hasMessageContaining("Failed to decrypt password for server mirror");
    }

    @Test
    void repositoriesOfActiveProfilesAreAsked() throws Exception {
        TestRepository own = new TestRepository(directory.resolve("own")).jar("x", "1");
        String profile =
                "<profiles><profile><id>ours</id><repositories><repository><id>own</id><url>"
                        + own.url()
                        + "</url></repository></repositories></profile></profiles>";
        String elsewhere = mirror("central", server.url());
        assertThatThrownBy(() -> add(elsewhere + profile, "g:x:1"))
                .hasMessageStartingWith("Cannot find g:x:1.");
        String active = "<activeProfiles><activeProfile>ours</activeProfile></activeProfiles>";
        assertThat(add(elsewhere + profile + active, "g:x:1")).containsExactly("x-1.jar");
    }

    @Test
    void profilesAndPropertiesReachAPom() throws Exception {
        repository.jar("b", "2").jar("c", "1");
        String settings =
                mirror("*", server.url())
                        + "<profiles><profile><id>versions</id><properties><b.version>2</b.version></properties></profile></profiles>"
                        + "<activeProfiles><activeProfile>versions</activeProfile><activeProfile>more</activeProfile></activeProfiles>";
        String pom =
                PomFragment.toPom(
                        TestRepository.dependency("b", "${b.version}", "")
                                + "<profiles><profile><id>more</id><dependencies>"
                                + TestRepository.dependency("c", "1", "")
                                + "</dependencies></profile></profiles>");
        assertThat(
                        TestMaven.names(
                                TestMaven.resolver(directory.resolve("home"), settings, true)
                                        .addPom(
                                                new PomSource.PomText(pom),
                                                Set.of("compile"),
                                                (text, fraction) -> {})))
                .containsExactly("b-2.jar", "c-1.jar");
    }
}
