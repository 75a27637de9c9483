package dev.vitrine.learn.checkpoint;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import onnx.Onnx;
import onnx.Onnx.TensorProto;

/**
 * A tensor of an ONNX file. Its values are raw bytes, numbers in one of five lists, or lie in
 * another file.
 */
final class OnnxTensor {

    private OnnxTensor() {}

    /** An entry, or null if the elements are strings or complex numbers, which are no weights. */
    static Entry entry(Path file, String name, TensorProto tensor) {
        ElementType type = type(file, name, tensor.getDataType());
        if (type == null) {
            return null;
        }
        if (name.isEmpty()) {
            throw new CheckpointException(file, name, "a tensor has no name");
        }
        if (tensor.hasSegment()) {
            throw new CheckpointException(file, name, "comes in segments, which are not read");
        }
        long[] shape = tensor.getDimsList().stream().mapToLong(Long::longValue).toArray();
        String fault = ArrayInfo.fault(type, shape);
        if (fault != null) {
            throw new CheckpointException(file, name, fault);
        }
        ArrayInfo info = new ArrayInfo(type, shape);
        if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
            return Entry.littleEndian(info, external(file, name, tensor, info));
        }
        if (!tensor.getRawData().isEmpty()) {
            requireBytes(file, name, info, tensor.getRawData().size());
            return Entry.littleEndian(info, () -> tensor.getRawData().newInput());
        }
        long found = (long) count(type, tensor) * type.bytes();
        requireBytes(file, name, info, found);
        return Entry.littleEndian(info, () -> new ByteArrayInputStream(encode(type, tensor)));
    }

    private static ElementType type(Path file, String name, int number) {
        TensorProto.DataType type = TensorProto.DataType.forNumber(number);
        if (type == null) {
            throw new CheckpointException(file, name, "is of the unknown type " + number);
        }
        return switch (type) {
            case FLOAT -> ElementType.F32;
            case UINT8 -> ElementType.U8;
            case INT8 -> ElementType.I8;
            case UINT16 -> ElementType.U16;
            case INT16 -> ElementType.I16;
            case INT32 -> ElementType.I32;
            case INT64 -> ElementType.I64;
            case BOOL -> ElementType.BOOL;
            case FLOAT16 -> ElementType.F16;
            case DOUBLE -> ElementType.F64;
            case UINT32 -> ElementType.U32;
            case UINT64 -> ElementType.U64;
            case BFLOAT16 -> ElementType.BF16;
            case STRING, COMPLEX64, COMPLEX128 -> null;
            case UNDEFINED, UNRECOGNIZED ->
                    throw new CheckpointException(file, name, "is of no type");
        };
    }

    private static void requireBytes(Path file, String name, ArrayInfo info, long found) {
        if (found != info.bytes()) {
            throw new CheckpointException(
                    file,
                    name,
                    "%s takes %,d bytes, but %,d are there".formatted(info, info.bytes(), found));
        }
    }

    private static int count(ElementType type, TensorProto tensor) {
        return switch (type) {
            case F32 -> tensor.getFloatDataCount();
            case F64 -> tensor.getDoubleDataCount();
            case I64 -> tensor.getInt64DataCount();
            case U32, U64 -> tensor.getUint64DataCount();
            case BOOL, U8, I8, U16, I16, I32, F16, BF16 -> tensor.getInt32DataCount();
        };
    }

    private static byte[] encode(ElementType type, TensorProto tensor) {
        int n = count(type, tensor);
        ByteBuffer bytes = ByteBuffer.allocate(n * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < n; i++) {
            switch (type) {
                case F32 -> bytes.putFloat(tensor.getFloatData(i));
                case F64 -> bytes.putDouble(tensor.getDoubleData(i));
                case I64 -> bytes.putLong(tensor.getInt64Data(i));
                case U32, U64 -> Codec.encode(type, tensor.getUint64Data(i), bytes);
                case BOOL, U8, I8, U16, I16, I32, F16, BF16 ->
                        Codec.encode(type, tensor.getInt32Data(i), bytes);
            }
        }
        return bytes.array();
    }

    /** Values in a file beside the model; nothing outside the model's folder is ever opened. */
    private static Content external(Path file, String name, TensorProto tensor, ArrayInfo info) {
        Map<String, String> place = new HashMap<>();
        for (Onnx.StringStringEntryProto entry : tensor.getExternalDataList()) {
            place.put(entry.getKey(), entry.getValue());
        }
        long offset = number(file, name, place.getOrDefault("offset", "0"));
        long length = number(file, name, place.getOrDefault("length", Long.toString(info.bytes())));
        requireBytes(file, name, info, length);
        String location = place.get("location");
        if (location == null) {
            throw new CheckpointException(
                    file, name, "lies in another file, but says not in which");
        }
        Path folder = file.toAbsolutePath().getParent();
        Path data;
        try {
            data = folder.resolve(location).normalize();
        } catch (InvalidPathException e) {
            throw new CheckpointException(file, name, "lies in a file with an impossible name", e);
        }
        if (!data.startsWith(folder.normalize()) || Path.of(location).isAbsolute()) {
            throw outside(file, name, location);
        }
        return () -> stream(file, name, folder, data, offset, length);
    }

    private static InputStream stream(
            Path file, String name, Path folder, Path data, long offset, long length)
            throws IOException {
        if (!data.toRealPath().startsWith(folder.toRealPath())) {
            throw outside(file, name, data.toString());
        }
        FileBytes bytes = FileBytes.of(data);
        if (offset > bytes.length() || length > bytes.length() - offset) {
            throw new CheckpointException(
                    file,
                    name,
                    "lies at bytes %,d to %,d of %s, which has only %,d"
                            .formatted(offset, offset + length, data, bytes.length()));
        }
        return bytes.stream(offset, length);
    }

    private static CheckpointException outside(Path file, String name, String location) {
        return new CheckpointException(
                file,
                name,
                "lies in \"%s\", outside the model's folder; that is not read".formatted(location));
    }

    private static long number(Path file, String name, String text) {
        try {
            long number = Long.parseLong(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new CheckpointException(
                    file, name, "its place in another file is \"%s\"".formatted(text), e);
        }
        throw new CheckpointException(file, name, "its place in another file is negative: " + text);
    }
}
