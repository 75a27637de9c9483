package dev.vitrine.kernel.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CoordinateTests {

    @Test
    void mavenFormsAreRead() throws Exception {
        assertThat(Coordinate.parse("g.h:a-b:1.0"))
                .isEqualTo(new Coordinate("g.h", "a-b", "jar", "", "1.0"));
        assertThat(Coordinate.parse("g:a:pom:1"))
                .isEqualTo(new Coordinate("g", "a", "pom", "", "1"));
        assertThat(Coordinate.parse("g:a:jar:linux-x86_64:1"))
                .isEqualTo(new Coordinate("g", "a", "jar", "linux-x86_64", "1"));
        assertThat(Coordinate.parse("g:a:[1,2)").version()).isEqualTo("[1,2)");
    }

    @Test
    void ivyFormsAreRead() throws Exception {
        assertThat(Coordinate.parse("g#a;1.0"))
                .isEqualTo(new Coordinate("g", "a", "jar", "", "1.0"));
        assertThat(Coordinate.parse("g#a#main;latest.release").version()).isEqualTo("RELEASE");
    }

    @Test
    void anythingElseNamesItselfAndTheForm() {
        for (String text :
                List.of(
                        "",
                        "g",
                        "g:a:b:c:d:1",
                        "g::1",
                        "g:a:",
                        "g#a",
                        "g a:b:1",
                        "https://host/x:1")) {
            assertThatThrownBy(() -> Coordinate.parse(text))
                    .isInstanceOf(ResolutionException.class)
                    .hasMessageStartingWith("\"" + text + "\" is no Maven coordinate;")
                    .hasMessageContaining("group:artifact:version");
        }
        assertThatThrownBy(() -> Coordinate.parse("g:a"))
                .hasMessageContaining("(the version is missing)");
    }
}
