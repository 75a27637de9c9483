package dev.vitrine.learn.checkpoint;

import java.nio.ByteBuffer;

/** Turns the bytes of arrays into numbers and back. Buffers have their byte order set. */
final class Codec {

    private Codec() {}

    /** The first {@code n} elements; for F16, BF16 and F32. */
    static void decode(ElementType type, ByteBuffer from, float[] to, int n) {
        switch (type) {
            case F32 -> from.asFloatBuffer().get(to, 0, n);
            case F16 -> {
                for (int i = 0; i < n; i++) {
                    to[i] = HalfPrecision.fromF16(from.getShort(2 * i));
                }
            }
            case BF16 -> {
                for (int i = 0; i < n; i++) {
                    to[i] = HalfPrecision.fromBf16(from.getShort(2 * i));
                }
            }
            default -> throw new IllegalArgumentException(type + " is not read as float");
        }
    }

    /** The first {@code n} elements; 64-bit integers are rounded. */
    static void decode(ElementType type, ByteBuffer from, double[] to, int n) {
        switch (type) {
            case F64 -> from.asDoubleBuffer().get(to, 0, n);
            case F32, F16, BF16 -> {
                float[] narrow = new float[n];
                decode(type, from, narrow, n);
                for (int i = 0; i < n; i++) {
                    to[i] = narrow[i];
                }
            }
            case BOOL, U8, I8, U16, I16, U32, I32, U64, I64 -> {
                for (int i = 0; i < n; i++) {
                    long value = integer(type, from, i);
                    to[i] = type == ElementType.U64 ? unsigned(value) : value;
                }
            }
        }
    }

    /** Element {@code i} of an integer type; that of a U64 above the largest long is negative. */
    static long integer(ElementType type, ByteBuffer from, int i) {
        return switch (type) {
            case BOOL, U8 -> from.get(i) & 0xFF;
            case I8 -> from.get(i);
            case U16 -> from.getShort(2 * i) & 0xFFFF;
            case I16 -> from.getShort(2 * i);
            case U32 -> from.getInt(4 * i) & 0xFFFFFFFFL;
            case I32 -> from.getInt(4 * i);
            case U64, I64 -> from.getLong(8 * i);
            case F16, BF16, F32, F64 ->
                    throw new IllegalArgumentException(type + " is no integer type");
        };
    }

    private static double unsigned(long value) {
        return value >= 0 ? value : ((value >>> 1 | value & 1) * 2.0);
    }

    /** Appends the first {@code n} numbers as F32. */
    static void encode(float[] from, int n, ByteBuffer to) {
        to.asFloatBuffer().put(from, 0, n);
        to.position(to.position() + Float.BYTES * n);
    }

    /** Appends the first {@code n} numbers, rounded to the type, which is a floating one. */
    static void encode(ElementType type, double[] from, int n, ByteBuffer to) {
        switch (type) {
            case F64 -> {
                to.asDoubleBuffer().put(from, 0, n);
                to.position(to.position() + Double.BYTES * n);
            }
            case F32 -> {
                for (int i = 0; i < n; i++) {
                    to.putFloat((float) from[i]);
                }
            }
            case F16 -> {
                for (int i = 0; i < n; i++) {
                    to.putShort(HalfPrecision.toF16(HalfPrecision.roundToOdd(from[i])));
                }
            }
            case BF16 -> {
                for (int i = 0; i < n; i++) {
                    to.putShort(HalfPrecision.toBf16(HalfPrecision.roundToOdd(from[i])));
                }
            }
            default -> throw new IllegalArgumentException(type + " is not written from double");
        }
    }

    /** Appends one integer; the caller knows that it fits. */
    static void encode(ElementType type, long value, ByteBuffer to) {
        switch (type.bytes()) {
            case 1 -> to.put((byte) value);
            case 2 -> to.putShort((short) value);
            case 4 -> to.putInt((int) value);
            default -> to.putLong(value);
        }
    }
}
