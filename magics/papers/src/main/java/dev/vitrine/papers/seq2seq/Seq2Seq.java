package dev.vitrine.papers.seq2seq;

import dev.vitrine.learn.Seed;
import dev.vitrine.learn.data.PaddedTokens;
import dev.vitrine.learn.nn.Dropout;
import dev.vitrine.learn.nn.Initializer;
import dev.vitrine.learn.nn.Layer;
import dev.vitrine.learn.nn.Linear;
import dev.vitrine.learn.nn.Lstm;
import dev.vitrine.learn.sequence.IncrementalDecoder;
import dev.vitrine.learn.sequence.SequenceToSequence;
import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Recurrence.LstmOutput;
import dev.vitrine.tensor.Recurrence.LstmState;
import dev.vitrine.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One LSTM reads a sentence into its state, another writes the translation out of it; arXiv
 * 1409.3215, section 2. All that the second knows of the sentence is that state.
 */
public final class Seq2Seq extends Layer implements SequenceToSequence {

    private final Seq2SeqConfig config;
    private final Tensor sourceEmbedding;
    private final Tensor targetEmbedding;
    private final List<Lstm> encoder = new ArrayList<>();
    private final List<Lstm> decoder = new ArrayList<>();
    private final Dropout dropout;
    private final Linear softmax;

    /** A model in single precision with initial values from a seed. */
    public Seq2Seq(Seq2SeqConfig config, long seed) {
        this(config, seed, DType.FLOAT);
    }

    /** A model with initial values from a seed. */
    public Seq2Seq(Seq2SeqConfig config, long seed, DType dtype) {
        this.config = config;
        int width = config.width();
        Initializer init = new Initializer(new Seed(seed).child("parameters").philox(), dtype);
        sourceEmbedding =
                parameter(
                        "source/embedding",
                        init.uniform(Words.BOUND, config.sourceVocabulary(), width));
        targetEmbedding =
                parameter(
                        "target/embedding",
                        init.uniform(Words.BOUND, config.targetVocabulary(), width));
        for (int i = 0; i < config.layers(); i++) {
            encoder.add(child("encoder/layer_" + i, new Lstm(width, width, init)));
        }
        for (int i = 0; i < config.layers(); i++) {
            decoder.add(child("decoder/layer_" + i, new Lstm(width, width, init)));
        }
        dropout = child("dropout", new Dropout(config.dropout()));
        softmax = child("softmax", new Linear(width, config.targetVocabulary(), init));
    }

    public Seq2SeqConfig config() {
        return config;
    }

    @Override
    public Tensor forward(PaddedTokens source, PaddedTokens input) {
        List<LstmState> states = encode(source);
        Tensor x = dropout.forward(Words.embedded(targetEmbedding, input)); // (B, T, W)
        for (int i = 0; i < decoder.size(); i++) {
            x = decoder.get(i).forward(x, states.get(i)).outputs();
        }
        return softmax.forward(dropout.forward(x)); // (B, T, V)
    }

    /**
     * What is left of sentences once they were read: the last state of every layer. Reading stops
     * at the end of each sentence, whatever padding follows.
     */
    public List<LstmState> encode(PaddedTokens source) {
        PaddedTokens read = config.reversed() ? source.reversed() : source;
        Tensor x = dropout.forward(Words.embedded(sourceEmbedding, read)); // (B, S, W)
        List<LstmState> states = new ArrayList<>();
        for (Lstm layer : encoder) {
            LstmOutput output = layer.forward(x, null, read.lengths());
            states.add(output.state());
            x = output.outputs();
        }
        return states;
    }

    @Override
    public IncrementalDecoder decoder(PaddedTokens source) {
        return new RecurrentDecoder(
                () ->
                        encode(source).stream()
                                .flatMap(state -> Stream.of(state.hidden(), state.cell()))
                                .toList(),
                this::write);
    }

    /** One more token; the state is hidden state and cell of each layer in turn. */
    private RecurrentDecoder.Step write(int[] tokens, List<Tensor> state) {
        Tensor x = targetEmbedding.indexSelect(0, tokens);
        List<Tensor> later = new ArrayList<>();
        for (int i = 0; i < decoder.size(); i++) {
            LstmState before = new LstmState(state.get(2 * i), state.get(2 * i + 1));
            LstmState after = decoder.get(i).step(x, before);
            later.add(after.hidden());
            later.add(after.cell());
            x = after.hidden();
        }
        return new RecurrentDecoder.Step(softmax.forward(x), later);
    }
}
