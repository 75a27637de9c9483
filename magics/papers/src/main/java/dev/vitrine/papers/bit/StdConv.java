package dev.vitrine.papers.bit;

import dev.vitrine.learn.nn.Initializer;
import dev.vitrine.learn.nn.Layer;
import dev.vitrine.tensor.Convolutions;
import dev.vitrine.tensor.Normalization;
import dev.vitrine.tensor.Tensor;
import dev.vitrine.tensor.Window;

/**
 * A convolution without bias whose kernel is standardised each time it is used: the weights of each
 * output channel have mean 0 and variance 1 (Qiao et al., arXiv 1903.10520; section 2.1 of BiT).
 * The gradient goes through the standardisation. Padded by half of the kernel.
 */
public final class StdConv extends Layer {

    private final Tensor kernel;
    private final Window window;

    /**
     * @param size side of the kernel, odd
     */
    public StdConv(int size, int in, int out, int stride, Initializer init) {
        kernel = parameter("kernel", init.lecunNormal(size, size, in, out));
        window = Window.of(size).withStride(stride).withPadding(size / 2);
    }

    /**
     * @param x (B, H, W, in)
     * @return (B, ⌈H / stride⌉, ⌈W / stride⌉, out)
     */
    public Tensor forward(Tensor x) {
        return Convolutions.conv2d(
                x,
                Normalization.weightStandardize(kernel, numerics().standardizationEpsilon()),
                null,
                window);
    }
}
