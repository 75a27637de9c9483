package dev.vitrine.learn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmojiTests {

    @TempDir Path folder;

    private final Emoji emoji = Emoji.load();

    @Test
    void everyEmojiHasANameInEveryLanguage() {
        assertThat(emoji)
                .hasToString(
                        "Emoji: 1,636 pictures with names in en, de, es, fr, it, nl, pl, pt, sv, ja");
        Set<String> texts = new HashSet<>();
        for (int i = 0; i < emoji.size(); i++) {
            assertThat(texts.add(emoji.text(i))).as(emoji.text(i)).isTrue();
        }
        for (String language : emoji.languages()) {
            assertThat(emoji.names(language)).hasSize(1636).noneMatch(String::isBlank);
        }
        assertThatThrownBy(() -> emoji.name(0, "el"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no names in \"el\"; there are en, de, es");
    }

    /** A picture cut from the wrong place would have other colours. */
    @Test
    void picturesBelongToTheirNames() {
        ImageSet images = emoji.images();
        assertThat(images.size()).isEqualTo(emoji.size());
        assertThat(images.classNames()).contains("Animals & Nature", "Food & Drink").hasSize(8);
        List<String> names = emoji.names("en");
        assertThat(centre(images, names.indexOf("red circle"))).matches("[c-f].[0-5].[0-5].");
        assertThat(centre(images, names.indexOf("blue circle"))).matches("[0-5].[0-b].[b-f].");
        assertThat(centre(images, names.indexOf("green square"))).matches("[0-9].[9-f].[0-7].");
        int grapes = names.indexOf("grapes");
        assertThat(images.classNames().get(images.label(grapes))).isEqualTo("Food & Drink");
        assertThat(emoji.text(grapes)).isEqualTo("\uD83C\uDF47");
        assertThat(emoji.name(grapes, "de")).isEqualTo("Trauben");
    }

    private static String centre(ImageSet images, int i) {
        return "%06x".formatted(images.image(i).getRGB(16, 16) & 0xffffff);
    }

    @Test
    void alteredOrMissingFileIsNamed() throws Exception {
        assertThatThrownBy(() -> Emoji.load(folder))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("emoji-names.tsv");
        Files.writeString(folder.resolve("emoji-names.tsv"), "code\tgroup\n");
        assertThatThrownBy(() -> Emoji.load(folder))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("checksum mismatch");
    }
}
