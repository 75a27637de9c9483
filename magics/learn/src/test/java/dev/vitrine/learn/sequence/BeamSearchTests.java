package dev.vitrine.learn.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.learn.data.Vocabulary;
import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BeamSearchTests {

    private static final int VOCABULARY = 6;
    private static final int LENGTH = 4;

    /** Random but fixed logits that depend on all tokens so far. */
    private static final class Table implements IncrementalDecoder {

        private final long seed;
        private List<List<Integer>> rows = new ArrayList<>();

        Table(long seed, int rows) {
            this.seed = seed;
            for (int i = 0; i < rows; i++) {
                this.rows.add(List.of(i));
            }
        }

        static double[] logits(long seed, List<Integer> tokens) {
            Philox random = new Philox(seed * 1009 + tokens.hashCode());
            double[] logits = new double[VOCABULARY];
            for (int i = 0; i < VOCABULARY; i++) {
                logits[i] = 2 * random.nextNormal();
            }
            logits[Vocabulary.PAD] = -50;
            logits[Vocabulary.BOS] = -50;
            return logits;
        }

        @Override
        public Tensor next(int... tokens) {
            List<List<Integer>> longer = new ArrayList<>();
            double[] logits = new double[tokens.length * VOCABULARY];
            for (int i = 0; i < tokens.length; i++) {
                List<Integer> row = new ArrayList<>(rows.get(i));
                row.add(tokens[i]);
                longer.add(row);
                System.arraycopy(logits(seed, row), 0, logits, i * VOCABULARY, VOCABULARY);
            }
            rows = longer;
            return Tensor.of(logits, tokens.length, VOCABULARY);
        }

        @Override
        public void select(int... indices) {
            rows = Arrays.stream(indices).mapToObj(rows::get).toList();
        }
    }

    /** The best of all sequences that end within a length, found by trying them all. */
    private static Hypothesis exhaustive(
            long seed, List<Integer> row, double logProbability, double alpha) {
        double[] logits = Table.logits(seed, row);
        double sum = Math.log(Arrays.stream(logits).map(Math::exp).sum());
        Hypothesis best = null;
        for (int token = 0; token < VOCABULARY; token++) {
            double p = logProbability + logits[token] - sum;
            int length = row.size() - 1;
            Hypothesis found = null;
            if (token == Vocabulary.EOS) {
                int[] tokens =
                        row.subList(2, row.size()).stream().mapToInt(Integer::intValue).toArray();
                found =
                        new Hypothesis(
                                tokens, p, p / BeamSearch.lengthPenalty(length, alpha), true);
            } else if (length < LENGTH) {
                List<Integer> longer = new ArrayList<>(row);
                longer.add(token);
                found = exhaustive(seed, longer, p, alpha);
            }
            if (best == null || found != null && found.score() > best.score()) {
                best = found;
            }
        }
        return best;
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 0.6", "3, 2", "4, 0.6", "5, 1"})
    void wideBeamFindsWhatTryingAllFinds(long seed, double alpha) {
        int width = (int) Math.pow(VOCABULARY, LENGTH);
        List<Hypothesis> found =
                new BeamSearch(width, alpha).best(new Table(seed, 2), LENGTH, LENGTH);
        for (int row = 0; row < 2; row++) {
            Hypothesis best = exhaustive(seed, List.of(row, Vocabulary.BOS), 0, alpha);
            assertThat(found.get(row).tokens()).isEqualTo(best.tokens());
            assertThat(found.get(row).score()).isCloseTo(best.score(), within(1e-9));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void widthOneIsGreedy(long seed) {
        List<Integer> row = new ArrayList<>(List.of(0, Vocabulary.BOS));
        List<Integer> greedy = new ArrayList<>();
        double logProbability = 0;
        while (greedy.size() < 20) {
            Tensor logits = Tensor.of(Table.logits(seed, row), 1, VOCABULARY);
            int token = logits.argmax(1)[0];
            logProbability += logits.logSoftmax(1).toDoubleArray()[token];
            if (token == Vocabulary.EOS) {
                break;
            }
            greedy.add(token);
            row.add(token);
        }
        Hypothesis found = new BeamSearch(1, 0.6).best(new Table(seed, 1), 20).get(0);
        assertThat(found.tokens())
                .containsExactly(greedy.stream().mapToInt(Integer::intValue).toArray());
        assertThat(found.logProbability()).isCloseTo(logProbability, within(1e-9));
        assertThat(found.finished()).isEqualTo(greedy.size() < 20);
    }

    @Test
    void rowsAreSearchedIndependently() {
        BeamSearch search = new BeamSearch(3, 0.6);
        List<List<Hypothesis>> together = search.search(new Table(9, 3), 8, 2, 5);
        Table last = new Table(9, 3);
        last.select(2);
        assertThat(search.search(last, 5).get(0)).isEqualTo(together.get(2));
    }

    @Test
    void withoutLengthPenaltyTheScoreIsTheLogProbability() {
        List<Hypothesis> found = new BeamSearch(4, 0).search(new Table(3, 1), 10).get(0);
        assertThat(found).hasSize(4).allMatch(h -> h.score() == h.logProbability());
        assertThat(found).isSortedAccordingTo((a, b) -> Double.compare(b.score(), a.score()));
    }

    @Test
    void widerBeamIsNeverWorseHere() {
        for (long seed = 0; seed < 20; seed++) {
            double narrow = new BeamSearch(1, 0).best(new Table(seed, 1), 30).get(0).score();
            double wide = new BeamSearch(8, 0).best(new Table(seed, 1), 30).get(0).score();
            assertThat(wide).isGreaterThanOrEqualTo(narrow - 1e-12);
        }
    }

    @Test
    void whatNeverEndsIsCutOff() {
        IncrementalDecoder endless =
                new IncrementalDecoder() {
                    @Override
                    public Tensor next(int... tokens) {
                        float[] logits = new float[tokens.length * VOCABULARY];
                        for (int i = 0; i < tokens.length; i++) {
                            logits[i * VOCABULARY + 4] = 200;
                        }
                        return Tensor.of(logits, tokens.length, VOCABULARY);
                    }

                    @Override
                    public void select(int... rows) {}
                };
        Hypothesis found = BeamSearch.greedy().best(endless, 3).get(0);
        assertThat(found.tokens()).containsExactly(4, 4, 4);
        assertThat(found.finished()).isFalse();
    }

    @Test
    void lengthPenaltyIsThatOfGnmt() {
        double[] known = {1, 1.096903, 1.358655, 1.732862, 2.354362, 3.778565};
        int[] lengths = {1, 2, 5, 10, 20, 50};
        for (int i = 0; i < known.length; i++) {
            assertThat(BeamSearch.lengthPenalty(lengths[i], 0.6)).isCloseTo(known[i], within(1e-6));
        }
        assertThat(BeamSearch.lengthPenalty(17, 0)).isEqualTo(1);
    }

    @Test
    void badSettingsAreNamed() {
        assertThatThrownBy(() -> new BeamSearch(0, 0)).hasMessageContaining("width 0");
        assertThatThrownBy(() -> new BeamSearch(1, -1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> BeamSearch.greedy().best(new Table(1, 1), 0))
                .hasMessageContaining("length 0");
    }

    @Test
    void interruptEndsTheSearch() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> BeamSearch.greedy().best(new Table(1, 1), 5))
                .isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isFalse();
    }
}
