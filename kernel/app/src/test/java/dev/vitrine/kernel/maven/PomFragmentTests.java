package dev.vitrine.kernel.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PomFragmentTests {

    @Test
    void wholeProjectIsTakenAsItIs() throws Exception {
        String pom =
                "<?xml version=\"1.0\"?>\n<!-- mine -->\n<project xmlns=\"http://maven.apache.org/POM/4.0.0\"><a/></project>";
        assertThat(PomFragment.toPom(pom + "\n")).isEqualTo(pom);
    }

    @Test
    void looseElementsGoIntoTheirLists() throws Exception {
        assertThat(
                        PomFragment.toPom(
                                "<dependency>1</dependency>\n<repository>r</repository>\n<dependency>2</dependency>"))
                .contains(
                        "<dependencies><dependency>1</dependency><dependency>2</dependency></dependencies>")
                .contains("<repositories><repository>r</repository></repositories>")
                .contains("<modelVersion>4.0.0</modelVersion>", "<artifactId>cell</artifactId>");
    }

    @Test
    void severalListsAndLooseElementsBecomeOneList() throws Exception {
        String pom =
                PomFragment.toPom(
                        "<dependencies><dependency>1</dependency></dependencies><dependency>2</dependency>"
                                + "<dependencies><dependency>3</dependency></dependencies><properties><x>1</x></properties>");
        assertThat(pom.replaceAll("\\s", ""))
                .contains(
                        "<dependencies><dependency>1</dependency><dependency>2</dependency><dependency>3</dependency></dependencies>")
                .contains("<properties><x>1</x></properties>");
    }

    @Test
    void givenCoordinatesStay() throws Exception {
        assertThat(PomFragment.toPom("<groupId>mine</groupId><dependency>1</dependency>"))
                .contains("<groupId>mine</groupId>")
                .doesNotContain("<groupId>notebook</groupId>");
    }

    @Test
    void brokenXmlNamesItsLine() {
        assertThatThrownBy(
                        () ->
                                PomFragment.toPom(
                                        "<dependency>\n  <groupId>g</groupID>\n</dependency>"))
                .isInstanceOf(ResolutionException.class)
                .hasMessageStartingWith("Line 2 of the XML: ");
        assertThatThrownBy(() -> PomFragment.toPom("no XML at all"))
                .hasMessageContaining("no <dependency>");
        assertThatThrownBy(
                        () ->
                                PomFragment.toPom(
                                        "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><dependency>&e;</dependency>"))
                .isInstanceOf(ResolutionException.class);
    }
}
