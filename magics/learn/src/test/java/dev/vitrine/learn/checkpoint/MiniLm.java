package dev.vitrine.learn.checkpoint;

import dev.vitrine.learn.nn.Layer;
import dev.vitrine.tensor.Activation;
import dev.vitrine.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * all-MiniLM-L6-v2: a BERT (Devlin et al., arXiv 1810.04805) of 6 layers and width 384, with the
 * mean of its tokens, normalised, as the embedding of a sentence. Parameters are named as in
 * PyTorch; matrices are (in, out), as ONNX multiplies them.
 */
final class MiniLm extends Layer {

    private static final int LAYERS = 6;
    private static final int WIDTH = 384;
    private static final int HIDDEN = 1536;
    private static final int HEADS = 12;
    private static final double EPSILON = 1e-12;

    private final Map<String, Tensor> weights = new HashMap<>();

    MiniLm() {
        weight("embeddings.word_embeddings.weight", 30522, WIDTH);
        weight("embeddings.position_embeddings.weight", 512, WIDTH);
        weight("embeddings.token_type_embeddings.weight", 2, WIDTH);
        norm("embeddings.LayerNorm");
        for (int i = 0; i < LAYERS; i++) {
            String layer = "encoder.layer." + i;
            for (String part : Set.of("query", "key", "value")) {
                linear(layer + ".attention.self." + part, WIDTH, WIDTH);
            }
            linear(layer + ".attention.output.dense", WIDTH, WIDTH);
            norm(layer + ".attention.output.LayerNorm");
            linear(layer + ".intermediate.dense", WIDTH, HIDDEN);
            linear(layer + ".output.dense", HIDDEN, WIDTH);
            norm(layer + ".output.LayerNorm");
        }
    }

    private void linear(String name, long in, long out) {
        weight(name + ".weight", in, out);
        weight(name + ".bias", out);
    }

    private void norm(String name) {
        weight(name + ".weight", WIDTH);
        weight(name + ".bias", WIDTH);
    }

    private void weight(String name, long... shape) {
        weights.put(name, parameter(name, Tensor.zeros(shape)));
    }

    /**
     * @param tokens of one sentence, from [CLS] to [SEP]
     * @return (1, 384), of length 1
     */
    Tensor embed(int... tokens) {
        int length = tokens.length;
        Tensor z =
                weights.get("embeddings.word_embeddings.weight")
                        .indexSelect(0, tokens)
                        .add(
                                weights.get("embeddings.position_embeddings.weight")
                                        .indexSelect(0, IntStream.range(0, length).toArray()))
                        .add(weights.get("embeddings.token_type_embeddings.weight").slice(0, 0, 1));
        z = layerNorm("embeddings.LayerNorm", z);
        for (int i = 0; i < LAYERS; i++) {
            z = block("encoder.layer." + i, z);
        }
        Tensor mean = z.mean(true, 0);
        return mean.div(mean.mul(mean).sum().sqrt());
    }

    /** Norms after the residual sums, unlike in today's transformers. */
    private Tensor block(String layer, Tensor z) {
        String self = layer + ".attention.self.";
        Tensor attended =
                Tensor.attention(
                        heads(apply(self + "query", z, Activation.NONE)),
                        heads(apply(self + "key", z, Activation.NONE)),
                        heads(apply(self + "value", z, Activation.NONE)));
        Tensor joined = attended.permute(0, 2, 1, 3).reshape(z.size(0), WIDTH);
        Tensor y =
                layerNorm(
                        layer + ".attention.output.LayerNorm",
                        z.add(apply(layer + ".attention.output.dense", joined, Activation.NONE)));
        Tensor hidden = apply(layer + ".intermediate.dense", y, Activation.GELU_ERF);
        return layerNorm(
                layer + ".output.LayerNorm",
                y.add(apply(layer + ".output.dense", hidden, Activation.NONE)));
    }

    /** (T, D) to (1, heads, T, D / heads). */
    private static Tensor heads(Tensor x) {
        return x.reshape(1, x.size(0), HEADS, WIDTH / HEADS).permute(0, 2, 1, 3);
    }

    private Tensor apply(String name, Tensor x, Activation activation) {
        return x.linear(weights.get(name + ".weight"), weights.get(name + ".bias"), activation);
    }

    private Tensor layerNorm(String name, Tensor x) {
        return x.layerNorm(weights.get(name + ".weight"), weights.get(name + ".bias"), EPSILON);
    }
}
