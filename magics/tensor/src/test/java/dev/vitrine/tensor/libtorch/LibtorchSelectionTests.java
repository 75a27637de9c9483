package dev.vitrine.tensor.libtorch;

import static dev.vitrine.tensor.libtorch.LibtorchCase.number;
import static dev.vitrine.tensor.libtorch.LibtorchCase.shape;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.vitrine.tensor.Device;
import dev.vitrine.tensor.Losses;
import dev.vitrine.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Operations that choose, move and order elements, against libtorch. */
class LibtorchSelectionTests {

    private final Device before = Device.current();

    @BeforeAll
    static void startLibtorch() {
        LibtorchCase.startLibtorch();
    }

    @AfterEach
    void restoreDevice() {
        Device.use(before);
    }

    @TestFactory
    Stream<DynamicTest> valuesAndGradientsAgreeOnEveryDevice() {
        return Stream.of(elements(), places(), losses()).flatMap(LibtorchCase::onEveryDevice);
    }

    private static PtNDArray pt(NDArray array) {
        return (PtNDArray) array;
    }

    private static PtNDArray indices(NDArray beside, Shape shape, int... values) {
        return pt(beside.getManager().create(values, shape).toType(DataType.INT64, false));
    }

    private static List<LibtorchCase> elements() {
        long[] plane = shape(40, 30);
        return List.of(
                new LibtorchCase("abs", t -> t[0].abs(), n -> n[0].abs(), plane),
                new LibtorchCase(
                        "softplus",
                        t -> t[0].mul(9).softplus(),
                        n -> JniUtils.softPlus(pt(n[0].mul(number(n[0], 9)))),
                        plane),
                new LibtorchCase("erf", t -> t[0].erf(), n -> JniUtils.erf(pt(n[0])), plane),
                new LibtorchCase("sin", t -> t[0].sin(), n -> n[0].sin(), plane),
                new LibtorchCase("cos", t -> t[0].cos(), n -> n[0].cos(), plane),
                new LibtorchCase("clamp", t -> t[0].clamp(-0.3, 1), n -> n[0].clip(-0.3, 1), plane),
                new LibtorchCase(
                        "maximum",
                        t -> t[0].maximum(t[1]),
                        n -> n[0].maximum(n[1]),
                        plane,
                        shape(30)),
                new LibtorchCase(
                        "minimum",
                        t -> t[0].minimum(t[1]),
                        n -> n[0].minimum(n[1]),
                        plane,
                        shape(40, 1)),
                new LibtorchCase(
                        "where",
                        t -> Tensor.where(t[0].ge(t[1]), t[0], t[1].mul(2)),
                        n -> NDArrays.where(n[0].gte(n[1]), n[0], n[1].mul(number(n[1], 2))),
                        plane,
                        plane),
                new LibtorchCase(
                        "logSumExp",
                        t -> t[0].logSumExp(1),
                        n -> n[0].exp().sum(new int[] {1}).log(),
                        plane),
                new LibtorchCase(
                        "norm",
                        t -> t[0].norm(true, 1),
                        n -> n[0].norm(new int[] {1}, true),
                        plane),
                new LibtorchCase("min", t -> t[0].min(0), n -> n[0].min(new int[] {0}), plane));
    }

    private static List<LibtorchCase> places() {
        long[] cube = shape(4, 5, 6);
        return List.of(
                new LibtorchCase("cumsum", t -> t[0].cumsum(1), n -> n[0].cumSum(1), cube),
                new LibtorchCase("cumsum, last", t -> t[0].cumsum(2), n -> n[0].cumSum(2), cube),
                new LibtorchCase(
                        "gather",
                        t -> t[0].gather(1, 2, 0, 1, 1, 2, 2),
                        n -> n[0].gather(indices(n[0], new Shape(2, 3), 2, 0, 1, 1, 2, 2), 1),
                        shape(2, 5)),
                new LibtorchCase(
                        "sort",
                        t -> t[0].sort(1, true).values(),
                        n -> JniUtils.sort(pt(n[0]), 1, true),
                        cube),
                new LibtorchCase(
                        "topK",
                        t -> t[0].topK(-1, 3).values(),
                        n -> n[0].topK(3, 2, true, true).get(0),
                        cube),
                new LibtorchCase("flip", t -> t[0].flip(1), n -> n[0].flip(1), cube),
                new LibtorchCase(
                        "tile",
                        t -> t[0].tile(2, 1, 3),
                        n -> n[0].tile(new long[] {2, 1, 3}),
                        cube),
                new LibtorchCase(
                        "stack",
                        t -> Tensor.stack(1, t[0], t[1]),
                        n -> NDArrays.stack(new NDList(n[0], n[1]), 1),
                        cube,
                        cube),
                new LibtorchCase(
                        "pad",
                        t -> t[0].pad(2, 1, 2, 0.5),
                        n -> JniUtils.pad(pt(n[0]), new long[] {1, 2}, 0.5),
                        cube),
                new LibtorchCase(
                        "slice with steps",
                        t -> t[0].slice(2, 1, 6, 2),
                        n -> n[0].get(new NDIndex(":, :, 1:6:2")),
                        cube),
                new LibtorchCase(
                        "einsum",
                        t -> Tensor.einsum("bqd,bkd->bkq", t),
                        n -> n[1].matMul(n[0].swapAxes(1, 2)),
                        shape(3, 4, 5),
                        shape(3, 6, 5)),
                new LibtorchCase(
                        "embedding",
                        t -> t[0].embedding(new int[] {3, 1, 3, 0}, 2, 2),
                        n ->
                                JniUtils.embedding(
                                        indices(n[0], new Shape(2, 2), 3, 1, 3, 0),
                                        pt(n[0]),
                                        false),
                        shape(4, 7)));
    }

    private static List<LibtorchCase> losses() {
        return List.of(
                new LibtorchCase(
                        "crossEntropy",
                        t -> Losses.crossEntropy(t[0], 2, 0, 1, 2),
                        n ->
                                n[0].logSoftmax(-1)
                                        .gather(indices(n[0], new Shape(4, 1), 2, 0, 1, 2), 1)
                                        .mean()
                                        .neg(),
                        shape(4, 3)),
                new LibtorchCase(
                        "crossEntropy, smoothed and masked",
                        t -> Losses.crossEntropy(t[0], 0.2, 2, -1, 1, 2),
                        n -> {
                            NDArray p =
                                    n[0].get(indices(n[0], new Shape(3), 0, 2, 3)).logSoftmax(-1);
                            NDArray hit = p.gather(indices(n[0], new Shape(3, 1), 2, 1, 2), 1);
                            return hit.mean()
                                    .mul(number(n[0], -0.8))
                                    .sub(p.mean().mul(number(n[0], 0.2)));
                        },
                        shape(4, 3)));
    }
}
