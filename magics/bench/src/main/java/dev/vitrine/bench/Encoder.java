package dev.vitrine.bench;

import dev.vitrine.tensor.AttentionMask;
import dev.vitrine.tensor.Tensor;
import java.util.Iterator;

/**
 * Blocks of a transformer; loss = mean of the squares of the result.
 *
 * @param blocks depth
 * @param width D
 * @param mlp hidden width of the MLP
 */
record Encoder(int blocks, int width, int heads, int mlp, int tokens, int batch) {

    static final Encoder TINY = new Encoder(6, 192, 3, 768, 50, 64);

    Model model(String name) {
        Weights weights = new Weights();
        for (int i = 0; i < blocks; i++) {
            TransformerBlock.addTo(weights, width, mlp);
        }
        Array input = Array.normal(Array.Role.PLAIN, 1, 7, batch, tokens, width);
        String script =
                """
                def forward(self: __torch__.Functions, x: List[Tensor], w: List[Tensor]) -> Tensor:
                  y = x[0]
                  for i in range(%d):
                    y = self.block(y, w, %d, False)
                  return torch.mean(torch.square(y))
                """
                        .formatted(blocks, heads);
        return Model.of(
                name,
                input,
                weights,
                (x, w) -> loss(x.get(0), w.iterator()),
                TransformerBlock.SCRIPT + script);
    }

    private Tensor loss(Tensor x, Iterator<Tensor> w) {
        Tensor y = x;
        for (int i = 0; i < blocks; i++) {
            y = TransformerBlock.of(y, w, heads, AttentionMask.none());
        }
        return y.mul(y).mean();
    }
}
