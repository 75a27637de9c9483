package dev.vitrine.learn.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/**
 * The MNIST database of handwritten digits: 60,000 training and 10,000 test images, 28 x 28, grey,
 * ten classes.
 *
 * <p>Source: Yann LeCun, Corinna Cortes and Christopher Burges, "The MNIST database of handwritten
 * digits", 1998, derived from NIST Special Databases 1 and 3. {@link #licence()} says under what
 * terms it is passed on.
 *
 * <p>Every file is verified by the SHA-256 of its uncompressed content before it is used, so a
 * damaged or altered copy is found here and not as a puzzling accuracy.
 *
 * @param train 60,000 images
 * @param test 10,000 images, of other writers than the training images
 */
public record Mnist(ImageSet train, ImageSet test) {

    private static final String RESOURCES = "/dev/vitrine/data/mnist/";

    private static final List<String> DIGITS =
            IntStream.range(0, 10).mapToObj(Integer::toString).toList();

    /** The four files, with the SHA-256 of their uncompressed content. */
    private enum File {
        TRAIN_IMAGES(
                "train-images-idx3-ubyte",
                "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
        TRAIN_LABELS(
                "train-labels-idx1-ubyte",
                "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
        TEST_IMAGES(
                "t10k-images-idx3-ubyte",
                "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
        TEST_LABELS(
                "t10k-labels-idx1-ubyte",
                "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2");

        final String fileName;
        final String sha256;

        File(String fileName, String sha256) {
            this.fileName = fileName;
            this.sha256 = sha256;
        }
    }

    /** Where the bytes of a file come from, and what to tell the reader when they are wrong. */
    private interface Source {
        Content open(File file);
    }

    /**
     * The uncompressed bytes, the name to show, and the advice that ends a complaint about them.
     */
    private record Content(byte[] bytes, String name, String advice) {}

    /**
     * Loads the copy on the class path, which the module {@code vitrine-mnist} brings.
     *
     * @throws IllegalStateException if that module is not on the class path
     * @throws CorruptDataException if a file's checksum differs; names the file, both checksums and
     *     what to do
     */
    public static Mnist load() {
        return load(Mnist::fromClassPath);
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
        return load(file -> fromFolder(folder, file));
    }

    /** Terms of use and attribution, in a sentence to show beside results. */
    public static String licence() {
        return "MNIST: Y. LeCun, C. Cortes, C. J. C. Burges (1998), from NIST Special Databases 1 and 3. The authors"
                + " published it for free use without a formal licence text; the copies in common circulation name"
                + " Creative Commons Attribution-ShareAlike 3.0. Cite the authors when you use it.";
    }

    private static Mnist load(Source source) {
        ImageSet train = images(source, "MNIST train", File.TRAIN_IMAGES, File.TRAIN_LABELS);
        ImageSet test = images(source, "MNIST test", File.TEST_IMAGES, File.TEST_LABELS);
        return new Mnist(train, test);
    }

    private static ImageSet images(Source source, String name, File imageFile, File labelFile) {
        Idx images = verified(source, imageFile, 3);
        Idx labels = verified(source, labelFile, 1);
        int[] shape = images.shape();
        int[] classes = new int[labels.bytes().length];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = labels.bytes()[i] & 0xff;
        }
        return new ImageSet(name, images.bytes(), shape[1], shape[2], 1, classes, DIGITS);
    }

    private static Idx verified(Source source, File file, int axes) {
        Content content = source.open(file);
        String found = sha256(content.bytes());
        if (!found.equals(file.sha256)) {
            throw new CorruptDataException(
                    """
                    %s is not the published MNIST file: checksum mismatch after unpacking (%,d bytes)
                      expected SHA-256 %s
                      found    SHA-256 %s
                    %s"""
                            .formatted(
                                    content.name(),
                                    content.bytes().length,
                                    file.sha256,
                                    found,
                                    content.advice()));
        }
        return Idx.read(content.bytes(), axes, content.name());
    }

    private static Content fromClassPath(File file) {
        String resource = RESOURCES + file.fileName + ".gz";
        String advice =
                "Replace the jar vitrine-mnist, or use your own copies by Mnist.load(Path).";
        try (InputStream in = Mnist.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(
                        resource
                                + " is not on the class path. Add the module dev.vitrine:vitrine-mnist, or use your"
                                + " own copies by Mnist.load(Path).");
            }
            return new Content(unpacked(in.readAllBytes(), resource, advice), resource, advice);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Could not read " + resource + " from the class path", e);
        }
    }

    private static Content fromFolder(Path folder, File file) {
        Path packed = folder.resolve(file.fileName + ".gz");
        Path plain = folder.resolve(file.fileName);
        String advice =
                "Download the file again; the four published files of MNIST belong into "
                        + folder
                        + ".";
        try {
            if (Files.exists(plain)) {
                return new Content(Files.readAllBytes(plain), plain.toString(), advice);
            }
            if (!Files.exists(packed)) {
                throw new NoSuchFileException(
                        plain.toString(),
                        null,
                        "neither it nor " + packed.getFileName() + " is in that folder");
            }
            return new Content(
                    unpacked(Files.readAllBytes(packed), packed.toString(), advice),
                    packed.toString(),
                    advice);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Could not read MNIST from " + folder + ": " + e.getMessage(), e);
        }
    }

    /**
     * An error while unpacking means bad bytes, not a bad disk: the packed bytes are already in
     * memory.
     */
    private static byte[] unpacked(byte[] packed, String name, String advice) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new CorruptDataException(
                    "%s is damaged: it cannot be unpacked by gzip (%s); %,d bytes, SHA-256 %s%n%s"
                            .formatted(name, e.getMessage(), packed.length, sha256(packed), advice),
                    e);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
