package dev.vitrine.tensor.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.tensor.Activation;
import dev.vitrine.tensor.Binary;
import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Kernels;
import dev.vitrine.tensor.Storage;
import dev.vitrine.tensor.View;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The way a GPU is used, on the CPU backend: ND4J allocates, and host access goes through its
 * affinity manager.
 */
class OwnedMemoryTests {

    private final Kernels kernels = new Nd4jKernels(true);

    private View of(long[] shape, double... values) {
        Storage storage = kernels.allocate(DType.FLOAT, values.length);
        storage.put(0, values, 0, values.length);
        return View.of(storage, 0, shape);
    }

    private static double[] values(View view) {
        double[] values = new double[(int) view.length()];
        view.storage().get(view.offset(), values, 0, values.length);
        return values;
    }

    @Test
    void computesOnMemoryThatNd4jAllocated() {
        View a = of(new long[] {2, 2}, 1, 2, 3, 4);
        View b = of(new long[] {2, 2}, 5, 6, 7, 8);
        View out = of(new long[] {2, 2}, 0, 0, 0, 0);
        kernels.matmul(a, false, b, true, null, Activation.NONE, null, out, false);
        assertThat(values(out)).containsExactly(17, 23, 39, 53);
        kernels.binary(Binary.ADD, a, b, out, true);
        assertThat(values(out)).containsExactly(23, 31, 49, 65);
    }

    @Test
    void viewsStartWhereTheyShould() {
        View all = of(new long[] {4, 2}, 1, 2, 3, 4, 5, 6, 7, 8);
        View part = all.slice(0, 1, 3);
        kernels.fill(part, 0);
        assertThat(values(all)).containsExactly(1, 2, 0, 0, 0, 0, 7, 8);
    }

    @Test
    void releasedMemoryIsClosed() {
        Storage storage = kernels.allocate(DType.DOUBLE, 3);
        INDArray array = (INDArray) storage.owner();
        assertThat(array.wasClosed()).isFalse();
        storage.release();
        assertThat(array.wasClosed()).isTrue();
    }
}
