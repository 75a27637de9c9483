package dev.vitrine.kernel.magic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.api.CellInterrupt;
import dev.vitrine.kernel.java.CellFailure;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class MagicRegistryTests {

    private final MagicRegistry registry = new MagicRegistry();

    @Test
    void lineAsItIsWrittenIsSplitForAMagicThatTookAName() throws Exception {
        MagicRegistry registry = new MagicRegistry();
        registry.verbatimLine("sh", "command", arguments -> arguments);
        assertThat(registry.runLine("%sh", List.of("echo \"a b\"")))
                .isEqualTo(List.of("echo \"a b\""));

        registry.line("sh", "command", arguments -> arguments);
        assertThat(registry.runLine("%sh", List.of("echo \"a b\"")))
                .isEqualTo(List.of("echo", "a b"));
        assertThat(registry.runLine("%sh", List.of())).isEqualTo(List.of());
    }

    @Test
    void kernelsOwnMagicCanBeMeantWhateverHasTakenItsName() throws Exception {
        registry.verbatimLine("sh", "command", arguments -> "own " + arguments);
        registry.line("sh", "command", arguments -> "other");

        assertThat(registry.runLine("!sh", List.of("ls \"a b\""))).isEqualTo("own [ls \"a b\"]");
        assertThat(registry.runLine("sh", List.of())).isEqualTo("other");
    }

    @Test
    void namesAreLookedUpWithoutRegardToCase() throws Exception {
        registry.cell("loadFromPOM", "", (arguments, body) -> body);
        assertThat(registry.runCell("loadFromPom", List.of(), "x")).isEqualTo("x");
    }

    @Test
    void laterRegistrationReplacesTheEarlier() throws Exception {
        registry.line("a", "", arguments -> 1);
        registry.line("A", "", arguments -> 2);
        assertThat(registry.runLine("a", List.of())).isEqualTo(2);
        assertThat(registry.entries()).hasSize(1);
    }

    @Test
    void unknownMagicNamesItselfItsNeighboursAndTheList() {
        registry.line("maven", "", arguments -> null);
        registry.line("mavenRepo", "", arguments -> null);
        assertThatThrownBy(() -> registry.runLine("mavne", List.of()))
                .isInstanceOf(CellFailure.class)
                .hasMessage(
                        "There is no magic %mavne. Did you mean %maven? %lsmagic lists all magics.");
        assertThatThrownBy(() -> registry.runLine("zzz", List.of()))
                .hasMessage("There is no magic %zzz. %lsmagic lists all magics.");
    }

    @Test
    void unknownMagicTellsOfTheOtherKind() {
        registry.cell("bash", "", (arguments, body) -> null);
        assertThatThrownBy(() -> registry.runLine("bash", List.of()))
                .hasMessageContaining("There is %%bash.");
    }

    @Test
    void wrongArgumentsAreAMessageWithoutAStackTrace() {
        registry.line(
                "a",
                "",
                arguments -> {
                    throw new IllegalArgumentException("takes one number");
                });
        assertThatThrownBy(() -> registry.runLine("a", List.of()))
                .isInstanceOfSatisfying(
                        CellFailure.class,
                        failure -> {
                            assertThat(failure).hasMessage("%a: takes one number");
                            assertThat(failure.errorName()).isEqualTo("MagicError");
                            assertThat(failure.traceback()).hasSize(1);
                        });
    }

    @Test
    void otherExceptionsOfAMagicPassUnchanged() {
        IOException thrown = new IOException("disk");
        registry.line(
                "a",
                "",
                arguments -> {
                    throw thrown;
                });
        assertThatThrownBy(() -> registry.runLine("a", List.of())).isSameAs(thrown);
    }

    @Test
    void interruptedMagicEndsTheCell() {
        registry.line(
                "a",
                "",
                arguments -> {
                    throw new InterruptedException();
                });
        assertThatThrownBy(() -> registry.runLine("a", List.of()))
                .isInstanceOf(CellInterrupt.class);
    }

    @Test
    void namesWithOtherCharactersAreRefused() {
        for (String name : List.of("", "a b", "%a", "1a")) {
            assertThatThrownBy(() -> registry.line(name, "", arguments -> null))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("\"" + name + "\"");
        }
    }
}
