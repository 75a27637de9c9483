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
import java.util.stream.IntStream;
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

    /**
     * Section 3.2.1, footnote 4: products of random queries and keys have the variance d_k, and
     * what the softmax is given the variance 1. The values are the identity, so that weights come
     * out.
     */
    @Test
    void softmaxIsGivenScoresOfVarianceOne() {
        Philox random = new Philox(3);
        int tokens = 300;
        Tensor q = random.normal(DType.DOUBLE, 1, 1, tokens, 64);
        Tensor k = random.normal(DType.DOUBLE, 1, 1, tokens, 64);
        Tensor identity =
                Tensor.oneHot(tokens, IntStream.range(0, tokens).toArray())
                        .to(DType.DOUBLE)
                        .reshape(1, 1, tokens, tokens);
        assertThat(variance(q.matmul(k, false, true))).isCloseTo(64, within(0.05 * 64));
        Tensor scores = Tensor.attention(q, k, identity).log();
        assertThat(variance(scores.sub(scores.mean(true, 3)))).isCloseTo(1, within(0.05));
    }

    private static double variance(Tensor x) {
        Tensor deviation = x.sub(x.mean());
        return deviation.mul(deviation).mean().item();
    }

    /** Section 3.4: E[token] √d + PE, so that positions do not outweigh the words. */
    @Test
    void embeddingsAreMultipliedByTheRootOfTheirWidth() {
        Transformer model = model(NormPlacement.POST);
        double[] rows = model.parameters().get("embedding").toDoubleArray();
        double[] positions = PositionalEncoding.of(3, 2, 8, DType.DOUBLE).toDoubleArray();
        double[] embedded = model.embed(new int[] {4, 9}, 1, 2, 3).toDoubleArray();
        for (int i = 0; i < 8; i++) {
            assertThat(embedded[i])
                    .isCloseTo(Math.sqrt(8) * rows[4 * 8 + i] + positions[i], within(1e-12));
            assertThat(embedded[8 + i])
                    .isCloseTo(Math.sqrt(8) * rows[9 * 8 + i] + positions[8 + i], within(1e-12));
        }
    }

    /** Tensor2Tensor's: what is multiplied by √d has variance 1 then. */
    @Test
    void embeddingsStartWithTheDeviationOneOverTheRootOfTheirWidth() {
        TransformerConfig config =
                new TransformerConfig("wide", 1, 64, 96, 2, 0, 500, NormPlacement.PRE, true);
        Map<String, Tensor> start = new Transformer(config, 1, DType.DOUBLE).parameters();
        assertThat(variance(start.get("embedding"))).isCloseTo(1.0 / 64, within(0.05 / 64));
        assertThat(start.get("decoder/layer_0/cross_attention/out/bias").toDoubleArray())
                .containsOnly(0);
        assertThat(start.get("encoder/norm/scale").toDoubleArray()).containsOnly(1);
    }

    /** Section 5.4: dropout after the sum of embedding and position, in training alone. */
    @Test
    void sumOfEmbeddingAndPositionIsDropped() {
        Transformer model =
                new Transformer(tiny(NormPlacement.POST).withDropout(0.5), 7, DType.DOUBLE);
        double[] whole = model.embed(new int[] {4, 5, 6}, 1, 3, 0).toDoubleArray();
        model.train(new Philox(1));
        double[] dropped = model.embed(new int[] {4, 5, 6}, 1, 3, 0).toDoubleArray();
        int zeros = 0;
        for (int i = 0; i < whole.length; i++) {
            if (dropped[i] == 0) {
                zeros++;
            } else {
                assertThat(dropped[i]).isCloseTo(2 * whole[i], within(1e-12));
            }
        }
        assertThat(zeros).isBetween(4, 20);
    }

    /** Whichever token changes: what stands before it is the same to the last bit. */
    @ParameterizedTest
    @EnumSource(NormPlacement.class)
    void nothingDependsOnWhatComesLater(NormPlacement norms) {
        PaddedTokens source = PaddedTokens.of(new int[] {4, 5, 6, 2});
        int[] input = {1, 7, 8, 9, 10};
        for (DType dtype : DType.values()) {
            Transformer model = new Transformer(tiny(norms), 7, dtype);
            Tensor before = model.forward(source, PaddedTokens.of(input));
            for (int changed = 1; changed < input.length; changed++) {
                int[] other = input.clone();
                other[changed] = 4;
                Tensor after = model.forward(source, PaddedTokens.of(other));
                assertThat(slice(after, 0, 0, changed))
                        .containsExactly(slice(before, 0, 0, changed));
                assertThat(slice(after, 0, changed, input.length))
                        .isNotEqualTo(slice(before, 0, changed, input.length));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(NormPlacement.class)
    void paddingChangesNothing(NormPlacement norms) {
        Transformer model = model(norms);
        // Shorter than the target, which must not be cut by the source's mask.
        int[] source = {4, 2};
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

    /** Mean over the words of both pairs: not over places, and not over pairs. */
    @Test
    void lossIsTheMeanOverWordsThatAreNoPadding() {
        Transformer model = model(NormPlacement.POST);
        int[][] sources = {{4, 5, 6, 2}, {7, 2}};
        int[][] targets = {{1, 8, 2}, {1, 4, 9, 5, 10, 2}};
        TokenPairs pairs = new TokenPairs("two", List.of(sources), List.of(targets));
        double expected =
                (2 * model.loss(0).apply(pairs.batch(0)).item()
                                + 5 * model.loss(0).apply(pairs.batch(1)).item())
                        / 7;
        assertThat(model.loss(0).apply(pairs.batch(0, 1)).item())
                .isCloseTo(expected, within(1e-12));
        assertThat(model.crossEntropy(pairs)).isCloseTo(expected, within(1e-12));
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
