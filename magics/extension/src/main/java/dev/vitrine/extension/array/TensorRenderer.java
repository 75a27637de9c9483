package dev.vitrine.extension.array;

import dev.vitrine.api.MimeBundle;
import dev.vitrine.api.Renderer;
import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Tensor;
import java.io.IOException;
import java.util.Locale;
import java.util.function.LongToDoubleFunction;

/** Shows tensors; see {@link ArrayView}. */
public final class TensorRenderer implements Renderer<Tensor> {

    @Override
    public MimeBundle render(Tensor tensor) throws IOException {
        String type = tensor.dtype().name().toLowerCase(Locale.ROOT);
        if (tensor.isClosed()) {
            return MimeBundle.text("Tensor " + type + ", its memory was freed with its scope");
        }
        return ArrayView.of(
                new Elements(
                        "Tensor", type, tensor.shape(), "on " + tensor.device(), elements(tensor)));
    }

    private static LongToDoubleFunction elements(Tensor tensor) {
        if (tensor.dtype() == DType.FLOAT) {
            float[] values = tensor.toFloatArray();
            return i -> values[Math.toIntExact(i)];
        }
        double[] values = tensor.toDoubleArray();
        return i -> values[Math.toIntExact(i)];
    }
}
