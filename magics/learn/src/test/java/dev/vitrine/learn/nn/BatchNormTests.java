package dev.vitrine.learn.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.learn.checkpoint.Checkpoint;
import dev.vitrine.learn.optim.CheckpointAverage;
import dev.vitrine.learn.optim.Ema;
import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Device;
import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Tensor;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchNormTests {

    @TempDir Path folder;

    private static BatchNorm norm() {
        return new BatchNorm(3, 1e-8, 0.1, new Initializer(new Philox(1), DType.DOUBLE));
    }

    /** Channels with means of about 2 and deviations of about 3. */
    private static Tensor images(long seed) {
        return new Philox(seed).normal(DType.DOUBLE, 8, 4, 4, 3).mul(3).add(2);
    }

    private static double[] values(BatchNorm norm, String name) {
        return norm.arrays().get(name).toDoubleArray();
    }

    @Test
    void inTrainingEachChannelHasMeanZeroAndVarianceOne() {
        BatchNorm norm = norm();
        norm.train(new Philox(1));
        Tensor y = norm.forward(images(2));
        assertThat(y.mean(0, 1, 2).toDoubleArray()).containsOnly(new double[3], within(1e-12));
        assertThat(y.variance(false, 0, 1, 2).toDoubleArray())
                .containsOnly(new double[] {1, 1, 1}, within(1e-8));
    }

    @Test
    void runningAveragesMoveByTheMomentumAndServeAfterwards() {
        BatchNorm norm = norm();
        Tensor x = images(2);
        norm.train(new Philox(1));
        norm.forward(x);
        double mean = x.mean(0, 1, 2).toDoubleArray()[0];
        double unbiased = x.variance(false, 0, 1, 2).toDoubleArray()[0] * 128 / 127;
        assertThat(values(norm, "mean")[0]).isCloseTo(0.1 * mean, within(1e-12));
        assertThat(values(norm, "variance")[0]).isCloseTo(0.9 + 0.1 * unbiased, within(1e-12));

        norm.eval();
        double expected =
                (x.toDoubleArray()[0] - values(norm, "mean")[0])
                        / Math.sqrt(values(norm, "variance")[0] + 1e-8);
        assertThat(norm.forward(x).toDoubleArray()[0]).isCloseTo(expected, within(1e-12));
        assertThat(norm.forward(x.slice(0, 0, 1)).toDoubleArray())
                .containsExactly(norm.forward(x).slice(0, 0, 1).toDoubleArray(), within(1e-14));
        assertThat(values(norm, "mean")[0]).isCloseTo(0.1 * mean, within(1e-12));
    }

    @Test
    void buffersAreStateButNotParameters() {
        BatchNorm norm = norm();
        assertThat(norm.parameters()).containsOnlyKeys("scale", "bias");
        assertThat(norm.arrays().keySet()).containsExactly("scale", "bias", "mean", "variance");
        assertThat(norm.parameterCount()).isEqualTo(6);
        norm.train(new Philox(1));
        norm.forward(images(2));
        BatchNorm copy = norm();
        copy.load(norm.state());
        assertThat(copy.forward(images(3)).toDoubleArray())
                .isNotEqualTo(norm().forward(images(3)).toDoubleArray());
        norm.eval();
        assertThat(copy.forward(images(3)).toDoubleArray())
                .isEqualTo(norm.forward(images(3)).toDoubleArray());
        Map<String, Tensor> without = norm.state();
        without.remove("variance");
        assertThatThrownBy(() -> norm.load(without)).hasMessageContaining("- variance is missing");
    }

    @Test
    void buffersAreInFilesAndMoveWithTheModel() {
        BatchNorm norm = norm();
        norm.train(new Philox(1));
        norm.forward(images(2));
        norm.eval();
        double[] expected = norm.forward(images(3)).toDoubleArray();
        Path file = folder.resolve("norm.safetensors");
        Checkpoint.save(file, norm.arrays());
        BatchNorm read = norm();
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            checkpoint.loadInto(read);
        }
        assertThat(read.forward(images(3)).toDoubleArray()).isEqualTo(expected);

        Device java = Device.named("java");
        read.to(java);
        assertThat(read.forward(images(3).to(java)).toDoubleArray())
                .containsExactly(expected, within(1e-12));
    }

    @Test
    void averagesOfModelsAverageBuffersToo() {
        BatchNorm norm = norm();
        Ema ema = new Ema(norm, 0.5);
        CheckpointAverage mean = new CheckpointAverage(norm);
        mean.add();
        norm.train(new Philox(1));
        norm.forward(images(2));
        double now = values(norm, "mean")[0];
        ema.update();
        mean.add();
        ema.swap();
        assertThat(values(norm, "mean")[0]).isCloseTo(now / 2, within(1e-12));
        ema.swap();
        assertThat(values(norm, "mean")[0]).isEqualTo(now);
        mean.loadIntoModel();
        assertThat(values(norm, "mean")[0]).isCloseTo(now / 2, within(1e-12));
    }

    @Test
    void aShiftOfAChannelHasNoGradient() {
        BatchNorm norm = norm();
        norm.train(new Philox(1));
        Tensor x = images(2).detach().requiresGrad(true);
        norm.forward(x).mul(new Philox(5).normal(DType.DOUBLE, 8, 4, 4, 3)).sum().backward();
        assertThat(x.grad().sum(0, 1, 2).toDoubleArray())
                .containsOnly(new double[3], within(1e-10));
        assertThat(x.grad().abs().sum().item()).isGreaterThan(1);
    }
}
