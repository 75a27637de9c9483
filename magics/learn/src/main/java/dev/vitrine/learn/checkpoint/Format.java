package dev.vitrine.learn.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The formats that are read. */
enum Format {
    SAFETENSORS {
        @Override
        Checkpoint open(Path file) throws IOException {
            return SafeTensors.open(file);
        }
    },
    NPZ {
        @Override
        Checkpoint open(Path file) throws IOException {
            return Npz.open(file);
        }
    },
    NPY {
        @Override
        Checkpoint open(Path file) throws IOException {
            return Npy.open(file);
        }
    },
    ONNX {
        @Override
        Checkpoint open(Path file) throws IOException {
            return OnnxModel.open(file).weights();
        }
    };

    abstract Checkpoint open(Path file) throws IOException;

    /** By the first bytes; only ONNX, which has none of its own, is known by its name. */
    static Format of(Path file) throws IOException {
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(9);
        }
        if (startsWith(start, 'P', 'K')) {
            return NPZ;
        }
        if (startsWith(start, 0x93, 'N', 'U', 'M', 'P', 'Y')) {
            return NPY;
        }
        if (String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".onnx")) {
            return ONNX;
        }
        if (start.length == 9 && start[8] == '{') {
            return SAFETENSORS;
        }
        throw new CheckpointException(
                file,
                null,
                start.length < 9
                        ? "has only %d bytes, too few for any format".formatted(start.length)
                        : "is neither safetensors nor npz nor npy, nor named .onnx; its first bytes"
                                + " fit none of them");
    }

    private static boolean startsWith(byte[] start, int... magic) {
        if (start.length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((start[i] & 0xFF) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
