package dev.vitrine.learn.data;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The MNIST database of handwritten digits: 60,000 training and 10,000 test images, 28 x 28, grey,
 * ten classes.
 *
 * <p>Source: Yann LeCun, Corinna Cortes and Christopher Burges, "The MNIST database of handwritten
 * digits", 1998, derived from NIST Special Databases 1 and 3. {@link #licence()} says under what
 * terms it is passed on. Every file is verified by its SHA-256 before it is used.
 *
 * @param train 60,000 images
 * @param test 10,000 images, of other writers than the training images
 */
public record Mnist(ImageSet train, ImageSet test) {

    private static final List<String> DIGITS =
            IntStream.range(0, 10).mapToObj(Integer::toString).toList();

    private static final PublishedFiles.File TRAIN_IMAGES =
            new PublishedFiles.File(
                    "train-images-idx3-ubyte",
                    "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db");
    private static final PublishedFiles.File TRAIN_LABELS =
            new PublishedFiles.File(
                    "train-labels-idx1-ubyte",
                    "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5");
    private static final PublishedFiles.File TEST_IMAGES =
            new PublishedFiles.File(
                    "t10k-images-idx3-ubyte",
                    "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7");
    private static final PublishedFiles.File TEST_LABELS =
            new PublishedFiles.File(
                    "t10k-labels-idx1-ubyte",
                    "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2");

    /**
     * Loads the copy on the class path, which the module {@code vitrine-mnist} brings.
     *
     * @throws IllegalStateException if that module is not on the class path
     * @throws CorruptDataException if a file's checksum differs; names the file, both checksums and
     *     what to do
     */
    public static Mnist load() {
        return load(
                PublishedFiles.onClassPath(
                        "MNIST", "/dev/vitrine/data/mnist/", "vitrine-mnist", "Mnist.load(Path)"));
    }

    /**
     * Loads your own copies from a folder: the four files under their published names, plain or
     * ending in {@code .gz}.
     *
     * @throws UncheckedIOException if a file is missing or cannot be read; names the file
     * @throws CorruptDataException if a file's checksum differs; names the file, both checksums and
     *     what to do
     */
    public static Mnist load(Path folder) {
        return load(PublishedFiles.in(folder, "MNIST"));
    }

    /** Terms of use and attribution, in a sentence to show beside results. */
    public static String licence() {
        return "MNIST: Y. LeCun, C. Cortes, C. J. C. Burges (1998), from NIST Special Databases 1 and 3. The authors"
                + " published it for free use without a formal licence text; the copies in common circulation name"
                + " Creative Commons Attribution-ShareAlike 3.0. Cite the authors when you use it.";
    }

    private static Mnist load(PublishedFiles files) {
        return new Mnist(
                PublishedIdx.images(files, "MNIST train", TRAIN_IMAGES, TRAIN_LABELS, DIGITS),
                PublishedIdx.images(files, "MNIST test", TEST_IMAGES, TEST_LABELS, DIGITS));
    }
}
