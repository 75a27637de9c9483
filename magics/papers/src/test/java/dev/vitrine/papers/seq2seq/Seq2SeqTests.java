package dev.vitrine.papers.seq2seq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.learn.data.PaddedTokens;
import dev.vitrine.learn.data.PairBatch;
import dev.vitrine.learn.data.TokenPairs;
import dev.vitrine.learn.data.Vocabulary;
import dev.vitrine.learn.nn.Layer;
import dev.vitrine.learn.optim.Adam;
import dev.vitrine.learn.sequence.BeamSearch;
import dev.vitrine.learn.sequence.Hypothesis;
import dev.vitrine.learn.sequence.IncrementalDecoder;
import dev.vitrine.learn.sequence.SequenceToSequence;
import dev.vitrine.papers.GradientCheck;
import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for both models holds for each. */
class Seq2SeqTests {

    private static final int VOCABULARY = 7;

    enum Kind {
        FORWARDS,
        REVERSED,
        ATTENTION;

        Layer model(int width, DType dtype) {
            int layers = this == ATTENTION ? 1 : 2;
            Seq2SeqConfig config =
                    new Seq2SeqConfig(layers, width, 0, VOCABULARY, VOCABULARY, this == REVERSED);
            return this == ATTENTION
                    ? new AttentionSeq2Seq(config, 3, dtype)
                    : new Seq2Seq(config, 3, dtype);
        }
    }

    private static double[] row(Tensor logits, int row, int steps) {
        return logits.slice(0, row, row + 1).slice(1, 0, steps).toDoubleArray();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void paddingChangesNothing(Kind kind) {
        SequenceToSequence model = (SequenceToSequence) kind.model(6, DType.DOUBLE);
        int[] source = {4, 5, 2};
        int[] input = {1, 6};
        double[] alone =
                model.forward(PaddedTokens.of(source), PaddedTokens.of(input)).toDoubleArray();
        Tensor padded =
                model.forward(
                        PaddedTokens.of(new int[] {6, 6, 6, 6, 2}, source),
                        PaddedTokens.of(new int[] {1, 4, 4, 4}, input));
        assertThat(row(padded, 1, 2)).containsExactly(alone, within(1e-12));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void nothingDependsOnWhatComesLater(Kind kind) {
        SequenceToSequence model = (SequenceToSequence) kind.model(6, DType.DOUBLE);
        PaddedTokens source = PaddedTokens.of(new int[] {4, 5, 6, 2});
        Tensor before = model.forward(source, PaddedTokens.of(new int[] {1, 4, 5, 6}));
        Tensor after = model.forward(source, PaddedTokens.of(new int[] {1, 4, 6, 6}));
        assertThat(row(after, 0, 2)).containsExactly(row(before, 0, 2));
        assertThat(row(after, 0, 4)).isNotEqualTo(row(before, 0, 4));
    }

    /** What was read before leaves nothing behind. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void everyBatchStartsAnew(Kind kind) {
        SequenceToSequence model = (SequenceToSequence) kind.model(6, DType.DOUBLE);
        PaddedTokens source = PaddedTokens.of(new int[] {4, 5, 2});
        PaddedTokens input = PaddedTokens.of(new int[] {1, 6, 4});
        double[] first = model.forward(source, input).toDoubleArray();
        model.forward(PaddedTokens.of(new int[] {6, 6, 6, 2}), PaddedTokens.of(new int[] {1, 5}));
        model.decoder(source).next(1);
        assertThat(model.forward(source, input).toDoubleArray()).containsExactly(first);
    }

    /** Of every LSTM: input, forget gate, candidate, output. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void forgetGatesStartOpen(Kind kind) {
        List<double[]> biases =
                kind.model(2, DType.DOUBLE).parameters().entrySet().stream()
                        .filter(p -> p.getKey().matches("(encoder|decoder)/.*bias"))
                        .map(p -> p.getValue().toDoubleArray())
                        .toList();
        assertThat(biases).hasSize(kind == Kind.ATTENTION ? 3 : 4);
        for (double[] bias : biases) {
            assertThat(bias).containsExactly(0, 0, 1, 1, 0, 0, 0, 0);
        }
    }

    /** Section 3.4, of the embeddings; the recurrent weights' range depends on the width. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void embeddingsStartUniformIn008(Kind kind) {
        Layer model = kind.model(60, DType.DOUBLE);
        for (String name : List.of("source/embedding", "target/embedding")) {
            double[] values = model.parameters().get(name).toDoubleArray();
            assertThat(Arrays.stream(values).map(Math::abs).max().orElseThrow())
                    .isBetween(0.078, 0.08);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void writingStepByStepIsWritingAtOnce(Kind kind) {
        SequenceToSequence model = (SequenceToSequence) kind.model(6, DType.DOUBLE);
        PaddedTokens sources = PaddedTokens.of(new int[] {4, 5, 6, 2}, new int[] {6, 2});
        int[][] targets = {{1, 5, 4}, {1, 6, 6}};
        Tensor whole = model.forward(sources, PaddedTokens.of(targets));
        IncrementalDecoder decoder = model.decoder(sources);
        for (int step = 0; step < 3; step++) {
            Tensor next = decoder.next(targets[0][step], targets[1][step]);
            assertThat(next.toDoubleArray())
                    .containsExactly(whole.slice(1, step, step + 1).toDoubleArray(), within(1e-12));
        }
        decoder.select(1, 0, 1);
        Tensor swapped = decoder.next(4, 4, 5);
        assertThat(swapped.shape()).containsExactly(3, VOCABULARY);
        Tensor longer =
                model.forward(
                        PaddedTokens.of(sources.row(1), sources.row(0), sources.row(1)),
                        PaddedTokens.of(
                                new int[] {1, 6, 6, 4},
                                new int[] {1, 5, 4, 4},
                                new int[] {1, 6, 6, 5}));
        assertThat(swapped.toDoubleArray())
                .containsExactly(longer.slice(1, 3, 4).toDoubleArray(), within(1e-12));
        assertThatThrownBy(() -> decoder.next(1)).hasMessageContaining("1 tokens for 3 rows");
    }

    /** Backpropagation through time: up to five steps read and four written. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void gradientsAgreeWithFiniteDifferences(Kind kind) {
        Layer model = kind.model(3, DType.DOUBLE);
        PairBatch batch =
                new PairBatch(
                        PaddedTokens.of(new int[] {4, 5, 6, 4, 2}, new int[] {6, 2}),
                        PaddedTokens.of(new int[] {1, 6, 2}, new int[] {1, 4, 5, 6, 2}));
        GradientCheck.of(
                () -> ((SequenceToSequence) model).loss(0.1).apply(batch), model.parameters());
    }

    @Test
    void reversedReadingIsReadingReversedSources() {
        Seq2SeqConfig config = new Seq2SeqConfig(2, 6, 0, VOCABULARY, VOCABULARY, true);
        Seq2Seq reversed = new Seq2Seq(config, 3, DType.DOUBLE);
        Seq2Seq forwards = new Seq2Seq(config.withReversed(false), 3, DType.DOUBLE);
        PaddedTokens sources = PaddedTokens.of(new int[] {4, 5, 6, 2}, new int[] {6, 4, 2});
        PaddedTokens input = PaddedTokens.of(new int[] {1, 4}, new int[] {1, 5});
        assertThat(reversed.forward(sources, input).toDoubleArray())
                .containsExactly(
                        forwards.forward(sources.reversed(), input).toDoubleArray(), within(1e-15));
    }

    /** A target from its beginning, and how probable it is. */
    private record Target(List<Integer> tokens, double probability, boolean ended) {}

    /** All targets that end within three tokens, and the beginnings of all longer ones. */
    private static Stream<Target> targets(
            SequenceToSequence model, PaddedTokens source, Target before) {
        if (before.ended() || before.tokens().size() == 4) {
            return Stream.of(before);
        }
        int[] input = before.tokens().stream().mapToInt(Integer::intValue).toArray();
        Tensor logits = model.forward(source, PaddedTokens.of(input));
        double[] next = logits.slice(1, input.length - 1, input.length).softmax(2).toDoubleArray();
        return IntStream.range(0, VOCABULARY)
                .mapToObj(
                        token -> {
                            List<Integer> longer = new ArrayList<>(before.tokens());
                            longer.add(token);
                            double probability = before.probability() * next[token];
                            return new Target(longer, probability, token == Vocabulary.EOS);
                        })
                .flatMap(target -> targets(model, source, target));
    }

    private static final Target NOTHING = new Target(List.of(Vocabulary.BOS), 1, false);

    @ParameterizedTest
    @EnumSource(Kind.class)
    void probabilitiesOfAllTargetsSumToOne(Kind kind) {
        SequenceToSequence model = (SequenceToSequence) kind.model(6, DType.DOUBLE);
        PaddedTokens source = PaddedTokens.of(new int[] {4, 5, 2});
        assertThat(targets(model, source, NOTHING).mapToDouble(Target::probability).sum())
                .isCloseTo(1, within(1e-12));
    }

    /** Of a model that has opinions: with weights as large as these, no word is like another. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void beamThatHoldsEverythingFindsTheMostProbableTarget(Kind kind) {
        Layer layer = kind.model(6, DType.DOUBLE);
        Philox random = new Philox(5);
        Map<String, Tensor> state = layer.state();
        state.replaceAll((name, value) -> random.normal(DType.DOUBLE, value.shape()));
        layer.load(state);
        SequenceToSequence model = (SequenceToSequence) layer;
        PaddedTokens source = PaddedTokens.of(new int[] {4, 5, 2});
        Target best =
                targets(model, source, NOTHING)
                        .filter(Target::ended)
                        .max(Comparator.comparingDouble(Target::probability))
                        .orElseThrow();
        int width = VOCABULARY * VOCABULARY * VOCABULARY;
        Hypothesis found = new BeamSearch(width, 0).best(model.decoder(source), 3).get(0);
        assertThat(found.logProbability()).isCloseTo(Math.log(best.probability()), within(1e-12));
        assertThat(TokenPairs.withBoth(found.tokens()))
                .containsExactly(best.tokens().stream().mapToInt(Integer::intValue).toArray());
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void fewPairsAreLearnedByHeart(Kind kind) {
        Layer model = kind.model(24, DType.FLOAT);
        SequenceToSequence translator = (SequenceToSequence) model;
        int[][] targets = {{1, 6, 5, 2}, {1, 4, 2}, {1, 5, 5, 4, 2}};
        PairBatch batch =
                new PairBatch(
                        PaddedTokens.of(
                                new int[] {4, 5, 6, 2}, new int[] {6, 2}, new int[] {5, 4, 2}),
                        PaddedTokens.of(targets));
        Adam adam = new Adam(model, new Adam.Settings(1e-2, 0.9, 0.999, 1e-8, 1));
        double loss = Double.NaN;
        for (int step = 0; step < 200; step++) {
            model.zeroGrad();
            Tensor result = translator.loss(0).apply(batch);
            loss = result.item();
            result.backward();
            adam.step(1);
        }
        assertThat(loss).isLessThan(0.02);
        List<Hypothesis> found =
                new BeamSearch(3, 0).best(translator.decoder(batch.source()), 8, 8, 8);
        for (int i = 0; i < 3; i++) {
            assertThat(found.get(i).tokens())
                    .containsExactly(Arrays.copyOfRange(targets[i], 1, targets[i].length - 1));
        }
    }

    @Test
    void alignmentIsADistributionOverTheSource() {
        AttentionSeq2Seq model = (AttentionSeq2Seq) Kind.ATTENTION.model(6, DType.FLOAT);
        float[][] attention = model.attention(new int[] {4, 5, 6, 2}, new int[] {1, 4});
        assertThat(attention).hasDimensions(2, 4);
        for (float[] row : attention) {
            assertThat(row[0] + row[1] + row[2] + row[3]).isCloseTo(1, within(1e-5f));
        }
    }

    /** 384 million without biases, 64 of them recurrent: section 3.4. */
    @Test
    void sizesAreCountedWithoutTheModel() {
        long biases = 8 * 4000 + 80_000;
        Seq2SeqConfig paper = Seq2SeqConfig.paper();
        assertThat(paper.parameterCount()).isEqualTo(384_000_000 + biases);
        long withoutALayer = new Seq2SeqConfig(3, 1000, 0, 160_000, 80_000, true).parameterCount();
        assertThat(paper.parameterCount() - withoutALayer).isEqualTo(64_000_000 / 4 + 2 * 4000);
        Seq2Seq small = (Seq2Seq) Kind.REVERSED.model(6, DType.FLOAT);
        assertThat(small.config().parameterCount()).isEqualTo(small.parameterCount());
    }

    @Test
    void impossibleSettingsAreNamed() {
        assertThatThrownBy(() -> new Seq2SeqConfig(0, 4, 0, 9, 9, true))
                .hasMessageContaining("0 layers");
        assertThatThrownBy(() -> new Seq2SeqConfig(1, 4, 0, 4, 9, true))
                .hasMessageContaining("4 and 9");
        assertThatThrownBy(() -> new AttentionSeq2Seq(new Seq2SeqConfig(2, 4, 0, 9, 9, false), 0))
                .hasMessageContaining("1 layer, not 2");
    }
}
