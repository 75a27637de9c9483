package dev.vitrine.bench;

import dev.vitrine.tensor.Convolutions;
import dev.vitrine.tensor.Normalization;
import dev.vitrine.tensor.Scope;
import dev.vitrine.tensor.Tensor;
import dev.vitrine.tensor.Window;
import java.util.Iterator;

/**
 * ResNet v2 with group normalisation and weight standardisation as in BiT (Kolesnikov et al., arXiv
 * 1912.11370): four stages of bottlenecks, a stem of 3×3 pixels for small images; loss = mean of
 * the squares of the logits.
 *
 * @param units bottlenecks of each stage; with 2, it has 26 layers
 */
record ResNet(int image, int units, int width, int groups, int classes, int batch) {

    static final ResNet LAYERS_26 = new ResNet(32, 2, 64, 32, 10, 64);

    private static final int STAGES = 4;

    private static final String SCRIPT =
            """
            def conv(self: __torch__.Functions, x: Tensor, w: List[Tensor], stride: int, pad: int) -> Tensor:
              weight = w.pop(0)
              v, m = torch.var_mean(weight, [1, 2, 3], False, True)
              weight = (weight - m) * torch.rsqrt(v + 1e-10)
              return torch.conv2d(x, weight, None, [stride, stride], [pad, pad], [1, 1], 1)
            def normal(self: __torch__.Functions, x: Tensor, w: List[Tensor]) -> Tensor:
              return torch.relu(torch.group_norm(x, %d, w.pop(0), w.pop(0), 1e-05))
            def unit(self: __torch__.Functions, x: Tensor, w: List[Tensor], stride: int, first: bool) -> Tensor:
              y = self.normal(x, w)
              if first:
                x = self.conv(y, w, stride, 0)
              y = self.conv(y, w, 1, 0)
              y = self.conv(self.normal(y, w), w, stride, 1)
              return x + self.conv(self.normal(y, w), w, 1, 0)
            def forward(self: __torch__.Functions, x: List[Tensor], w: List[Tensor]) -> Tensor:
              y = self.conv(x[0], w, 1, 1)
              for stage in range(%d):
                for i in range(%d):
                  stride = 1
                  if stage > 0 and i == 0:
                    stride = 2
                  y = self.unit(y, w, stride, i == 0)
              y = torch.mean(self.normal(y, w), [2, 3], False)
              return torch.mean(torch.square(torch.linear(y, w.pop(0), w.pop(0))))
            """;

    Model model(String name) {
        Weights weights = new Weights().convolution(3, 3, width);
        long in = width;
        for (int stage = 0; stage < STAGES; stage++) {
            long inner = (long) width << stage;
            for (int i = 0; i < units; i++) {
                weights.norm(in);
                if (i == 0) {
                    weights.convolution(1, in, 4 * inner);
                }
                weights.convolution(1, in, inner).norm(inner).convolution(3, inner, inner);
                weights.norm(inner).convolution(1, inner, 4 * inner);
                in = 4 * inner;
            }
        }
        weights.norm(in).linear(in, classes);
        Array input = Array.normal(Array.Role.IMAGES, 1, 7, batch, image, image, 3);
        return Model.of(
                name,
                input,
                weights,
                (x, w) -> loss(x.get(0), w.iterator()),
                SCRIPT.formatted(groups, STAGES, units));
    }

    private Tensor loss(Tensor images, Iterator<Tensor> w) {
        Tensor y = conv(images, w, Window.of(3).withPadding(1));
        for (int stage = 0; stage < STAGES; stage++) {
            for (int i = 0; i < units; i++) {
                Tensor before = y;
                int stride = stage > 0 && i == 0 ? 2 : 1;
                boolean first = i == 0;
                y = Scope.keepResult(() -> unit(before, w, stride, first));
            }
        }
        Tensor logits = normal(y, w).mean(1, 2).linear(w.next(), w.next());
        return logits.mul(logits).mean();
    }

    private Tensor unit(Tensor x, Iterator<Tensor> w, int stride, boolean first) {
        Tensor y = normal(x, w);
        Tensor shortcut = first ? conv(y, w, Window.of(1).withStride(stride)) : x;
        y = conv(y, w, Window.of(1));
        y = conv(normal(y, w), w, Window.of(3).withPadding(1).withStride(stride));
        return shortcut.add(conv(normal(y, w), w, Window.of(1)));
    }

    private Tensor normal(Tensor x, Iterator<Tensor> w) {
        // Closed at once: nothing else needs it, and the scope would keep it to the end of the
        // unit.
        try (Tensor normal = Normalization.groupNorm(x, groups, w.next(), w.next(), 1e-5)) {
            return normal.relu();
        }
    }

    private static Tensor conv(Tensor x, Iterator<Tensor> w, Window window) {
        Tensor weight = Normalization.weightStandardize(w.next(), 1e-10);
        return Convolutions.conv2d(x, weight, null, window);
    }
}
