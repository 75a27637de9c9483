package dev.vitrine.papers.bit;

import dev.vitrine.learn.nn.GroupNorm;
import dev.vitrine.learn.nn.Initializer;
import dev.vitrine.learn.nn.Layer;
import dev.vitrine.tensor.Scope;
import dev.vitrine.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A residual unit with norm and activation before each convolution ("ResNet-v2", He et al., arXiv
 * 1603.05027). Where channels or sides change, the shortcut is a convolution of what the first norm
 * and activation give; elsewhere it is the input itself.
 */
public final class BitUnit extends Layer {

    /** Added to the variance of a group, in the code of BiT. */
    static final double NORM_EPSILON = 1e-5;

    private final List<GroupNorm> norms = new ArrayList<>();
    private final List<StdConv> convolutions = new ArrayList<>();
    private final StdConv projection; // null where the shortcut is the input

    /**
     * @param in channels that come
     * @param middle channels inside
     * @param out channels that go
     * @param stride of the first convolution of 3 × 3, and of the shortcut
     */
    public BitUnit(
            BitConfig.Unit kind,
            int in,
            int middle,
            int out,
            int stride,
            int groups,
            Initializer init) {
        switch (kind) {
            case BOTTLENECK -> {
                add(1, in, middle, 1, groups, init);
                add(3, middle, middle, stride, groups, init);
                add(1, middle, out, 1, groups, init);
            }
            case BASIC -> {
                add(3, in, middle, stride, groups, init);
                add(3, middle, out, 1, groups, init);
            }
        }
        projection =
                in != out || stride != 1
                        ? child("conv_proj", new StdConv(1, in, out, stride, init))
                        : null;
    }

    private void add(int size, int in, int out, int stride, int groups, Initializer init) {
        int number = norms.size() + 1;
        norms.add(child("gn" + number, new GroupNorm(in, groups, NORM_EPSILON, init)));
        convolutions.add(child("conv" + number, new StdConv(size, in, out, stride, init)));
    }

    /**
     * @param x (B, H, W, in)
     * @return (B, ⌈H / stride⌉, ⌈W / stride⌉, out)
     */
    public Tensor forward(Tensor x) {
        return Scope.keepResult(
                () -> {
                    Tensor y = activated(0, x);
                    Tensor shortcut = projection != null ? projection.forward(y) : x;
                    y = convolutions.get(0).forward(y);
                    for (int i = 1; i < convolutions.size(); i++) {
                        y = convolutions.get(i).forward(activated(i, y));
                    }
                    return y.add(shortcut);
                });
    }

    private Tensor activated(int i, Tensor x) {
        try (Tensor normed = norms.get(i).forward(x)) {
            return normed.relu();
        }
    }
}
