package dev.vitrine.learn.eval;

import dev.vitrine.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * How often an image finds its text among many, and a text its image: Recall@k. An image may have
 * several texts, any of which counts; a text has one image. Of equal similarities the one that
 * comes first is nearer.
 */
public final class Retrieval {

    private static final List<Integer> STANDARD = List.of(1, 5, 10);

    private final int[] rankOfImage; // for each text: how many images are nearer than its own
    private final int[] rankOfText; // for each image: how many texts are nearer than its nearest

    private Retrieval(int[] rankOfImage, int[] rankOfText) {
        this.rankOfImage = rankOfImage;
        this.rankOfText = rankOfText;
    }

    /**
     * Ranks all pairs.
     *
     * @param similarity (images, texts), the higher the nearer
     * @param imageOfText for each text the index of its image
     * @throws IllegalArgumentException if the sizes do not fit together, an image has no text, or a
     *     similarity is not a number
     */
    public static Retrieval of(Tensor similarity, int... imageOfText) {
        if (similarity.rank() != 2 || similarity.size(1) != imageOfText.length) {
            throw new IllegalArgumentException(
                    "similarities of %d texts must be (images, %d), not %s"
                            .formatted(
                                    imageOfText.length,
                                    imageOfText.length,
                                    Arrays.toString(similarity.shape())));
        }
        int images = Math.toIntExact(similarity.size(0));
        int texts = imageOfText.length;
        double[] values = similarity.toDoubleArray();
        if (Arrays.stream(values).anyMatch(Double::isNaN)) {
            throw new IllegalArgumentException("a similarity is not a number");
        }
        int[] rankOfImage = new int[texts];
        int[] rankOfText = new int[images];
        Arrays.fill(rankOfText, Integer.MAX_VALUE);
        for (int text = 0; text < texts; text++) {
            int image = imageOfText[text];
            if (image < 0 || image >= images) {
                throw new IllegalArgumentException(
                        "image %d of text %d is outside 0 to %d"
                                .formatted(image, text, images - 1));
            }
            rankOfImage[text] = rank(values, text, texts, images, image);
            rankOfText[image] =
                    Math.min(rankOfText[image], rank(values, image * texts, 1, texts, text));
        }
        for (int image = 0; image < images; image++) {
            if (rankOfText[image] == Integer.MAX_VALUE) {
                throw new IllegalArgumentException("image %d has no text".formatted(image));
            }
        }
        return new Retrieval(rankOfImage, rankOfText);
    }

    /** One text for each image, in the same order. */
    public static Retrieval ofPairs(Tensor similarity) {
        int[] imageOfText = new int[Math.toIntExact(similarity.size(similarity.rank() - 1))];
        Arrays.setAll(imageOfText, i -> i);
        return of(similarity, imageOfText);
    }

    /** How many of the candidates stand before one of them. */
    private static int rank(double[] values, int start, int step, int count, int candidate) {
        double own = values[start + candidate * step];
        int before = 0;
        for (int i = 0; i < count; i++) {
            double other = values[start + i * step];
            if (other > own || other == own && i < candidate) {
                before++;
            }
        }
        return before;
    }

    /** Share of texts whose image is among the k nearest, 0 to 1. */
    public double textToImage(int k) {
        return recall(rankOfImage, k);
    }

    /** Share of images of which any text is among the k nearest, 0 to 1. */
    public double imageToText(int k) {
        return recall(rankOfText, k);
    }

    private static double recall(int[] ranks, int k) {
        if (k < 1) {
            throw new IllegalArgumentException("Recall@%d: k must be at least 1".formatted(k));
        }
        return (double) Arrays.stream(ranks).filter(rank -> rank < k).count() / ranks.length;
    }

    /** Recall@1, 5 and 10 both ways: k, text to image, image to text. */
    public Table table() {
        IntColumn k = IntColumn.create("k");
        DoubleColumn textToImage = DoubleColumn.create("text to image");
        DoubleColumn imageToText = DoubleColumn.create("image to text");
        for (int count : STANDARD) {
            k.append(count);
            textToImage.append(textToImage(count));
            imageToText.append(imageToText(count));
        }
        return Table.create("Recall@k", k, textToImage, imageToText);
    }
}
