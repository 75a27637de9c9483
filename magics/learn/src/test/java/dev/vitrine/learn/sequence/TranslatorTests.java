package dev.vitrine.learn.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.learn.data.BytePairTokenizer;
import dev.vitrine.learn.data.PaddedTokens;
import dev.vitrine.learn.data.Vocabulary;
import dev.vitrine.learn.eval.Bleu;
import dev.vitrine.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TranslatorTests {

    /** A tokenizer that cuts most words of these texts into several pieces. */
    private static final BytePairTokenizer PIECES =
            BytePairTokenizer.learn(List.of("low lower lowest", "new newer newest"), 30);

    /** Writes again what it read, or, if it is not to end, its first token for ever. */
    private record Copier(boolean ends) implements SequenceToSequence {

        @Override
        public Tensor forward(PaddedTokens source, PaddedTokens input) {
            throw new UnsupportedOperationException("nothing is trained here");
        }

        @Override
        public IncrementalDecoder decoder(PaddedTokens source) {
            List<int[]> rows = new ArrayList<>();
            for (int row = 0; row < source.rows(); row++) {
                rows.add(source.row(row));
            }
            return new Copy(ends, rows);
        }
    }

    private static final class Copy implements IncrementalDecoder {

        private final boolean ends;
        private List<int[]> rows;
        private int written;

        Copy(boolean ends, List<int[]> rows) {
            this.ends = ends;
            this.rows = rows;
        }

        @Override
        public Tensor next(int... tokens) {
            int vocabulary = PIECES.vocabulary().size();
            double[] logits = new double[rows.size() * vocabulary];
            for (int row = 0; row < rows.size(); row++) {
                int[] source = rows.get(row);
                int token = source[ends ? Math.min(written, source.length - 1) : 0];
                logits[row * vocabulary + token] = 100;
                if (!ends) {
                    logits[row * vocabulary + Vocabulary.EOS] = -100;
                }
            }
            written++;
            return Tensor.of(logits, rows.size(), vocabulary);
        }

        @Override
        public void select(int... indices) {
            List<int[]> chosen = new ArrayList<>();
            for (int index : indices) {
                chosen.add(rows.get(index));
            }
            rows = chosen;
        }
    }

    private static Translator translator(boolean ends, int extraLength) {
        return new Translator(
                new Copier(ends), PIECES, PIECES, new BeamSearch(2, 0.6), extraLength);
    }

    /** More texts than are translated at a time, of all lengths. */
    @Test
    void translationsComeInTheOrderOfTheTexts() {
        List<String> words = List.of("low", "newest", "lower", "new", "lowest");
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            texts.add(String.join(" ", words.subList(i % 5, i % 5 + 1 + i % (5 - i % 5))));
        }
        assertThat(translator(true, 3).translate(texts)).isEqualTo(texts);
    }

    /** What is compared is words: of pieces, "lowest" and "newest" would have one in common. */
    @Test
    void piecesAreJoinedBeforeTheyAreCompared() {
        assertThat(PIECES.encode("lowest")).hasSizeGreaterThan(1);
        List<String> translations = translator(true, 3).translate(List.of("low lowest new newer"));
        assertThat(translations).containsExactly("low lowest new newer");
        Bleu bleu = Bleu.of(translations, List.of("low newest new newer"));
        assertThat(bleu.matches()[0]).isEqualTo(3);
        assertThat(bleu.totals()).containsExactly(4, 3, 2, 1);
    }

    /** The end counts on both sides, and each text has the limit of its own source. */
    @Test
    void translationMayBeLongerThanItsSourceBySoMuch() {
        List<String> texts = List.of("low new low new", "low");
        List<Hypothesis> found = translator(false, 50).hypotheses(texts);
        for (int i = 0; i < 2; i++) {
            int source = PIECES.encode(texts.get(i)).length + 1;
            assertThat(found.get(i).tokens()).hasSize(source + 50);
            assertThat(found.get(i).finished()).isFalse();
            assertThat(found.get(i).tokens()).doesNotContain(Vocabulary.EOS);
        }
    }
}
