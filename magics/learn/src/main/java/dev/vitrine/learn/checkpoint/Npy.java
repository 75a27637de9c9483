package dev.vitrine.learn.checkpoint;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;

/** NumPy's npy format: one array. It is named as its file is, without {@code .npy}. */
final class Npy {

    static final String ENDING = ".npy";

    private Npy() {}

    static Checkpoint open(Path file) throws IOException {
        FileBytes bytes = FileBytes.of(file);
        String name = file.getFileName().toString();
        if (name.endsWith(ENDING)) {
            name = name.substring(0, name.length() - ENDING.length());
        }
        NpyHeader header;
        try (InputStream in = bytes.stream(0, bytes.length())) {
            header = NpyHeader.read(file, name, in);
        }
        long size = bytes.length() - header.length();
        if (size != header.info().bytes()) {
            throw new CheckpointException(
                    file,
                    name,
                    "%s takes %,d bytes, but %,d are there: the file is %s"
                            .formatted(
                                    header.info(),
                                    header.info().bytes(),
                                    size,
                                    size < header.info().bytes() ? "truncated" : "too long"));
        }
        Entry entry =
                new Entry(
                        header.info(),
                        header.order(),
                        header.fortran(),
                        () -> bytes.stream(header.length(), size));
        return new Checkpoint(file, Map.of(name, entry), Map.of(), null);
    }

    static void write(Path file, ArraySource array) {
        AtomicFile.write(file, open -> write(array, new FileOutputStream(open.getFD())));
    }

    static void write(ArraySource array, OutputStream to) throws IOException {
        to.write(NpyHeader.write(array.info()));
        array.writeTo(bytes -> to.write(bytes.array(), 0, bytes.limit()));
    }
}
