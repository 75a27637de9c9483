package dev.vitrine.tensor.libtorch;

import static dev.vitrine.tensor.libtorch.LibtorchCase.shape;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.vitrine.tensor.Device;
import dev.vitrine.tensor.LinearAlgebra;
import dev.vitrine.tensor.Recurrence;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Recurrent layers and linear algebra against libtorch, whose weights are transposed. */
class LibtorchRecurrenceTests {

    private static final int H = 6;

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
        return LibtorchCase.onEveryDevice(
                List.of(
                        new LibtorchCase(
                                "lstm",
                                t -> Recurrence.lstm(t[0], t[1], t[2], t[3], null).outputs(),
                                n -> lstm(n[0], n[1], n[2], n[3]),
                                shape(3, 7, 5),
                                shape(5, 4 * H),
                                shape(H, 4 * H),
                                shape(4 * H)),
                        new LibtorchCase(
                                "gru",
                                t -> Recurrence.gru(t[0], t[1], t[2], t[3], t[4], null),
                                n -> gru(n[0], n[1], n[2], n[3], n[4]),
                                shape(3, 7, 5),
                                shape(5, 3 * H),
                                shape(H, 3 * H),
                                shape(3 * H),
                                shape(3 * H)),
                        new LibtorchCase(
                                "inverse",
                                t -> LinearAlgebra.inverse(t[0].matmul(t[0], false, true).add(1)),
                                n ->
                                        JniUtils.inverse(
                                                (PtNDArray) n[0].matMul(n[0].transpose()).add(1)),
                                shape(3, 9))));
    }

    private static NDArray lstm(NDArray x, NDArray wx, NDArray wh, NDArray bias) {
        NDArray zeros = x.getManager().zeros(new Shape(1, 3, H));
        NDArray none = x.getManager().zeros(new Shape(4L * H));
        NDList weights = new NDList(wx.transpose(), wh.transpose(), bias, none);
        NDList state = new NDList(zeros, zeros);
        return JniUtils.lstm((PtNDArray) x, state, weights, true, 1, 0, true, false, true).get(0);
    }

    private static NDArray gru(NDArray x, NDArray wx, NDArray wh, NDArray bx, NDArray bh) {
        NDArray zeros = x.getManager().zeros(new Shape(1, 3, H));
        NDList weights = new NDList(wx.transpose(), wh.transpose(), bx, bh);
        return JniUtils.gru(
                        (PtNDArray) x, (PtNDArray) zeros, weights, true, 1, 0, true, false, true)
                .get(0);
    }
}
