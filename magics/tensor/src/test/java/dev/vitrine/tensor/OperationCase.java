package dev.vitrine.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Every operation with shapes that are easy to get wrong: size 1, odd sizes, broadcasts, views. */
record OperationCase(
        String name, Function<Tensor[], Tensor> function, Domain domain, long[]... shapes) {

    /** Where the inputs are drawn from. */
    enum Domain {
        NORMAL,
        POSITIVE,
        PROBABILITY
    }

    Tensor[] inputs(DType dtype, long seed) {
        Philox random = new Philox(seed);
        Tensor[] inputs = new Tensor[shapes.length];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] =
                    switch (domain) {
                        case NORMAL -> random.normal(dtype, shapes[i]);
                        case POSITIVE, PROBABILITY -> random.uniform(dtype, shapes[i]).add(0.5);
                    };
        }
        return inputs;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(name);
        for (long[] shape : shapes) {
            text.append(' ').append(Shape.text(shape));
        }
        return text.toString();
    }

    static List<OperationCase> all() {
        List<OperationCase> cases = new ArrayList<>();
        addElementwise(cases);
        addProducts(cases);
        addShapes(cases);
        addReductions(cases);
        addRows(cases);
        addAttention(cases);
        SelectionCases.addTo(cases);
        ConvolutionCases.addTo(cases);
        NormalizationCases.addTo(cases);
        RecurrenceCases.addTo(cases);
        return cases;
    }

    /**
     * Sizes at which devices split work and take their fast paths; too many elements for
     * differences.
     */
    static List<OperationCase> large() {
        List<OperationCase> cases = new ArrayList<>();
        add(cases, "linear", x -> x[0].linear(x[1], x[2]), s(2, 50, 192), s(192, 577), s(577));
        add(
                cases,
                "linear GELU",
                x -> x[0].linear(x[1], x[2], Activation.GELU_TANH),
                s(3, 65, 96),
                s(96, 384),
                s(384));
        add(cases, "selfAttention", x -> x[0].selfAttention(3), s(4, 50, 576));
        add(
                cases,
                "selfAttention, long and causal",
                x -> x[0].selfAttention(1, AttentionMask.causal()),
                s(1, 420, 24));
        add(
                cases,
                "attention, long, with keys that none sees",
                x -> Tensor.attention(x[0], x[1], x[2], AttentionMask.keys(70, 0)),
                s(2, 1, 400, 8),
                s(2, 1, 400, 8),
                s(2, 1, 400, 16));
        add(cases, "attention, long", x -> Tensor.attention(x[0], x[0], x[0]), s(1, 2, 401, 8));
        add(cases, "layerNorm", x -> x[0].layerNorm(x[1], x[2], 1e-6), s(300, 193), s(193), s(193));
        add(cases, "softmax", x -> x[0].softmax(-1), s(301, 197));
        add(cases, "sum of rows", x -> x[0].sum(0, 1), s(7, 300, 65));
        add(cases, "sum", x -> x[0].sum(), s(100_003));
        add(cases, "mean of tokens", x -> x[0].mean(1), s(64, 50, 33));
        add(cases, "add a position", x -> x[0].add(x[1]), s(64, 50, 33), s(1, 50, 33));
        add(cases, "permute", x -> x[0].permute(2, 0, 3, 1, 4), s(4, 50, 3, 3, 64));
        add(cases, "gelu", x -> x[0].gelu(Gelu.TANH), s(20_011));
        add(cases, "matmul", x -> x[0].matmul(x[1]), s(129, 200), s(200, 130));
        // Rows of whole pages, which the gradient of the weight copies apart from each other.
        add(cases, "matmul, long rows", x -> x[0].matmul(x[1]), s(300, 1024), s(1024, 40));
        add(cases, "matmul, long columns", x -> x[0].matmul(x[1]), s(300, 40), s(40, 512));
        ConvolutionCases.addLargeTo(cases);
        NormalizationCases.addLargeTo(cases);
        RecurrenceCases.addLargeTo(cases);
        return cases;
    }

    static void add(
            List<OperationCase> cases,
            String name,
            Function<Tensor[], Tensor> f,
            long[]... shapes) {
        cases.add(new OperationCase(name, f, Domain.NORMAL, shapes));
    }

    static void addPositive(
            List<OperationCase> cases,
            String name,
            Function<Tensor[], Tensor> f,
            long[]... shapes) {
        cases.add(new OperationCase(name, f, Domain.POSITIVE, shapes));
    }

    static long[] s(long... shape) {
        return shape;
    }

    private static void addElementwise(List<OperationCase> cases) {
        long[][][] pairs = {
            {s(3, 5), s(3, 5)},
            {s(3, 5), s(5)},
            {s(3, 1), s(1, 7)},
            {s(2, 3, 4), s(3, 1)},
            {s(), s(2, 3)},
            {s(1), s(1, 1)},
            {s(2, 1, 3, 1), s(4, 1, 5)}
        };
        for (long[][] pair : pairs) {
            add(cases, "add", x -> x[0].add(x[1]), pair);
            add(cases, "sub", x -> x[0].sub(x[1]), pair);
            add(cases, "mul", x -> x[0].mul(x[1]), pair);
            add(cases, "maximum", x -> x[0].maximum(x[1]), pair);
            add(cases, "minimum", x -> x[0].minimum(x[1]), pair);
            add(cases, "ge", x -> x[0].mul(x[0].ge(x[1])).add(x[1]), pair);
            add(cases, "where", x -> Tensor.where(x[0].gt(x[1]), x[0], x[1].mul(x[1])), pair);
            addPositive(cases, "div", x -> x[0].div(x[1]), pair);
        }
        add(cases, "add itself", x -> x[0].add(x[0]), s(4));
        add(cases, "square by mul", x -> x[0].mul(x[0]), s(4));
        add(cases, "sub from itself", x -> x[0].sub(x[0]), s(4));
        for (long[] shape : new long[][] {s(), s(1), s(7, 11), s(3, 1, 5)}) {
            add(cases, "add number", x -> x[0].add(1.5), shape);
            add(cases, "sub number", x -> x[0].sub(1.5), shape);
            add(cases, "mul number", x -> x[0].mul(-2.5), shape);
            add(cases, "div number", x -> x[0].div(4), shape);
            add(cases, "neg", x -> x[0].neg(), shape);
            add(cases, "exp", x -> x[0].exp(), shape);
            addPositive(cases, "log", x -> x[0].log(), shape);
            addPositive(cases, "sqrt", x -> x[0].sqrt(), shape);
            add(cases, "tanh", x -> x[0].tanh(), shape);
            add(cases, "sigmoid", x -> x[0].sigmoid(), shape);
            add(cases, "relu", x -> x[0].relu(), shape);
            add(cases, "leakyRelu", x -> x[0].leakyRelu(0.2), shape);
            add(cases, "silu", x -> x[0].silu(), shape);
            add(cases, "gelu tanh", x -> x[0].gelu(Gelu.TANH), shape);
            add(cases, "gelu erf", x -> x[0].gelu(Gelu.ERF), shape);
            add(cases, "abs", x -> x[0].abs(), shape);
            add(cases, "softplus", x -> x[0].softplus(), shape);
            add(cases, "erf", x -> x[0].erf(), shape);
            add(cases, "sin", x -> x[0].sin(), shape);
            add(cases, "cos", x -> x[0].cos(), shape);
            add(cases, "round", x -> x[0].mul(10).round().add(x[0]), shape);
            add(cases, "clamp", x -> x[0].clamp(-0.5, 0.7), shape);
            addPositive(cases, "pow 2.5", x -> x[0].pow(2.5), shape);
            add(cases, "pow 3", x -> x[0].pow(3), shape);
            add(cases, "dropout", x -> x[0].dropout(0.3, new Philox(5)), shape);
        }
    }

    private static void addProducts(List<OperationCase> cases) {
        for (boolean ta : new boolean[] {false, true}) {
            for (boolean tb : new boolean[] {false, true}) {
                String name = "matmul " + (ta ? "T" : "N") + (tb ? "T" : "N");
                for (long[] mkn : new long[][] {{3, 5, 4}, {1, 7, 1}, {5, 1, 3}, {17, 9, 33}}) {
                    long[] a = ta ? s(mkn[1], mkn[0]) : s(mkn[0], mkn[1]);
                    long[] b = tb ? s(mkn[2], mkn[1]) : s(mkn[1], mkn[2]);
                    add(cases, name, x -> x[0].matmul(x[1], ta, tb), a, b);
                }
                add(
                        cases,
                        name,
                        x -> x[0].matmul(x[1], ta, tb),
                        ta ? s(2, 1, 4, 3) : s(2, 1, 3, 4),
                        tb ? s(5, 2, 4) : s(5, 4, 2));
                add(
                        cases,
                        name,
                        x -> x[0].matmul(x[1], ta, tb),
                        ta ? s(4, 3) : s(3, 4),
                        tb ? s(2, 2, 4) : s(2, 4, 2));
            }
        }
        for (Activation activation : Activation.values()) {
            add(
                    cases,
                    "linear " + activation,
                    x -> x[0].linear(x[1], x[2], activation),
                    s(2, 3, 5),
                    s(5, 7),
                    s(7));
            add(
                    cases,
                    "linear, no bias, " + activation,
                    x -> x[0].linear(x[1], null, activation),
                    s(4, 3),
                    s(3, 2));
        }
        add(cases, "linear on a vector", x -> x[0].linear(x[1], x[2]), s(3), s(3, 2), s(2));
        add(cases, "linear on itself", x -> x[0].linear(x[0], null), s(3, 3));
    }

    private static void addShapes(List<OperationCase> cases) {
        add(cases, "reshape", x -> x[0].reshape(-1, 2), s(3, 4));
        add(cases, "reshape and use twice", x -> x[0].reshape(6).mul(x[0].reshape(6)), s(2, 3));
        add(cases, "permute 021", x -> x[0].permute(0, 2, 1), s(2, 3, 5));
        add(cases, "permute 210", x -> x[0].permute(2, 1, 0), s(2, 3, 5));
        add(cases, "permute 0213", x -> x[0].permute(0, 2, 1, 3), s(2, 3, 4, 5));
        add(cases, "transpose", x -> x[0].transpose(), s(3, 4, 5));
        add(cases, "slice first", x -> x[0].slice(0, 1, 3), s(4, 3));
        add(cases, "slice last", x -> x[0].slice(-1, 2, 5), s(3, 7));
        add(cases, "slice middle", x -> x[0].slice(1, 0, 1), s(3, 4, 2));
        add(cases, "slices overlap", x -> x[0].slice(0, 0, 3).mul(x[0].slice(0, 1, 4)), s(4, 3));
        add(cases, "view of a slice", x -> x[0].slice(0, 1, 3).reshape(6).exp(), s(4, 3));
        add(
                cases,
                "matmul of slices",
                x -> x[0].slice(0, 1, 3).matmul(x[0].slice(0, 3, 6)),
                s(6, 3));
        add(cases, "concat 0", x -> concat(0, x), s(2, 3), s(1, 3));
        add(cases, "concat -1", x -> concat(-1, x), s(2, 1, 3), s(2, 1, 4), s(2, 1, 1));
        add(cases, "concat with itself", x -> concat(1, x[0], x[0]), s(2, 3));
        add(cases, "broadcastTo", x -> x[0].broadcastTo(4, 3, 5), s(3, 1));
        add(
                cases,
                "broadcast a class token",
                x -> concat(1, x[0].broadcastTo(4, 1, 3), x[1]),
                s(1, 1, 3),
                s(4, 2, 3));
        add(cases, "indexSelect 0", x -> x[0].indexSelect(0, 2, 0, 2, 2), s(3, 4));
        add(cases, "indexSelect 1", x -> x[0].indexSelect(1, 1, 1, 0), s(2, 3, 4));
        add(cases, "indexSelect last", x -> x[0].indexSelect(-1, 4, 0), s(2, 5));
    }

    private static Tensor concat(int axis, Tensor... x) {
        return Tensor.concat(axis, x);
    }

    private static void addReductions(List<OperationCase> cases) {
        long[][] shapes = {s(2, 3, 4, 5), s(1, 7, 1, 3)};
        int[][] choices = {{}, {0}, {1}, {-1}, {0, 1}, {2, 3}, {0, 2}, {1, 3}, {0, 1, 2}, {0, 3}};
        for (long[] shape : shapes) {
            for (int[] axes : choices) {
                String text = Arrays.toString(axes);
                add(cases, "sum " + text, x -> x[0].sum(axes), shape);
                add(cases, "mean, kept, " + text, x -> x[0].mean(true, axes), shape);
            }
        }
        add(cases, "sum of a scalar", x -> x[0].sum(), s());
        for (int axis = 0; axis < 3; axis++) {
            int a = axis;
            add(cases, "max " + a, x -> x[0].max(a), s(3, 4, 5));
        }
    }

    private static void addRows(List<OperationCase> cases) {
        for (long[] shape : new long[][] {s(5), s(1, 1), s(3, 7), s(2, 3, 4)}) {
            add(cases, "softmax", x -> x[0].softmax(-1), shape);
            add(cases, "logSoftmax", x -> x[0].logSoftmax(-1), shape);
            add(cases, "softmax 0", x -> x[0].softmax(0), shape);
        }
        for (long[] shape : new long[][] {s(3, 7), s(2, 3, 5), s(1, 4)}) {
            long n = shape[shape.length - 1];
            add(cases, "layerNorm", x -> x[0].layerNorm(x[1], x[2], 1e-6), shape, s(n), s(n));
            add(cases, "layerNorm, scale only", x -> x[0].layerNorm(x[1], null, 1e-6), shape, s(n));
            add(cases, "layerNorm, bias only", x -> x[0].layerNorm(null, x[1], 1e-6), shape, s(n));
            add(cases, "layerNorm, plain", x -> x[0].layerNorm(null, null, 1e-5), shape);
            add(
                    cases,
                    "layerNorm and residual",
                    x -> x[0].add(x[0].layerNorm(x[1], x[2], 1e-6)),
                    shape,
                    s(n),
                    s(n));
        }
        for (long[] shape : new long[][] {s(4, 3), s(1, 1), s(5, 17)}) {
            add(cases, "softmaxCrossEntropy", x -> x[0].softmaxCrossEntropy(targets(x[0])), shape);
            add(cases, "sigmoidCrossEntropy", x -> x[0].sigmoidCrossEntropy(targets(x[0])), shape);
        }
    }

    private static Tensor targets(Tensor logits) {
        return new Philox(11).uniform(logits.dtype(), logits.shape());
    }

    /** Sees nothing in the first row, some keys in the others, different ones for each head. */
    private static AttentionMask any(Tensor q, int queries, int keys) {
        Tensor allowed = new Philox(3).uniform(q.dtype(), 2, queries, keys).round();
        Tensor rows = Tensor.full(q.dtype(), 1, queries - 1, 1).pad(0, 1, 0, 0);
        return AttentionMask.of(allowed.mul(rows));
    }

    private static void addAttention(List<OperationCase> cases) {
        Function<Tensor[], Tensor> attention = x -> Tensor.attention(x[0], x[1], x[2]);
        add(cases, "attention", attention, s(2, 3, 5, 4), s(2, 3, 5, 4), s(2, 3, 5, 4));
        add(cases, "cross attention", attention, s(2, 1, 1, 4), s(2, 1, 7, 4), s(2, 1, 7, 3));
        add(cases, "attention to one", attention, s(1, 2, 3, 1), s(1, 2, 1, 1), s(1, 2, 1, 5));
        add(
                cases,
                "attention of one to itself",
                x -> Tensor.attention(x[0], x[0], x[0]),
                s(1, 2, 3, 4));
        add(cases, "selfAttention", x -> x[0].selfAttention(2), s(2, 5, 12));
        AttentionMask some = AttentionMask.prefix(2, 4).and(AttentionMask.keys(5, 3));
        AttentionMask[] masks = {
            AttentionMask.causal(),
            AttentionMask.causalBlocks(2),
            AttentionMask.prefix(3),
            AttentionMask.keys(4, 0),
            some
        };
        for (AttentionMask mask : masks) {
            add(cases, "selfAttention " + mask, x -> x[0].selfAttention(2, mask), s(2, 5, 12));
            add(
                    cases,
                    "attention " + mask,
                    x -> Tensor.attention(x[0], x[1], x[2], mask),
                    s(2, 2, 3, 4),
                    s(2, 2, 5, 4),
                    s(2, 2, 5, 3));
        }
        add(
                cases,
                "attention, any mask",
                x -> Tensor.attention(x[0], x[1], x[2], any(x[0], 3, 5)),
                s(2, 2, 3, 4),
                s(2, 2, 5, 4),
                s(2, 2, 5, 3));
        add(cases, "selfAttention, one head", x -> x[0].selfAttention(1), s(1, 3, 9));
        add(cases, "selfAttention, one token", x -> x[0].selfAttention(2), s(3, 1, 12));
        add(
                cases,
                "outer products that lie apart",
                x -> x[0].slice(1, 0, 2).matmul(x[1].slice(2, 1, 4)),
                s(3, 4, 1),
                s(3, 1, 5));
    }
}
