package dev.vitrine.papers.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.learn.data.TextPair;
import dev.vitrine.learn.data.WordTokenizer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ToyLanguageTests {

    @Test
    void translationFollowsLexiconOrderAndAgreement() {
        assertThat(ToyLanguage.translate("cat sees dog when bird fears"))
                .isEqualTo("lupe teb ua mora zek tavi -to");
        assertThat(ToyLanguage.translate("cat sees dog when horse fears"))
                .isEqualTo("kiro teb ua mora zek tavi -ne");
        assertThat(ToyLanguage.translate("bird fears if cat sees dog"))
                .isEqualTo("mora zek tavi au lupe teb -ra");
        assertThatThrownBy(() -> ToyLanguage.translate("cat sees")).hasMessageContaining("clauses");
        assertThatThrownBy(() -> ToyLanguage.translate("cat when owl")).hasMessageContaining("owl");
    }

    @Test
    void heldOutSentencesAreNeverTrainedOn() {
        Set<String> trained = new HashSet<>();
        ToyLanguage.training(5000, 1).forEach(pair -> trained.add(pair.source()));
        List<TextPair> heldOut = ToyLanguage.heldOut(500, 6, 16, 1);
        assertThat(heldOut).hasSize(500).noneMatch(pair -> trained.contains(pair.source()));
        assertThat(ToyLanguage.heldOut(5000, 5, 6, 2))
                .noneMatch(pair -> trained.contains(pair.source()));
    }

    @Test
    void sentencesHaveTheLengthsAskedFor() {
        assertThat(ToyLanguage.heldOut(300, 17, 22, 5))
                .allMatch(
                        pair -> {
                            int words = pair.source().split(" ").length;
                            return words >= 17
                                    && words <= 22
                                    && pair.target().split(" ").length == words + 1;
                        });
        assertThatThrownBy(() -> ToyLanguage.heldOut(1, 4, 9, 0)).hasMessageContaining("4 to 9");
    }

    @Test
    void tokenizerKnowsEveryWord() {
        WordTokenizer words = ToyLanguage.tokenizer();
        assertThat(words.vocabulary().size()).isEqualTo(4 + 30 + 30 + 3);
        for (TextPair pair : ToyLanguage.training(200, 3)) {
            assertThat(words.decode(words.encode(pair.source()))).isEqualTo(pair.source());
            assertThat(words.decode(words.encode(pair.target()))).isEqualTo(pair.target());
        }
    }

    @Test
    void sameSeedGivesTheSameSentences() {
        assertThat(ToyLanguage.training(20, 7)).isEqualTo(ToyLanguage.training(20, 7));
        assertThat(ToyLanguage.training(20, 7)).isNotEqualTo(ToyLanguage.training(20, 8));
    }
}
