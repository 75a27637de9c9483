package dev.vitrine.learn.sequence;

import dev.vitrine.learn.data.Vocabulary;
import dev.vitrine.tensor.Scope;
import dev.vitrine.tensor.Tape;
import dev.vitrine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * Looks for the most probable sequence by keeping the best few beginnings, with the length penalty
 * of GNMT (Wu et al., arXiv 1609.08144, equation 14): sequences are compared by log P / ((5 + |Y|)
 * / 6)^α, where |Y| counts the end.
 *
 * <p>As Tensor2Tensor does it: each step looks at the best 2 · width continuations; those that end
 * go to the finished ones, the best of the others stay. It is over when even at the greatest
 * possible penalty no beginning can still beat the worst of the {@code width} finished ones. With
 * width 1 the search is greedy, and the first end ends it.
 *
 * @param width beginnings that are kept; 4 in the Transformer's section 6.1
 * @param alpha α, strength of the length penalty; 0 for none, 0.6 in the Transformer's section 6.1
 */
public record BeamSearch(int width, double alpha) {

    public BeamSearch {
        if (width < 1) {
            throw new IllegalArgumentException(
                    "beam search of width %d: at least 1 expected".formatted(width));
        }
        if (!(alpha >= 0 && alpha < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "beam search with alpha %s: 0 or more expected".formatted(alpha));
        }
    }

    /** Always the most probable next token. */
    public static BeamSearch greedy() {
        return new BeamSearch(1, 0);
    }

    /**
     * ((5 + length) / 6)^α.
     *
     * @param length tokens, the end included
     */
    public static double lengthPenalty(int length, double alpha) {
        return Math.pow((5.0 + length) / 6, alpha);
    }

    /** The best sequence for every row of a decoder; see {@link #search}. */
    public List<Hypothesis> best(IncrementalDecoder decoder, int... lengths) {
        return search(decoder, lengths).stream().map(found -> found.get(0)).toList();
    }

    /**
     * The best sequences for every row of a decoder, without recording gradients.
     *
     * @param decoder that has read the sources and written nothing yet
     * @param lengths for each row the greatest length of a target, its end included, 1 or more
     * @return for each row up to {@code width} sequences, the best first; where none was finished,
     *     the best unfinished one
     * @throws CancellationException if the thread is interrupted meanwhile; the interrupt is
     *     consumed
     */
    @SuppressWarnings("try") // the resources are only closed
    public List<List<Hypothesis>> search(IncrementalDecoder decoder, int... lengths) {
        List<Beam> beams = new ArrayList<>();
        for (int row = 0; row < lengths.length; row++) {
            if (lengths[row] < 1) {
                throw new IllegalArgumentException(
                        "beam search: length %d of row %d: at least 1 expected"
                                .formatted(lengths[row], row));
            }
            beams.add(new Beam(lengths[row]));
        }
        try (Tape off = Tape.off();
                Scope scope = Scope.open()) {
            List<Beam> open = beams;
            while (!open.isEmpty()) {
                if (Thread.interrupted()) {
                    throw new CancellationException("Beam search interrupted");
                }
                open = step(decoder, open);
            }
        }
        return beams.stream().map(Beam::result).toList();
    }

    /** One more token for all beams that are open; gives back those that still are. */
    private List<Beam> step(IncrementalDecoder decoder, List<Beam> beams) {
        int[] tokens =
                beams.stream()
                        .flatMap(beam -> beam.alive.stream())
                        .mapToInt(Beginning::last)
                        .toArray();
        double[] logProbabilities;
        try (Tensor logits = decoder.next(tokens);
                Tensor logarithms = logits.logSoftmax(1)) {
            logProbabilities = logarithms.toDoubleArray();
        }
        int vocabulary = logProbabilities.length / tokens.length;
        List<Beam> open = new ArrayList<>();
        List<Integer> rows = new ArrayList<>();
        int first = 0;
        for (Beam beam : beams) {
            int count = beam.alive.size();
            List<Integer> kept = beam.grow(logProbabilities, first, vocabulary);
            if (!kept.isEmpty()) {
                open.add(beam);
                rows.addAll(kept);
            }
            first += count;
        }
        if (!open.isEmpty()) {
            decoder.select(rows.stream().mapToInt(Integer::intValue).toArray());
        }
        return open;
    }

    /** The beginning of a sequence. */
    private record Beginning(int[] tokens, double logProbability) {

        int last() {
            return tokens.length == 0 ? Vocabulary.BOS : tokens[tokens.length - 1];
        }

        Beginning with(int token, double logProbability) {
            int[] longer = Arrays.copyOf(tokens, tokens.length + 1);
            longer[tokens.length] = token;
            return new Beginning(longer, logProbability);
        }
    }

    /** A continuation of a beginning by one token. */
    private record Candidate(int beginning, int token, double logProbability) {}

    /** The search for one row. */
    private final class Beam {

        private final int greatestLength;
        private List<Beginning> alive = List.of(new Beginning(new int[0], 0));
        private final List<Hypothesis> finished = new ArrayList<>();

        Beam(int greatestLength) {
            this.greatestLength = greatestLength;
        }

        /**
         * Goes on by one token.
         *
         * @param first row of this beam's first beginning
         * @return which rows go on, in the order of the new beginnings; none if the search is over
         */
        List<Integer> grow(double[] logProbabilities, int first, int vocabulary) {
            List<Beginning> longer = new ArrayList<>();
            List<Integer> rows = new ArrayList<>();
            for (Candidate candidate : candidates(logProbabilities, first, vocabulary)) {
                Beginning beginning = alive.get(candidate.beginning());
                if (candidate.token() == Vocabulary.EOS) {
                    finish(beginning.tokens(), candidate.logProbability(), true);
                } else if (longer.size() < width) {
                    longer.add(beginning.with(candidate.token(), candidate.logProbability()));
                    rows.add(first + candidate.beginning());
                }
            }
            alive = longer.isEmpty() ? alive : longer;
            boolean over =
                    longer.isEmpty()
                            || isDecided()
                            || longer.get(0).tokens().length == greatestLength;
            return over ? List.of() : rows;
        }

        /** The best continuations, the best first; the lower token among equals. */
        private List<Candidate> candidates(double[] logProbabilities, int first, int vocabulary) {
            List<Candidate> all = new ArrayList<>();
            for (int i = 0; i < alive.size(); i++) {
                double before = alive.get(i).logProbability();
                for (int token : highest(logProbabilities, first + i, vocabulary)) {
                    double own = logProbabilities[(first + i) * vocabulary + token];
                    all.add(new Candidate(i, token, before + own));
                }
            }
            all.sort(
                    Comparator.comparingDouble(Candidate::logProbability)
                            .reversed()
                            .thenComparingInt(Candidate::beginning)
                            .thenComparingInt(Candidate::token));
            return all.subList(0, Math.min(all.size(), looked()));
        }

        /** Continuations that are looked at. A greedy search has no second thoughts. */
        private int looked() {
            return width == 1 ? 1 : 2 * width;
        }

        /** The tokens of a row with the highest values, as many as are looked at. */
        private int[] highest(double[] values, int row, int vocabulary) {
            int wanted = Math.min(looked(), vocabulary);
            int[] best = new int[wanted];
            int count = 0;
            for (int token = 0; token < vocabulary; token++) {
                double value = values[row * vocabulary + token];
                if (count == wanted && value <= values[row * vocabulary + best[wanted - 1]]) {
                    continue;
                }
                int at = count < wanted ? count++ : wanted - 1;
                while (at > 0 && value > values[row * vocabulary + best[at - 1]]) {
                    best[at] = best[at - 1];
                    at--;
                }
                best[at] = token;
            }
            return best;
        }

        private void finish(int[] tokens, double logProbability, boolean ended) {
            int length = tokens.length + (ended ? 1 : 0);
            double score = logProbability / lengthPenalty(length, alpha);
            finished.add(new Hypothesis(tokens, logProbability, score, ended));
            finished.sort(Comparator.comparingDouble(Hypothesis::score).reversed());
            if (finished.size() > width) {
                finished.remove(width);
            }
        }

        /** Whether nothing that is alive can still be among the best. */
        private boolean isDecided() {
            if (finished.size() < width) {
                return false;
            }
            double bound = alive.get(0).logProbability() / lengthPenalty(greatestLength, alpha);
            return bound <= finished.get(width - 1).score();
        }

        List<Hypothesis> result() {
            if (finished.isEmpty()) {
                Beginning best = alive.get(0);
                finish(best.tokens(), best.logProbability(), false);
            }
            return List.copyOf(finished);
        }
    }
}
