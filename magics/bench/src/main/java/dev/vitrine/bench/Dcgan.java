package dev.vitrine.bench;

import dev.vitrine.tensor.Convolutions;
import dev.vitrine.tensor.Normalization;
import dev.vitrine.tensor.Tape;
import dev.vitrine.tensor.Tensor;
import dev.vitrine.tensor.Window;
import java.util.Iterator;
import java.util.List;

/**
 * DCGAN (Radford et al., arXiv 1511.06434) for images of 64 pixels. A step trains the discriminator
 * on real and generated images, then the generator.
 *
 * @param noise length of the generator's input
 * @param width channels of the discriminator's first layer
 */
@SuppressWarnings("try") // tapes are closed, not used
record Dcgan(int noise, int width, int batch) {

    static final Dcgan PIXELS_64 = new Dcgan(100, 64, 32);

    /** Layers between the smallest and the largest images. */
    private static final int STEPS = 3;

    private static final Window FLAT = Window.of(4);
    private static final Window HALVE = Window.of(4).withStride(2).withPadding(1);

    private static final String SCRIPT =
            """
            def normal(self: __torch__.Functions, x: Tensor, w: List[Tensor]) -> Tensor:
              return torch.batch_norm(x, w.pop(0), w.pop(0), None, None, True, 0.1, 1e-05, False)
            def grow(self: __torch__.Functions, x: Tensor, w: List[Tensor], stride: int, pad: int) -> Tensor:
              return torch.conv_transpose2d(x, w.pop(0), None, [stride, stride], [pad, pad], [0, 0], 1, [1, 1])
            def halve(self: __torch__.Functions, x: Tensor, w: List[Tensor]) -> Tensor:
              return torch.conv2d(x, w.pop(0), None, [2, 2], [1, 1], [1, 1], 1)
            def generate(self: __torch__.Functions, z: Tensor, w: List[Tensor]) -> Tensor:
              y = torch.relu(self.normal(self.grow(z, w, 1, 0), w))
              for i in range(%1$d):
                y = torch.relu(self.normal(self.grow(y, w, 2, 1), w))
              return torch.tanh(self.grow(y, w, 2, 1))
            def judge(self: __torch__.Functions, x: Tensor, w: List[Tensor]) -> Tensor:
              y = torch.leaky_relu(self.halve(x, w), 0.2)
              for i in range(%1$d):
                y = torch.leaky_relu(self.normal(self.halve(y, w), w), 0.2)
              return torch.conv2d(y, w.pop(0), None, [1, 1], [0, 0], [1, 1], 1)
            def discriminator(self: __torch__.Functions, x: List[Tensor], w: List[Tensor]) -> Tensor:
              fake = self.generate(x[1], w).detach()
              real = torch.mean(torch.softplus(torch.neg(self.judge(x[0], w[0:]))))
              return real + torch.mean(torch.softplus(self.judge(fake, w)))
            def generator(self: __torch__.Functions, x: List[Tensor], w: List[Tensor]) -> Tensor:
              fake = self.generate(x[1], w)
              return torch.mean(torch.softplus(torch.neg(self.judge(fake, w))))
            """;

    Model model(String name) {
        Weights weights = new Weights();
        long inner = (long) width << STEPS;
        weights.convolution(4, inner, noise).norm(inner);
        for (int i = 0; i < STEPS; i++) {
            weights.convolution(4, inner / 2, inner).norm(inner / 2);
            inner /= 2;
        }
        weights.convolution(4, 3, inner);
        int generator = weights.size();
        weights.convolution(4, 3, width);
        for (int i = 0; i < STEPS; i++) {
            weights.convolution(4, inner, 2 * inner).norm(2 * inner);
            inner *= 2;
        }
        weights.convolution(4, inner, 1);
        Array real = Array.normal(Array.Role.IMAGES, 0.5, 7, batch, 64, 64, 3);
        Array noises = Array.normal(Array.Role.IMAGES, 1, 8, batch, 1, 1, noise);
        return new Model(
                name,
                List.of(real, noises),
                weights.list(),
                List.of(
                        new Model.Phase(
                                (x, w) -> discriminatorLoss(x, w, generator),
                                "discriminator",
                                generator,
                                weights.size()),
                        new Model.Phase(Dcgan::generatorLoss, "generator", 0, generator)),
                SCRIPT.formatted(STEPS));
    }

    private static Tensor discriminatorLoss(List<Tensor> x, List<Tensor> w, int generator) {
        Tensor fake;
        try (Tape off = Tape.off()) {
            fake = generate(x.get(1), w.iterator());
        }
        Tensor real = judge(x.get(0), w.listIterator(generator)).neg().softplus().mean();
        return real.add(judge(fake, w.listIterator(generator)).softplus().mean());
    }

    private static Tensor generatorLoss(List<Tensor> x, List<Tensor> weights) {
        Iterator<Tensor> w = weights.iterator();
        return judge(generate(x.get(1), w), w).neg().softplus().mean();
    }

    private static Tensor generate(Tensor noise, Iterator<Tensor> w) {
        Tensor y = normalRelu(grow(noise, w, FLAT), w);
        for (int i = 0; i < STEPS; i++) {
            y = normalRelu(grow(y, w, HALVE), w);
        }
        return grow(y, w, HALVE).tanh();
    }

    private static Tensor judge(Tensor images, Iterator<Tensor> w) {
        Tensor y = leaky(Convolutions.conv2d(images, w.next(), null, HALVE));
        for (int i = 0; i < STEPS; i++) {
            y = leaky(normal(Convolutions.conv2d(y, w.next(), null, HALVE), w));
        }
        return Convolutions.conv2d(y, w.next(), null, FLAT);
    }

    private static Tensor grow(Tensor x, Iterator<Tensor> w, Window window) {
        return Convolutions.convTranspose2d(x, w.next(), null, window, 1);
    }

    private static Tensor normal(Tensor x, Iterator<Tensor> w) {
        return Normalization.batchNorm(x, w.next(), w.next(), 1e-5, null);
    }

    private static Tensor normalRelu(Tensor x, Iterator<Tensor> w) {
        try (Tensor normal = normal(x, w)) {
            return normal.relu();
        }
    }

    /** Closes its argument at once: nothing else needs it. */
    private static Tensor leaky(Tensor x) {
        try (x) {
            return x.leakyRelu(0.2);
        }
    }
}
