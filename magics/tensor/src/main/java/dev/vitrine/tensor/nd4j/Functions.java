package dev.vitrine.tensor.nd4j;

import dev.vitrine.tensor.Unary;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.impl.scalar.RectifiedLinear;
import org.nd4j.linalg.api.ops.impl.transforms.floating.Sqrt;
import org.nd4j.linalg.api.ops.impl.transforms.same.Abs;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Cos;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Erf;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Log;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Rint;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sigmoid;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sin;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Tanh;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The functions of one element. Single operations for exp, log, sqrt, tanh, sigmoid and relu; silu,
 * both forms of GELU and all derivatives are composed of those and arithmetic.
 */
final class Functions {

    private static final double SQRT_HALF = Math.sqrt(0.5);
    private static final double SQRT_2_OVER_PI = Math.sqrt(2 / Math.PI);
    private static final double CUBIC = 0.044715;
    private static final double INV_SQRT_2_PI = 1 / Math.sqrt(2 * Math.PI);

    private static final double TWO_OVER_SQRT_PI = 2 / Math.sqrt(Math.PI);

    private Functions() {}

    static void apply(Unary function, INDArray x, INDArray out) {
        switch (function) {
            case EXP -> run(new Exp(x, out));
            case LOG -> run(new Log(x, out));
            case SQRT -> run(new Sqrt(x, out));
            case TANH -> run(new Tanh(x, out));
            case SIGMOID -> run(new Sigmoid(x, out));
            case RELU -> run(new RectifiedLinear(x, out, 0));
            case SILU -> x.mul(sigmoid(x), out);
            case GELU_TANH -> x.mul(sigmoid(inner(x).muli(2)), out);
            case GELU_ERF -> x.mul(normalCdf(x), out);
            case ABS -> run(new Abs(x, out));
            case SOFTPLUS -> softplus(x, out);
            case ERF -> run(new Erf(x, out));
            case SIN -> run(new Sin(x, out));
            case COS -> run(new Cos(x, out));
            case ROUND -> run(new Rint(x, out));
        }
    }

    /** f'(x), as a new array, from the value where that is enough, else from the argument. */
    static INDArray derivative(Unary function, INDArray v) {
        return switch (function) {
            case EXP -> v.dup();
            case LOG -> v.rdiv(1);
            case SQRT -> v.rdiv(0.5);
            case TANH -> v.mul(v).rsubi(1);
            case SIGMOID -> v.rsub(1).muli(v);
            case RELU -> v.gt(0).castTo(v.dataType());
            case SILU -> {
                INDArray s = sigmoid(v);
                yield s.rsub(1).muli(v).addi(1).muli(s);
            }
            case GELU_TANH -> {
                INDArray s = sigmoid(inner(v).muli(2));
                INDArray slope = v.mul(v).muli(3 * CUBIC).addi(1).muli(2 * SQRT_2_OVER_PI);
                yield s.rsub(1).muli(v).muli(slope).addi(1).muli(s);
            }
            case GELU_ERF -> {
                INDArray density = v.mul(v).muli(-0.5);
                run(new Exp(density, density));
                yield density.muli(INV_SQRT_2_PI).muli(v).addi(normalCdf(v));
            }
            case ABS -> v.gt(0).castTo(v.dataType()).subi(v.lt(0).castTo(v.dataType()));
            case SOFTPLUS -> sigmoid(v);
            case ERF -> {
                INDArray density = v.mul(v).negi();
                run(new Exp(density, density));
                yield density.muli(TWO_OVER_SQRT_PI);
            }
            case SIN -> {
                INDArray slope = v.ulike();
                run(new Cos(v, slope));
                yield slope;
            }
            case COS -> {
                INDArray slope = v.ulike();
                run(new Sin(v, slope));
                yield slope.negi();
            }
            case ROUND -> v.mul(0);
        };
    }

    /** max(x, 0) + log(1 + exp(-|x|)). */
    private static void softplus(INDArray x, INDArray out) {
        INDArray rest = x.ulike();
        run(new Abs(x, rest));
        rest.negi();
        run(new Exp(rest, rest));
        INDArray logarithm = log1p(rest);
        run(new RectifiedLinear(x, out, 0));
        out.addi(logarithm);
    }

    /**
     * log(1 + e) for e from 0 to 1; ND4J's own adds first, and loses what is small in e. With u = 1
     * + e rounded, log(u) e / (u - 1) is precise (Kahan), and where u is 1, e (1 - e / 2) is.
     */
    private static INDArray log1p(INDArray e) {
        INDArray u = e.add(1);
        INDArray logarithm = u.ulike();
        run(new Log(u, logarithm));
        logarithm.muli(e).divi(u.subi(1).addi(Float.MIN_NORMAL));
        INDArray least = e.mul(e).muli(-0.5).addi(e);
        return Transforms.max(logarithm, least, false);
    }

    private static INDArray sigmoid(INDArray x) {
        INDArray out = x.ulike();
        run(new Sigmoid(x, out));
        return out;
    }

    /** sqrt(2/pi) (x + 0.044715 x³); (1 + tanh(u)) / 2 is sigmoid(2u). */
    private static INDArray inner(INDArray x) {
        return x.mul(x).muli(CUBIC).addi(1).muli(x).muli(SQRT_2_OVER_PI);
    }

    private static INDArray normalCdf(INDArray x) {
        INDArray scaled = x.mul(SQRT_HALF);
        run(new Erf(scaled, scaled));
        return scaled.addi(1).muli(0.5);
    }

    private static void run(Op op) {
        Nd4j.getExecutioner().exec(op);
    }
}
