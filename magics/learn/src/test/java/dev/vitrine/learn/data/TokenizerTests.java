package dev.vitrine.learn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TokenizerTests {

    private static final List<String> TEXTS =
            List.of(
                    "low low low low low",
                    "lower lower",
                    "newest newest newest",
                    "widest, widest!");

    @Test
    void wordsAreNumberedByHowOftenTheyCome() {
        WordTokenizer words = WordTokenizer.learn(List.of("b a a", "  c b a "), 6);
        assertThat(words.vocabulary().tokens())
                .containsExactly("<pad>", "<bos>", "<eos>", "<unk>", "a", "b");
        assertThat(words.encode(" a  b c ")).containsExactly(4, 5, Vocabulary.UNKNOWN);
        assertThat(words.decode(1, 4, 5, 3, 2, 0)).isEqualTo("a b <unk>");
        assertThat(words.encode("")).isEmpty();
    }

    @Test
    void vocabularyKnowsItsBounds() {
        Vocabulary vocabulary = new Vocabulary(List.of("a"));
        assertThat(vocabulary.id("z")).isEqualTo(Vocabulary.UNKNOWN);
        assertThat(vocabulary.tokens(4, 2)).containsExactly("a", "<eos>");
        assertThatThrownBy(() -> vocabulary.token(5)).hasMessageContaining("5");
        assertThatThrownBy(() -> new Vocabulary(List.of("a", "a"))).hasMessageContaining("\"a\"");
        assertThatThrownBy(() -> new Vocabulary(List.of("<eos>"))).hasMessageContaining("<eos>");
    }

    /** "low" comes 7 times, "est" 5 times; the first by letters among equals. */
    @Test
    void mostFrequentPairsAreJoinedFirst() {
        BytePairTokenizer pairs = BytePairTokenizer.learn(TEXTS, 100);
        List<String> tokens = pairs.vocabulary().tokens();
        int first = tokens.indexOf("lo");
        assertThat(tokens.subList(first, first + 5))
                .containsExactly("lo", "low", "\u2581low", "es", "est");
        assertThat(pairs.vocabulary().tokens(pairs.encode("low newest")))
                .containsExactly("\u2581low", "\u2581newest");
        assertThat(pairs.vocabulary().tokens(pairs.encode("lowest")))
                .containsExactly("\u2581low", "est");
    }

    @Test
    void textComesBackAsItWas() {
        BytePairTokenizer pairs = BytePairTokenizer.learn(TEXTS, 40);
        for (String text : List.of("low, newest!", "widest lower", "", "west,low !")) {
            assertThat(pairs.decode(pairs.encode(text))).isEqualTo(text);
        }
        assertThat(pairs.decode(pairs.encode("  low\n low "))).isEqualTo("low low");
    }

    @Test
    void lettersThatWereNotLearnedAreUnknown() {
        BytePairTokenizer pairs = BytePairTokenizer.learn(TEXTS, 40);
        assertThat(pairs.encode("x")).endsWith(Vocabulary.UNKNOWN).hasSize(2);
        assertThat(pairs.decode(pairs.encode("lo\uD83D\uDE00w"))).isEqualTo("lo<unk>w");
    }

    @Test
    void marksAndDigitsStayApartFromLetters() {
        BytePairTokenizer pairs =
                BytePairTokenizer.learn(List.of("a1, a1, a1, a1,", "¿a? ¿a? ¿a? ¿a?"), 100);
        assertThat(pairs.vocabulary().tokens(pairs.encode("a1, ¿a?")))
                .containsExactly("\u2581a", "1", ",", "\u2581¿", "a", "?");
    }

    @Test
    void learningAgainGivesTheSameTokens() {
        assertThat(BytePairTokenizer.learn(TEXTS, 30).vocabulary().tokens())
                .isEqualTo(BytePairTokenizer.learn(TEXTS, 30).vocabulary().tokens())
                .hasSize(30);
    }

    @Test
    void vocabularyMustHoldTheLetters() {
        assertThatThrownBy(() -> BytePairTokenizer.learn(TEXTS, 8)).hasMessageContaining("letters");
    }
}
