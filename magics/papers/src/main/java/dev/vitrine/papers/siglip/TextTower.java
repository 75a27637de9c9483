package dev.vitrine.papers.siglip;

import dev.vitrine.learn.nn.Initializer;
import dev.vitrine.learn.nn.Layer;
import dev.vitrine.learn.nn.LayerNorm;
import dev.vitrine.learn.nn.Linear;
import dev.vitrine.papers.vit.EncoderBlock;
import dev.vitrine.papers.vit.VitSize;
import dev.vitrine.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a text: ViT's encoder over tokens, every one of which sees every other (no causal mask, no
 * padding mask); the vector at the last place, which always holds an end of sentence, goes through
 * a linear layer (big_vision {@code models/proj/image_text/text_transformer.py}).
 */
public final class TextTower extends Layer {

    private final int vocabulary;
    private final int length;
    private final Tensor embedding;
    private final Tensor positions;
    private final List<EncoderBlock> blocks = new ArrayList<>();
    private final LayerNorm norm;
    private final Linear head;

    TextTower(VitSize size, int vocabulary, int length, Initializer init) {
        this.vocabulary = vocabulary;
        this.length = length;
        int width = size.width();
        double deviation = 1 / Math.sqrt(width);
        embedding = parameter("Embed_0/embedding", init.normal(deviation, vocabulary, width));
        positions = parameter("pos_embedding", init.normal(deviation, 1, length, width));
        for (int i = 0; i < size.depth(); i++) {
            blocks.add(
                    child(
                            "Encoder_0/encoderblock_" + i,
                            new EncoderBlock(width, size.mlp(), size.heads(), 0, init)));
        }
        norm = child("Encoder_0/encoder_norm", new LayerNorm(width, init));
        head = child("head", new Linear(width, width, init));
    }

    /**
     * @param texts token ids, each text of exactly the tower's length
     * @return (B, D), not normalised
     * @throws IllegalArgumentException if a text has another length, or a token is not known
     */
    public Tensor forward(int[]... texts) {
        int[] ids = new int[texts.length * length];
        for (int i = 0; i < texts.length; i++) {
            if (texts[i].length != length) {
                throw new IllegalArgumentException(
                        "text %d has %d tokens, but this tower reads %d; StickyTokens makes them so"
                                .formatted(i, texts[i].length, length));
            }
            for (int id : texts[i]) {
                if (id < 0 || id >= vocabulary) {
                    throw new IllegalArgumentException(
                            "text %d has the token %d; there are %d".formatted(i, id, vocabulary));
                }
            }
            System.arraycopy(texts[i], 0, ids, i * length, length);
        }
        Tensor z = embedding.embedding(ids, texts.length, length).add(positions); // (B, L, D)
        for (EncoderBlock block : blocks) {
            z = block.forward(z);
        }
        Tensor last = norm.forward(z).slice(1, length - 1, length);
        return head.forward(last.reshape(texts.length, last.size(2)));
    }
}
