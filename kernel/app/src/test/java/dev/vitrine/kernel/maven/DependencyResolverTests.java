package dev.vitrine.kernel.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.vitrine.kernel.maven.DependencyResolver.Resolution;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class DependencyResolverTests {

    @TempDir private Path directory;

    private TestRepository central;
    private DependencyResolver resolver;

    @BeforeEach
    void openResolver() throws Exception {
        central = new TestRepository(directory.resolve("central"));
        resolver = TestMaven.resolver(directory.resolve("home"), central.url());
    }

    private Resolution add(String... coordinates) throws Exception {
        List<Coordinate> parsed = new ArrayList<>();
        for (String coordinate : coordinates) {
            parsed.add(Coordinate.parse(coordinate));
        }
        return resolver.add(parsed, List.of(), (text, fraction) -> {});
    }

    private Resolution addPom(String xml, String... scopes) throws Exception {
        Set<String> wanted = scopes.length == 0 ? Set.of("compile", "runtime") : Set.of(scopes);
        return resolver.addPom(
                new PomSource.PomText(PomFragment.toPom(xml)), wanted, (text, fraction) -> {});
    }

    private static List<String> names(Resolution resolution) {
        return resolution.jars().stream().map(jar -> jar.getFileName().toString()).toList();
    }

    @Nested
    class Choosing {

        @Test
        void whatIsNeededAtRunTimeComesAlong() throws Exception {
            central.jar("a", "1", "b:1", "c:1:runtime", "d:1:provided", "e:1:test", "f:1:optional")
                    .jar("b", "1")
                    .jar("c", "1");
            assertThat(names(add("g:a:1"))).containsExactly("a-1.jar", "b-1.jar", "c-1.jar");
        }

        @Test
        void whatIsLoadedIsNotLoadedAgain() throws Exception {
            central.jar("a", "1", "c:1").jar("b", "1", "c:1").jar("c", "1");
            add("g:a:1");
            Resolution second = add("g:b:1", "g:a:1");
            assertThat(names(second)).containsExactly("b-1.jar");
            assertThat(second.changes()).isEmpty();
        }

        @Test
        void requestWinsOverWhatAnotherBringsAlong() throws Exception {
            central.jar("a", "1", "c:1").jar("c", "1").jar("c", "2");
            assertThat(names(add("g:a:1", "g:c:2"))).containsExactly("a-1.jar", "c-2.jar");
        }

        @Test
        void newestRequestWinsAndTheChangeIsTold() throws Exception {
            central.jar("c", "1").jar("c", "2");
            add("g:c:2");
            Resolution second = add("g:c:1");
            assertThat(names(second)).containsExactly("c-1.jar");
            assertThat(second.changes()).containsExactly("g:c: 2 was loaded before, now 1");
        }

        @Test
        void newerVersionThatSomethingBringsAlongIsTold() throws Exception {
            central.jar("a", "1", "c:1").jar("b", "1", "c:2").jar("c", "1").jar("c", "2");
            add("g:a:1");
            Resolution second = add("g:b:1");
            assertThat(names(second)).containsExactly("b-1.jar", "c-2.jar");
            assertThat(second.changes()).containsExactly("g:c: 1 was loaded before, now 2");
        }

        @Test
        void olderVersionThatSomethingBringsAlongIsOfNoUse() throws Exception {
            central.jar("a", "1", "c:10").jar("b", "1", "c:9").jar("c", "9").jar("c", "10");
            add("g:a:1");
            Resolution second = add("g:b:1");
            assertThat(names(second)).containsExactly("b-1.jar");
            assertThat(second.changes()).isEmpty();
        }

        @Test
        void classifiersStandBesideEachOther() throws Exception {
            central.jar("a", "1").file("a", "1", "linux", "jar").file("a", "1", "tests", "jar");
            assertThat(names(add("g:a:1", "g:a:jar:linux:1")))
                    .containsExactly("a-1.jar", "a-1-linux.jar");
            assertThat(names(add("g:a:test-jar:tests:1"))).containsExactly("a-1-tests.jar");
        }

        @Test
        void onlyJarsComeBackAndOthersAreNamed() throws Exception {
            central.jar("a", "1", "b:1")
                    .file("a", "1", "", "zip")
                    .jar("b", "1")
                    .pom("p", "1", "<packaging>pom</packaging>");
            Resolution resolution = add("g:a:zip:1", "g:p:pom:1");
            assertThat(names(resolution)).containsExactly("b-1.jar");
            assertThat(resolution.notAdded()).containsExactly("g:a:zip:1");
        }

        @Test
        void rangesTakeTheHighest() throws Exception {
            central.jar("a", "1.0").jar("a", "1.5").jar("a", "2.0");
            assertThat(names(add("g:a:[1,2)"))).containsExactly("a-1.5.jar");
        }

        @Test
        void snapshotsKeepTheirTimeStampAndANewerOneIsTold() throws Exception {
            TestRepository own =
                    new TestRepository(directory.resolve("own"))
                            .snapshot("s", "1.0", "20260101.120000", 1);
            assertThatThrownBy(() -> add("g:s:1.0-SNAPSHOT"))
                    .hasMessageContaining("none of the repositories has snapshots");
            resolver.addRepository("own", own.url());
            assertThat(names(add("g:s:1.0-SNAPSHOT")))
                    .containsExactly("s-1.0-20260101.120000-1.jar");
            own.snapshot("s", "1.0", "20260102.120000", 2);
            Resolution again =
                    resolver.add(
                            List.of(Coordinate.parse("g:s:1.0-SNAPSHOT")),
                            List.of("own"),
                            (text, fraction) -> {});
            assertThat(names(again)).containsExactly("s-1.0-20260102.120000-2.jar");
            assertThat(again.changes()).hasSize(1);
        }
    }

    @Nested
    class Repositories {

        private TestRepository own;

        @BeforeEach
        void makeOwn() {
            own = new TestRepository(directory.resolve("own"));
        }

        @Test
        void addedOnesAreAskedToo() throws Exception {
            central.jar("b", "1");
            own.jar("a", "1", "b:1");
            resolver.addRepository("own", directory.resolve("own").toString());
            assertThat(names(add("g:a:1"))).containsExactly("a-1.jar", "b-1.jar");
        }

        @Test
        void fromNamesTheOnlySourceButNeedsMayComeFromElsewhere() throws Exception {
            central.jar("a", "1").jar("b", "1");
            own.jar("x", "1", "b:1");
            Resolution x =
                    resolver.add(
                            List.of(Coordinate.parse("g:x:1")),
                            List.of(own.url()),
                            (text, fraction) -> {});
            assertThat(names(x)).containsExactly("x-1.jar", "b-1.jar");
            assertThatThrownBy(
                            () ->
                                    resolver.add(
                                            List.of(Coordinate.parse("g:a:1")),
                                            List.of(own.url()),
                                            (text, fraction) -> {}))
                    .isInstanceOf(ResolutionException.class)
                    .hasMessageStartingWith("Cannot find g:a:1.");
            assertThat(names(add("g:a:1"))).containsExactly("a-1.jar");
        }

        @Test
        void unknownNameListsTheKnown() {
            assertThatThrownBy(
                            () ->
                                    resolver.add(
                                            List.of(Coordinate.parse("g:a:1")),
                                            List.of("nexus"),
                                            (text, fraction) -> {}))
                    .hasMessageStartingWith("There is no repository nexus; there are central.");
        }

        @Test
        void addressMustBeOne() {
            for (String url : List.of("ftp://host/x", "not there", "ht!tp://x")) {
                assertThatThrownBy(() -> resolver.addRepository("x", url))
                        .isInstanceOf(ResolutionException.class)
                        .hasMessageContaining("\"" + url + "\" is no address");
            }
        }

        @Test
        void credentialsOfTheSettingsAreUsedAndTheirAbsenceIsTold() throws Exception {
            central.jar("a", "1");
            try (RepositoryServer server =
                    new RepositoryServer(directory.resolve("central"))
                            .requireLogin("ada", "secret")) {
                String mirror =
                        "<mirrors><mirror><id>private</id><mirrorOf>*</mirrorOf><url>"
                                + server.url()
                                + "</url></mirror></mirrors>";
                resolver = TestMaven.resolver(directory.resolve("stranger"), mirror, true);
                assertThatThrownBy(() -> add("g:a:1"))
                        .hasMessageContaining("401")
                        .hasMessageContaining("settings.xml");
                String login =
                        "<servers><server><id>private</id><username>ada</username><password>secret</password></server></servers>";
                resolver = TestMaven.resolver(directory.resolve("ada"), login + mirror, true);
                assertThat(names(add("g:a:1"))).containsExactly("a-1.jar");
            }
        }
    }

    @Nested
    class Poms {

        @Test
        void exclusionsLeaveOut() throws Exception {
            central.jar("a", "1", "b:1", "c:1").jar("b", "1").jar("c", "1");
            String exclusion =
                    "<exclusions><exclusion><groupId>g</groupId><artifactId>b</artifactId></exclusion></exclusions>";
            assertThat(names(addPom(TestRepository.dependency("a", "1", exclusion))))
                    .containsExactly("a-1.jar", "c-1.jar");
        }

        @Test
        void parentPropertiesAndManagementAreWorkedIn() throws Exception {
            central.pom(
                            "parent",
                            "1",
                            "<packaging>pom</packaging><properties><b.version>2</b.version></properties><dependencyManagement><dependencies>"
                                    + TestRepository.dependency("b", "${b.version}", "")
                                    + TestRepository.dependency("c", "3", "")
                                    + "</dependencies></dependencyManagement>")
                    .jar("a", "1", "c:1")
                    .jar("b", "2")
                    .jar("c", "3");
            Resolution resolution =
                    addPom(
                            "<parent><groupId>g</groupId><artifactId>parent</artifactId><version>1</version></parent>"
                                    + TestRepository.dependency("a", "1", "")
                                    + TestRepository.dependency("b", "", ""));
            assertThat(names(resolution)).containsExactly("a-1.jar", "c-3.jar", "b-2.jar");
        }

        @Test
        void importedManagementCounts() throws Exception {
            central.pom(
                            "bom",
                            "1",
                            "<packaging>pom</packaging><dependencyManagement><dependencies>"
                                    + TestRepository.dependency("b", "2", "")
                                    + "</dependencies></dependencyManagement>")
                    .jar("b", "2");
            Resolution resolution =
                    addPom(
                            "<dependencyManagement><dependencies>"
                                    + TestRepository.dependency(
                                            "bom", "1", "<type>pom</type><scope>import</scope>")
                                    + "</dependencies></dependencyManagement>"
                                    + TestRepository.dependency("b", "", ""));
            assertThat(names(resolution)).containsExactly("b-2.jar");
        }

        @Test
        void fileFindsItsParentBesideIt() throws Exception {
            central.jar("a", "1");
            String coordinates =
                    "<groupId>h</groupId><artifactId>parent</artifactId><version>1</version>";
            Files.writeString(
                    directory.resolve("pom.xml"),
                    "<project><modelVersion>4.0.0</modelVersion>"
                            + coordinates
                            + "<packaging>pom</packaging><properties><v>1</v></properties></project>");
            Path child = Files.createDirectory(directory.resolve("child")).resolve("pom.xml");
            Files.writeString(
                    child,
                    "<project><modelVersion>4.0.0</modelVersion><parent>"
                            + coordinates
                            + "</parent><artifactId>child</artifactId><dependencies>"
                            + TestRepository.dependency("a", "${v}", "")
                            + "</dependencies></project>");
            Resolution resolution =
                    resolver.addPom(
                            new PomSource.PomFile(child),
                            Set.of("compile"),
                            (text, fraction) -> {});
            assertThat(names(resolution)).containsExactly("a-1.jar");
        }

        @Test
        void scopesChoose() throws Exception {
            central.jar("a", "1").jar("t", "1", "u:1").jar("u", "1").jar("p", "1");
            String pom =
                    TestRepository.dependency("a", "1", "")
                            + TestRepository.dependency("t", "1", "<scope>test</scope>")
                            + TestRepository.dependency(
                                    "p", "1", "<scope>provided</scope><optional>true</optional>");
            assertThat(names(addPom(pom))).containsExactly("a-1.jar");
            assertThat(names(addPom(pom, "test", "provided")))
                    .containsExactly("t-1.jar", "u-1.jar", "p-1.jar");
        }

        @Test
        void importedManagementCountsThroughParentsAndOtherImports() throws Exception {
            central.pom(
                            "inner",
                            "1",
                            "<packaging>pom</packaging><dependencyManagement><dependencies>"
                                    + TestRepository.dependency("b", "${b.version}", "")
                                    + "</dependencies></dependencyManagement>"
                                    + "<properties><b.version>3</b.version></properties>")
                    .pom(
                            "bom",
                            "1",
                            "<packaging>pom</packaging><dependencyManagement><dependencies>"
                                    + TestRepository.dependency(
                                            "inner", "1", "<type>pom</type><scope>import</scope>")
                                    + "</dependencies></dependencyManagement>")
                    .pom(
                            "parent",
                            "1",
                            "<packaging>pom</packaging><dependencyManagement><dependencies>"
                                    + TestRepository.dependency(
                                            "bom", "1", "<type>pom</type><scope>import</scope>")
                                    + TestRepository.dependency(
                                            "c",
                                            "1",
                                            "<exclusions><exclusion><groupId>*</groupId><artifactId>*</artifactId></exclusion></exclusions>")
                                    + "</dependencies></dependencyManagement>")
                    .jar("b", "3")
                    .jar("c", "1", "d:1")
                    .jar("d", "1");
            assertThat(
                            names(
                                    addPom(
                                            "<parent><groupId>g</groupId><artifactId>parent</artifactId><version>1</version></parent>"
                                                    + TestRepository.dependency("b", "", "")
                                                    + TestRepository.dependency("c", "", ""))))
                    .containsExactly("b-3.jar", "c-1.jar");
        }

        @Test
        void profilesOfAPomActivateThemselvesOrByName() throws Exception {
            central.jar("a", "1").jar("b", "1").jar("c", "1");
            String pom =
                    PomFragment.toPom(
                            "<profiles>"
                                    + profile("by-jdk", "<jdk>[17,)</jdk>", "a")
                                    + profile("by-name", "", "b")
                                    + profile("too-old", "<jdk>[1.1,1.2]</jdk>", "c")
                                    + "</profiles>");
            assertThat(names(addProfiles(pom))).containsExactly("a-1.jar");
            openResolver();
            assertThat(names(addProfiles(pom, "by-name", "!by-jdk"))).containsExactly("b-1.jar");
        }

        private String profile(String id, String activation, String artifact) {
            return "<profile><id>"
                    + id
                    + "</id><activation>"
                    + activation
                    + "</activation><dependencies>"
                    + TestRepository.dependency(artifact, "1", "")
                    + "</dependencies></profile>";
        }

        private Resolution addProfiles(String pom, String... profiles) throws Exception {
            return resolver.addPom(
                    new DependencyResolver.Project(
                            new PomSource.PomText(pom), Set.of("compile"), List.of(profiles)),
                    false,
                    (text, fraction) -> {});
        }

        @Test
        void typesAndClassifiersNameTheFile() throws Exception {
            central.jar("a", "1")
                    .file("a", "1", "tests", "jar")
                    .file("a", "1", "sources", "jar")
                    .file("a", "1", "linux", "jar")
                    .file("a", "1", "", "zip");
            Resolution resolution =
                    addPom(
                            TestRepository.dependency("a", "1", "<type>test-jar</type>")
                                    + TestRepository.dependency(
                                            "a", "1", "<type>java-source</type>")
                                    + TestRepository.dependency(
                                            "a", "1", "<classifier>linux</classifier>")
                                    + TestRepository.dependency("a", "1", "<type>zip</type>"));
            assertThat(names(resolution))
                    .containsExactly("a-1-tests.jar", "a-1-sources.jar", "a-1-linux.jar");
            assertThat(resolution.notAdded()).containsExactly("g:a:zip:1");
        }

        @Test
        void exclusionsOfOneDependencyLeaveOthersAlone() throws Exception {
            central.jar("a", "1", "c:1").jar("b", "1", "c:1").jar("c", "1");
            String exclusion =
                    "<exclusions><exclusion><groupId>g</groupId><artifactId>*</artifactId></exclusion></exclusions>";
            assertThat(
                            names(
                                    addPom(
                                            TestRepository.dependency("a", "1", exclusion)
                                                    + TestRepository.dependency("b", "1", ""))))
                    .containsExactly("a-1.jar", "b-1.jar", "c-1.jar");
        }

        @Test
        void systemScopeIsTheFileThatThePomNames() throws Exception {
            Path jar = Files.write(directory.resolve("own.jar"), new byte[] {1});
            String pom =
                    TestRepository.dependency(
                            "own",
                            "1",
                            "<scope>system</scope><systemPath>" + jar + "</systemPath>");
            assertThat(addPom(pom).jars()).isEmpty();
            assertThat(addPom(pom, "system").jars()).containsExactly(jar);
            assertThat(addPom(pom, "system").jars()).isEmpty();
        }

        @Test
        void repositoriesOfThePomAreAskedAndKept() throws Exception {
            TestRepository own =
                    new TestRepository(directory.resolve("own")).jar("a", "1").jar("b", "1");
            addPom(
                    "<repository><id>own</id><url>"
                            + own.url()
                            + "</url></repository>"
                            + TestRepository.dependency("a", "1", ""));
            assertThat(names(add("g:b:1"))).containsExactly("b-1.jar");
        }

        @Test
        void whatIsMissingIsNamed() {
            assertThatThrownBy(() -> addPom(TestRepository.dependency("b", "", "")))
                    .isInstanceOf(ResolutionException.class)
                    .hasMessageContaining(
                            "'dependencies.dependency.version' for g:b:jar is missing");
            assertThatThrownBy(
                            () ->
                                    addPom(
                                            "<parent><groupId>g</groupId><artifactId>no</artifactId><version>1</version></parent>"))
                    .isInstanceOf(ResolutionException.class)
                    .hasMessageContaining("g:no:pom:1");
        }
    }

    @Nested
    class Failing {

        @Test
        void missingArtifactNamesRepositoriesAndVersions() throws Exception {
            central.jar("a", "1.0").jar("a", "1.1");
            assertThatThrownBy(() -> add("g:a:2.0"))
                    .isInstanceOf(ResolutionException.class)
                    .hasMessage(
                            "Cannot find g:a:2.0. Asked: mirror ("
                                    + central.url()
                                    + "). Versions there are: 1.0, 1.1.");
            assertThatThrownBy(() -> add("g:nothing:1"))
                    .hasMessageEndingWith("No version of g:nothing is known there.");
        }

        @Test
        void missingNeedNamesWhoNeedsIt() throws Exception {
            central.jar("a", "1", "b:1").jar("b", "1", "c:7");
            assertThatThrownBy(() -> add("g:a:1"))
                    .hasMessageContaining("Cannot find g:c:7 (needed by g:a:1 > g:b:1).");
        }

        @Test
        void failedRequestIsForgotten() throws Exception {
            central.jar("a", "1");
            assertThatThrownBy(() -> add("g:a:1", "g:nothing:1"))
                    .isInstanceOf(ResolutionException.class);
            assertThat(names(add("g:a:1"))).containsExactly("a-1.jar");
        }

        @Test
        void withoutNetworkTheCacheServesAndIsListed() throws Exception {
            central.jar("a", "1", "b:1").jar("b", "1");
            add("g:a:1");
            int port;
            try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = closed.getLocalPort();
            }
            resolver = TestMaven.resolver(directory.resolve("home"), "http://127.0.0.1:" + port);
            assertThat(names(add("g:a:1"))).containsExactly("a-1.jar", "b-1.jar");
            assertThatThrownBy(() -> add("g:a:2"))
                    .isInstanceOf(ResolutionException.class)
                    .hasMessageStartingWith(
                            "Cannot get g:a:2: no network, or no way to mirror (http://127.0.0.1:"
                                    + port
                                    + ")")
                    .hasMessageEndingWith(
                            "The local repository ("
                                    + directory.resolve("home/repository")
                                    + ") has 1.");
        }

        @Test
        void offlineInTheSettingsIsHonoured() throws Exception {
            central.jar("a", "1").jar("b", "1");
            add("g:a:1");
            String mirror =
                    "<mirrors><mirror><id>mirror</id><mirrorOf>central</mirrorOf><url>"
                            + central.url()
                            + "</url></mirror></mirrors>";
            resolver =
                    TestMaven.resolver(
                            directory.resolve("home"), "<offline>true</offline>" + mirror, true);
            assertThat(names(add("g:a:1"))).containsExactly("a-1.jar");
            assertThatThrownBy(() -> add("g:b:1"))
                    .hasMessageContaining("settings.xml tells Maven to stay offline");
        }

        @Test
        void brokenSettingsAreNamed() {
            assertThatThrownBy(
                            () ->
                                    TestMaven.resolver(
                                            directory.resolve("broken"),
                                            "<settings><mirrors>",
                                            false))
                    .isInstanceOf(ResolutionException.class)
                    .hasMessageStartingWith("Maven's settings cannot be read: ")
                    .hasMessageContaining("settings.xml");
        }

        @Test
        void serverThatNeverAnswersCanBeInterrupted() throws Exception {
            try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
                resolver =
                        TestMaven.resolver(
                                directory.resolve("home2"),
                                "http://127.0.0.1:" + silent.getLocalPort());
                AtomicReference<Throwable> thrown = new AtomicReference<>();
                Thread cell =
                        new Thread(
                                () -> {
                                    try {
                                        add("g:a:1");
                                    } catch (Exception failure) {
                                        thrown.set(failure);
                                    }
                                });
                cell.start();
                silent.accept();
                cell.interrupt();
                cell.join();
                assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
            }
        }

        @Test
        void pomThatCannotBeReadLeavesTheJarAlone() throws Exception {
            central.jar("a", "1");
            Files.writeString(directory.resolve("central/g/a/1/a-1.pom"), "<project><oops");
            Files.delete(directory.resolve("central/g/a/1/a-1.pom.sha1"));
            // As Maven does for an artifact whose POM it cannot read: the jar alone, without what
            // it needs.
            assertThat(names(add("g:a:1"))).containsExactly("a-1.jar");
        }
    }

    @Test
    void objectsAmongTheSystemPropertiesAreNoObstacleAndStay() throws Exception {
        Object object = new Object();
        System.getProperties().put("vitrine.test.object", object);
        try {
            openResolver();
            assertThat(System.getProperties().get("vitrine.test.object")).isSameAs(object);
        } finally {
            System.getProperties().remove("vitrine.test.object");
        }
    }

    @Test
    void usersOwnMavenFindsARealArtifact() throws Exception {
        resolver = new DependencyResolver();
        try {
            assertThat(names(add("org.apiguardian:apiguardian-api:1.1.2")))
                    .containsExactly("apiguardian-api-1.1.2.jar");
        } catch (ResolutionException failure) {
            if (failure.getMessage().contains("no network")
                    || failure.getMessage().contains("offline")) {
                abort("Maven Central is out of reach: " + failure.getMessage());
            }
            throw failure;
        }
    }

    @Test
    void downloadsAreReportedOnTheAskingThreadAndEndWithATotal() throws Exception {
        central.jar("a", "1", "b:1").jar("b", "1");
        List<String> texts = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        resolver.add(
                List.of(Coordinate.parse("g:a:1")),
                List.of(),
                (text, fraction) -> {
                    texts.add(text);
                    threads.add(Thread.currentThread());
                });
        assertThat(texts.get(texts.size() - 1)).startsWith("Downloaded 4 files, ");
        assertThat(threads).containsOnly(Thread.currentThread());
    }
}
