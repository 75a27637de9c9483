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
import dev.vitrine.tensor.Recurrence;
import dev.vitrine.tensor.Recurrence.LstmOutput;
import dev.vitrine.tensor.Recurrence.LstmState;
import dev.vitrine.tensor.Scope;
import dev.vitrine.tensor.Tape;
import dev.vitrine.tensor.Tensor;
import java.util.List;

/**
 * The LSTM that may look back: before it writes a word, it weighs all words of the source (Bahdanau
 * et al., "Neural Machine Translation by Jointly Learning to Align and Translate", arXiv 1409.0473,
 * section 3). The encoder reads in both directions.
 *
 * <p>e_tj = vᵀ tanh(W s_{t−1} + U h_j), a_t = softmax(e_t), context_t = Σ_j a_tj h_j; the decoder
 * reads [embedding; context], and its state gives the next word. Unlike the paper its units are
 * LSTMs, not gated recurrent units, and the softmax has no maxout layer before it.
 */
public final class AttentionSeq2Seq extends Layer implements SequenceToSequence {

    /** Taken from the score of padding. */
    private static final double FORBIDDEN = 1e9;

    private final Seq2SeqConfig config;
    private final int width;
    private final Tensor sourceEmbedding;
    private final Tensor targetEmbedding;
    private final Lstm forwards;
    private final Lstm backwards;
    private final Linear startHidden;
    private final Linear startCell;
    private final Linear keys; // U
    private final Tensor query; // W
    private final Tensor score; // v
    private final Linear fromWord;
    private final Tensor fromRest;
    private final Dropout dropout;
    private final Linear softmax;

    /** A model in single precision with initial values from a seed. */
    public AttentionSeq2Seq(Seq2SeqConfig config, long seed) {
        this(config, seed, DType.FLOAT);
    }

    /**
     * A model with initial values from a seed.
     *
     * @throws IllegalArgumentException if it should have more than one layer
     */
    public AttentionSeq2Seq(Seq2SeqConfig config, long seed, DType dtype) {
        if (config.layers() != 1) {
            throw new IllegalArgumentException(
                    "AttentionSeq2Seq: has 1 layer, not " + config.layers());
        }
        this.config = config;
        this.width = config.width();
        Initializer init = new Initializer(new Seed(seed).child("parameters").philox(), dtype);
        int vocabulary = config.targetVocabulary();
        double bound = 1 / Math.sqrt(width);
        sourceEmbedding =
                parameter(
                        "source/embedding",
                        init.uniform(Words.BOUND, config.sourceVocabulary(), width));
        targetEmbedding =
                parameter("target/embedding", init.uniform(Words.BOUND, vocabulary, width));
        forwards = child("encoder/forwards", new Lstm(width, width, init));
        backwards = child("encoder/backwards", new Lstm(width, width, init));
        startHidden = child("start/hidden", new Linear(2 * width, width, init));
        startCell = child("start/cell", new Linear(2 * width, width, init));
        keys = child("attention/key", new Linear(2 * width, width, init));
        query = parameter("attention/query", init.lecunNormal(width, width));
        score = parameter("attention/score", init.lecunNormal(width, 1));
        fromWord =
                child(
                        "decoder/word",
                        new Linear(
                                init.uniform(bound, width, 4L * width),
                                Lstm.forgetBias(width, init)));
        fromRest = parameter("decoder/rest", init.uniform(bound, 3L * width, 4L * width));
        dropout = child("dropout", new Dropout(config.dropout()));
        softmax = child("softmax", new Linear(width, vocabulary, init));
    }

    public Seq2SeqConfig config() {
        return config;
    }

    /**
     * A source that was read.
     *
     * @param states h, (B, S, 2 W): what each word is, seen from both sides
     * @param keys U h, (B, S, W)
     * @param padding (B, S): 0 at words, very low at padding
     * @param start state of the decoder before its first word
     */
    private record Source(Tensor states, Tensor keys, Tensor padding, LstmState start) {}

    /** What one step of the decoder makes. */
    private record Written(LstmState state, Tensor weights) {}

    private Source read(PaddedTokens source) {
        PaddedTokens turned = source.reversed();
        LstmOutput there =
                forwards.forward(
                        dropout.forward(Words.embedded(sourceEmbedding, source)),
                        null,
                        source.lengths());
        LstmOutput back =
                backwards.forward(
                        dropout.forward(Words.embedded(sourceEmbedding, turned)),
                        null,
                        source.lengths());
        long rows = source.rows();
        long length = source.length();
        Tensor backOutputs =
                back.outputs()
                        .reshape(rows * length, width)
                        .indexSelect(0, source.reversal())
                        .reshape(rows, length, width);
        Tensor states = Tensor.concat(2, there.outputs(), backOutputs);
        Tensor both = Tensor.concat(1, there.state().hidden(), back.state().hidden());
        LstmState start = new LstmState(startHidden.forward(both).tanh(), startCell.forward(both));
        return new Source(states, keys.forward(states), padding(source, states), start);
    }

    private static Tensor padding(PaddedTokens source, Tensor beside) {
        double[] values = new double[source.ids().length];
        for (int row = 0; row < source.rows(); row++) {
            for (int i = source.lengths()[row]; i < source.length(); i++) {
                values[row * source.length() + i] = -FORBIDDEN;
            }
        }
        return Tensor.of(values, source.rows(), source.length())
                .to(beside.dtype())
                .to(beside.device());
    }

    /** a_t, (B, S). */
    private Tensor weights(Tensor state, Source source) {
        long rows = state.size(0);
        long length = source.keys().size(1);
        Tensor asked = state.matmul(query).reshape(rows, 1, width);
        Tensor hidden = source.keys().add(asked).tanh().reshape(rows * length, width);
        return hidden.matmul(score).reshape(rows, length).add(source.padding()).softmax(1);
    }

    /**
     * @param word what the embedding gives to the gates, (B, 4 W)
     */
    private Written write(Tensor word, LstmState state, Source source) {
        long rows = word.size(0);
        Tensor weights = weights(state.hidden(), source);
        Tensor context =
                weights.reshape(rows, 1, weights.size(1))
                        .matmul(source.states())
                        .reshape(rows, 2L * width);
        Tensor gates = word.add(Tensor.concat(1, context, state.hidden()).matmul(fromRest));
        return new Written(Recurrence.lstmCell(gates, state.cell()), weights);
    }

    @Override
    public Tensor forward(PaddedTokens source, PaddedTokens input) {
        Source read = read(source);
        int steps = input.length();
        Tensor words = fromWord.forward(dropout.forward(Words.embedded(targetEmbedding, input)));
        Tensor byStep = words.permute(1, 0, 2);
        LstmState state = read.start();
        Tensor[] outputs = new Tensor[steps];
        for (int t = 0; t < steps; t++) {
            Tensor word = byStep.slice(0, t, t + 1).reshape(input.rows(), 4L * width);
            state = write(word, state, read).state();
            outputs[t] = state.hidden();
        }
        return softmax.forward(dropout.forward(Tensor.stack(1, outputs)));
    }

    @Override
    public IncrementalDecoder decoder(PaddedTokens source) {
        return new RecurrentDecoder(
                () -> {
                    Source read = read(source);
                    return List.of(
                            read.states(),
                            read.keys(),
                            read.padding(),
                            read.start().hidden(),
                            read.start().cell());
                },
                this::write);
    }

    /** One more token; the state is that of the source, then of the decoder. */
    private RecurrentDecoder.Step write(int[] tokens, List<Tensor> kept) {
        LstmState before = new LstmState(kept.get(3), kept.get(4));
        Source source = new Source(kept.get(0), kept.get(1), kept.get(2), before);
        Tensor word = fromWord.forward(targetEmbedding.indexSelect(0, tokens));
        LstmState after = write(word, before, source).state();
        return new RecurrentDecoder.Step(
                softmax.forward(after.hidden()),
                List.of(
                        source.states(),
                        source.keys(),
                        source.padding(),
                        after.hidden(),
                        after.cell()));
    }

    /**
     * How much each word of the source is looked at before each word of the target is written.
     *
     * @param source with its end
     * @param target what the decoder reads, from its beginning
     * @return [word of the target][word of the source]; rows sum to 1
     */
    @SuppressWarnings("try") // the resources are only closed
    public float[][] attention(int[] source, int[] target) {
        try (Tape off = Tape.off();
                Scope scope = Scope.open()) {
            Source read = read(PaddedTokens.of(source));
            LstmState state = read.start();
            float[][] looked = new float[target.length][];
            for (int t = 0; t < target.length; t++) {
                Tensor word = fromWord.forward(targetEmbedding.indexSelect(0, target[t]));
                Written written = write(word, state, read);
                looked[t] = written.weights().toFloatArray();
                state = written.state();
            }
            return looked;
        }
    }
}
