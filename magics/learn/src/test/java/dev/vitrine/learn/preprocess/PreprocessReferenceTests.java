package dev.vitrine.learn.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.learn.Seed;
import dev.vitrine.learn.checkpoint.Checkpoint;
import dev.vitrine.tensor.Tensor;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * big_vision's own preprocessing, JAX and Pillow make the same of a picture; reference.py beside
 * the resources asked them.
 */
class PreprocessReferenceTests {

    /** Of 255: what single precision leaves of sums in another order. */
    private static final double LEVELS = 1e-3;

    private Checkpoint reference;

    private static Path resource(String name) {
        try {
            return Path.of(PreprocessReferenceTests.class.getResource(name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void open() {
        reference = Checkpoint.open(resource("reference.npz"));
    }

    @AfterEach
    void close() {
        reference.close();
    }

    static List<Arguments> strings() throws IOException {
        List<Arguments> cases = new ArrayList<>();
        for (String line : Files.readAllLines(resource("reference.txt"))) {
            int space = line.indexOf(' ');
            cases.add(
                    Arguments.of(
                            cases.size(), line.substring(0, space), line.substring(space + 1)));
        }
        return cases;
    }

    private byte[] bytes(String name) {
        double[] values = reference.tensor(name).toDoubleArray();
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private Object input(String name) {
        if (!name.equals("picture")) {
            return bytes(name);
        }
        long[] shape = reference.tensor(name).shape();
        return ImageArray.ofBytes((int) shape[0], (int) shape[1], (int) shape[2], bytes(name));
    }

    /**
     * Sums of floats in another order come out on the other side of a whole number now and then:
     * then a byte is one off.
     */
    @ParameterizedTest(name = "{1}: {2}")
    @MethodSource("strings")
    void bigVisionMakesTheSame(int number, String input, String text) {
        ImageArray result = Preprocess.parse(text).image(input(input), new Seed(0));

        Difference difference = difference(Integer.toString(number), result);
        if (result.isBytes()) {
            assertThat(difference.largest()).isLessThanOrEqualTo(1);
            assertThat(difference.share()).isLessThan(0.03);
        } else {
            assertThat(difference.largest()).isLessThan(3e-6);
        }
    }

    /** Its default for JPEG is a faster cosine transform, which this decoder does not have. */
    @Test
    void ofJpegThePreciseDecoderIsTheOne() {
        ImageArray decoded = Preprocess.parse("decode").image(input("jpeg"), new Seed(0));

        assertThat(difference("jpeg-precise", decoded).largest()).isZero();
        assertThat(difference("jpeg-fast", decoded).largest()).isBetween(1.0, 4.0);
    }

    /** libpng cuts the fraction off; here it is rounded, as the JPEG decoder does. */
    @Test
    void colourBecomesTheSameGreyUpToRounding() {
        ImageArray decoded = Preprocess.parse("decode(1)").image(input("png"), new Seed(0));

        assertThat(difference("png-grey", decoded).largest()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"16, 90", "60, 80", "20, 20"})
    void jaxAndPillowResizeTheSame(int height, int width) {
        String size = height + "x" + width;
        String text = "value_range(0, 255)|resize((%d, %d)".formatted(height, width);
        ImageArray plain = Preprocess.parse(text + ")").image(input("picture"), new Seed(0));
        ImageArray smooth =
                Preprocess.parse(text + ", antialias=True)").image(input("picture"), new Seed(0));

        assertThat(difference("jax-" + size, plain).largest()).isLessThan(LEVELS);
        assertThat(difference("jax-" + size + "-antialias", smooth).largest()).isLessThan(LEVELS);
        assertThat(difference("pillow-" + size + "-antialias", smooth).largest())
                .isLessThan(LEVELS);
        assertThat(height < 37 || width < 53)
                .isEqualTo(difference("jax-" + size, smooth).largest() > 1);
    }

    /**
     * @param largest of all values
     * @param share of the values that differ
     */
    private record Difference(double largest, double share) {}

    private Difference difference(String name, ImageArray result) {
        Tensor expected = reference.tensor(name);
        assertThat(List.of(result.height(), result.width(), result.channels()))
                .containsExactly(
                        (int) expected.size(0), (int) expected.size(1), (int) expected.size(2));
        double[] wanted = expected.toDoubleArray();
        float[] got = result.values();
        double largest = 0;
        int differing = 0;
        for (int i = 0; i < wanted.length; i++) {
            largest = Math.max(largest, Math.abs(wanted[i] - got[i]));
            differing += wanted[i] == got[i] ? 0 : 1;
        }
        return new Difference(largest, (double) differing / wanted.length);
    }
}
