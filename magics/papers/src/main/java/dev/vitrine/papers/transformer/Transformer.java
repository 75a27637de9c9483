package dev.vitrine.papers.transformer;

import dev.vitrine.learn.Seed;
import dev.vitrine.learn.data.PaddedTokens;
import dev.vitrine.learn.nn.Dropout;
import dev.vitrine.learn.nn.Initializer;
import dev.vitrine.learn.nn.Layer;
import dev.vitrine.learn.nn.LayerNorm;
import dev.vitrine.learn.sequence.IncrementalDecoder;
import dev.vitrine.learn.sequence.SequenceToSequence;
import dev.vitrine.tensor.AttentionMask;
import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Scope;
import dev.vitrine.tensor.Tape;
import dev.vitrine.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * The Transformer: an encoder reads a sentence, a decoder writes its translation, and both know
 * other words by attention alone. Figure 1 of arXiv 1706.03762.
 */
public final class Transformer extends Layer implements SequenceToSequence {

    private final TransformerConfig config;
    private final Tensor embedding;
    private final Dropout dropout;
    private final List<EncoderLayer> encoder = new ArrayList<>();
    private final LayerNorm encoderNorm; // null where norms stand behind
    private final List<DecoderLayer> decoder = new ArrayList<>();
    private final LayerNorm decoderNorm; // null where norms stand behind

    /** A model in single precision with initial values from a seed. */
    public Transformer(TransformerConfig config, long seed) {
        this(config, seed, DType.FLOAT);
    }

    /** A model with initial values from a seed. */
    public Transformer(TransformerConfig config, long seed, DType dtype) {
        this.config = config;
        int width = config.width();
        Initializer init = new Initializer(new Seed(seed).child("parameters").philox(), dtype);
        embedding =
                parameter(
                        "embedding", init.normal(1 / Math.sqrt(width), config.vocabulary(), width));
        dropout = child("dropout", new Dropout(config.dropout()));
        for (int i = 0; i < config.layers(); i++) {
            encoder.add(child("encoder/layer_" + i, new EncoderLayer(config, init)));
        }
        encoderNorm = lastNorm("encoder/norm", init);
        for (int i = 0; i < config.layers(); i++) {
            decoder.add(child("decoder/layer_" + i, new DecoderLayer(config, init)));
        }
        decoderNorm = lastNorm("decoder/norm", init);
    }

    private LayerNorm lastNorm(String name, Initializer init) {
        return config.norms() == NormPlacement.PRE
                ? child(name, new LayerNorm(config.width(), init))
                : null;
    }

    public TransformerConfig config() {
        return config;
    }

    @Override
    public Tensor forward(PaddedTokens source, PaddedTokens input) {
        Tensor memory = encode(source); // (B, S, D)
        return logits(decode(input, memory, words(source))); // (B, T, V)
    }

    /**
     * What the encoder makes of sentences.
     *
     * @param source B sentences, S long with their padding
     * @return (B, S, D); what stands at padding has no meaning
     */
    public Tensor encode(PaddedTokens source) {
        AttentionMask words = words(source);
        Tensor x = embed(source.ids(), source.rows(), source.length(), 0);
        for (EncoderLayer layer : encoder) {
            x = layer.forward(x, words);
        }
        return normed(encoderNorm, x);
    }

    private Tensor decode(PaddedTokens input, Tensor memory, AttentionMask words) {
        Tensor x = embed(input.ids(), input.rows(), input.length(), 0);
        for (DecoderLayer layer : decoder) {
            x = layer.forward(x, memory, words);
        }
        return normed(decoderNorm, x);
    }

    /** E[token] √d + PE, section 3.4; (rows, length, D). */
    Tensor embed(int[] ids, int rows, int length, int firstPosition) {
        int width = config.width();
        Tensor x = embedding.embedding(ids, rows, length).mul(Math.sqrt(width));
        if (config.positions()) {
            Tensor places = PositionalEncoding.of(firstPosition, length, width, x.dtype());
            x = x.add(places.to(x.device()));
        }
        return dropout.forward(x);
    }

    /** x Eᵀ, with the matrix that also embeds both languages, section 3.4. */
    Tensor logits(Tensor x) {
        long rows = x.size(0);
        long length = x.size(1);
        return x.reshape(rows * length, config.width())
                .matmul(embedding, false, true)
                .reshape(rows, length, config.vocabulary());
    }

    private static Tensor normed(LayerNorm norm, Tensor x) {
        return norm == null ? x : norm.forward(x);
    }

    Tensor normedOutput(Tensor x) {
        return normed(decoderNorm, x);
    }

    List<DecoderLayer> decoderLayers() {
        return decoder;
    }

    /** Which tokens may be looked at: those that are no padding. */
    static AttentionMask words(PaddedTokens tokens) {
        return tokens.isFull() ? AttentionMask.none() : AttentionMask.keys(tokens.lengths());
    }

    @Override
    public IncrementalDecoder decoder(PaddedTokens source) {
        return new CachedDecoder(this, source);
    }

    /**
     * What the tokens of one sentence and its translation look at.
     *
     * @param source with its end
     * @param target what the decoder reads, from its beginning
     */
    @SuppressWarnings("try") // the resources are only closed
    public AttentionMaps attention(int[] source, int[] target) {
        AttentionMaps maps =
                new AttentionMaps(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        AttentionMask all = AttentionMask.none();
        try (Tape off = Tape.off();
                Scope scope = Scope.open()) {
            Tensor x = embed(source, 1, source.length, 0);
            for (EncoderLayer layer : encoder) {
                maps.encoder().add(single(scope, layer.attention(x, all)));
                x = layer.forward(x, all);
            }
            Tensor memory = normed(encoderNorm, x);
            Tensor y = embed(target, 1, target.length, 0);
            for (DecoderLayer layer : decoder) {
                maps.decoder().add(single(scope, layer.selfAttention(y)));
                maps.cross().add(single(scope, layer.crossAttention(y, memory, all)));
                y = layer.forward(y, memory, all);
            }
        }
        return maps;
    }

    private static Tensor single(Scope scope, Tensor weights) {
        return scope.keep(weights.reshape(weights.size(1), weights.size(2), weights.size(3)));
    }
}
