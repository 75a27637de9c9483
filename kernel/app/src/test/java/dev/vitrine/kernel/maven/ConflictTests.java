package dev.vitrine.kernel.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.kernel.maven.DependencyResolver.Resolution;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Artifacts that are wanted in several versions. */
class ConflictTests {

    @TempDir private Path directory;

    private TestRepository central;
    private DependencyResolver resolver;

    @BeforeEach
    void openResolver() throws Exception {
        central = new TestRepository(directory.resolve("central"));
        resolver = TestMaven.resolver(directory.resolve("home"), central.url());
    }

    private Resolution add(String... coordinates) throws Exception {
        return resolver.add(TestMaven.coordinates(coordinates), List.of(), (text, fraction) -> {});
    }

    @Test
    void requestWinsAndBothSidesAreNamed() throws Exception {
        central.jar("a", "1", "c:1").jar("c", "1").jar("c", "2");
        assertThat(add("g:a:1", "g:c:2").conflicts())
                .containsExactly("g:c: 2 is used, since the notebook asks for it; g:a:1 wants 1");
    }

    @Test
    void nearerOneWinsAndTheReasonIsGiven() throws Exception {
        central.jar("a", "1", "b:1").jar("b", "1", "c:1").jar("d", "1", "c:2");
        central.jar("c", "1").jar("c", "2");
        Resolution resolution = add("g:a:1", "g:d:1");
        assertThat(TestMaven.names(resolution))
                .containsExactly("a-1.jar", "b-1.jar", "d-1.jar", "c-2.jar");
        assertThat(resolution.conflicts())
                .containsExactly(
                        "g:c: 2 is used, since g:d:1 needs it and is nearer to what the notebook asks for; g:b:1 wants 1");
    }

    @Test
    void firstOfEquallyNearOnesWins() throws Exception {
        central.jar("a", "1", "c:1").jar("b", "1", "c:2").jar("x", "1", "c:2");
        central.jar("c", "1").jar("c", "2");
        assertThat(add("g:a:1", "g:b:1", "g:x:1").conflicts())
                .containsExactly(
                        "g:c: 1 is used, since g:a:1 needs it and comes first; g:b:1 and g:x:1 want 2");
    }

    @Test
    void manyWhoWantTheSameAreCounted() throws Exception {
        List<String> all = new ArrayList<>(List.of("g:c:1"));
        for (String name : List.of("k", "l", "m", "n", "o")) {
            central.jar(name, "1", "c:2");
            all.add("g:" + name + ":1");
        }
        central.jar("c", "1").jar("c", "2");
        assertThat(add(all.toArray(String[]::new)).conflicts())
                .containsExactly(
                        "g:c: 1 is used, since the notebook asks for it; g:k:1, g:l:1 and 3 more want 2");
    }

    @Test
    void loadedVersionStaysWhereAnOlderOneIsWanted() throws Exception {
        central.jar("a", "1", "c:10").jar("b", "1", "c:9");
        central.jar("c", "9", "old:1").jar("c", "10", "new:1").jar("old", "1").jar("new", "1");
        add("g:a:1");
        Resolution second = add("g:b:1");
        // Nor does what only the older one needs come along.
        assertThat(TestMaven.names(second)).containsExactly("b-1.jar");
        assertThat(second.conflicts())
                .containsExactly("g:c: 10 is used, since it is loaded already; g:b:1 wants 9");
    }

    @Test
    void conflictIsToldOnce() throws Exception {
        central.jar("a", "1", "c:1").jar("c", "1").jar("c", "2").jar("d", "1");
        assertThat(add("g:a:1", "g:c:2").conflicts()).hasSize(1);
        assertThat(add("g:d:1").conflicts()).isEmpty();
    }

    @Test
    void sameVersionTwiceIsNoConflict() throws Exception {
        central.jar("a", "1", "c:1").jar("b", "1", "c:1").jar("c", "1");
        assertThat(add("g:a:1", "g:b:1", "g:c:1").conflicts()).isEmpty();
    }

    @Test
    void whatAPomManagesIsNoConflict() throws Exception {
        central.jar("a", "1", "c:1").jar("c", "1").jar("c", "3");
        String pom =
                PomFragment.toPom(
                        "<dependencyManagement><dependencies>"
                                + TestRepository.dependency("c", "3", "")
                                + "</dependencies></dependencyManagement>"
                                + TestRepository.dependency("a", "1", ""));
        Resolution resolution =
                resolver.addPom(
                        new PomSource.PomText(pom), Set.of("compile"), (text, fraction) -> {});
        assertThat(TestMaven.names(resolution)).containsExactly("a-1.jar", "c-3.jar");
        assertThat(resolution.conflicts()).isEmpty();
    }

    @Test
    void rangesThatNoVersionSuitsNameBothSides() throws Exception {
        central.jar("a", "1", "c:[1]").jar("b", "1", "c:[2]").jar("c", "1").jar("c", "2");
        assertThatThrownBy(() -> add("g:a:1", "g:b:1"))
                .isInstanceOf(ResolutionException.class)
                .hasMessageStartingWith("No version suits all: ")
                .hasMessageContaining("g:a:1 wants g:c [1,1]")
                .hasMessageContaining("g:b:1 wants g:c [2,2]");
    }

    @Test
    void rangeWinsOverANearerVersionThatItDoesNotAllow() throws Exception {
        central.jar("a", "1", "c:1").jar("b", "1", "d:1").jar("d", "1", "c:[2]");
        central.jar("c", "1").jar("c", "2");
        Resolution resolution = add("g:a:1", "g:b:1");
        assertThat(TestMaven.names(resolution)).contains("c-2.jar").doesNotContain("c-1.jar");
        assertThat(resolution.conflicts())
                .containsExactly(
                        "g:c: 2 is used, since g:d:1 needs it and a version range allows no other; g:a:1 wants 1");
    }

    @Test
    void rangeWithoutAnyVersionNamesThoseThatThereAre() throws Exception {
        central.jar("a", "1.0").jar("a", "1.5");
        assertThatThrownBy(() -> add("g:a:[3,4)"))
                .hasMessage(
                        "Cannot find a version of g:a in [3,4). Asked: mirror ("
                                + central.url()
                                + "). Versions there are: 1.0, 1.5.");
    }
}
