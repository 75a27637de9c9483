package dev.vitrine.bench;

import dev.vitrine.tensor.Activation;
import dev.vitrine.tensor.AttentionMask;
import dev.vitrine.tensor.Scope;
import dev.vitrine.tensor.Tensor;
import java.util.Iterator;

/**
 * A pre-LN block (Dosovitskiy et al., arXiv 2010.11929, equations 2 and 3) with GELU in its exact
 * form.
 */
final class TransformerBlock {

    static final double EPSILON = 1e-6;

    /** Methods {@code norm}, {@code mlp} and {@code block}. */
    static final String SCRIPT =
            """
            def norm(self: __torch__.Functions, x: Tensor, w: List[Tensor]) -> Tensor:
              return torch.layer_norm(x, [x.size(2)], w.pop(0), w.pop(0), 1e-06)
            def mlp(self: __torch__.Functions, x: Tensor, w: List[Tensor]) -> Tensor:
              hidden = torch.gelu(torch.linear(x, w.pop(0), w.pop(0)))
              return torch.linear(hidden, w.pop(0), w.pop(0))
            def block(self: __torch__.Functions, x: Tensor, w: List[Tensor], heads: int, causal: bool) -> Tensor:
              y = torch.linear(self.norm(x, w), w.pop(0), w.pop(0))
              y = y.reshape([x.size(0), x.size(1), 3, heads, x.size(2) // heads])
              y = y.permute([2, 0, 3, 1, 4])
              mixed = torch.scaled_dot_product_attention(y[0], y[1], y[2], None, 0., causal)
              mixed = mixed.transpose(1, 2).reshape([x.size(0), x.size(1), x.size(2)])
              x = x + torch.linear(mixed, w.pop(0), w.pop(0))
              return x + self.mlp(self.norm(x, w), w)
            """;

    private TransformerBlock() {}

    static void addTo(Weights weights, long width, long mlp) {
        weights.norm(width).linear(width, 3 * width).linear(width, width);
        weights.norm(width);
        addMlp(weights, width, mlp);
    }

    static void addMlp(Weights weights, long width, long hidden) {
        weights.linear(width, hidden).linear(hidden, width);
    }

    static Tensor norm(Tensor x, Iterator<Tensor> w) {
        return x.layerNorm(w.next(), w.next(), EPSILON);
    }

    static Tensor mlp(Tensor x, Iterator<Tensor> w) {
        return x.linear(w.next(), w.next(), Activation.GELU_ERF).linear(w.next(), w.next());
    }

    static Tensor of(Tensor x, Iterator<Tensor> w, int heads, AttentionMask mask) {
        return Scope.keepResult(
                () -> {
                    Tensor qkv = norm(x, w).linear(w.next(), w.next());
                    Tensor mixed = qkv.selfAttention(heads, mask);
                    Tensor y = x.add(mixed.linear(w.next(), w.next()));
                    return y.add(mlp(norm(y, w), w));
                });
    }
}
