package dev.vitrine.learn.data;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An array of unsigned bytes in the IDX format, in which MNIST and its relatives are published.
 *
 * <p>The file is big-endian: two zero bytes, the element type (8 = unsigned byte, the only one read
 * here), the number of axes, one 32-bit size per axis, then the elements with the last axis
 * fastest.
 *
 * @param shape size of each axis
 * @param bytes the elements, one unsigned byte each; not copied
 */
public record Idx(int[] shape, byte[] bytes) {

    private static final int UNSIGNED_BYTE = 8;

    /**
     * Reads an array and checks that its shape has the given number of axes.
     *
     * @param content the whole file, not compressed
     * @param axes the expected number of axes: 1 for labels, 3 for grey images
     * @param file name for error messages
     * @throws CorruptDataException if the header is wrong or the content is shorter or longer than
     *     the header says
     */
    public static Idx read(byte[] content, int axes, String file) {
        int headerLength = 4 + 4 * axes;
        if (content.length < headerLength) {
            throw new CorruptDataException(
                    "%s: an IDX file with %d axes begins with a header of %d bytes, but only %d are there"
                            .formatted(file, axes, headerLength, content.length));
        }
        ByteBuffer header = ByteBuffer.wrap(content);
        int expectedMagic = UNSIGNED_BYTE << 8 | axes;
        int magic = header.getInt();
        if (magic != expectedMagic) {
            throw new CorruptDataException(
                    "%s: expected the IDX magic number 0x%08x (unsigned bytes, %d axes), found 0x%08x%s"
                            .formatted(file, expectedMagic, axes, magic, guess(magic)));
        }
        int[] shape = new int[axes];
        long elements = 1;
        for (int axis = 0; axis < axes; axis++) {
            shape[axis] = header.getInt();
            if (shape[axis] < 0) {
                throw new CorruptDataException(
                        "%s: axis %d has the negative size %d".formatted(file, axis, shape[axis]));
            }
            elements = saturatedProduct(elements, shape[axis]);
        }
        long found = (long) content.length - headerLength;
        if (found != elements) {
            throw new CorruptDataException(
                    "%s: the header promises %s = %,d bytes of data, found %,d; the file is %s"
                            .formatted(
                                    file,
                                    describe(shape),
                                    elements,
                                    found,
                                    found < elements ? "truncated" : "too long"));
        }
        return new Idx(shape, Arrays.copyOfRange(content, headerLength, content.length));
    }

    /**
     * Sizes come from the file, so their product may overflow; then no content can match it anyway.
     */
    private static long saturatedProduct(long a, int b) {
        return b != 0 && a > Long.MAX_VALUE / b ? Long.MAX_VALUE : a * b;
    }

    private static String guess(int magic) {
        return (magic >>> 16) == 0x1f8b
                ? " (the file is compressed by gzip: give it the name ending .gz)"
                : "";
    }

    private static String describe(int[] shape) {
        return IntStream.of(shape).mapToObj(Integer::toString).collect(Collectors.joining(" x "));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Idx idx
                && Arrays.equals(shape, idx.shape)
                && Arrays.equals(bytes, idx.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(shape) + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Idx(" + describe(shape) + " unsigned bytes)";
    }
}
