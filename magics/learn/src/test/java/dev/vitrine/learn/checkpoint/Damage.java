package dev.vitrine.learn.checkpoint;

import java.util.Arrays;
import java.util.Random;

/** What can happen to a file, and what somebody can do to it. */
record Damage(Random random) {

    private static final long[] NUMBERS = {
        0,
        1,
        -1,
        2,
        8,
        255,
        256,
        65535,
        1 << 20,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        0xFFFFFFFFL,
        1L << 32,
        1L << 40,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };

    /** One to four changes; {@code other} is another file, of which a part may be put in. */
    byte[] apply(byte[] file, byte[] other) {
        byte[] damaged = file.clone();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes && damaged.length > 0; i++) {
            damaged = change(damaged, other);
        }
        return damaged;
    }

    private byte[] change(byte[] file, byte[] other) {
        int at = random.nextInt(file.length);
        int count = 1 + random.nextInt(Math.min(64, file.length - at));
        switch (random.nextInt(10)) {
            case 0, 1 -> file[at] ^= (byte) (1 << random.nextInt(8));
            case 2 -> file[at] = (byte) random.nextInt(256);
            case 3 -> Arrays.fill(file, at, at + count, (byte) (random.nextBoolean() ? 0 : -1));
            case 4 -> number(file, at);
            case 5 -> digit(file, at);
            case 6 -> {
                return Arrays.copyOf(file, at);
            }
            case 7 -> {
                return Arrays.copyOf(file, file.length + count);
            }
            case 8 -> {
                return joined(file, at, file, Math.min(file.length, at + count));
            }
            default -> {
                return joined(file, at, other, random.nextInt(other.length));
            }
        }
        return file;
    }

    /** A size or an offset becomes another, in the format's byte order. */
    private void number(byte[] file, int at) {
        long value = NUMBERS[random.nextInt(NUMBERS.length)];
        int width = 1 << random.nextInt(4);
        int start = random.nextInt(4) == 0 ? 0 : at;
        for (int i = 0; i < width && start + i < file.length; i++) {
            file[start + i] = (byte) (value >>> 8 * i);
        }
    }

    /** A number in a header of text changes, grows or becomes negative. */
    private void digit(byte[] file, int from) {
        for (int i = from; i < file.length; i++) {
            if (file[i] >= '0' && file[i] <= '9') {
                file[i] = (byte) "0123456789-.,e".charAt(random.nextInt(14));
                return;
            }
        }
    }

    private static byte[] joined(byte[] first, int end, byte[] second, int start) {
        byte[] joined = Arrays.copyOf(first, end + second.length - start);
        System.arraycopy(second, start, joined, end, second.length - start);
        return joined;
    }
}
