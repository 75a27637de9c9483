package dev.vitrine.papers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.learn.checkpoint.Checkpoint;
import dev.vitrine.tensor.Tensor;
import java.net.URISyntaxException;
import java.nio.file.Path;

/**
 * Checkpoints that other libraries wrote, and what they compute with them: the scripts in
 * src/test/python made both.
 */
public final class Published {

    /** Largest difference allowed, relative to the largest value. */
    private static final double TOLERANCE = 1e-4;

    private final Path folder;

    private Published(Path folder) {
        this.folder = folder;
    }

    /** The small ones of timm and transformers, which are part of the tests. */
    public static Published small() {
        return resources("checkpoints");
    }

    /** The small ones of big_vision's own code. */
    public static Published smallOfBigVision() {
        return resources("checkpoints/big_vision");
    }

    private static Published resources(String folder) {
        try {
            return new Published(
                    Path.of(Published.class.getResource(folder + "/expected.npz").toURI())
                            .getParent());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Those in a folder that a script's "full" wrote. */
    public static Published in(Path folder) {
        return new Published(folder);
    }

    public Path file(String name) {
        return folder.resolve(name);
    }

    /** Two images of sin(0.1 i), (2, side, side, 3). */
    public static Tensor images(int side) {
        float[] values = new float[2 * side * side * 3];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(0.1 * i);
        }
        return Tensor.of(values, 2, side, side, 3);
    }

    /** What the library computed. */
    public Tensor expected(String name) {
        try (Checkpoint expected = Checkpoint.open(file("expected.npz"))) {
            return expected.tensor(name);
        }
    }

    /** Asserts that a result is what the library computed, up to 1e-4 of its largest value. */
    public void assertSame(String name, Tensor result) {
        assertThat(difference(name, result)).as(name).isLessThanOrEqualTo(TOLERANCE);
    }

    /** The largest difference from what the library computed, relative to the largest value. */
    public double difference(String name, Tensor result) {
        Tensor expected = expected(name);
        assertThat(result.shape()).as(name).containsExactly(expected.shape());
        double[] wanted = expected.toDoubleArray();
        double[] got = result.toDoubleArray();
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < wanted.length; i++) {
            largest = Math.max(largest, Math.abs(wanted[i]));
            difference = Math.max(difference, Math.abs(wanted[i] - got[i]));
        }
        return difference / largest;
    }
}
