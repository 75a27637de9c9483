package dev.vitrine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AttentionMaskTests {

    private final Device before = Device.current();

    @AfterEach
    void restore() {
        Device.use(before);
    }

    static Stream<Device> devices() {
        return Devices.usable();
    }

    private static String drawn(AttentionMask mask, int batch, int queries, int keys) {
        Tensor seen = Tensor.zeros(batch, 1, queries, keys);
        mask.write(seen.view());
        StringBuilder text = new StringBuilder();
        float[] values = seen.toFloatArray();
        for (int i = 0; i < values.length; i++) {
            text.append(i > 0 && i % keys == 0 ? " " : "").append((int) values[i]);
        }
        return text.toString();
    }

    @Test
    void masksShowWhatTheyPromise() {
        assertThat(drawn(AttentionMask.causal(), 1, 3, 3)).isEqualTo("100 110 111");
        assertThat(drawn(AttentionMask.causal(), 1, 2, 4)).isEqualTo("1110 1111");
        assertThat(drawn(AttentionMask.prefix(2), 1, 4, 4)).isEqualTo("1100 1100 1110 1111");
        assertThat(drawn(AttentionMask.causalBlocks(2), 1, 4, 4)).isEqualTo("1100 1100 1111 1111");
        assertThat(drawn(AttentionMask.keys(1, 2), 2, 1, 3)).isEqualTo("100 110");
        assertThat(drawn(AttentionMask.causal().and(AttentionMask.keys(2)), 1, 3, 3))
                .isEqualTo("100 110 110");
        AttentionMask last = AttentionMask.of(Tensor.of(new float[] {0, 0, 1}, 3));
        assertThat(drawn(last.and(AttentionMask.causal()), 1, 3, 3)).isEqualTo("000 000 001");
    }

    @ParameterizedTest
    @MethodSource("devices")
    void theFutureDoesNotMatter(Device device) {
        Device.use(device);
        Tensor x = new Philox(1).normal(1, 9, 12);
        Tensor y = x.selfAttention(2, AttentionMask.causal());
        Tensor start = x.slice(1, 0, 5).selfAttention(2, AttentionMask.causal());
        float[] expected = y.slice(1, 0, 5).toFloatArray();
        float[] actual = start.toFloatArray();
        for (int i = 0; i < actual.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(1e-5f));
        }
    }

    @ParameterizedTest
    @MethodSource("devices")
    void aQueryThatSeesNothingGivesZerosAndGetsNoGradient(Device device) {
        Device.use(device);
        Tensor x = new Philox(1).normal(2, 3, 12).requiresGrad(true);
        Tensor y = x.selfAttention(2, AttentionMask.keys(3, 0));
        assertThat(y.slice(0, 1, 2).toFloatArray()).containsOnly(0f);
        y.sum().backward();
        assertThat(x.grad().slice(0, 1, 2).toFloatArray()).containsOnly(0f);
        assertThat(Statistics.of(x.grad()).notFinite()).isZero();
    }

    @Test
    void aMaskForOtherShapesIsAnError() {
        Tensor x = Tensor.zeros(2, 3, 12);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> x.selfAttention(2, AttentionMask.keys(1, 2, 3)))
                .withMessage(
                        "attention: the mask (keys [1, 2, 3]) is not one for 2 examples, 2 heads, 3 queries and 3 keys");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> x.selfAttention(2, AttentionMask.of(Tensor.ones(4))))
                .withMessageContaining("attention mask: shapes (4,) (left) and (2, 2, 3, 3)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AttentionMask.keys(1, 2).and(AttentionMask.prefix(1, 2, 3)))
                .withMessage("masks for 2 and 3 examples do not combine");
    }
}
