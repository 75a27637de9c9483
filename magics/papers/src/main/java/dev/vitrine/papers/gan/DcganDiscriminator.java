package dev.vitrine.papers.gan;

import dev.vitrine.learn.nn.BatchNorm;
import dev.vitrine.learn.nn.Initializer;
import dev.vitrine.tensor.Convolutions;
import dev.vitrine.tensor.Tensor;
import dev.vitrine.tensor.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * DCGAN's discriminator: convolutions of stride 2 instead of pooling, leaky ReLU, batch norm from
 * the second one on, and a logit from all that is left.
 */
public final class DcganDiscriminator extends GanDiscriminator {

    private static final double SLOPE = 0.2;

    /** 5 x 5 pixels of stride 2: half the size. */
    private static final Window HALVING = Window.of(5).withStride(2).withPadding(2);

    private final DcganConfig config;
    private final List<Tensor> kernels = new ArrayList<>();
    private final List<BatchNorm> norms = new ArrayList<>();
    private final Tensor output;

    public DcganDiscriminator(DcganConfig config, Initializer init) {
        this.config = config;
        for (int stage = 1; stage <= config.stages(); stage++) {
            int in = config.channelsAt(stage - 1);
            int out = config.channelsAt(stage);
            String number = stage == 1 ? "" : Integer.toString(stage);
            kernels.add(parameter("dw" + number, init.normal(DcganNorm.DEVIATION, 5, 5, in, out)));
            if (stage > 1) {
                norms.add(child("dn" + number, DcganNorm.of(out, init)));
            }
        }
        long flat =
                (long) DcganConfig.START * DcganConfig.START * config.channelsAt(config.stages());
        output = parameter("dwy", init.normal(DcganNorm.DEVIATION, flat, 1));
    }

    /**
     * @param images (B, side, side, channels) in [-1, 1]
     * @return logits (B, 1)
     */
    @Override
    public Tensor forward(Tensor images) {
        int side = config.side();
        if (!Arrays.equals(
                images.shape(), new long[] {images.size(0), side, side, config.channels()})) {
            throw new IllegalArgumentException(
                    "images of shape %s: expected (batch, %d, %d, %d)"
                            .formatted(
                                    Arrays.toString(images.shape()),
                                    side,
                                    side,
                                    config.channels()));
        }
        Tensor x = images;
        for (int i = 0; i < kernels.size(); i++) {
            x = Convolutions.conv2d(x, kernels.get(i), null, HALVING); // H / 2, W / 2
            x = (i == 0 ? x : norms.get(i - 1).forward(x)).leakyRelu(SLOPE);
        }
        return x.reshape(x.size(0), -1).matmul(output);
    }
}
