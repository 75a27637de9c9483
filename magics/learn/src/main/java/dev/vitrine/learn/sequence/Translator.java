package dev.vitrine.learn.sequence;

import dev.vitrine.learn.data.PaddedTokens;
import dev.vitrine.learn.data.TokenPairs;
import dev.vitrine.learn.data.Tokenizer;
import dev.vitrine.tensor.Scope;
import dev.vitrine.tensor.Tape;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

/**
 * From text to text by a model. Put a model with dropout into evaluation mode first.
 *
 * @param model that translates tokens
 * @param source tokenizer of what is read
 * @param target tokenizer of what is written
 * @param search for the best translation
 * @param extraLength a translation has at most so many tokens more than its source; 50 in the
 *     Transformer's section 6.1
 */
public record Translator(
        SequenceToSequence model,
        Tokenizer source,
        Tokenizer target,
        BeamSearch search,
        int extraLength) {

    /** Sentences that are translated at a time. */
    private static final int AT_ONCE = 64;

    /** The translation of one text. */
    public String translate(String text) {
        return translate(List.of(text)).get(0);
    }

    /**
     * The translations of texts, in their order.
     *
     * @throws CancellationException if the thread is interrupted meanwhile; the interrupt is
     *     consumed
     */
    public List<String> translate(List<String> texts) {
        return hypotheses(texts).stream()
                .map(hypothesis -> target.decode(hypothesis.tokens()))
                .toList();
    }

    /** As {@link #translate(List)}, with tokens and probabilities. */
    public List<Hypothesis> hypotheses(List<String> texts) {
        List<int[]> tokens =
                texts.stream().map(text -> TokenPairs.withEnd(source.encode(text))).toList();
        int[] byLength =
                IntStream.range(0, texts.size())
                        .boxed()
                        .sorted(Comparator.comparingInt(i -> tokens.get(i).length))
                        .mapToInt(Integer::intValue)
                        .toArray();
        Hypothesis[] found = new Hypothesis[texts.size()];
        for (int from = 0; from < byLength.length; from += AT_ONCE) {
            int[] some =
                    Arrays.copyOfRange(byLength, from, Math.min(byLength.length, from + AT_ONCE));
            List<Hypothesis> best = search(Arrays.stream(some).mapToObj(tokens::get).toList());
            for (int i = 0; i < some.length; i++) {
                found[some[i]] = best.get(i);
            }
        }
        return List.of(found);
    }

    @SuppressWarnings("try") // the resources are only closed
    private List<Hypothesis> search(List<int[]> sources) {
        PaddedTokens padded = PaddedTokens.of(sources);
        int[] lengths = Arrays.stream(padded.lengths()).map(n -> n + extraLength).toArray();
        try (Tape off = Tape.off();
                Scope scope = Scope.open()) {
            return search.best(model.decoder(padded), lengths);
        }
    }
}
