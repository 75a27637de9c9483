package dev.vitrine.learn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersesTests {

    @TempDir Path folder;

    @Test
    void versesAreShortAndTestedOnesAreNotTrainedOn() {
        Verses verses = Verses.load();
        assertThat(verses).hasToString("Verses: 5,483 pairs to learn from, 366 to be tested on");
        Set<String> sources = new HashSet<>();
        Set<String> targets = new HashSet<>();
        for (TextPair pair : verses.train()) {
            assertThat(pair.source().split(" ").length).isLessThanOrEqualTo(15);
            assertThat(pair.target().split(" ").length).isLessThanOrEqualTo(15);
            sources.add(pair.source());
            targets.add(pair.target());
        }
        assertThat(verses.test())
                .noneMatch(pair -> sources.contains(pair.source()))
                .noneMatch(pair -> targets.contains(pair.target()));
        assertThat(verses.train()).contains(new TextPair("Y lloró Jesús.", "Jesus wept."));
    }

    @Test
    void alteredOrMissingFileIsNamed() throws Exception {
        assertThatThrownBy(() -> Verses.load(folder))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("short-verses-es-en.tsv");
        Files.writeString(folder.resolve("short-verses-es-en.tsv"), "hola\thello\n");
        assertThatThrownBy(() -> Verses.load(folder))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("checksum mismatch");
    }
}
