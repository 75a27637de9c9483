package dev.vitrine.learn.checkpoint;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.stream.IntStream;

/** The files that reference.py made with NumPy and safetensors, and what they hold. */
final class Resources {

    private Resources() {}

    static Path file(String name) {
        try {
            return Path.of(Resources.class.getResource(name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The elements of every array of this type and length, as reference.py says. */
    static double[] values(ElementType type, long length) {
        return IntStream.range(0, (int) length)
                .mapToDouble(
                        i ->
                                type == ElementType.BOOL
                                        ? i % 2
                                        : type.isFloating() ? (i % 7) * 0.5 - 1 : i % 5)
                .toArray();
    }
}
