package dev.vitrine.bench;

import dev.vitrine.tensor.Convolutions;
import dev.vitrine.tensor.Scope;
import dev.vitrine.tensor.Tensor;
import dev.vitrine.tensor.Window;
import java.util.Iterator;

/**
 * MLP-Mixer (Tolstikhin et al., arXiv 2105.01601, table 1); loss = mean of the squares of the
 * logits.
 */
record Mixer(
        int image,
        int patch,
        int blocks,
        int width,
        int tokenMlp,
        int channelMlp,
        int classes,
        int batch) {

    static final Mixer SMALL_4 = new Mixer(32, 4, 8, 512, 256, 2048, 10, 32);

    Model model(String name) {
        int tokens = (image / patch) * (image / patch);
        Weights weights = new Weights();
        weights.convolution(patch, 3, width).bias(width);
        for (int i = 0; i < blocks; i++) {
            weights.norm(width);
            TransformerBlock.addMlp(weights, tokens, tokenMlp);
            weights.norm(width);
            TransformerBlock.addMlp(weights, width, channelMlp);
        }
        weights.norm(width).linear(width, classes);
        Array input = Array.normal(Array.Role.IMAGES, 1, 7, batch, image, image, 3);
        String script =
                """
                def forward(self: __torch__.Functions, x: List[Tensor], w: List[Tensor]) -> Tensor:
                  y = torch.conv2d(x[0], w.pop(0), w.pop(0), [%1$d, %1$d], [0, 0], [1, 1], 1)
                  y = y.flatten(2, -1).transpose(1, 2)
                  for i in range(%2$d):
                    y = y + self.mlp(self.norm(y, w).transpose(1, 2), w).transpose(1, 2)
                    y = y + self.mlp(self.norm(y, w), w)
                  y = torch.mean(self.norm(y, w), [1], False)
                  return torch.mean(torch.square(torch.linear(y, w.pop(0), w.pop(0))))
                """
                        .formatted(patch, blocks);
        return Model.of(
                name,
                input,
                weights,
                (x, w) -> loss(x.get(0), w.iterator()),
                TransformerBlock.SCRIPT + script);
    }

    private Tensor loss(Tensor images, Iterator<Tensor> w) {
        Window window = Window.of(patch).withStride(patch);
        Tensor y = Convolutions.conv2d(images, w.next(), w.next(), window);
        y = y.reshape(batch, -1, width);
        for (int i = 0; i < blocks; i++) {
            Tensor before = y;
            y = Scope.keepResult(() -> block(before, w));
        }
        Tensor logits = TransformerBlock.norm(y, w).mean(1).linear(w.next(), w.next());
        return logits.mul(logits).mean();
    }

    private static Tensor block(Tensor x, Iterator<Tensor> w) {
        Tensor across = TransformerBlock.norm(x, w).transpose();
        Tensor y = x.add(TransformerBlock.mlp(across, w).transpose());
        return y.add(TransformerBlock.mlp(TransformerBlock.norm(y, w), w));
    }
}
