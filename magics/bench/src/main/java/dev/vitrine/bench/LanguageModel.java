package dev.vitrine.bench;

import dev.vitrine.tensor.AttentionMask;
import dev.vitrine.tensor.Tensor;
import java.util.Iterator;
import java.util.Random;

/** A causal transformer over tokens of a vocabulary; loss = mean of the squares of the logits. */
record LanguageModel(int vocabulary, int tokens, int blocks, int width, int heads, int batch) {

    static final LanguageModel SMALL = new LanguageModel(256, 256, 6, 256, 4, 8);

    Model model(String name) {
        Weights weights = new Weights();
        weights.table(vocabulary, width).table(tokens, width);
        for (int i = 0; i < blocks; i++) {
            TransformerBlock.addTo(weights, width, 4L * width);
        }
        weights.norm(width).linear(width, vocabulary);
        int[] ids = new Random(7).ints((long) batch * tokens, 0, vocabulary).toArray();
        Array input = Array.full(0, batch, tokens);
        for (int i = 0; i < ids.length; i++) {
            input.values()[i] = ids[i];
        }
        String script =
                """
                def forward(self: __torch__.Functions, x: List[Tensor], w: List[Tensor]) -> Tensor:
                  y = torch.embedding(w.pop(0), torch.to(x[0], 4)) + w.pop(0)
                  for i in range(%d):
                    y = self.block(y, w, %d, True)
                  y = torch.linear(self.norm(y, w), w.pop(0), w.pop(0))
                  return torch.mean(torch.square(y))
                """
                        .formatted(blocks, heads);
        return Model.of(
                name,
                input,
                weights,
                (x, w) -> loss(ids, w.iterator()),
                TransformerBlock.SCRIPT + script);
    }

    private Tensor loss(int[] ids, Iterator<Tensor> w) {
        Tensor y = w.next().embedding(ids, batch, tokens).add(w.next());
        for (int i = 0; i < blocks; i++) {
            y = TransformerBlock.of(y, w, heads, AttentionMask.causal());
        }
        Tensor logits = TransformerBlock.norm(y, w).linear(w.next(), w.next());
        return logits.mul(logits).mean();
    }
}
