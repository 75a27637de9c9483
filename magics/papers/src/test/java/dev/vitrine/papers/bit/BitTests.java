package dev.vitrine.papers.bit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.learn.nn.GroupNorm;
import dev.vitrine.learn.nn.Initializer;
import dev.vitrine.learn.nn.Numerics;
import dev.vitrine.papers.GradientCheck;
import dev.vitrine.papers.bit.BitConfig.Root;
import dev.vitrine.papers.bit.BitConfig.Unit;
import dev.vitrine.tensor.Convolutions;
import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Normalization;
import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Tensor;
import dev.vitrine.tensor.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class BitTests {

    static final BitConfig TINY =
            new BitConfig("tiny", Root.LARGE, Unit.BOTTLENECK, List.of(2, 1), 16, 8, 3, 7);

    private static final double EPSILON = Numerics.FLAX.standardizationEpsilon();

    private final Philox random = new Philox(71);
    private final Initializer init = new Initializer(random, DType.DOUBLE);

    private Tensor normal(long... shape) {
        return init.normal(1, shape).detach();
    }

    @Nested
    class WeightStandardisation {

        private Tensor standardised(Tensor kernel) {
            return Normalization.weightStandardize(kernel, EPSILON);
        }

        @Test
        void givesEveryFilterMeanZeroAndDeviationOne() {
            Tensor kernel = standardised(normal(3, 3, 5, 4).mul(0.01).add(2));
            for (double mean : kernel.mean(0, 1, 2).toDoubleArray()) {
                assertThat(mean).isCloseTo(0, within(1e-6));
            }
            for (double square : kernel.mul(kernel).mean(0, 1, 2).toDoubleArray()) {
                assertThat(square).isCloseTo(1, within(1e-5));
            }
        }

        @Test
        void doesNotSeeScaleAndOffset() {
            Tensor kernel = normal(3, 3, 5, 4);
            assertThat(standardised(kernel.mul(7).add(-3)).toDoubleArray())
                    .containsExactly(standardised(kernel).toDoubleArray(), within(1e-8));
        }

        @Test
        void ofOneWeightAndOfZerosIsZero() {
            assertThat(standardised(normal(1, 1, 1, 6)).toDoubleArray()).containsOnly(0);
            assertThat(standardised(Tensor.zeros(DType.DOUBLE, 3, 3, 2, 2)).toDoubleArray())
                    .containsOnly(0);
        }

        /** √(variance + ε), not deviation + ε: of ±1e-5 the variance is as large as ε is. */
        @Test
        void addsItsEpsilonToTheVariance() {
            Tensor tiny = Tensor.of(new double[] {1e-5, -1e-5, -1e-5, 1e-5}, 2, 2, 1, 1);
            assertThat(standardised(tiny).toDoubleArray()[0])
                    .isCloseTo(Math.sqrt(0.5), within(1e-9));
        }

        /** What changes neither the mean nor the scale has no gradient. */
        @Test
        void hasAGradientAcrossOnesAndTheFilterItself() {
            Tensor kernel = normal(3, 3, 5, 2).requiresGrad(true);
            standardised(kernel).mul(normal(3, 3, 5, 2)).sum().backward();
            Tensor gradient = kernel.grad();
            double[] length = gradient.mul(gradient).sum(0, 1, 2).sqrt().toDoubleArray();
            double[] alongOnes = gradient.sum(0, 1, 2).toDoubleArray();
            double[] alongItself = gradient.mul(kernel.detach()).sum(0, 1, 2).toDoubleArray();
            for (int filter = 0; filter < 2; filter++) {
                assertThat(Math.abs(alongOnes[filter]) / length[filter]).isLessThan(1e-5);
                assertThat(Math.abs(alongItself[filter]) / length[filter]).isLessThan(1e-5);
            }
        }
    }

    @Nested
    class Norm {

        private final GroupNorm norm = new GroupNorm(12, 4, BitUnit.NORM_EPSILON, init);

        @Test
        void doesNotSeeScaleAndOffsetOfAnExample() {
            Tensor x = normal(2, 3, 3, 12);
            Tensor changed = Tensor.concat(0, x.slice(0, 0, 1), x.slice(0, 1, 2).mul(5).add(3));
            assertThat(norm.forward(changed).toDoubleArray())
                    .containsExactly(norm.forward(x).toDoubleArray(), within(1e-4));
        }

        @Test
        void doesNotSeeTheOtherExamples() {
            Tensor x = normal(3, 3, 3, 12);
            assertThat(norm.forward(x.slice(0, 1, 2)).toDoubleArray())
                    .containsExactly(norm.forward(x).slice(0, 1, 2).toDoubleArray(), within(1e-12));
        }

        /** Groups are consecutive: exchanging channels within one commutes, across two does not. */
        @Test
        void groupsConsecutiveChannels() {
            Map<String, Tensor> state = new LinkedHashMap<>();
            state.put("scale", normal(12));
            state.put("bias", normal(12));
            norm.load(state);
            Tensor x = normal(1, 2, 2, 12);
            int[] within = {2, 0, 1, 3, 4, 5, 8, 7, 6, 9, 11, 10};
            int[] across = {3, 1, 2, 0, 4, 5, 6, 7, 8, 9, 10, 11};
            Tensor expected = norm.forward(x);
            GroupNorm permuted = new GroupNorm(12, 4, BitUnit.NORM_EPSILON, init);
            for (int[] order : List.of(within, across)) {
                Map<String, Tensor> moved = new LinkedHashMap<>();
                state.forEach((name, value) -> moved.put(name, value.indexSelect(0, order)));
                permuted.load(moved);
                double[] result = permuted.forward(x.indexSelect(3, order)).toDoubleArray();
                double[] commuted = expected.indexSelect(3, order).toDoubleArray();
                if (order == within) {
                    assertThat(result).containsExactly(commuted, within(1e-10));
                } else {
                    assertThat(Math.abs(result[0] - commuted[0])).isGreaterThan(1e-3);
                }
            }
        }

        @Test
        void groupsMustDivideTheChannels() {
            assertThatThrownBy(() -> new GroupNorm(10, 4, 1e-5, init))
                    .hasMessageContaining("10 channels cannot be divided into 4 groups");
        }
    }

    /** The two borders differ where all values are negative. */
    @Test
    void borderBeforeTheMaximumIsZero() {
        Bit bit = new Bit(TINY, 1, DType.DOUBLE);
        Map<String, Tensor> state = bit.state();
        double[] kernel = new double[7 * 7 * 3 * 16];
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = i / (3 * 16) == 24 ? 10 : 0;
        }
        state.put("root_block/conv_root/kernel", Tensor.of(kernel, 7, 7, 3, 16));
        bit.load(state);
        // Dark where a kernel has its middle, so that the sum is below zero.
        double[] pixels = new double[16 * 16 * 3];
        for (int i = 0; i < pixels.length; i++) {
            boolean middle = i / 3 / 16 % 2 == 0 && i / 3 % 16 % 2 == 0;
            pixels[i] = middle ? -1 : 1;
        }
        Tensor image = Tensor.of(pixels, 1, 16, 16, 3);
        Tensor root =
                Convolutions.conv2d(
                        image,
                        Normalization.weightStandardize(
                                state.get("root_block/conv_root/kernel"), EPSILON),
                        null,
                        Window.of(7).withStride(2).withPadding(3));
        assertThat(Arrays.stream(root.toDoubleArray()).max().orElseThrow()).isNegative();
        double[] pooled = bit.rooted(image).toDoubleArray();
        assertThat(pooled).hasSize(4 * 4 * 16);
        for (int y = 0; y < 4; y++) {
            for (int x = 0; x < 4; x++) {
                double value = pooled[(y * 4 + x) * 16];
                if (y == 0 || x == 0) {
                    assertThat(value).isZero();
                } else {
                    assertThat(value).isNegative();
                }
            }
        }
        double[] endless =
                Convolutions.maxPool(root, Window.of(3).withStride(2).withPadding(1))
                        .toDoubleArray();
        assertThat(Arrays.stream(endless).max().orElseThrow()).isNegative();
        Bit open = new Bit(bit.config().withRoot(Root.LARGE_OPEN), 1, DType.DOUBLE);
        open.load(state);
        assertThat(open.rooted(image).toDoubleArray()).isEqualTo(endless);
    }

    @Nested
    class Shortcut {

        private BitUnit withoutBranch(int in, int out, int stride) {
            BitUnit unit = new BitUnit(Unit.BOTTLENECK, in, 4, out, stride, 4, init);
            Map<String, Tensor> state = unit.state();
            state.put("conv3/kernel", Tensor.zeros(DType.DOUBLE, 1, 1, 4, out));
            unit.load(state);
            return unit;
        }

        /** A kernel of zeros stays zero when standardised, so the input is all that is left. */
        @Test
        void isTheInputItselfWhereNothingChanges() {
            Tensor x = normal(2, 5, 5, 16);
            assertThat(withoutBranch(16, 16, 1).forward(x).toDoubleArray())
                    .isEqualTo(x.toDoubleArray());
        }

        /**
         * The projection sees what the first norm and activation give, which no scaling changes.
         */
        @Test
        void isProjectedFromTheNormedInputWhereChannelsOrSidesChange() {
            Tensor x = normal(2, 6, 6, 16);
            for (BitUnit unit : List.of(withoutBranch(16, 8, 1), withoutBranch(16, 16, 2))) {
                double[] plain = unit.forward(x).toDoubleArray();
                assertThat(unit.parameters()).containsKey("conv_proj/kernel");
                assertThat(unit.forward(x.mul(3)).toDoubleArray())
                        .containsExactly(plain, within(1e-3));
            }
            assertThat(withoutBranch(16, 16, 2).forward(x).shape()).containsExactly(2, 3, 3, 16);
        }
    }

    /** 224 pixels, 112 after the root's convolution, 56 after its maximum, 7 after four blocks. */
    @Test
    void sidesAreHalvedByRootAndBlocks() {
        Tensor image = Tensor.zeros(DType.DOUBLE, 1, 224, 224, 3);
        assertThat(new StdConv(7, 3, 4, 2, init).forward(image).shape())
                .containsExactly(1, 112, 112, 4);
        List<Long> sides = new ArrayList<>();
        for (int blocks = 1; blocks <= 4; blocks++) {
            Bit bit =
                    new Bit(
                            new BitConfig(
                                    "narrow",
                                    Root.LARGE,
                                    Unit.BOTTLENECK,
                                    List.of(2, 1, 2, 1).subList(0, blocks),
                                    4,
                                    2,
                                    3,
                                    2),
                            0,
                            DType.DOUBLE);
            assertThat(bit.rooted(image).shape()).containsExactly(1, 56, 56, 4);
            Tensor map = bit.map(image);
            assertThat(map.size(2)).isEqualTo(map.size(1));
            assertThat(map.size(3)).isEqualTo(bit.config().features());
            sides.add(map.size(1));
        }
        assertThat(sides).containsExactly(56L, 28L, 14L, 7L);
        assertThat(new Bit(BitConfig.small(), 0).features(Tensor.zeros(2, 28, 28, 1)).shape())
                .containsExactly(2, 64);
    }

    @Test
    void gradientsAgreeWithFiniteDifferences() {
        StdConv convolution = new StdConv(3, 4, 4, 2, init);
        GroupNorm norm = new GroupNorm(4, 2, BitUnit.NORM_EPSILON, init);
        Tensor x = normal(2, 5, 5, 4).requiresGrad(true);
        Tensor weights = normal(2, 3, 3, 4);
        Map<String, Tensor> leaves = new LinkedHashMap<>();
        leaves.put("x", x);
        leaves.put("kernel", convolution.parameters().get("kernel"));
        leaves.putAll(norm.parameters());
        GradientCheck.of(
                () -> norm.forward(convolution.forward(x)).tanh().mul(weights).sum(), leaves);
    }

    @Test
    void startsWithLecunKernelsPlainNormsAndAHeadOfZeros() {
        Map<String, Tensor> start = new Bit(BitConfig.small(), 0).parameters();
        double[] kernel = start.get("block3/unit01/conv2/kernel").toDoubleArray();
        double squares = Arrays.stream(kernel).map(weight -> weight * weight).sum();
        assertThat(squares / kernel.length * 9 * 64).isCloseTo(1, within(0.05));
        assertThat(start.get("block3/unit01/gn2/scale").toFloatArray()).containsOnly(1);
        assertThat(start.get("block3/unit01/gn2/bias").toFloatArray()).containsOnly(0);
        assertThat(start.get("head/kernel").toFloatArray()).containsOnly(0);
        assertThat(start.get("head/bias").toFloatArray()).containsOnly(0);
    }

    @Test
    void zeroHeadGivesTheLossOfGuessingAndKeepsTheBody() {
        Bit upstream = new Bit(BitConfig.small().withClasses(20), 3);
        Tensor images = new Philox(1).normal(4, 28, 28, 1);
        assertThat(upstream.forward(images).toFloatArray()).containsOnly(0);
        Bit downstream = upstream.forClasses(10);
        assertThat(downstream.forward(images).shape()).containsExactly(4, 10);
        assertThat(downstream.features(images).toFloatArray())
                .isEqualTo(upstream.features(images).toFloatArray());
        assertThatThrownBy(() -> upstream.forward(Tensor.zeros(1, 28, 28, 3)))
                .hasMessageContaining("[1, 28, 28, 3]");
    }

    /**
     * One convolution of BiT with its norm, and the same with batch norm: gradients of eight parts
     * of a batch, averaged, against that of the whole.
     */
    @Test
    void batchNormWouldMakeMicroBatchesAnotherTraining() {
        StdConv convolution = new StdConv(3, 2, 8, 1, init);
        Tensor images = normal(64, 6, 6, 2);
        Tensor targets = normal(64, 6, 6, 8);
        GroupNorm group = new GroupNorm(8, 4, BitUnit.NORM_EPSILON, init);
        UnaryOperator<Tensor> batch =
                x -> Normalization.batchNorm(x, null, null, BitUnit.NORM_EPSILON, null);

        assertThat(differenceOfParts(convolution, group::forward, images, targets))
                .isLessThan(1e-10);
        assertThat(differenceOfParts(convolution, batch, images, targets)).isGreaterThan(1e-2);
    }

    private static double differenceOfParts(
            StdConv convolution, UnaryOperator<Tensor> norm, Tensor images, Tensor targets) {
        double[] whole = gradient(convolution, norm, images, targets, 64);
        double[] parts = gradient(convolution, norm, images, targets, 8);
        double largest = Arrays.stream(whole).map(Math::abs).max().orElseThrow();
        double difference = 0;
        for (int i = 0; i < whole.length; i++) {
            difference = Math.max(difference, Math.abs(whole[i] - parts[i]));
        }
        return difference / largest;
    }

    private static double[] gradient(
            StdConv convolution,
            UnaryOperator<Tensor> norm,
            Tensor images,
            Tensor targets,
            int size) {
        convolution.zeroGrad();
        for (int i = 0; i < 64; i += size) {
            norm.apply(convolution.forward(images.slice(0, i, i + size)))
                    .relu()
                    .mul(targets.slice(0, i, i + size))
                    .mean()
                    .mul(size / 64.0)
                    .backward();
        }
        return convolution.parameters().get("kernel").grad().toDoubleArray();
    }

    /**
     * An image does not depend on its batch, so gradients of parts sum up to those of the whole.
     */
    @Test
    void gradientsOfAMicroBatchAreAPartOfThoseOfTheBatch() {
        Bit bit = new Bit(BitConfig.small(), 2, DType.DOUBLE);
        Map<String, Tensor> state = bit.state();
        state.put("head/kernel", normal(64, 10));
        bit.load(state);
        Tensor images = normal(8, 28, 28, 1);
        Tensor targets = Tensor.oneHot(10, 0, 1, 2, 3, 4, 5, 6, 7).to(DType.DOUBLE);
        bit.forward(images).softmaxCrossEntropy(targets).backward();
        Map<String, double[]> whole = new LinkedHashMap<>();
        bit.parameters().forEach((name, p) -> whole.put(name, p.grad().toDoubleArray()));
        bit.zeroGrad();
        for (int i = 0; i < 8; i += 2) {
            bit.forward(images.slice(0, i, i + 2))
                    .softmaxCrossEntropy(targets.slice(0, i, i + 2))
                    .mul(0.25)
                    .backward();
        }
        bit.parameters()
                .forEach(
                        (name, p) ->
                                assertThat(p.grad().toDoubleArray())
                                        .as(name)
                                        .containsExactly(whole.get(name), within(1e-10)));
    }
}
