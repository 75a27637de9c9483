package dev.vitrine.bench;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import dev.vitrine.bench.Array.Role;
import dev.vitrine.tensor.Activation;
import dev.vitrine.tensor.AttentionMask;
import dev.vitrine.tensor.Convolutions;
import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Device;
import dev.vitrine.tensor.DeviceInfo;
import dev.vitrine.tensor.Interpolation;
import dev.vitrine.tensor.LinearAlgebra;
import dev.vitrine.tensor.Losses;
import dev.vitrine.tensor.Normalization;
import dev.vitrine.tensor.Recurrence;
import dev.vitrine.tensor.Recurrence.LstmOutput;
import dev.vitrine.tensor.Recurrence.LstmState;
import dev.vitrine.tensor.Tensor;
import dev.vitrine.tensor.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Operations that DJL does not bind, and whole models, against libtorch: values and gradients of
 * all arguments, on each usable device. The tensors' own tests have the operations that it binds.
 *
 * <p>The loss is the sum of the result's elements times factors that count as an argument, so that
 * their gradient is the result.
 */
class OperationParityTests {

    /** Of a difference to the length of what is compared, in single precision. */
    private static final double TOLERANCE = 1e-4;

    private static final String HEAD =
            "def forward(self: __torch__.Functions, x: List[Tensor], w: List[Tensor]) -> Tensor:\n";

    private final Device before = Device.current();

    @BeforeAll
    static void startLibtorch() {
        Libtorch.start();
    }

    @AfterEach
    void restoreDevice() {
        Device.use(before);
    }

    /**
     * The same function on both sides.
     *
     * @param lines of TorchScript that make y of the arguments a, b, c and so on, images with their
     *     channels first
     * @param result shape and layout of y, its values being the factors
     */
    private record Case(
            String name,
            Function<Tensor[], Tensor> ours,
            String lines,
            Array result,
            Array... arguments) {

        Model model() {
            List<Array> all = new ArrayList<>(List.of(arguments));
            all.add(result);
            StringBuilder script = new StringBuilder(HEAD);
            for (int i = 0; i < arguments.length; i++) {
                script.append("  ").append((char) ('a' + i)).append(" = w[" + i + "]\n");
            }
            script.append(lines.indent(2));
            script.append("  return torch.sum(torch.mul(y, w[" + arguments.length + "]))\n");
            Model.Loss loss =
                    (x, w) -> {
                        Tensor y = ours.apply(w.toArray(Tensor[]::new));
                        return y.mul(w.get(arguments.length)).sum();
                    };
            return new Model(
                    name,
                    List.of(Array.full(0, 1)),
                    all,
                    List.of(new Model.Phase(loss, "forward", 0, all.size())),
                    script.toString());
        }
    }

    private static Array plain(long... shape) {
        return array(Role.PLAIN, shape);
    }

    private static Array images(long... shape) {
        return array(Role.IMAGES, shape);
    }

    /** Other numbers for every shape. */
    private static Array array(Role role, long... shape) {
        return Array.normal(role, 1, java.util.Arrays.hashCode(shape), shape);
    }

    @TestFactory
    Stream<DynamicTest> operationsAgreeOnEveryDevice() {
        List<Case> cases = new ArrayList<>();
        addTransposedConvolutions(cases);
        addImages(cases);
        addNorms(cases);
        addElements(cases);
        addAttention(cases);
        addRecurrence(cases);
        addLinearAlgebra(cases);
        return onEveryDevice(cases.stream().map(Case::model).toList());
    }

    @TestFactory
    Stream<DynamicTest> smallModelsAgreeOnEveryDevice() {
        return onEveryDevice(Stream.of(TrainedModel.values()).map(TrainedModel::small).toList());
    }

    private static Stream<DynamicTest> onEveryDevice(List<Model> models) {
        return Device.list().stream()
                .filter(DeviceInfo::usable)
                .flatMap(
                        device ->
                                models.stream()
                                        .map(
                                                model ->
                                                        DynamicTest.dynamicTest(
                                                                device.name() + ": " + model.name(),
                                                                () ->
                                                                        compare(
                                                                                device.name(),
                                                                                model))));
    }

    private static void compare(String device, Model model) {
        Device.use(Device.named(device));
        try (NDManager manager = NDManager.newBaseManager(ai.djl.Device.cpu(), "PyTorch")) {
            VitrineModel ours = new VitrineModel(model);
            LibtorchModel theirs = new LibtorchModel(model, manager);
            for (Model.Phase phase : model.phases()) {
                List<float[]> found = ours.gradients(phase);
                List<float[]> expected = theirs.gradients(phase);
                double longest =
                        expected.stream().mapToDouble(ModelComparison::norm).max().orElse(0);
                for (int i = 0; i < found.size(); i++) {
                    float[] difference = found.get(i).clone();
                    for (int j = 0; j < difference.length; j++) {
                        difference[j] -= expected.get(i)[j];
                    }
                    // Some gradients of models are nothing but rounding.
                    double length = Math.max(ModelComparison.norm(expected.get(i)), 1e-2 * longest);
                    assertThat(ModelComparison.norm(difference))
                            .as("gradient of argument " + i)
                            .isLessThanOrEqualTo(TOLERANCE * length);
                }
            }
        }
    }

    private static void addTransposedConvolutions(List<Case> cases) {
        Window three = Window.of(3).withPadding(1);
        Window four = Window.of(4).withStride(2).withPadding(1);
        Window twice = Window.of(3).withStride(2);
        cases.add(transposed("3×3", three, 1, 8, 16));
        cases.add(transposed("4×4, stride", four, 1, 16, 8));
        cases.add(transposed("4×4, stride, three channels", four, 1, 16, 3));
        // What libtorch calls an output padding of 1 is one row less of padding at the end.
        cases.add(transposed("output padding", twice.withPadding(1, 0, 1, 0), 1, 8, 16));
        cases.add(
                transposed("output padding to the right", twice.withPadding(1, 1, 1, 0), 1, 4, 5));
        cases.add(transposed("dilation", three.withDilation(2).withPadding(2), 1, 8, 16));
        cases.add(
                transposed(
                        "stride, dilation and output padding",
                        twice.withDilation(2).withPadding(2, 1, 2, 1),
                        1,
                        6,
                        7));
        cases.add(transposed("groups", four, 2, 16, 32));
        cases.add(transposed("depthwise", three, 8, 8, 8));
        cases.add(transposed("groups, stride, dilation", twice.withDilation(2), 3, 6, 9));
        cases.add(transposed("1×1", Window.of(1), 1, 16, 24));
        cases.add(transposed("1×1, stride", Window.of(1).withStride(2), 1, 16, 24));
        cases.add(transposed("windows apart", Window.of(2).withStride(3), 1, 16, 16));
        Window flat = new Window(2, 5, 1, 2, 1, 1, 2, 1, 1, 1);
        cases.add(transposed("rectangular", flat, 1, 4, 6));
        cases.add(
                new Case(
                        "transposed convolution of sequences",
                        t ->
                                Convolutions.convTranspose1d(
                                        t[0],
                                        t[1],
                                        t[2],
                                        Window.line(4).withStride(2).withPadding(1),
                                        2),
                        """
                        u = torch.transpose(a, 1, 2)
                        v = torch.permute(b, [2, 1, 0])
                        y = torch.transpose(torch.conv_transpose1d(u, v, c, [2], [1], [0], 2, [1]), 1, 2)
                        """,
                        plain(3, 18, 10),
                        plain(3, 9, 4),
                        plain(4, 5, 4),
                        plain(10)));
    }

    private static Case transposed(String name, Window window, int groups, long in, long out) {
        long height = 6;
        long width = 5;
        String lines =
                "y = torch.conv_transpose2d(a, b, c, [%d, %d], [%d, %d], [%d, %d], %d, [%d, %d])"
                        .formatted(
                                window.strideY(),
                                window.strideX(),
                                window.top(),
                                window.left(),
                                window.top() - window.bottom(),
                                window.left() - window.right(),
                                groups,
                                window.dilationY(),
                                window.dilationX());
        return new Case(
                "transposed convolution, " + name,
                t -> Convolutions.convTranspose2d(t[0], t[1], t[2], window, groups),
                lines,
                images(3, window.inHeight(height), window.inWidth(width), out),
                images(3, height, width, in),
                array(Role.CONVOLUTION, window.height(), window.width(), out / groups, in),
                plain(out));
    }

    private static void addImages(List<Case> cases) {
        Array small = images(2, 7, 6, 3);
        Array large = images(2, 4, 11, 3);
        cases.add(resize("nearest", Interpolation.NEAREST, false, "_upsample_nearest_exact2d", ""));
        cases.add(resize("linear", Interpolation.LINEAR, false, "upsample_bilinear2d", ", False"));
        cases.add(
                resize(
                        "corners",
                        Interpolation.ALIGNED_LINEAR,
                        false,
                        "upsample_bilinear2d",
                        ", True"));
        cases.add(
                resize(
                        "antialiased",
                        Interpolation.LINEAR,
                        true,
                        "_upsample_bilinear2d_aa",
                        ", False"));
        cases.add(resize("cubic", Interpolation.CUBIC, true, "_upsample_bicubic2d_aa", ", False"));
        cases.add(
                new Case(
                        "resize, areas",
                        t -> Convolutions.resize(t[0], 2, 3, Interpolation.AREA, false),
                        "y = torch.adaptive_avg_pool2d(a, [2, 3])",
                        images(2, 2, 3, 3),
                        images(2, 8, 6, 3)));
        Window window = new Window(3, 2, 2, 1, 1, 1, 0, 0, 1, 2);
        cases.add(
                new Case(
                        "largest of windows with dilation",
                        t -> Convolutions.maxPool(t[0], window),
                        "y = torch.max_pool2d(a, [3, 2], [2, 1], [1, 0], [1, 2])",
                        images(2, 4, 4, 3),
                        small));
        cases.add(
                new Case(
                        "global pools",
                        t ->
                                Convolutions.globalMaxPool(t[0])
                                        .add(Convolutions.globalAveragePool(t[0])),
                        "y = torch.add(torch.amax(a, [2, 3]), torch.mean(a, [2, 3]))",
                        plain(2, 3),
                        large));
        cases.add(
                new Case(
                        "convolution with uneven padding",
                        t ->
                                Convolutions.conv2d(
                                        t[0],
                                        t[1],
                                        t[2],
                                        Window.of(3).withStride(2).withSamePadding(8, 6)),
                        """
                        u = torch.constant_pad_nd(a, [0, 1, 0, 1], 0)
                        y = torch.conv2d(u, b, c, [2, 2], [0, 0], [1, 1], 1)
                        """,
                        images(2, 4, 3, 16),
                        images(2, 8, 6, 4),
                        array(Role.CONVOLUTION, 3, 3, 4, 16),
                        plain(16)));
    }

    private static Case resize(
            String name, Interpolation how, boolean antialias, String function, String corners) {
        return new Case(
                "resize, " + name,
                t -> Convolutions.resize(t[0], 4, 11, how, antialias),
                "y = torch." + function + "(a, [4, 11]" + corners + ", None, None)",
                images(2, 4, 11, 3),
                images(2, 7, 6, 3));
    }

    private static void addNorms(List<Case> cases) {
        cases.add(
                new Case(
                        "group norm",
                        t -> Normalization.groupNorm(t[0], 4, t[1], t[2], 1e-5),
                        "y = torch.group_norm(a, 4, b, c, 1e-05)",
                        images(3, 5, 7, 16),
                        images(3, 5, 7, 16),
                        plain(16),
                        plain(16)));
        cases.add(
                new Case(
                        "RMS norm",
                        t -> Normalization.rmsNorm(t[0], t[1], 1e-5),
                        "y = torch.rms_norm(a, [19], b, 1e-05)",
                        plain(5, 3, 19),
                        plain(5, 3, 19),
                        plain(19)));
        cases.add(
                new Case(
                        "weight standardisation",
                        t -> Normalization.weightStandardize(t[0], 1e-10),
                        """
                        v, m = torch.var_mean(a, [1, 2, 3], False, True)
                        y = (a - m) * torch.rsqrt(v + 1e-10)
                        """,
                        array(Role.CONVOLUTION, 3, 3, 4, 8),
                        array(Role.CONVOLUTION, 3, 3, 4, 8)));
        cases.add(
                new Case(
                        "variance",
                        t -> t[0].variance(true, 0, 2),
                        "y = torch.var(a, [0, 2], False, True)",
                        plain(1, 4, 1),
                        plain(3, 4, 5)));
        cases.add(
                new Case(
                        "standard deviation",
                        t -> t[0].std(false, 1),
                        "y = torch.std(a, [1], False, False)",
                        plain(3, 5),
                        plain(3, 4, 5)));
    }

    private static void addElements(List<Case> cases) {
        Array plane = plain(7, 33);
        cases.add(
                new Case(
                        "leaky ReLU",
                        t -> t[0].leakyRelu(0.2),
                        "y = torch.leaky_relu(a, 0.2)",
                        plane,
                        plane));
        cases.add(new Case("SiLU", t -> t[0].silu(), "y = torch.silu(a)", plane, plane));
        cases.add(
                new Case(
                        "round, straight through",
                        t -> t[0].straightThrough(t[0].mul(3).round()),
                        "y = a + torch.detach(torch.round(a * 3) - a)",
                        plane,
                        plane));
        cases.add(
                new Case(
                        "log of a sum of exponentials",
                        t -> t[0].logSumExp(0),
                        "y = torch.logsumexp(a, [0], False)",
                        plain(33),
                        plane));
        cases.add(
                new Case(
                        "broadcast",
                        t -> t[0].broadcastTo(4, 3, 5).mul(t[1]),
                        "y = torch.mul(torch.expand(a, [4, 3, 5]), b)",
                        plain(4, 3, 5),
                        plain(3, 1),
                        plain(4, 3, 5)));
        cases.add(
                new Case(
                        "another type and back",
                        t -> t[0].to(DType.DOUBLE).exp().to(DType.FLOAT),
                        "y = torch.to(torch.exp(torch.to(a, 7)), 6)",
                        plane,
                        plane));
        cases.add(
                new Case(
                        "split",
                        t -> t[0].split(1, 2, 3).get(1).mul(t[0].split(1, 3, 2).get(0)),
                        "y = torch.slice(a, 1, 2, 5) * torch.slice(a, 1, 0, 3)",
                        plain(4, 3),
                        plain(4, 5)));
        cases.add(
                new Case(
                        "scatterAdd",
                        t -> t[0].scatterAdd(1, t[1], 1, 1, 0, 2),
                        """
                        i = torch.reshape(torch.tensor([1, 1, 0, 2]), [2, 2])
                        y = torch.scatter_add(a, 1, i, b)
                        """,
                        plain(2, 3),
                        plain(2, 3),
                        plain(2, 2)));
        cases.add(
                new Case(
                        "einsum",
                        t -> Tensor.einsum("bqd,bkd->bkq", t[0], t[1]),
                        "y = torch.einsum(\"bqd,bkd->bkq\", [a, b])",
                        plain(3, 6, 4),
                        plain(3, 4, 5),
                        plain(3, 6, 5)));
        cases.add(
                new Case(
                        "sigmoid cross-entropy",
                        t -> t[0].sigmoidCrossEntropy(t[0].detach().mul(2).sigmoid()),
                        """
                        t = torch.sigmoid(torch.detach(a) * 2)
                        y = torch.binary_cross_entropy_with_logits(a, t, None, None, 2) / 7
                        """,
                        plain(),
                        plane));
        cases.add(
                new Case(
                        "mean squared error",
                        t -> Losses.meanSquaredError(t[0], t[1]),
                        "y = torch.mse_loss(a, b)",
                        plain(),
                        plane,
                        plain(7, 33)));
        for (Activation activation :
                List.of(
                        Activation.RELU,
                        Activation.SILU,
                        Activation.GELU_TANH,
                        Activation.GELU_ERF)) {
            String function =
                    switch (activation) {
                        case GELU_TANH -> "gelu(torch.linear(a, b, c), approximate=\"tanh\")";
                        case GELU_ERF -> "gelu(torch.linear(a, b, c))";
                        default ->
                                activation.name().toLowerCase(java.util.Locale.ROOT)
                                        + "(torch.linear(a, b, c))";
                    };
            cases.add(
                    new Case(
                            "linear, " + activation,
                            t -> t[0].linear(t[1], t[2], activation),
                            "y = torch." + function,
                            plain(5, 9, 33),
                            plain(5, 9, 17),
                            array(Role.LINEAR, 17, 33),
                            plain(33)));
        }
    }

    private static void addAttention(List<Case> cases) {
        cases.add(masked("none", AttentionMask.none(), "torch.lt(k, 0)", 5));
        cases.add(masked("causal", AttentionMask.causal(), "torch.gt(k, q)", 5));
        cases.add(masked("causal, one token", AttentionMask.causal(), "torch.gt(k, q)", 1));
        cases.add(
                masked(
                        "prefix",
                        AttentionMask.prefix(2),
                        "torch.logical_and(torch.gt(k, 2), torch.gt(k, q))",
                        70));
        cases.add(
                masked(
                        "keys",
                        AttentionMask.keys(3, 2).and(AttentionMask.causal()),
                        "torch.logical_or(torch.gt(k, q), torch.gt(k, 4 - torch.cumsum(torch.ones_like(s), 0)))",
                        5));
    }

    /** k and q count from 1. */
    private static Case masked(String name, AttentionMask mask, String forbidden, long tokens) {
        Array heads = plain(2, 3, tokens, 4);
        return new Case(
                "attention, " + name,
                t -> Tensor.attention(t[0], t[1], t[2], mask),
                """
                s = torch.matmul(a, torch.transpose(b, 2, 3)) / 2
                k = torch.cumsum(torch.ones_like(s), 3)
                q = torch.cumsum(torch.ones_like(s), 2)
                p = torch.softmax(torch.masked_fill(s, %s, -1e30), 3)
                y = torch.matmul(p, c)
                """
                        .formatted(forbidden),
                heads,
                heads,
                plain(2, 3, tokens, 4),
                plain(2, 3, tokens, 4));
    }

    private static void addRecurrence(List<Case> cases) {
        for (long[] sizes : new long[][] {{3, 7, 5, 6}, {1, 1, 1, 1}, {20, 9, 16, 48}}) {
            long b = sizes[0];
            long t = sizes[1];
            long in = sizes[2];
            long h = sizes[3];
            Array x = plain(b, t, in);
            Array state = plain(b, h);
            cases.add(
                    new Case(
                            "LSTM from a state, " + b + "x" + t + "x" + h,
                            a -> states(Recurrence.lstm(a[0], a[1], a[2], a[3], state(a))),
                            """
                            s = [torch.unsqueeze(e, 0), torch.unsqueeze(f, 0)]
                            o, g, i = torch.lstm(a, s, [b, c, d, torch.zeros_like(d)], True, 1, 0., False, False, True)
                            y = torch.cat([o, torch.transpose(g, 0, 1), torch.transpose(i, 0, 1)], 1)
                            """,
                            plain(b, t + 2, h),
                            x,
                            array(Role.LINEAR, in, 4 * h),
                            array(Role.LINEAR, h, 4 * h),
                            plain(4 * h),
                            state,
                            state));
            cases.add(
                    new Case(
                            "GRU from a state, " + b + "x" + t + "x" + h,
                            a -> Recurrence.gru(a[0], a[1], a[2], a[3], a[4], a[5]),
                            """
                            s = torch.unsqueeze(f, 0)
                            y, g = torch.gru(a, s, [b, c, d, e], True, 1, 0., False, False, True)
                            """,
                            plain(b, t, h),
                            x,
                            array(Role.LINEAR, in, 3 * h),
                            array(Role.LINEAR, h, 3 * h),
                            plain(3 * h),
                            plain(3 * h),
                            state));
        }
    }

    private static LstmState state(Tensor... a) {
        return new LstmState(a[4], a[5]);
    }

    /** Outputs of all steps, then the last hidden state and the last cell. */
    private static Tensor states(LstmOutput output) {
        long rows = output.outputs().size(0);
        long width = output.outputs().size(2);
        return Tensor.concat(
                1,
                output.outputs(),
                output.state().hidden().reshape(rows, 1, width),
                output.state().cell().reshape(rows, 1, width));
    }

    private static void addLinearAlgebra(List<Case> cases) {
        String positive = "p = torch.matmul(a, torch.transpose(a, 0, 1)) + torch.eye(5)\n";
        Array square = plain(5, 5);
        cases.add(
                new Case(
                        "solve",
                        t -> LinearAlgebra.solve(positive(t[0]), t[1]),
                        positive + "y = torch.linalg_solve(p, b)",
                        plain(5, 3),
                        square,
                        plain(5, 3)));
        cases.add(
                new Case(
                        "Cholesky",
                        t -> LinearAlgebra.cholesky(positive(t[0])),
                        positive + "y = torch.linalg_cholesky(p)",
                        square,
                        square));
        cases.add(
                new Case(
                        "eigenvalues and squares of eigenvectors",
                        t -> {
                            LinearAlgebra.Eigen eigen = LinearAlgebra.eigen(positive(t[0]));
                            return eigen.vectors().mul(eigen.vectors()).add(eigen.values());
                        },
                        positive + "v, q = torch.linalg_eigh(p)\ny = q * q + v",
                        square,
                        square));
        cases.add(
                new Case(
                        "singular values",
                        t -> LinearAlgebra.svd(t[0]).values(),
                        "y = torch.linalg_svdvals(a)",
                        plain(4),
                        plain(4, 7)));
    }

    private static Tensor positive(Tensor a) {
        Tensor eye = Tensor.oneHot(5, 0, 1, 2, 3, 4).to(a.device());
        return a.matmul(a, false, true).add(eye);
    }
}
