package dev.vitrine.learn.sequence;

import java.util.Arrays;

/**
 * A sequence that a search found.
 *
 * @param tokens without beginning and end; not copied
 * @param logProbability sum of the logarithms of its tokens' probabilities, that of its end
 *     included
 * @param score what hypotheses are compared by: the logarithm over the length penalty
 * @param finished whether the model ended it; if not, the search did, at its greatest length
 */
public record Hypothesis(int[] tokens, double logProbability, double score, boolean finished) {

    @Override
    public boolean equals(Object other) {
        return other instanceof Hypothesis hypothesis
                && Arrays.equals(tokens, hypothesis.tokens)
                && logProbability == hypothesis.logProbability
                && score == hypothesis.score
                && finished == hypothesis.finished;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(tokens);
    }

    @Override
    public String toString() {
        return "%s, log P %.4f, score %.4f%s"
                .formatted(
                        Arrays.toString(tokens),
                        logProbability,
                        score,
                        finished ? "" : ", unfinished");
    }
}
