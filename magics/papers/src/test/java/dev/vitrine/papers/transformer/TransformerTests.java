package dev.vitrine.papers.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.learn.data.PaddedTokens;
import dev.vitrine.learn.data.PairBatch;
import dev.vitrine.learn.data.TokenPairs;
import dev.vitrine.learn.data.Vocabulary;
import dev.vitrine.learn.optim.Adam;
import dev.vitrine.learn.sequence.BeamSearch;
import dev.vitrine.learn.sequence.IncrementalDecoder;
import dev.vitrine.learn.sequence.LabelSmoothing;
import dev.vitrine.papers.GradientCheck;
import dev.vitrine.tensor.AttentionMask;
import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TransformerTests {

    private static final int VOCABULARY = 11;

    private static TransformerConfig tiny(NormPlacement norms) {
        return new TransformerConfig("tiny", 2, 8, 12, 2, 0, VOCABULARY, norms, true);
    }

    private static Transformer model(NormPlacement norms) {
        return new Transformer(tiny(norms), 7, DType.DOUBLE);
    }

    private static double[] slice(Tensor logits, int row, int from, int to) {
        return logits.slice(0, row, row + 1).slice(1, from, to).toDoubleArray();
    }

    /** Equation 1 with d_k = 2, with and without a causal mask. */
    @Test
    void attentionHasItsKnownValues() {
        Tensor q = Tensor.of(new double[] {1, 0, 0, 1, 1, 1}, 1, 1, 3, 2);
        Tensor k = Tensor.of(new double[] {1, 0, 0, 1, 1, -1}, 1, 1, 3, 2);
        Tensor v = Tensor.of(new double[] {1, 2, 3, 4, 5, 6}, 1, 1, 3, 2);
        assertThat(Tensor.attention(q, k, v).toDoubleArray())
                .containsExactly(
                        new double[] {3, 4, 2.712068, 3.712068, 2.593327, 3.593327}, within(1e-6));
        assertThat(Tensor.attention(q, k, v, AttentionMask.causal()).toDoubleArray())
                .containsExactly(
                        new double[] {1, 2, 2.339523, 3.339523, 2.593327, 3.593327}, within(1e-6));
    }

    /** Section 3.2.1, footnote 4: why products of queries and keys are divided by √d_k. */
    @Test
    void productOfQueryAndKeyHasVarianceOfTheirLength() {
        Philox random = new Philox(3);
        int draws = 20_000;
        int length = 64;
        double squares = 0;
        for (int i = 0; i < draws; i++) {
            double product = 0;
            for (int j = 0; j < length; j++) {
                product += random.nextNormal() * random.nextNormal();
            }
            squares += product * product;
        }
        assertThat(squares / draws).isCloseTo(length, within(0.05 * length));
    }

    @ParameterizedTest
    @EnumSource(NormPlacement.class)
    void nothingDependsOnWhatComesLater(NormPlacement norms) {
        Transformer model = model(norms);
        PaddedTokens source = PaddedTokens.of(new int[] {4, 5, 6, 2});
        Tensor before = model.forward(source, PaddedTokens.of(new int[] {1, 7, 8, 9, 10}));
        Tensor after = model.forward(source, PaddedTokens.of(new int[] {1, 7, 8, 4, 10}));
        assertThat(slice(after, 0, 0, 3)).containsExactly(slice(before, 0, 0, 3));
        assertThat(slice(after, 0, 3, 5)).isNotEqualTo(slice(before, 0, 3, 5));
    }

    @ParameterizedTest
    @EnumSource(NormPlacement.class)
    void paddingChangesNothing(NormPlacement norms) {
        Transformer model = model(norms);
        int[] source = {4, 5, 6, 2};
        int[] input = {1, 7, 8};
        double[] alone =
                model.forward(PaddedTokens.of(source), PaddedTokens.of(input)).toDoubleArray();
        Tensor padded =
                model.forward(
                        PaddedTokens.of(new int[] {9, 9, 9, 9, 9, 2}, source),
                        PaddedTokens.of(new int[] {1, 4, 4, 4, 4}, input));
        assertThat(slice(padded, 1, 0, 3)).containsExactly(alone, within(1e-12));
    }

    @Test
    void withoutPositionsTheEncoderDoesNotSeeTheOrder() {
        int[] order = {2, 0, 3, 1};
        int[] source = {4, 5, 6, 7};
        int[] permuted = Arrays.stream(order).map(i -> source[i]).toArray();
        Transformer bag =
                new Transformer(tiny(NormPlacement.POST).withPositions(false), 7, DType.DOUBLE);
        Tensor encoded = bag.encode(PaddedTokens.of(source));
        assertThat(bag.encode(PaddedTokens.of(permuted)).toDoubleArray())
                .containsExactly(encoded.indexSelect(1, order).toDoubleArray(), within(1e-12));

        Transformer placed = model(NormPlacement.POST);
        assertThat(placed.encode(PaddedTokens.of(permuted)).toDoubleArray()[0])
                .isNotCloseTo(
                        placed.encode(PaddedTokens.of(source))
                                .indexSelect(1, order)
                                .toDoubleArray()[0],
                        within(1e-3));
    }

    /** Also after rows were dropped and repeated, as a beam search does. */
    @ParameterizedTest
    @EnumSource(NormPlacement.class)
    void writingWithKeptKeysIsWritingAnew(NormPlacement norms) {
        Transformer model = model(norms);
        List<int[]> sources =
                List.of(new int[] {4, 5, 6, 2}, new int[] {7, 2}, new int[] {8, 9, 2});
        List<int[]> targets = new ArrayList<>(List.of(new int[] {1}, new int[] {1}, new int[] {1}));
        IncrementalDecoder decoder = model.decoder(PaddedTokens.of(sources));
        int[][] selections = {{0, 1, 2}, {1, 1, 2}, {2, 0}, {1, 0}};
        for (int step = 0; step < 4; step++) {
            int[] last = targets.stream().mapToInt(t -> t[t.length - 1]).toArray();
            Tensor next = decoder.next(last);
            Tensor anew = model.forward(PaddedTokens.of(sources), PaddedTokens.of(targets));
            Tensor expected = anew.slice(1, step, step + 1);
            assertThat(next.toDoubleArray())
                    .containsExactly(expected.toDoubleArray(), within(1e-12));
            int[] rows = selections[step];
            decoder.select(rows);
            List<int[]> longer = new ArrayList<>();
            List<int[]> read = new ArrayList<>();
            for (int row : rows) {
                int[] target = Arrays.copyOf(targets.get(row), step + 2);
                target[step + 1] = 4 + (row + step) % 7;
                longer.add(target);
                read.add(sources.get(row));
            }
            targets = longer;
            sources = read;
        }
        assertThatThrownBy(() -> decoder.next(1, 1, 1)).hasMessageContaining("3 tokens for 2 rows");
    }

    /** The embedding has three uses, so its gradient is a sum of three. */
    @ParameterizedTest
    @EnumSource(NormPlacement.class)
    void gradientsAgreeWithFiniteDifferences(NormPlacement norms) {
        TransformerConfig config = new TransformerConfig("tiny", 1, 4, 6, 2, 0, 8, norms, true);
        Transformer model = new Transformer(config, 3, DType.DOUBLE);
        Philox random = new Philox(8);
        Map<String, Tensor> state = new LinkedHashMap<>();
        model.state()
                .forEach(
                        (name, value) ->
                                state.put(
                                        name, random.normal(DType.DOUBLE, value.shape()).mul(0.5)));
        model.load(state);
        PairBatch batch =
                new PairBatch(
                        PaddedTokens.of(new int[] {4, 5, 6, 2}, new int[] {7, 2}),
                        PaddedTokens.of(new int[] {1, 6, 2}, new int[] {1, 4, 7, 2}));
        GradientCheck.of(
                () ->
                        LabelSmoothing.OTHERS.loss(
                                model.forward(batch.source(), batch.input()), 0.1, batch.labels()),
                model.parameters());
    }

    @Test
    void eightPairsAreLearnedToTheFloor() {
        Transformer model =
                new Transformer(
                        new TransformerConfig(
                                "small", 1, 32, 64, 2, 0, VOCABULARY, NormPlacement.PRE, true),
                        1);
        Philox random = new Philox(2);
        List<int[]> sources = new ArrayList<>();
        List<int[]> targets = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            sources.add(TokenPairs.withEnd(words(random)));
            targets.add(TokenPairs.withBoth(words(random)));
        }
        TokenPairs pairs = new TokenPairs("eight", sources, targets);
        PairBatch batch = pairs.batch(0, 1, 2, 3, 4, 5, 6, 7);
        Adam adam = new Adam(model, Adam.Settings.of(8e-3));
        double loss = Double.NaN;
        for (int step = 0; step < 350; step++) {
            model.zeroGrad();
            Tensor result = model.loss(0.1).apply(batch);
            loss = result.item();
            result.backward();
            adam.step(1 - step / 350.0);
        }
        double floor = LabelSmoothing.ALL.floor(0.1, VOCABULARY);
        assertThat(loss).isBetween(floor - 1e-4, floor + 1e-3);

        int[] lengths = pairs.sources().stream().mapToInt(s -> 12).toArray();
        for (BeamSearch search : List.of(BeamSearch.greedy(), new BeamSearch(4, 0.6))) {
            var found = search.best(model.decoder(batch.source()), lengths);
            for (int i = 0; i < 8; i++) {
                assertThat(TokenPairs.withBoth(found.get(i).tokens()))
                        .containsExactly(targets.get(i));
            }
        }
        assertThat(model.crossEntropy(pairs)).isLessThan(0.15);
    }

    private static int[] words(Philox random) {
        int[] words = new int[2 + random.nextInt(4)];
        Arrays.setAll(
                words, i -> Vocabulary.SPECIALS + random.nextInt(VOCABULARY - Vocabulary.SPECIALS));
        return words;
    }

    @Test
    void attentionMapsCoverBothSentences() {
        AttentionMaps maps =
                model(NormPlacement.POST).attention(new int[] {4, 5, 6, 2}, new int[] {1, 7, 8});
        assertThat(maps.encoder()).hasSize(2);
        assertThat(maps.encoder().get(0).shape()).containsExactly(2, 4, 4);
        assertThat(maps.decoder().get(1).shape()).containsExactly(2, 3, 3);
        float[][] cross = AttentionMaps.mean(maps.cross().get(1));
        assertThat(cross).hasDimensions(3, 4);
        for (float[] row : cross) {
            assertThat(row[0] + row[1] + row[2] + row[3]).isCloseTo(1, within(1e-5f));
        }
        float[][] before = AttentionMaps.mean(maps.decoder().get(0));
        assertThat(before[0][1]).isZero();
        assertThat(before[1][2]).isZero();
        assertThat(before[2][2]).isPositive();
    }

    @Test
    void sameSeedGivesTheSameModel() {
        PaddedTokens source = PaddedTokens.of(new int[] {4, 2});
        PaddedTokens input = PaddedTokens.of(new int[] {1});
        TransformerConfig config = tiny(NormPlacement.PRE);
        double[] first = new Transformer(config, 5).forward(source, input).toDoubleArray();
        assertThat(new Transformer(config, 5).forward(source, input).toDoubleArray())
                .containsExactly(first);
        assertThat(new Transformer(config, 6).forward(source, input).toDoubleArray())
                .isNotEqualTo(first);
    }
}
