package dev.vitrine.learn.checkpoint;

/**
 * Sixteen-bit floating point: IEEE 754 binary16 and bfloat16. Rounding is to nearest, ties to even.
 */
final class HalfPrecision {

    /** Smallest binary32 that rounds to infinity in binary16: 65520. */
    private static final int F16_OVERFLOW = 0x477FF000;

    /** Smallest normal binary16, 2⁻¹⁴, as binary32. */
    private static final int F16_NORMAL = 0x38800000;

    private static final int INFINITY = 0x7F800000;

    private HalfPrecision() {}

    static float fromF16(short value) {
        int sign = (value & 0x8000) << 16;
        int exponent = value >>> 10 & 0x1F;
        int mantissa = value & 0x3FF;
        if (exponent == 0) {
            float magnitude = mantissa * 0x1p-24f;
            return sign == 0 ? magnitude : -magnitude;
        }
        int wide = exponent == 0x1F ? INFINITY : exponent + 112 << 23;
        return Float.intBitsToFloat(sign | wide | mantissa << 13);
    }

    static short toF16(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = bits >>> 16 & 0x8000;
        int magnitude = bits & 0x7FFFFFFF;
        if (magnitude > INFINITY) {
            return (short) (sign | 0x7E00 | magnitude >>> 13 & 0x3FF);
        }
        if (magnitude >= F16_OVERFLOW) {
            return (short) (sign | 0x7C00);
        }
        if (magnitude < F16_NORMAL) {
            // Adding 0.5, whose unit in the last place is 2^-24, lets the processor round.
            float shifted = Float.intBitsToFloat(magnitude) + 0.5f;
            return (short) (sign | Float.floatToRawIntBits(shifted) - 0x3F000000);
        }
        int rounded = magnitude + 0xFFF + (magnitude >>> 13 & 1);
        return (short) (sign | rounded - (112 << 23) >>> 13);
    }

    static float fromBf16(short value) {
        return Float.intBitsToFloat(value << 16);
    }

    static short toBf16(float value) {
        int bits = Float.floatToRawIntBits(value);
        if ((bits & 0x7FFFFFFF) > INFINITY) {
            return (short) (bits >>> 16 | 0x40);
        }
        return (short) (bits + 0x7FFF + (bits >>> 16 & 1) >>> 16);
    }

    /**
     * The binary32 next to a binary64, rounded to odd, so that a second rounding to fewer bits
     * gives what one rounding would have given.
     */
    static float roundToOdd(double value) {
        float near = (float) value;
        if (near == value || Double.isNaN(value)) {
            return near;
        }
        int bits = Float.floatToRawIntBits(near);
        if (Math.abs((double) near) > Math.abs(value)) {
            bits--;
        }
        return Float.intBitsToFloat(bits | 1);
    }
}
