package dev.vitrine.learn.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HalfPrecisionTests {

    @Test
    void everyBinary16SurvivesTheWayToFloatAndBack() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            float value = HalfPrecision.fromF16((short) bits);
            if (Float.isNaN(value)) {
                assertThat(Float.isNaN(HalfPrecision.fromF16(HalfPrecision.toF16(value)))).isTrue();
            } else {
                assertThat(HalfPrecision.toF16(value) & 0xFFFF).isEqualTo(bits);
            }
        }
    }

    @Test
    void everyBfloat16SurvivesTheWayToFloatAndBack() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            float value = HalfPrecision.fromBf16((short) bits);
            if (Float.isNaN(value)) {
                assertThat(Float.isNaN(HalfPrecision.fromBf16(HalfPrecision.toBf16(value))))
                        .isTrue();
            } else {
                assertThat(HalfPrecision.toBf16(value) & 0xFFFF).isEqualTo(bits);
            }
        }
    }

    /** big_vision's own test values. */
    @Test
    void bfloat16IsTheUpperHalfOfAFloat() {
        assertThat(HalfPrecision.toBf16(1f) & 0xFFFF).isEqualTo(0x3F80);
        assertThat(HalfPrecision.toBf16(-2.5f) & 0xFFFF).isEqualTo(0xC020);
    }

    @Test
    void roundingIsNumPys() {
        try (Checkpoint numpy = Checkpoint.open(Resources.file("rounding.npz"))) {
            double[] exact = numpy.tensor("exact").toDoubleArray();
            float[] single = numpy.tensor("single").toFloatArray();
            long[] f16 = numpy.longs("f16");
            long[] bf16 = numpy.longs("bf16");
            assertThat(exact.length).isGreaterThan(600);
            for (int i = 0; i < exact.length; i++) {
                short half = HalfPrecision.toF16(HalfPrecision.roundToOdd(exact[i]));
                assertThat(half & 0xFFFFL).as("F16 of %s", exact[i]).isEqualTo(f16[i]);
                assertThat(HalfPrecision.toBf16(single[i]) & 0xFFFFL)
                        .as("BF16 of %s", single[i])
                        .isEqualTo(bf16[i]);
            }
        }
    }

    /** 1 + 2⁻⁸ + 2⁻⁴⁰ lies above the middle of two bfloat16, but its nearest float lies on it. */
    @Test
    void doublesAreRoundedOnce() {
        double above = 1 + 0x1p-8 + 0x1p-40;
        assertThat(HalfPrecision.toBf16((float) above) & 0xFFFF).isEqualTo(0x3F80);
        assertThat(HalfPrecision.toBf16(HalfPrecision.roundToOdd(above)) & 0xFFFF)
                .isEqualTo(0x3F81);
        double below = 1 + 0x1.8p-7 - 0x1p-40;
        assertThat(HalfPrecision.toBf16(HalfPrecision.roundToOdd(below)) & 0xFFFF)
                .isEqualTo(0x3F81);
    }
}
