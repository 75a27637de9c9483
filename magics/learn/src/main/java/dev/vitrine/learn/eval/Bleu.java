package dev.vitrine.learn.eval;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How much translations have in common with those of people: BLEU-4 of a whole corpus (Papineni et
 * al., 2002), as sacreBLEU computes it (Post, arXiv 1804.08771). Counts are summed over all
 * sentences before they are divided; a mean over sentences would be something else.
 *
 * <pre>{@code
 * Bleu bleu = Bleu.of(translations, references);
 * bleu.score()        // 0 to 1; papers print it times 100
 * }</pre>
 *
 * @param matches for n = 1 to 4, n-grams of the translations that are in a reference, each counted
 *     as often as the reference with most of them has it; not copied
 * @param totals n-grams of the translations; not copied
 * @param length tokens of the translations
 * @param referenceLength tokens of the references; of several, the one closest in length, the
 *     shorter among equals
 */
public record Bleu(long[] matches, long[] totals, long length, long referenceLength) {

    /** The longest n-grams that count. */
    public static final int ORDER = 4;

    /**
     * Of texts with one reference each, cut into tokens by {@link Tokens13a}.
     *
     * @throws IllegalArgumentException if there are not as many references as translations
     */
    public static Bleu of(List<String> translations, List<String> references) {
        return ofSeveral(translations, references.stream().map(List::of).toList());
    }

    /**
     * Of texts with one or more references each, cut into tokens by {@link Tokens13a}.
     *
     * @param references for each translation
     */
    public static Bleu ofSeveral(List<String> translations, List<List<String>> references) {
        return ofTokens(
                translations.stream().map(Tokens13a::of).toList(),
                references.stream()
                        .map(texts -> texts.stream().map(Tokens13a::of).toList())
                        .toList());
    }

    /**
     * Of tokens.
     *
     * @param references for each translation, one or more
     */
    public static Bleu ofTokens(
            List<List<String>> translations, List<List<List<String>>> references) {
        if (translations.size() != references.size()) {
            throw new IllegalArgumentException(
                    "BLEU: %,d translations, but references for %,d"
                            .formatted(translations.size(), references.size()));
        }
        long[] matches = new long[ORDER];
        long[] totals = new long[ORDER];
        long length = 0;
        long referenceLength = 0;
        for (int i = 0; i < translations.size(); i++) {
            List<String> translation = translations.get(i);
            if (references.get(i).isEmpty()) {
                throw new IllegalArgumentException(
                        "BLEU: translation %,d has no reference".formatted(i));
            }
            for (int n = 1; n <= ORDER; n++) {
                matches[n - 1] += matches(translation, references.get(i), n);
                totals[n - 1] += Math.max(0, translation.size() - n + 1);
            }
            length += translation.size();
            referenceLength += closest(translation.size(), references.get(i));
        }
        return new Bleu(matches, totals, length, referenceLength);
    }

    private static long matches(List<String> translation, List<List<String>> references, int n) {
        Map<List<String>, Integer> allowed = new HashMap<>();
        for (List<String> reference : references) {
            count(reference, n).forEach((gram, count) -> allowed.merge(gram, count, Math::max));
        }
        long matches = 0;
        for (Map.Entry<List<String>, Integer> gram : count(translation, n).entrySet()) {
            matches += Math.min(gram.getValue(), allowed.getOrDefault(gram.getKey(), 0));
        }
        return matches;
    }

    private static Map<List<String>, Integer> count(List<String> tokens, int n) {
        Map<List<String>, Integer> counts = new HashMap<>();
        for (int i = 0; i + n <= tokens.size(); i++) {
            counts.merge(tokens.subList(i, i + n), 1, Integer::sum);
        }
        return counts;
    }

    private static int closest(int length, List<List<String>> references) {
        int best = references.get(0).size();
        for (List<String> reference : references) {
            int size = reference.size();
            int nearer = Math.abs(size - length) - Math.abs(best - length);
            if (nearer < 0 || nearer == 0 && size < best) {
                best = size;
            }
        }
        return best;
    }

    /**
     * BLEU, 0 to 1, with sacreBLEU's default smoothing ("exp"): the k-th order without a match
     * counts as if it had 1 / 2^k matches. 0 where nothing matches at all, or no translation is as
     * long as {@value #ORDER} tokens.
     */
    public double score() {
        return score(true);
    }

    /** BLEU without smoothing: 0 where an order has no match. */
    public double unsmoothed() {
        return score(false);
    }

    private double score(boolean smooth) {
        if (totals[ORDER - 1] == 0 || Arrays.stream(matches).allMatch(count -> count == 0)) {
            return 0;
        }
        double logarithms = 0;
        double zeros = 1;
        for (int i = 0; i < ORDER; i++) {
            double hits = matches[i];
            if (hits == 0) {
                if (!smooth) {
                    return 0;
                }
                zeros *= 2;
                hits = 1 / zeros;
            }
            logarithms += Math.log(hits / totals[i]);
        }
        return brevityPenalty() * Math.exp(logarithms / ORDER);
    }

    /** Share of the n-grams that match, n from 1 to 4, without smoothing; NaN if there are none. */
    public double precision(int n) {
        return (double) matches[n - 1] / totals[n - 1];
    }

    /** 1, or less where the translations are shorter than the references: exp(1 − r / c). */
    public double brevityPenalty() {
        if (length >= referenceLength) {
            return 1;
        }
        return length == 0 ? 0 : Math.exp(1 - (double) referenceLength / length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bleu bleu
                && Arrays.equals(matches, bleu.matches)
                && Arrays.equals(totals, bleu.totals)
                && length == bleu.length
                && referenceLength == bleu.referenceLength;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(matches);
    }

    @Override
    public String toString() {
        return "BLEU %.2f (precisions %.1f/%.1f/%.1f/%.1f %%, brevity penalty %.3f, %,d of %,d tokens)"
                .formatted(
                        100 * score(),
                        100 * precision(1),
                        100 * precision(2),
                        100 * precision(3),
                        100 * precision(4),
                        brevityPenalty(),
                        length,
                        referenceLength);
    }
}
