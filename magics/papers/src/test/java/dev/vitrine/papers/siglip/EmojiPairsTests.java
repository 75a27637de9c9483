package dev.vitrine.papers.siglip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.learn.data.Emoji;
import dev.vitrine.tensor.Scope;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EmojiPairsTests {

    private static final Emoji EMOJI = Emoji.load();
    private static final List<String> TWO = List.of("en", "de");
    private static final StickyTokens TOKENS = EmojiPairs.tokens(EMOJI, TWO, 600);

    private static String key(int index, String language) {
        return Arrays.toString(TOKENS.encode(EmojiPairs.text(EMOJI.name(index, language))));
    }

    @Test
    void heldOutNamesAreNeverShown() {
        EmojiPairs pairs = new EmojiPairs(EMOJI, TWO, TOKENS, 200, 1);
        Set<String> shown = new HashSet<>();
        Set<String> allowed = new HashSet<>();
        for (String language : TWO) {
            for (int i = 0; i < EMOJI.size(); i++) {
                if (!pairs.isHeldOut(i, language)) {
                    allowed.add(key(i, language));
                }
            }
        }
        for (int step = 0; step < 8; step++) {
            try (Scope scope = Scope.open()) {
                ImageTextBatch batch = pairs.at(step);
                Set<String> texts =
                        Arrays.stream(batch.texts())
                                .map(Arrays::toString)
                                .collect(Collectors.toSet());
                assertThat(texts).as("names in a batch").hasSize(200);
                assertThat(batch.images().shape()).containsExactly(200, 32, 32, 3);
                assertThat(batch.images().toFloatArray())
                        .isEqualTo(pairs.at(step).images().toFloatArray());
                shown.addAll(texts);
            }
        }
        assertThat(allowed).containsAll(shown);
        assertThat(shown).hasSizeGreaterThan(800);
    }

    @Test
    void aSixthOfEachLanguageIsHeldOutWhicheverAreLearned() {
        EmojiPairs both = new EmojiPairs(EMOJI, TWO, TOKENS, 16, 1);
        EmojiPairs one = new EmojiPairs(EMOJI, List.of("de"), TOKENS, 16, 1);

        assertThat(one.heldOut("de"))
                .isEqualTo(both.heldOut("de"))
                .isNotEqualTo(both.heldOut("en"));
        assertThat(both.heldOut("de").size()).isBetween(EMOJI.size() / 7, EMOJI.size() / 5);
        assertThat(new EmojiPairs(EMOJI, TWO, TOKENS, 16, 2).heldOut("de"))
                .isNotEqualTo(both.heldOut("de"));
    }

    @Test
    void unknownLanguagesAndLargeBatchesAreNamed() {
        assertThatThrownBy(() -> new EmojiPairs(EMOJI, List.of("el"), TOKENS, 16, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("languages [el]");
        assertThatThrownBy(() -> new EmojiPairs(EMOJI, TWO, TOKENS, 410, 1))
                .hasMessageContaining("from 1 to 409");
    }
}
