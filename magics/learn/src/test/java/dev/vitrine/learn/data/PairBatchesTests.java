package dev.vitrine.learn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.tensor.Philox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PairBatchesTests {

    /** 150 pairs of 1 to 12 tokens and their ends. */
    private static TokenPairs pairs() {
        Philox random = new Philox(4);
        List<int[]> sources = new ArrayList<>();
        List<int[]> targets = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            int[] tokens = new int[1 + random.nextInt(12)];
            Arrays.fill(tokens, 5 + random.nextInt(9));
            sources.add(TokenPairs.withEnd(tokens));
            targets.add(TokenPairs.withBoth(tokens));
        }
        return new TokenPairs("random", sources, targets);
    }

    @Test
    void textsGetTheirBeginningsAndEnds() {
        WordTokenizer words = new WordTokenizer(new Vocabulary(List.of("a", "b")));
        TokenPairs pairs =
                TokenPairs.of(
                        "two",
                        List.of(new TextPair("a b", "b"), new TextPair("a", "")),
                        words,
                        words);
        assertThat(pairs.sources().get(0)).containsExactly(4, 5, 2);
        assertThat(pairs.targets().get(0)).containsExactly(1, 5, 2);
        assertThat(pairs.targets().get(1)).containsExactly(1, 2);
        assertThat(pairs).hasToString("two: 2 pairs");
    }

    @Test
    void decoderReadsTheTargetShiftedByOne() {
        PairBatch batch =
                new PairBatch(
                        PaddedTokens.of(new int[] {7, 2}, new int[] {2}),
                        PaddedTokens.of(new int[] {1, 8, 9, 2}, new int[] {1, 5, 2}));
        assertThat(batch.input().ids()).containsExactly(1, 8, 9, 1, 5, 0);
        assertThat(batch.input().lengths()).containsExactly(3, 2);
        assertThat(batch.labels()).containsExactly(8, 9, 2, 5, 2, -1);
        assertThat(batch.weight()).isEqualTo(5);
        List<PairBatch> parts = batch.split(2);
        assertThat(parts.get(1).source().ids()).containsExactly(2, 0);
        assertThat(parts.get(1).labels()).containsExactly(5, 2, -1);
        assertThatThrownBy(() -> batch.split(3)).hasMessageContaining("2 cannot be split into 3");
    }

    @Test
    void everyPairComesAtMostOncePerEpoch() {
        PairBatches batches = PairBatches.of(pairs(), 8, 1);
        assertThat(batches.batchesPerEpoch()).isEqualTo(18);
        List<Integer> seen = new ArrayList<>();
        for (int step = 0; step < 18; step++) {
            Arrays.stream(batches.indicesAt(step)).forEach(seen::add);
        }
        assertThat(seen).hasSize(144).doesNotHaveDuplicates();
        assertThat(batches.indicesAt(18)).isNotEqualTo(batches.indicesAt(0));
    }

    @Test
    void batchesHoldSimilarLengths() {
        TokenPairs pairs = pairs();
        PairBatches batches = PairBatches.of(pairs, 8, 1);
        int padding = 0;
        int tokens = 0;
        for (int step = 0; step < 18; step++) {
            PaddedTokens source = batches.at(step).source();
            padding += source.ids().length - source.tokens();
            tokens += source.tokens();
        }
        assertThat((double) padding / tokens).isLessThan(0.1);
    }

    @Test
    void anyStepCanBeAskedForAgain() {
        PairBatches forwards = PairBatches.of(pairs(), 8, 3);
        PairBatches backwards = PairBatches.of(pairs(), 8, 3);
        int[] late = backwards.indicesAt(40);
        int[] early = backwards.indicesAt(2);
        assertThat(forwards.indicesAt(2)).isEqualTo(early);
        assertThat(forwards.indicesAt(40)).isEqualTo(late);
        assertThat(PairBatches.of(pairs(), 8, 4).indicesAt(2)).isNotEqualTo(early);
        assertThat(forwards.fingerprint()).isEqualTo(backwards.fingerprint());
    }

    @Test
    void batchesMustFit() {
        assertThatThrownBy(() -> PairBatches.of(pairs(), 151, 0)).hasMessageContaining("150");
        assertThatThrownBy(() -> PairBatches.of(pairs(), 8, 0).at(-1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> new TokenPairs("odd", List.of(new int[1]), List.of()))
                .hasMessageContaining("1 sources, but 0 targets");
    }

    @Test
    void sequencesAreTurnedRoundWithinTheirLengths() {
        PaddedTokens tokens = PaddedTokens.of(new int[] {4, 5, 6, 7}, new int[] {8, 9});
        PaddedTokens reversed = tokens.reversed();
        assertThat(reversed.ids()).containsExactly(7, 6, 5, 4, 9, 8, 0, 0);
        assertThat(reversed.reversed()).isEqualTo(tokens);
        assertThat(reversed.row(1)).containsExactly(9, 8);
        assertThat(tokens.isFull()).isFalse();
        assertThatThrownBy(() -> PaddedTokens.of(List.of(new int[3]), 2))
                .hasMessageContaining("3 tokens");
    }
}
