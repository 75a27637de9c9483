package dev.vitrine.papers.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.learn.nn.Initializer;
import dev.vitrine.papers.GradientCheck;
import dev.vitrine.papers.MovedModel;
import dev.vitrine.tensor.Convolutions;
import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DcganTests {

    private static final DcganConfig TINY = new DcganConfig("tiny", 16, 2, 2, 3);

    private final Initializer init = new Initializer(new Philox(7), DType.DOUBLE);

    private Tensor normal(long... shape) {
        return init.normal(1, shape).detach();
    }

    @Test
    void networksForFacesHaveThePapersParameters() {
        DcganConfig faces = DcganConfig.of("faces");
        assertThat(faces.generatorParameters()).isEqualTo(18_885_760);
        assertThat(faces.discriminatorParameters()).isEqualTo(17_232_768);
        for (DcganConfig config : new DcganConfig[] {TINY, DcganConfig.small(16)}) {
            Gan gan = Gan.of(config, 1);
            assertThat(gan.generator().parameterCount()).isEqualTo(config.generatorParameters());
            assertThat(gan.discriminator().parameterCount())
                    .isEqualTo(config.discriminatorParameters());
        }
    }

    @Test
    void theFirstKernelsHaveTheNamesOfTheCode() {
        Gan gan = Gan.of(TINY, 1);
        assertThat(gan.parameters().keySet())
                .contains(
                        "generator/gw",
                        "generator/gn/scale",
                        "generator/gw2",
                        "generator/gwx",
                        "discriminator/dw",
                        "discriminator/dw2",
                        "discriminator/dn2/bias",
                        "discriminator/dwy");
        assertThat(gan.parameters().get("generator/gw2").shape()).containsExactly(5, 5, 2, 4);
        assertThat(gan.parameters().get("generator/gwx").shape()).containsExactly(5, 5, 2, 2);
    }

    @Test
    void imagesAreAsLargeAsAskedForAndInTheRangeOfTanh() {
        for (int side : new int[] {8, 16, 32}) {
            Gan gan = Gan.of(DcganConfig.small(side), 1);
            Tensor images = gan.sample(3, new Philox(1));
            assertThat(images.shape()).containsExactly(3, side, side, 1);
            assertThat(Arrays.stream(images.abs().toDoubleArray()).max().orElseThrow())
                    .isBetween(0.001, 1.0);
            assertThat(gan.discriminator().forward(images).shape()).containsExactly(3, 1);
        }
    }

    /** Transposed convolution is the transpose: (conv x, y) = (x, convT y). */
    @Test
    void theGeneratorsStepIsTheTransposeOfTheDiscriminators() {
        Tensor kernel = normal(5, 5, 3, 2);
        Tensor large = normal(2, 8, 8, 3);
        Tensor small = normal(2, 4, 4, 2);
        double there =
                Convolutions.conv2d(large, kernel, null, DcganGenerator.DOUBLING)
                        .mul(small)
                        .sum()
                        .item();
        double back =
                Convolutions.convTranspose2d(small, kernel, null, DcganGenerator.DOUBLING, 1)
                        .mul(large)
                        .sum()
                        .item();
        assertThat(there).isCloseTo(back, within(1e-10));
    }

    @Test
    void gradientsAgreeWithFiniteDifferences() {
        DcganConfig tiny = new DcganConfig("tiny", 8, 1, 2, 2);
        DcganGenerator generator = new DcganGenerator(tiny, init);
        generator.train(new Philox(1));
        GradientCheck.ofLayer(generator, init, normal(3, 2), generator::forward);
        DcganDiscriminator discriminator =
                new DcganDiscriminator(new DcganConfig("tiny", 16, 1, 2, 2), init);
        discriminator.train(new Philox(1));
        GradientCheck.ofLayer(discriminator, init, normal(3, 16, 16, 1), discriminator::forward);
    }

    @Test
    void leakyReluKeepsAFifthOfWhatIsNegative() {
        Tensor x = Tensor.of(new double[] {-5, 3}, 2).requiresGrad(true);
        Tensor y = x.leakyRelu(0.2);
        assertThat(y.toDoubleArray()).containsExactly(-1, 3);
        GradientCheck.of(() -> x.leakyRelu(0.2).pow(2).sum(), Map.of("x", x));
    }

    @Test
    void inTrainingASampleDependsOnTheOthersAndAfterwardsNot() {
        Gan gan = Gan.of(DcganConfig.small(8), 1);
        Tensor noise = gan.noise(4, new Philox(1));
        gan.train(new Philox(1));
        float[] all = gan.generator().forward(noise).slice(0, 0, 2).toFloatArray();
        float[] two = gan.generator().forward(noise.slice(0, 0, 2)).toFloatArray();
        assertThat(Math.abs(all[30] - two[30])).isGreaterThan(1e-5f);
        gan.eval();
        assertThat(gan.generator().forward(noise.slice(0, 0, 2)).toFloatArray())
                .containsExactly(
                        gan.generator().forward(noise).slice(0, 0, 2).toFloatArray(),
                        within(1e-6f));
    }

    @Test
    void goOnOnAnotherDevice() {
        DcganConfig tiny = new DcganConfig("tiny", 16, 3, 2, 5);
        MovedModel.assertGoesOn(
                type -> new DcganDiscriminator(tiny, new Initializer(new Philox(1), type)),
                (model, images) -> model.forward(images.pad(1, 2, 2, 0).pad(2, 2, 2, 0)));
        MovedModel.assertGoesOn(
                type -> new DcganGenerator(tiny, new Initializer(new Philox(1), type)),
                (model, images) -> model.forward(images.reshape(3, -1).slice(1, 0, 5)));
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> DcganConfig.small(20)).hasMessageContaining("20 pixels");
        assertThatThrownBy(() -> DcganConfig.small(4)).hasMessageContaining("4 pixels");
        assertThatThrownBy(() -> DcganConfig.of("bedrooms")).hasMessageContaining("\"faces\"");
        assertThatThrownBy(
                        () -> Gan.of(TINY, 1).discriminator().forward(Tensor.zeros(2, 16, 16, 1)))
                .hasMessageContaining("expected (batch, 16, 16, 2)");
    }
}
