package dev.vitrine.papers.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.learn.nn.Initializer;
import dev.vitrine.learn.nn.Layer;
import dev.vitrine.papers.GradientCheck;
import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GanTests {

    private final Initializer init = new Initializer(new Philox(3), DType.DOUBLE);

    private Tensor normal(long... shape) {
        return init.normal(1, shape).detach();
    }

    private static Gan points() {
        return Gan.of(GanConfig.points(3, 8, 2), GeneratorLoss.NON_SATURATING, GanNoise.NORMAL, 1);
    }

    private static List<double[]> values(Layer layer) {
        return layer.arrays().values().stream().map(Tensor::toDoubleArray).toList();
    }

    @Test
    void networksForMnistHaveThePapersParameters() {
        GanConfig mnist = GanConfig.mnist();
        assertThat(mnist.generatorParameters()).isEqualTo(2_503_984);
        assertThat(mnist.discriminatorParameters()).isEqualTo(1_231_441);
        Gan gan = Gan.of(mnist, GeneratorLoss.SATURATING, GanNoise.UNIFORM, 1);
        assertThat(gan.generator().parameterCount()).isEqualTo(2_503_984);
        assertThat(gan.discriminator().parameterCount()).isEqualTo(1_231_441);
        assertThat(gan.sample(2, new Philox(1)).toFloatArray()).hasSize(2 * 784);
    }

    @Test
    void aTurnOfTheDiscriminatorLeavesTheGeneratorWithoutGradient() {
        Gan gan = points();
        Tensor noise = gan.noise(6, new Philox(1));
        gan.discriminatorLoss(new Philox(2).normal(6, 2), noise).backward();
        assertThat(gan.generator().parameters().values()).allMatch(t -> t.grad() == null);
        assertThat(gan.discriminator().parameters().values()).allMatch(t -> t.grad() != null);
        gan.zeroGrad();
        gan.generatorLoss(noise).backward();
        assertThat(gan.generator().parameters().values()).allMatch(t -> t.grad() != null);
    }

    /** At the start both losses are near log 2 for each half: nobody can tell yet. */
    @Test
    void atTheStartTheDiscriminatorCannotTell() {
        Gan gan = Gan.of(GanConfig.mnist(), GeneratorLoss.NON_SATURATING, GanNoise.UNIFORM, 1);
        Tensor noise = gan.noise(4, new Philox(1));
        assertThat(gan.discriminatorLoss(new Philox(2).uniform(4, 784), noise).item())
                .isCloseTo(2 * Math.log(2), within(0.01));
        assertThat(gan.generatorLoss(noise).item()).isCloseTo(Math.log(2), within(0.01));
    }

    @Test
    void theGeneratorIsAFunctionOfItsNoise() {
        Gan gan = points();
        assertThat(gan.sample(5, new Philox(4)).toFloatArray())
                .isEqualTo(gan.sample(5, new Philox(4)).toFloatArray())
                .isNotEqualTo(gan.sample(5, new Philox(5)).toFloatArray());
        float[] same = gan.generator().forward(Tensor.zeros(2, 3)).toFloatArray();
        assertThat(same[0]).isEqualTo(same[2]);
        assertThat(same[1]).isEqualTo(same[3]);
        gan.train(new Philox(1));
        assertThatThrownBy(() -> gan.sample(5, new Philox(4))).hasMessageContaining("eval()");
    }

    @Test
    void maxoutTakesTheLargestPiece() {
        Maxout maxout = new Maxout(2, 1, 3, 0.5, init);
        maxout.load(
                Map.of(
                        "linear/kernel", Tensor.of(new double[] {1, 0, -1, 0, 1, -1}, 2, 3),
                        "linear/bias", Tensor.of(new double[] {0, 0, 0.5}, 3)));
        assertThat(maxout.forward(Tensor.of(new double[] {2, 1, -3, 1, 0, -4}, 3, 2)))
                .satisfies(y -> assertThat(y.shape()).containsExactly(3, 1))
                .satisfies(y -> assertThat(y.toDoubleArray()).containsExactly(2, 2.5, 4.5));
    }

    @Test
    void maxoutOfAPairOfOppositesIsTheAbsoluteValue() {
        Maxout maxout = new Maxout(1, 1, 2, 0.5, init);
        maxout.load(
                Map.of(
                        "linear/kernel", Tensor.of(new double[] {1, -1}, 1, 2),
                        "linear/bias", Tensor.zeros(DType.DOUBLE, 2)));
        Tensor x = normal(7, 1);
        assertThat(maxout.forward(x).toDoubleArray())
                .containsExactly(x.abs().toDoubleArray(), within(1e-15));
    }

    @Test
    void gradientsAgreeWithFiniteDifferences() {
        Maxout maxout = new Maxout(3, 4, 5, 0.5, init);
        GradientCheck.ofLayer(maxout, init, normal(6, 3), maxout::forward);
        GanConfig config =
                new GanConfig(
                        3, List.of(5), GanConfig.Range.SYMMETRIC, 4, List.of(4), 3, 0, 0, 0, 0.5);
        DenseGenerator generator = new DenseGenerator(config, init);
        GradientCheck.ofLayer(generator, init, normal(6, 3), generator::forward);
        DenseDiscriminator discriminator = new DenseDiscriminator(config, init);
        GradientCheck.ofLayer(discriminator, init, normal(6, 4), discriminator::forward);
    }

    /** Dropout keeps 0.8 of the input and scales it by 1.25. */
    @Test
    void dropoutOfTheDiscriminatorWorksInTrainingOnly() {
        Gan gan = Gan.of(GanConfig.mnist(), GeneratorLoss.NON_SATURATING, GanNoise.UNIFORM, 1);
        Tensor x = new Philox(2).uniform(3, 784);
        float[] before = gan.discriminator().forward(x).toFloatArray();
        gan.train(new Philox(1));
        assertThat(gan.discriminator().forward(x).toFloatArray()).isNotEqualTo(before);
        gan.eval();
        assertThat(gan.discriminator().forward(x).toFloatArray()).isEqualTo(before);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        Gan gan = points();
        assertThatThrownBy(() -> gan.generator().forward(Tensor.zeros(2, 4)))
                .hasMessageContaining("noise of shape [2, 4]: expected (batch, 3)");
        assertThatThrownBy(() -> gan.discriminator().forward(Tensor.zeros(2, 3)))
                .hasMessageContaining("examples of shape [2, 3]: expected (batch, 2)");
        assertThatThrownBy(() -> new Maxout(2, 3, 1, 0.1, init)).hasMessageContaining("1 pieces");
        assertThatThrownBy(() -> GanConfig.points(0, 3, 2)).hasMessageContaining("latent 0");
    }
}
