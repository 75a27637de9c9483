package dev.vitrine.learn.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.tensor.AttentionMask;
import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Tensor;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class MultiHeadAttentionTests {

    private static final Offset<Float> TOLERANCE = within(1e-5f);

    private final Philox random = new Philox(21);
    private final Initializer init = new Initializer(random, DType.FLOAT);
    private final MultiHeadAttention attention = new MultiHeadAttention(8, 2, init);

    private Tensor tokens(int count) {
        return init.normal(1, 2, count, 8).detach();
    }

    private static void assertClose(Tensor actual, Tensor expected) {
        assertThat(actual.shape()).containsExactly(expected.shape());
        assertThat(actual.toFloatArray()).containsExactly(expected.toFloatArray(), TOLERANCE);
    }

    @Test
    void selfAttentionIsAttentionToItself() {
        Tensor x = tokens(5);
        assertClose(attention.forward(x), attention.forward(x, x));
    }

    @Test
    void outputIsWeightsTimesValuesThroughTheOutProjection() {
        Tensor x = tokens(5);
        var parameters = attention.parameters();
        Tensor values = x.linear(parameters.get("value/kernel"), parameters.get("value/bias"));
        Tensor heads = values.reshape(2, 5, 2, 4).permute(0, 2, 1, 3);
        Tensor mixed = attention.weights(x, x).matmul(heads).permute(0, 2, 1, 3).reshape(2, 5, 8);
        assertClose(
                attention.forward(x),
                mixed.linear(parameters.get("out/kernel"), parameters.get("out/bias")));
    }

    @Test
    void weightsOfEachTokenSumToOne() {
        Tensor weights = attention.weights(tokens(3), tokens(5));
        assertThat(weights.shape()).containsExactly(2, 2, 3, 5);
        for (float sum : weights.sum(3).toFloatArray()) {
            assertThat(sum).isCloseTo(1, TOLERANCE);
        }
    }

    @Test
    void zeroQueriesAndKeysGiveTheMeanOfTheValues() {
        var state = attention.state();
        state.put("query/kernel", Tensor.zeros(8, 8));
        state.put("key/kernel", Tensor.zeros(8, 8));
        attention.load(state);
        Tensor x = tokens(5);
        Tensor mean =
                x.linear(state.get("value/kernel"), state.get("value/bias"))
                        .mean(true, 1)
                        .broadcastTo(2, 5, 8);
        assertClose(
                attention.forward(x), mean.linear(state.get("out/kernel"), state.get("out/bias")));
    }

    @Test
    void permutedTokensGivePermutedOutputs() {
        Tensor x = tokens(5);
        int[] order = {3, 0, 4, 2, 1};
        assertClose(
                attention.forward(x.indexSelect(1, order)),
                attention.forward(x).indexSelect(1, order));
    }

    @Test
    void headsMustDivideTheWidth() {
        assertThatThrownBy(() -> new MultiHeadAttention(8, 3, init))
                .hasMessageContaining("width 8")
                .hasMessageContaining("3 heads");
    }

    @Test
    void maskedTokensAreNotLookedAt() {
        Tensor x = tokens(5);
        Tensor weights = attention.weights(x, x, AttentionMask.keys(5, 3));
        for (float weight : weights.slice(0, 1, 2).slice(3, 3, 5).toFloatArray()) {
            assertThat(weight).isZero();
        }
        for (float sum : weights.sum(3).toFloatArray()) {
            assertThat(sum).isCloseTo(1, TOLERANCE);
        }
        Tensor values = attention.keyValues(x).values();
        Tensor mixed = weights.matmul(values).permute(0, 2, 1, 3).reshape(2, 5, 8);
        var parameters = attention.parameters();
        assertClose(
                attention.forward(x, AttentionMask.keys(5, 3)),
                mixed.linear(parameters.get("out/kernel"), parameters.get("out/bias")));
        assertClose(
                attention.forward(x, x, AttentionMask.causal()),
                attention.forward(x, AttentionMask.causal()));
    }

    @Test
    void keysAndValuesCanBeKept() {
        Tensor x = tokens(5);
        KeyValues first = attention.keyValues(x.slice(1, 0, 2));
        KeyValues all = first.append(attention.keyValues(x.slice(1, 2, 5)));
        Tensor last = x.slice(1, 4, 5);
        assertClose(attention.forward(last, all, AttentionMask.none()), attention.forward(last, x));
        KeyValues swapped = all.select(1, 0, 1);
        assertThat(swapped.keys().shape()).containsExactly(3, 2, 5, 4);
        Tensor swappedLast = last.indexSelect(0, 1, 0, 1);
        assertClose(
                attention.forward(swappedLast, swapped, AttentionMask.none()),
                attention.forward(last, x).indexSelect(0, 1, 0, 1));
    }
}
