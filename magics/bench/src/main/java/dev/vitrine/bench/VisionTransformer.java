package dev.vitrine.bench;

import dev.vitrine.tensor.AttentionMask;
import dev.vitrine.tensor.Convolutions;
import dev.vitrine.tensor.Tensor;
import dev.vitrine.tensor.Window;
import java.util.Iterator;

/**
 * ViT (arXiv 2010.11929) with the mean over tokens instead of a class token (Beyer et al., arXiv
 * 2205.01580); loss = mean of the squares of the logits.
 *
 * @param image height and width in pixels
 * @param patch height and width of a patch in pixels
 */
record VisionTransformer(
        int image, int patch, int blocks, int width, int heads, int classes, int batch) {

    static final VisionTransformer SMALL_16 = new VisionTransformer(224, 16, 12, 384, 6, 1000, 8);
    static final VisionTransformer TINY_4 = new VisionTransformer(32, 4, 12, 192, 3, 10, 64);

    Model model(String name) {
        int tokens = (image / patch) * (image / patch);
        Weights weights = new Weights();
        weights.convolution(patch, 3, width).bias(width).table(tokens, width);
        for (int i = 0; i < blocks; i++) {
            TransformerBlock.addTo(weights, width, 4L * width);
        }
        weights.norm(width).linear(width, classes);
        Array input = Array.normal(Array.Role.IMAGES, 1, 7, batch, image, image, 3);
        String script =
                """
                def forward(self: __torch__.Functions, x: List[Tensor], w: List[Tensor]) -> Tensor:
                  y = torch.conv2d(x[0], w.pop(0), w.pop(0), [%1$d, %1$d], [0, 0], [1, 1], 1)
                  y = y.flatten(2, -1).transpose(1, 2) + w.pop(0)
                  for i in range(%2$d):
                    y = self.block(y, w, %3$d, False)
                  y = torch.mean(self.norm(y, w), [1], False)
                  return torch.mean(torch.square(torch.linear(y, w.pop(0), w.pop(0))))
                """
                        .formatted(patch, blocks, heads);
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
        y = y.reshape(batch, -1, width).add(w.next());
        for (int i = 0; i < blocks; i++) {
            y = TransformerBlock.of(y, w, heads, AttentionMask.none());
        }
        Tensor logits = TransformerBlock.norm(y, w).mean(1).linear(w.next(), w.next());
        return logits.mul(logits).mean();
    }
}
