package dev.vitrine.extension.magic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.learn.Seed;
import dev.vitrine.papers.vit.VitRecipe;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SeedMagicTests {

    private final Seed before = Seed.global();

    @AfterEach
    void restore() {
        Seed.setGlobal(before);
    }

    @Test
    void recipesThatNameNoSeedTakeIt() {
        assertThat(new SeedMagic().run(List.of("42"))).isEqualTo("Seed 42");

        assertThat(VitRecipe.mnist().seed()).isEqualTo(42);
        assertThat(new SeedMagic().run(List.of())).isEqualTo("Seed 42");
    }

    @Test
    void whatIsNoNumberIsRefused() {
        assertThatThrownBy(() -> new SeedMagic().run(List.of("lucky")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"lucky\"");
        assertThatThrownBy(() -> new SeedMagic().run(List.of("1", "2")))
                .hasMessageContaining("one whole number");
    }
}
