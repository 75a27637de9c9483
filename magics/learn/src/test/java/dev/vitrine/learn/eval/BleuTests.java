package dev.vitrine.learn.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Values without a closed form are those of sacreBLEU 2.6.0, {@code BLEU().corpus_score}. */
class BleuTests {

    private static final Offset<Double> EXACT = within(1e-6);

    @Test
    void perfectButShortTranslationLosesByItsLengthAlone() {
        Bleu bleu = Bleu.of(List.of("the cat sat on the"), List.of("the cat sat on the mat"));
        assertThat(bleu.score()).isCloseTo(Math.exp(-0.2), EXACT);
        assertThat(bleu.brevityPenalty()).isCloseTo(0.818731, EXACT);
        assertThat(bleu.precision(4)).isEqualTo(1);
    }

    @Test
    void countsOfACorpusArePooled() {
        Bleu bleu = Bleu.of(List.of("a b c d e f", "x y z w"), List.of("a b c d x f", "x y z w v"));
        assertThat(bleu.matches()).containsExactly(9, 6, 4, 2);
        assertThat(bleu.totals()).containsExactly(10, 8, 6, 4);
        assertThat(bleu.score()).isCloseTo(0.623184, EXACT);
        assertThat(bleu.brevityPenalty()).isCloseTo(0.904837, EXACT);
    }

    @Test
    void longTranslationLosesByItsPrecision() {
        Bleu bleu = Bleu.of(List.of("a b c d e f g h"), List.of("a b c d e f"));
        assertThat(bleu.score()).isCloseTo(0.680375, EXACT);
        assertThat(bleu.brevityPenalty()).isEqualTo(1);
    }

    @Test
    void repeatedWordsCountAsOftenAsTheReferenceHasThem() {
        Bleu bleu =
                Bleu.of(List.of("the the the the the the the"), List.of("the cat is on the mat"));
        assertThat(bleu.precision(1)).isCloseTo(2.0 / 7, EXACT);
        assertThat(bleu.unsmoothed()).isZero();
        assertThat(bleu.score()).isCloseTo(0.078098, EXACT);
    }

    @Test
    void agreesWithSacreBleuOnRealSentences() {
        Bleu bleu =
                Bleu.of(
                        List.of(
                                "The cat, which is 3.5 years old, sat on the mat.",
                                "He paid $1,000-2,000 for it & left."),
                        List.of(
                                "The cat (3.5 years old) sat on the mat.",
                                "He paid $1,000-2,000 for it, and left."));
        assertThat(bleu.matches()).containsExactly(20, 15, 10, 7);
        assertThat(bleu.totals()).containsExactly(25, 23, 21, 19);
        assertThat(bleu.score()).isCloseTo(0.5500404625189182, within(1e-12));

        Bleu quoted =
                Bleu.of(
                        List.of(
                                "It's a well-known fact: 50% of people don't read.",
                                "And God said, \"Let there be light.\""),
                        List.of(
                                "It's a well known fact that 50% of people do not read.",
                                "God said, \"Let there be light,\" and there was light."));
        assertThat(quoted.score()).isCloseTo(0.4044854665483303, within(1e-12));
        assertThat(quoted.referenceLength()).isEqualTo(29);
    }

    @Test
    void ofSeveralReferencesTheClosestGivesTheLength() {
        Bleu bleu =
                Bleu.ofSeveral(
                        List.of("the cat is on the mat", "there is a cat here now", "no"),
                        List.of(
                                List.of("the cat is on the mat today", "a cat sits on the mat"),
                                List.of("a cat is here now", "there is now a cat here"),
                                List.of("yes", "no way")));
        assertThat(bleu.score()).isCloseTo(0.7282376575609856, within(1e-12));
        assertThat(bleu.referenceLength()).isEqualTo(13);
    }

    @Test
    void missingOrdersAreSmoothedAsSacreBleuDoes() {
        Bleu bleu = Bleu.of(List.of("a b c d x", "e f g"), List.of("a b c q", "e h g i j"));
        assertThat(bleu.matches()).containsExactly(5, 2, 1, 0);
        assertThat(bleu.score()).isCloseTo(0.2981074878472585, within(1e-12));
        assertThat(bleu.unsmoothed()).isZero();
    }

    @Test
    void tooShortOrEmptyTranslationsHaveNone() {
        assertThat(Bleu.of(List.of("a b", "c d"), List.of("a b", "c d")).score()).isZero();
        assertThat(Bleu.of(List.of(""), List.of("a b c d e")).score()).isZero();
        assertThat(Bleu.of(List.of("v w x y z"), List.of("a b c d e")).score()).isZero();
    }

    @Test
    void missingReferencesAreNamed() {
        assertThatThrownBy(() -> Bleu.of(List.of("a", "b"), List.of("a")))
                .hasMessageContaining("2 translations")
                .hasMessageContaining("1");
        assertThatThrownBy(() -> Bleu.ofSeveral(List.of("a"), List.of(List.of())))
                .hasMessageContaining("no reference");
    }

    /** What sacreBLEU 2.6.0's Tokenizer13a gives. */
    @Test
    void textsAreCutByTheRulesOf13a() {
        assertThat(
                        String.join(
                                " ",
                                Tokens13a.of(
                                        "Hello, world! (yes) 3.14 1,000 10-12 a-b it's &quot;q&quot;"
                                                + " &amp;amp; $5/7 end.")))
                .isEqualTo(
                        "Hello , world ! ( yes ) 3.14 1,000 10 - 12 a-b it's \" q \" & amp ; $ 5 / 7 end .");
        assertThat(String.join(" ", Tokens13a.of("x.y,z 5. .5 -7 8- [a]{b}~`^_ \\ ¿Qué? «tú»")))
                .isEqualTo("x . y , z 5 . . 5 -7 8 - [ a ] { b } ~ ` ^ _ \\ ¿Qué ? «tú»");
        assertThat(Tokens13a.of(" ")).isEmpty();
    }
}
