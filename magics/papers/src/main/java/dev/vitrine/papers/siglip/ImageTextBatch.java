package dev.vitrine.papers.siglip;

import dev.vitrine.learn.data.Splittable;
import dev.vitrine.tensor.Tensor;
import java.util.Arrays;

/**
 * Pictures and what they are called; text i belongs to picture i, and to no other.
 *
 * @param images (B, H, W, C) in [-1, 1], or (B, D) what a locked tower has made of them
 * @param texts token ids
 */
public record ImageTextBatch(Tensor images, int[][] texts) implements Splittable<ImageTextBatch> {

    @Override
    public int size() {
        return texts.length;
    }

    /** The number of pairs. Parts see fewer pairs that do not belong together than the whole. */
    @Override
    public double weight() {
        return size();
    }

    @Override
    public ImageTextBatch part(int from, int to) {
        return new ImageTextBatch(images.slice(0, from, to), Arrays.copyOfRange(texts, from, to));
    }
}
