package dev.vitrine.learn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class IdxTests {

    private static byte[] file(int magic, int[] shape, int bytes) {
        ByteBuffer buffer = ByteBuffer.allocate(4 + 4 * shape.length + bytes);
        buffer.putInt(magic);
        Arrays.stream(shape).forEach(buffer::putInt);
        for (int i = 0; i < bytes; i++) {
            buffer.put((byte) i);
        }
        return buffer.array();
    }

    @Test
    void readsShapeAndElements() {
        Idx idx = Idx.read(file(0x803, new int[] {2, 3, 4}, 24), 3, "images");
        assertThat(idx.shape()).containsExactly(2, 3, 4);
        assertThat(idx.bytes()).hasSize(24).startsWith((byte) 0, (byte) 1).endsWith((byte) 23);
    }

    @Test
    void emptyArrayIsAnArray() {
        assertThat(Idx.read(file(0x801, new int[] {0}, 0), 1, "labels").bytes()).isEmpty();
    }

    @Test
    void everyTruncationIsNamedWithWhatIsMissing() {
        byte[] whole = file(0x803, new int[] {2, 3, 4}, 24);
        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> Idx.read(part, 3, "digits.idx"))
                    .isInstanceOf(CorruptDataException.class)
                    .hasMessageStartingWith("digits.idx: ");
        }
        assertThatThrownBy(() -> Idx.read(Arrays.copyOf(whole, 39), 3, "digits.idx"))
                .hasMessage(
                        "digits.idx: the header promises 2 x 3 x 4 = 24 bytes of data, found 23; the file is truncated");
    }

    @Test
    void trailingBytesAreAnError() {
        assertThatThrownBy(() -> Idx.read(file(0x801, new int[] {3}, 4), 1, "labels"))
                .hasMessageContaining("too long");
    }

    @Test
    void labelsInPlaceOfImagesNameBothMagicNumbers() {
        assertThatThrownBy(() -> Idx.read(file(0x801, new int[] {40}, 40), 3, "images"))
                .hasMessageContaining("expected the IDX magic number 0x00000803")
                .hasMessageContaining("found 0x00000801");
    }

    @Test
    void gzipUnderAPlainNameIsRecognised() {
        assertThatThrownBy(() -> Idx.read(file(0x1f8b0800, new int[] {40}, 40), 1, "labels"))
                .hasMessageContaining("compressed by gzip");
    }

    @Test
    void hugeAndNegativeSizesDoNotOverflow() {
        assertThatThrownBy(
                        () ->
                                Idx.read(
                                        file(0x803, new int[] {65536, 65536, 65536}, 0),
                                        3,
                                        "images"))
                .hasMessageContaining("truncated");
        int max = Integer.MAX_VALUE;
        assertThatThrownBy(() -> Idx.read(file(0x803, new int[] {max, max, max}, 5), 3, "images"))
                .hasMessageContaining("truncated");
        assertThatThrownBy(() -> Idx.read(file(0x801, new int[] {-1}, 0), 1, "labels"))
                .hasMessageContaining("negative size -1");
    }
}
