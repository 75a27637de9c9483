package dev.vitrine.learn.sequence;

import dev.vitrine.learn.data.PaddedTokens;
import dev.vitrine.learn.data.PairBatch;
import dev.vitrine.learn.data.TokenPairs;
import dev.vitrine.tensor.Losses;
import dev.vitrine.tensor.Scope;
import dev.vitrine.tensor.Tape;
import dev.vitrine.tensor.Tensor;
import java.util.function.Function;
import java.util.stream.IntStream;

/** A model that reads a sequence of tokens, and writes another one token by token. */
public interface SequenceToSequence {

    /** Pairs that are measured at a time. */
    int MEASURED_AT_ONCE = 64;

    /**
     * What the model would say next at every place of a target that is given to it (teacher
     * forcing).
     *
     * @param source what it reads, B sequences
     * @param input what it has written so far, B sequences, T long with their padding
     * @return logits (B, T, V); those at [b, t] depend on the input up to t and nothing later
     */
    Tensor forward(PaddedTokens source, PaddedTokens input);

    /**
     * Reads sources, and is ready to write a target for each.
     *
     * @param source B sequences
     */
    IncrementalDecoder decoder(PaddedTokens source);

    /**
     * The mean cross-entropy of a batch's labels, in nats, as a loss to train with.
     *
     * @param smoothing probability that is spread over all tokens alike; 0 for none
     */
    default Function<PairBatch, Tensor> loss(double smoothing) {
        return batch ->
                LabelSmoothing.ALL.loss(
                        forward(batch.source(), batch.input()), smoothing, batch.labels());
    }

    /**
     * How well the model foretells the targets: mean cross-entropy of their tokens in nats, without
     * smoothing. Its exponential is the perplexity. Put a model with dropout into evaluation mode
     * first.
     */
    @SuppressWarnings("try") // the resources are only closed
    default double crossEntropy(TokenPairs pairs) {
        double sum = 0;
        double labels = 0;
        for (int from = 0; from < pairs.size(); from += MEASURED_AT_ONCE) {
            int to = Math.min(pairs.size(), from + MEASURED_AT_ONCE);
            PairBatch batch = pairs.batch(IntStream.range(from, to).toArray());
            try (Tape off = Tape.off();
                    Scope scope = Scope.open()) {
                Tensor logits = forward(batch.source(), batch.input());
                sum += batch.weight() * Losses.crossEntropy(logits, batch.labels()).item();
                labels += batch.weight();
            }
        }
        return sum / labels;
    }
}
