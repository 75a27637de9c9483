package dev.vitrine.learn.checkpoint;

import java.nio.ByteOrder;

/**
 * One array of an open file.
 *
 * @param order of the bytes of an element
 * @param fortran whether the first axis runs fastest, instead of the last
 */
record Entry(ArrayInfo info, ByteOrder order, boolean fortran, Content content) {

    static Entry littleEndian(ArrayInfo info, Content content) {
        return new Entry(info, ByteOrder.LITTLE_ENDIAN, false, content);
    }
}
