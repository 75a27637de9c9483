package dev.vitrine.learn.data;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Fashion-MNIST: articles of clothing, 28 x 28, grey, ten classes; as MNIST to use, and harder.
 *
 * <p>Source: Xiao, Rasul and Vollgraf, "Fashion-MNIST: a Novel Image Dataset for Benchmarking
 * Machine Learning Algorithms" (arXiv 1708.07747), MIT licence. Every file is verified by its
 * SHA-256 before it is used.
 *
 * @param train the first 10,000 of the 60,000 training images, or all from a {@linkplain
 *     #load(Path) folder}
 * @param test 10,000 images
 */
public record FashionMnist(ImageSet train, ImageSet test) {

    private static final List<String> ARTICLES =
            List.of(
                    "T-shirt",
                    "trouser",
                    "pullover",
                    "dress",
                    "coat",
                    "sandal",
                    "shirt",
                    "sneaker",
                    "bag",
                    "ankle boot");

    private static final PublishedFiles.File FIRST_IMAGES =
            new PublishedFiles.File(
                    "train-first-10000-images-idx3-ubyte",
                    "ed2e37ed5a3a57d212141a69fe0a0de5a7126ffba14ac3f7e76f5f52cc04b1f0");
    private static final PublishedFiles.File FIRST_LABELS =
            new PublishedFiles.File(
                    "train-first-10000-labels-idx1-ubyte",
                    "a69f2dad024ca220a8c4d85f621fdf929042d40c444abde2868903e9220ad517");
    private static final PublishedFiles.File TRAIN_IMAGES =
            new PublishedFiles.File(
                    "train-images-idx3-ubyte",
                    "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888");
    private static final PublishedFiles.File TRAIN_LABELS =
            new PublishedFiles.File(
                    "train-labels-idx1-ubyte",
                    "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9");
    private static final PublishedFiles.File TEST_IMAGES =
            new PublishedFiles.File(
                    "t10k-images-idx3-ubyte",
                    "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b");
    private static final PublishedFiles.File TEST_LABELS =
            new PublishedFiles.File(
                    "t10k-labels-idx1-ubyte",
                    "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34");

    /**
     * Loads the copy on the class path, which the module {@code vitrine-fashion-mnist} brings: the
     * first 10,000 training images, and all test images.
     *
     * @throws IllegalStateException if that module is not on the class path
     * @throws CorruptDataException if a file's checksum differs; names the file, both checksums and
     *     what to do
     */
    public static FashionMnist load() {
        PublishedFiles files =
                PublishedFiles.onClassPath(
                        "Fashion-MNIST",
                        "/dev/vitrine/data/fashionmnist/",
                        "vitrine-fashion-mnist",
                        "FashionMnist.load(Path)");
        return load(files, "Fashion-MNIST train, first 10,000", FIRST_IMAGES, FIRST_LABELS);
    }

    /**
     * Loads your own copies from a folder, all 60,000 training images among them: the four files
     * under their published names, plain or ending in {@code .gz}.
     *
     * @throws UncheckedIOException if a file is missing or cannot be read; names the file
     * @throws CorruptDataException if a file's checksum differs; names the file, both checksums and
     *     what to do
     */
    public static FashionMnist load(Path folder) {
        PublishedFiles files = PublishedFiles.in(folder, "Fashion-MNIST");
        return load(files, "Fashion-MNIST train", TRAIN_IMAGES, TRAIN_LABELS);
    }

    /** Terms of use and attribution, in a sentence to show beside results. */
    public static String licence() {
        return "Fashion-MNIST: H. Xiao, K. Rasul, R. Vollgraf (2017), github.com/zalandoresearch/fashion-mnist,"
                + " MIT licence, © 2017 Zalando SE.";
    }

    private static FashionMnist load(
            PublishedFiles files,
            String trainName,
            PublishedFiles.File trainImages,
            PublishedFiles.File trainLabels) {
        return new FashionMnist(
                PublishedIdx.images(files, trainName, trainImages, trainLabels, ARTICLES),
                PublishedIdx.images(
                        files, "Fashion-MNIST test", TEST_IMAGES, TEST_LABELS, ARTICLES));
    }
}
