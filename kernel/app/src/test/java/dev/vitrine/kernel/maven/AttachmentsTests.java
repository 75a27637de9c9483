package dev.vitrine.kernel.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What documents an artifact, from the repositories that the artifact came from. */
@Timeout(120)
class AttachmentsTests {

    private static final Progress SILENT = (text, fraction) -> {};
    private static final String SOURCES = "/g/a/1/a-1-sources.jar";

    @TempDir private Path directory;

    private TestRepository repository;
    private RepositoryServer server;
    private DependencyResolver resolver;

    @BeforeEach
    void start() throws Exception {
        repository = new TestRepository(directory.resolve("central")).jar("a", "1", "b:1");
        repository.jar("b", "1");
        server = new RepositoryServer(directory.resolve("central"));
        resolver = TestMaven.resolver(directory.resolve("home"), server.url());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Path add(String coordinate) throws Exception {
        return resolver.add(TestMaven.coordinates(coordinate), List.of(), SILENT).jars().get(0);
    }

    private String documents(Path jar) throws Exception {
        return resolver.documents(jar, false)
                .map(archive -> archive.getFileName().toString())
                .orElse("none");
    }

    private TestRepository with(String classifier) throws IOException {
        return repository.file("a", "1", classifier, "jar");
    }

    @Test
    void sourcesAreFetchedWhenTheyAreAskedForAndNotBefore() throws Exception {
        with("sources");
        with("javadoc");
        Path jar = add("g:a:1");
        assertThat(server.requests).noneMatch(path -> path.contains("sources"));

        assertThat(documents(jar)).isEqualTo("a-1-sources.jar");

        assertThat(server.requests).contains(SOURCES).noneMatch(path -> path.contains("javadoc"));
        assertThat(resolver.isArtifact(jar)).isTrue();
    }

    @Test
    void javadocStandsInForSources() throws Exception {
        with("javadoc");

        assertThat(documents(add("g:a:1"))).isEqualTo("a-1-javadoc.jar");
    }

    @Test
    void artifactMayHaveNeither() throws Exception {
        assertThat(documents(add("g:a:1"))).isEqualTo("none");
    }

    @Test
    void fileThatIsNoArtifactIsNotLookedFor() throws Exception {
        add("g:a:1");
        Path other = directory.resolve("other.jar");

        assertThat(resolver.isArtifact(other)).isFalse();
        assertThat(resolver.documents(other, false)).isEmpty();
    }

    @Test
    void whatIsThereIsTakenOffline() throws Exception {
        with("sources");
        Path jar = add("g:a:1");
        documents(jar);
        server.requests.clear();

        assertThat(resolver.documents(jar, true)).isPresent();
        assertThat(server.requests).isEmpty();
    }

    @Test
    void whatIsNotThereOfflineIsAFailureAndNotAnAbsence() throws Exception {
        with("sources");
        Path jar = add("g:a:1");

        assertThatThrownBy(() -> resolver.documents(jar, true))
                .isInstanceOf(ResolutionException.class)
                .hasMessageContaining("offline");
        assertThat(documents(jar)).isEqualTo("a-1-sources.jar");
    }

    @Test
    void failureOfTheServerIsToldAndRequestsGoOn() throws Exception {
        server.status(SOURCES, 500);
        Path jar = add("g:a:1");

        assertThatThrownBy(() -> resolver.documents(jar, false))
                .isInstanceOf(ResolutionException.class)
                .hasMessageContaining("500");
        repository.jar("c", "1");
        assertThat(add("g:c:1")).hasFileName("c-1.jar");
    }

    @Test
    void damagedSourcesAreRefused() throws Exception {
        with("sources");
        byte[] wrong = server.bytes(SOURCES);
        wrong[wrong.length / 2] ^= 1;
        server.on(
                SOURCES,
                exchange -> {
                    exchange.sendResponseHeaders(200, wrong.length);
                    exchange.getResponseBody().write(wrong);
                });
        Path jar = add("g:a:1");

        assertThatThrownBy(() -> resolver.documents(jar, false))
                .isInstanceOf(ResolutionException.class)
                .hasMessageContaining("checksum");
    }

    @Test
    void lockStaysAsItIs() throws Exception {
        with("sources");
        Path jar = add("g:a:1");
        Lock before = resolver.lockNow(SILENT);

        documents(jar);

        assertThat(resolver.lockNow(SILENT)).isEqualTo(before);
        assertThat(add("g:a:jar:sources:1")).hasFileName("a-1-sources.jar");
    }
}
