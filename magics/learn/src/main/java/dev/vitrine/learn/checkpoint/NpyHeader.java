package dev.vitrine.learn.checkpoint;

import dev.vitrine.tensor.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The start of an npy file: magic, version, and a Python dictionary of type, order and shape.
 *
 * @param order of the bytes of an element
 * @param fortran whether the first axis runs fastest
 * @param length of all this in bytes; the data follow
 */
record NpyHeader(ArrayInfo info, ByteOrder order, boolean fortran, int length) {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

    /** Headers are a hundred bytes long; NumPy itself refuses more than 10,000. */
    private static final int MAX_TEXT = 10_000;

    private static final int ALIGNMENT = 64;

    /**
     * Reads it from the start of a stream.
     *
     * @param name of the array, for error messages
     */
    static NpyHeader read(Path file, String name, InputStream in) throws IOException {
        byte[] start = in.readNBytes(MAGIC.length + 2);
        if (start.length < MAGIC.length + 2
                || !Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new CheckpointException(file, name, "does not begin as an npy file does");
        }
        int major = start[MAGIC.length];
        int minor = start[MAGIC.length + 1];
        if (major < 1 || major > 3 || minor != 0) {
            throw new CheckpointException(
                    file, name, "npy version %d.%d is not known".formatted(major, minor));
        }
        int width = major == 1 ? 2 : 4;
        ByteBuffer size = ByteBuffer.wrap(Arrays.copyOf(in.readNBytes(width), 4));
        long text = size.order(ByteOrder.LITTLE_ENDIAN).getInt() & 0xFFFFFFFFL;
        if (text > MAX_TEXT) {
            throw new CheckpointException(
                    file,
                    name,
                    "claims a header of %,d bytes, more than %,d".formatted(text, MAX_TEXT));
        }
        byte[] bytes = in.readNBytes((int) text);
        if (bytes.length < text) {
            throw new CheckpointException(file, name, "ends within its header");
        }
        Charset charset = major == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
        PythonLiteral header = new PythonLiteral(file, name, new String(bytes, charset));
        return header.npyHeader(start.length + width + bytes.length);
    }

    /** The bytes before the data, as NumPy writes them. */
    static byte[] write(ArrayInfo info) {
        String text =
                "{'descr': '%s', 'fortran_order': False, 'shape': %s, }"
                        .formatted(descr(info.type()), Shape.text(info.shape()));
        int fixed = MAGIC.length + 4;
        int padding = -(fixed + text.length() + 1) & ALIGNMENT - 1;
        byte[] line = (text + " ".repeat(padding) + "\n").getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocate(fixed + line.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .put((byte) 1)
                .put((byte) 0)
                .putShort((short) line.length)
                .put(line)
                .array();
    }

    private static String descr(ElementType type) {
        return switch (type) {
            case BOOL -> "|b1";
            case U8 -> "|u1";
            case I8 -> "|i1";
            case BF16 -> "|V2";
            case U16, U32, U64 -> "<u" + type.bytes();
            case I16, I32, I64 -> "<i" + type.bytes();
            case F16, F32, F64 -> "<f" + type.bytes();
        };
    }

    /** The type that NumPy calls {@code kind} and size, such as f4; null if it is none of ours. */
    static ElementType type(String code) {
        return switch (code) {
            case "b1" -> ElementType.BOOL;
            case "u1" -> ElementType.U8;
            case "i1" -> ElementType.I8;
            case "u2" -> ElementType.U16;
            case "i2" -> ElementType.I16;
            case "u4" -> ElementType.U32;
            case "i4" -> ElementType.I32;
            case "u8" -> ElementType.U64;
            case "i8" -> ElementType.I64;
            case "f2" -> ElementType.F16;
            case "f4" -> ElementType.F32;
            case "f8" -> ElementType.F64;
            // NumPy has no bfloat16, so JAX and big_vision store it as two raw bytes.
            case "V2" -> ElementType.BF16;
            default -> null;
        };
    }
}
