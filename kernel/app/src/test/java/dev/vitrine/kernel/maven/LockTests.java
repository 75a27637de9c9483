package dev.vitrine.kernel.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.kernel.maven.DependencyResolver.Resolution;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Notebooks with a lock get the bytes that it says, or a message of what differs. */
class LockTests {

    private static final Progress SILENT = (text, fraction) -> {};

    @TempDir private Path directory;

    private TestRepository central;
    private DependencyResolver resolver;

    @BeforeEach
    void openResolver() throws Exception {
        central = new TestRepository(directory.resolve("central"));
        resolver = fresh("home");
    }

    /** The resolver of a kernel that has just started. */
    private DependencyResolver fresh(String home) throws Exception {
        return TestMaven.resolver(directory.resolve(home), central.url());
    }

    private DependencyResolver locked(String home, Lock lock) throws Exception {
        DependencyResolver fresh = fresh(home);
        fresh.lockTo(lock, "x.lock.json", SILENT);
        return fresh;
    }

    private static Resolution add(DependencyResolver resolver, String... coordinates)
            throws Exception {
        return resolver.add(TestMaven.coordinates(coordinates), List.of(), SILENT);
    }

    private static Resolution addPom(DependencyResolver resolver, String xml) throws Exception {
        return resolver.addPom(
                new PomSource.PomText(PomFragment.toPom(xml)),
                Set.of("compile", "runtime", "system"),
                SILENT);
    }

    @Test
    void namesRequestsArtifactsOriginsHashesAndEdges() throws Exception {
        central.jar("a", "1.5", "b:1").jar("a", "1", "b:1").jar("b", "1");
        add(resolver, "g:a:[1,2)");
        Lock lock = resolver.lockNow(SILENT);
        assertThat(lock.requested())
                .containsExactly(
                        new Lock.LockedRequest("g:a:jar:[1,2)", "g:a:jar:1.5", null, null));
        assertThat(lock.artifacts())
                .extracting(Lock.LockedArtifact::coordinates)
                .containsExactly("g:a:jar:1.5", "g:b:jar:1");
        Lock.LockedArtifact a = lock.artifacts().get(0);
        // Not "mirror", which is of this machine only.
        assertThat(a.repository()).isEqualTo("central");
        assertThat(a.sha256()).isEqualTo(Sha256.of(directory.resolve("central/g/a/1.5/a-1.5.jar")));
        assertThat(a.needs()).containsExactly("g:b:jar:1");
        assertThat(lock.repositories())
                .containsOnly(Map.entry("central", ContextOverrides.CENTRAL.getUrl()));
    }

    @Test
    void lockedVersionsAreUsedWhateverHasAppearedSince() throws Exception {
        central.jar("a", "1.0").jar("x", "1", "c:1").jar("c", "1");
        add(resolver, "g:a:[1,2)", "g:x:1");
        Lock lock = resolver.lockNow(SILENT);
        central.jar("a", "1.5");
        assertThat(TestMaven.names(add(fresh("new"), "g:a:[1,2)"))).containsExactly("a-1.5.jar");
        DependencyResolver again = locked("other", lock);
        assertThat(TestMaven.names(add(again, "g:x:1"))).containsExactly("x-1.jar", "c-1.jar");
        assertThat(TestMaven.names(add(again, "g:a:[1,2)"))).containsExactly("a-1.0.jar");
    }

    @Test
    void everyRequestGetsTheVersionsOfTheWholeNotebook() throws Exception {
        central.jar("a", "1", "c:1").jar("b", "1", "c:2").jar("c", "1").jar("c", "2");
        add(resolver, "g:a:1");
        add(resolver, "g:b:1");
        DependencyResolver again = locked("home", resolver.lockNow(SILENT));
        assertThat(TestMaven.names(add(again, "g:a:1")))
                .containsExactlyInAnyOrder("a-1.jar", "c-2.jar");
        Resolution second = add(again, "g:b:1");
        assertThat(TestMaven.names(second)).containsExactly("b-1.jar");
        assertThat(second.changes()).isEmpty();
    }

    @Test
    void loadedVersionThatStayedIsTheOneThatIsLocked() throws Exception {
        central.jar("a", "1", "c:10").jar("b", "1", "c:9").jar("c", "9").jar("c", "10");
        add(resolver, "g:a:1");
        add(resolver, "g:b:1");
        Lock lock = resolver.lockNow(SILENT);
        assertThat(lock.artifacts())
                .extracting(Lock.LockedArtifact::coordinates)
                .containsExactlyInAnyOrder("g:a:jar:1", "g:b:jar:1", "g:c:jar:10");
        DependencyResolver again = locked("home", lock);
        add(again, "g:b:1");
        add(again, "g:a:1");
        assertThat(lock.differences(again.resolveAnew(SILENT))).isEmpty();
    }

    @Test
    void snapshotsStayAtTheirTimeStamp() throws Exception {
        TestRepository own =
                new TestRepository(directory.resolve("own"))
                        .snapshot("s", "1.0", "20260101.120000", 1);
        resolver.addRepository("own", own.url());
        add(resolver, "g:s:1.0-SNAPSHOT");
        Lock lock = resolver.lockNow(SILENT);
        own.snapshot("s", "1.0", "20260102.120000", 2);
        // The repository is known from the lock, too.
        assertThat(TestMaven.names(add(locked("other", lock), "g:s:1.0-SNAPSHOT")))
                .containsExactly("s-1.0-20260101.120000-1.jar");
    }

    @Test
    void classifiersAndFilesThatAreNoJarsAreLocked() throws Exception {
        central.jar("a", "1").file("a", "1", "linux", "jar").file("a", "1", "", "zip");
        add(resolver, "g:a:jar:linux:1", "g:a:zip:1");
        Lock lock = resolver.lockNow(SILENT);
        Resolution again = add(locked("other", lock), "g:a:zip:1", "g:a:jar:linux:1");
        assertThat(TestMaven.names(again)).containsExactly("a-1-linux.jar");
        assertThat(again.notAdded()).containsExactly("g:a:zip:1");
    }

    @Test
    void whatIsNotLockedIsNamed() throws Exception {
        central.jar("a", "1").jar("a", "2").jar("b", "1");
        add(resolver, "g:a:1");
        DependencyResolver again = locked("home", resolver.lockNow(SILENT));
        assertThatThrownBy(() -> add(again, "g:a:2", "g:b:1"))
                .isInstanceOf(ResolutionException.class)
                .hasMessageStartingWith("The notebook is locked by x.lock.json, and\n")
                .hasMessageContaining("g:a:jar:2 is asked for, locked is g:a:jar:1\n")
                .hasMessageContaining("g:b:jar:1 is asked for and not locked\n")
                .hasMessageContaining("%lock --update");
        assertThat(TestMaven.names(add(again, "g:a:1"))).containsExactly("a-1.jar");
    }

    @Test
    void otherBytesAreRefusedWithBothHashes() throws Exception {
        central.jar("a", "1", "b:1").jar("b", "1");
        add(resolver, "g:a:1");
        Lock lock = resolver.lockNow(SILENT);
        Path jar = directory.resolve("central/g/b/1/b-1.jar");
        String before = Sha256.of(jar);
        // As when a repository serves something else under the same version.
        new TestRepository(directory.resolve("other-bytes")).file("b", "1", "tests", "jar");
        Files.move(
                directory.resolve("other-bytes/g/b/1/b-1-tests.jar"),
                jar,
                StandardCopyOption.REPLACE_EXISTING);
        Files.move(
                directory.resolve("other-bytes/g/b/1/b-1-tests.jar.sha1"),
                Path.of(jar + ".sha1"),
                StandardCopyOption.REPLACE_EXISTING);
        DependencyResolver again = locked("new", lock);
        assertThatThrownBy(() -> add(again, "g:a:1"))
                .isInstanceOf(ResolutionException.class)
                .hasMessageContaining("g:b:jar:1 has other bytes than when it was locked")
                .hasMessageContaining(Sha256.of(jar))
                .hasMessageContaining("locked " + before);
        assertThat(again.hasRequests()).isFalse();
    }

    @Test
    void damagedFileOfTheLocalRepositoryIsNamed() throws Exception {
        central.jar("a", "1");
        add(resolver, "g:a:1");
        Lock lock = resolver.lockNow(SILENT);
        Path local = directory.resolve("home/repository/g/a/1/a-1.jar");
        Files.write(local, new byte[] {1}, StandardOpenOption.APPEND);
        assertThatThrownBy(() -> add(locked("home", lock), "g:a:1"))
                .hasMessageContaining("g:a:jar:1 has other bytes")
                .hasMessageContaining(local.toString());
    }

    @Test
    void missingArtifactIsToldAsWithoutALock() throws Exception {
        central.jar("a", "1");
        add(resolver, "g:a:1");
        Lock lock = resolver.lockNow(SILENT);
        Files.delete(directory.resolve("central/g/a/1/a-1.jar"));
        assertThatThrownBy(() -> add(locked("new", lock), "g:a:1"))
                .hasMessageStartingWith("Cannot find g:a:1. Asked: mirror");
    }

    @Test
    void cacheServesWithoutNetworkAndWithoutPoms() throws Exception {
        central.jar("a", "1", "b:1").jar("b", "1");
        add(resolver, "g:a:1");
        Lock lock = resolver.lockNow(SILENT);
        for (String artifact : List.of("a", "b")) {
            Files.delete(
                    directory.resolve("home/repository/g/%1$s/1/%1$s-1.pom".formatted(artifact)));
        }
        DependencyResolver offline =
                TestMaven.resolver(directory.resolve("home"), "http://127.0.0.1:1");
        offline.lockTo(lock, "x.lock.json", SILENT);
        assertThat(TestMaven.names(add(offline, "g:a:1"))).containsExactly("a-1.jar", "b-1.jar");
    }

    @Test
    void pomsAreLockedWithExclusionsAndManagement() throws Exception {
        central.jar("a", "1", "b:1", "c:1").jar("b", "1").jar("c", "1").jar("c", "2");
        String exclusion =
                "<exclusions><exclusion><groupId>g</groupId><artifactId>b</artifactId></exclusion></exclusions>";
        String management =
                "<dependencyManagement><dependencies>%s</dependencies></dependencyManagement>";
        String two = management.formatted(TestRepository.dependency("c", "2", ""));
        addPom(resolver, two + TestRepository.dependency("a", "1", exclusion));
        Lock lock = resolver.lockNow(SILENT);
        DependencyResolver again = locked("home", lock);
        assertThat(
                        TestMaven.names(
                                addPom(
                                        again,
                                        two + TestRepository.dependency("a", "1", exclusion))))
                .containsExactly("a-1.jar", "c-2.jar");
        assertThatThrownBy(
                        () ->
                                addPom(
                                        locked("home", lock),
                                        two + TestRepository.dependency("a", "1", "")))
                .hasMessageContaining("g:a:jar:1 has other exclusions: none, locked with g:b");
        String one = management.formatted(TestRepository.dependency("c", "1", ""));
        assertThatThrownBy(
                        () ->
                                addPom(
                                        locked("home", lock),
                                        one + TestRepository.dependency("a", "1", exclusion)))
                .hasMessageContaining("g:a:jar:1 comes with another dependencyManagement");
    }

    @Test
    void filesThatAPomNamesAreLockedToo() throws Exception {
        Path jar = Files.write(directory.resolve("own.jar"), new byte[] {1});
        String pom =
                TestRepository.dependency(
                        "own", "1", "<scope>system</scope><systemPath>" + jar + "</systemPath>");
        addPom(resolver, pom);
        Lock lock = resolver.lockNow(SILENT);
        assertThat(lock.localOnly()).containsExactly("g:own:jar:1");
        assertThat(addPom(locked("home", lock), pom).jars()).containsExactly(jar);
        Files.write(jar, new byte[] {2});
        assertThatThrownBy(() -> addPom(locked("home", lock), pom))
                .hasMessageContaining("g:own:jar:1 has other bytes");
    }

    @Test
    void checkNamesAllThatDiffers() throws Exception {
        central.jar("a", "1.0", "old:1").jar("old", "1").jar("x", "1").jar("y", "1");
        add(resolver, "g:a:[1,2)", "g:x:1", "g:y:1");
        Lock lock = resolver.lockNow(SILENT);
        central.jar("a", "1.5", "new:1").jar("new", "1");
        DependencyResolver again = locked("home", lock);
        add(again, "g:a:[1,2)", "g:x:1");
        assertThat(lock.differences(again.resolveAnew(SILENT)))
                .containsExactlyInAnyOrder(
                        "g:a:jar: locked is 1.0, needed is 1.5",
                        "g:new:jar:1 is needed and not locked",
                        "g:old:jar:1 is locked and no longer needed",
                        "g:y:jar:1 is locked and has not been asked for",
                        "g:y:jar:1 is locked and no longer needed");
    }

    @Test
    void updateGetsWhatIsNewAndUnlocks() throws Exception {
        central.jar("a", "1.0").jar("b", "1");
        add(resolver, "g:a:[1,2)");
        DependencyResolver again = locked("home", resolver.lockNow(SILENT));
        add(again, "g:a:[1,2)");
        central.jar("a", "1.5");
        Resolution update = again.update(SILENT);
        assertThat(TestMaven.names(update)).containsExactly("a-1.5.jar");
        assertThat(update.changes()).containsExactly("g:a: 1.0 was loaded before, now 1.5");
        assertThat(TestMaven.names(add(again, "g:b:1"))).containsExactly("b-1.jar");
        assertThat(again.lockNow(SILENT).artifacts())
                .extracting(Lock.LockedArtifact::coordinates)
                .containsExactlyInAnyOrder("g:a:jar:1.5", "g:b:jar:1");
    }

    @Test
    void lockThatComesLateMustAgree() throws Exception {
        central.jar("a", "1").jar("a", "2").jar("b", "1");
        add(resolver, "g:a:1", "g:b:1");
        Lock lock = resolver.lockNow(SILENT);
        DependencyResolver agrees = fresh("home");
        add(agrees, "g:b:1");
        agrees.lockTo(lock, "x.lock.json", SILENT);
        assertThat(TestMaven.names(add(agrees, "g:a:1"))).containsExactly("a-1.jar");
        DependencyResolver differs = fresh("home");
        add(differs, "g:a:2");
        assertThatThrownBy(() -> differs.lockTo(lock, "x.lock.json", SILENT))
                .hasMessageContaining("g:a:jar:2 is asked for, locked is g:a:jar:1")
                .hasMessageContaining("g:a:jar: locked is 1, needed is 2");
        assertThat(differs.isLocked()).isFalse();
    }
}
