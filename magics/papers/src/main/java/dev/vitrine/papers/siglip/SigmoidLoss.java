package dev.vitrine.papers.siglip;

import dev.vitrine.tensor.Tensor;
import java.util.Arrays;

/**
 * Every image of a batch with every text is a question of its own, match or no match: {@code L =
 * -(1/n) sum_i sum_j log sigmoid(z_ij (t <x_i, y_j> + b))}, z_ij = 1 where i = j, else -1 (arXiv
 * 2303.15343, section 3.2, with the sign of b as in its code). No sum over the batch stands below a
 * fraction, so the matrix of pairs can be gone through in pieces.
 *
 * <p>The sum over the n² pairs is divided by n, not by n².
 */
public final class SigmoidLoss {

    private SigmoidLoss() {}

    /**
     * With the whole matrix of pairs in memory.
     *
     * @param images x, unit vectors (n, D); row i belongs to row i of the texts
     * @param texts y, unit vectors (n, D)
     * @param logTemperature t' = log t, shape (1)
     * @param bias b, shape (1)
     * @return a scalar
     * @throws IllegalArgumentException if the shapes do not fit
     */
    public static Tensor of(Tensor images, Tensor texts, Tensor logTemperature, Tensor bias) {
        requireFit(images, texts);
        long n = images.size(0);
        Tensor logits =
                images.matmul(texts, false, true).mul(logTemperature.exp()).add(bias); // (n, n)
        try (Tensor signs = signs(images, n)) {
            return logits.mul(signs).softplus().sum().div(n);
        }
    }

    /** -z: -1 on the diagonal, else 1, so that the loss is softplus of this times the logits. */
    private static Tensor signs(Tensor like, long n) {
        int size = Math.toIntExact(n);
        float[] values = new float[size * size];
        Arrays.fill(values, 1);
        for (int i = 0; i < size; i++) {
            values[i * size + i] = -1;
        }
        return Tensor.of(values, n, n).to(like.dtype()).to(like.device());
    }

    /**
     * The same with no more than n · chunk pairs in memory at a time, in either direction: what
     * each device does with the texts that come by in the paper's section 3.3.
     *
     * @param chunk texts at a time, at least 1
     */
    public static Tensor chunked(
            Tensor images, Tensor texts, Tensor logTemperature, Tensor bias, int chunk) {
        requireFit(images, texts);
        return Tensor.apply(new ChunkedSigmoidLoss(chunk), images, texts, logTemperature, bias);
    }

    /**
     * The softmax loss of CLIP (arXiv 2103.00020, Figure 3), to compare with: cross-entropy over
     * the texts for each image and over the images for each text, half of each.
     *
     * @param images unit vectors (n, D); row i belongs to row i of the texts
     * @param texts unit vectors (n, D)
     * @param logTemperature t' = log t, shape (1)
     */
    public static Tensor softmax(Tensor images, Tensor texts, Tensor logTemperature) {
        requireFit(images, texts);
        int n = Math.toIntExact(images.size(0));
        Tensor logits = images.matmul(texts, false, true).mul(logTemperature.exp());
        int[] own = new int[n];
        Arrays.setAll(own, i -> i);
        Tensor targets = Tensor.oneHot(n, own).to(images.dtype()).to(images.device());
        Tensor ofImages = logits.softmaxCrossEntropy(targets);
        return ofImages.add(logits.permute(1, 0).softmaxCrossEntropy(targets)).div(2);
    }

    private static void requireFit(Tensor images, Tensor texts) {
        if (images.rank() != 2
                || texts.rank() != 2
                || images.size(0) == 0
                || !Arrays.equals(images.shape(), texts.shape())) {
            throw new IllegalArgumentException(
                    "pairs need images (n, D) and as many texts (n, D), not %s and %s"
                            .formatted(
                                    Arrays.toString(images.shape()),
                                    Arrays.toString(texts.shape())));
        }
    }
}
