package dev.vitrine.papers.gan;

import dev.vitrine.learn.nn.BatchNorm;
import dev.vitrine.learn.nn.Initializer;
import dev.vitrine.tensor.Convolutions;
import dev.vitrine.tensor.Tensor;
import dev.vitrine.tensor.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * DCGAN's generator: noise is projected to a small image of many channels, which transposed
 * convolutions of stride 2 make larger; batch norm and ReLU between them, tanh at the end.
 */
public final class DcganGenerator extends GanGenerator {

    /** 5 x 5 pixels of stride 2, with a pixel less below and on the right: twice the size. */
    static final Window DOUBLING = Window.of(5).withStride(2).withPadding(2, 1, 2, 1);

    private final DcganConfig config;
    private final Tensor projection;
    private final BatchNorm projectionNorm;
    private final List<Tensor> kernels = new ArrayList<>();
    private final List<BatchNorm> norms = new ArrayList<>();

    public DcganGenerator(DcganConfig config, Initializer init) {
        super(config.latent());
        this.config = config;
        long projected = (long) DcganConfig.START * DcganConfig.START * top();
        projection = parameter("gw", init.normal(DcganNorm.DEVIATION, latent(), projected));
        projectionNorm = child("gn", DcganNorm.of(projected, init));
        for (int stage = config.stages(); stage > 0; stage--) {
            int in = config.channelsAt(stage);
            int out = config.channelsAt(stage - 1);
            String number = stage == 1 ? "x" : Integer.toString(kernels.size() + 2);
            kernels.add(parameter("gw" + number, init.normal(DcganNorm.DEVIATION, 5, 5, out, in)));
            if (stage > 1) {
                norms.add(child("gn" + number, DcganNorm.of(out, init)));
            }
        }
    }

    private int top() {
        return config.channelsAt(config.stages());
    }

    /**
     * @param noise z, (B, latent)
     * @return images (B, side, side, channels) in [-1, 1]
     */
    @Override
    public Tensor forward(Tensor noise) {
        requireNoise(noise);
        Tensor x = projectionNorm.forward(noise.matmul(projection)).relu();
        x = x.reshape(noise.size(0), DcganConfig.START, DcganConfig.START, top());
        for (int i = 0; i < kernels.size(); i++) {
            x = Convolutions.convTranspose2d(x, kernels.get(i), null, DOUBLING, 1); // 2 H, 2 W
            x = i < norms.size() ? norms.get(i).forward(x).relu() : x.tanh();
        }
        return x;
    }
}
