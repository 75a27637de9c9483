package dev.vitrine.extension.array;

import dev.vitrine.api.MimeBundle;
import dev.vitrine.api.Renderer;
import java.io.IOException;
import java.util.Locale;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Shows ND4J arrays; see {@link ArrayView}. */
public final class NdArrayRenderer implements Renderer<INDArray> {

    @Override
    public MimeBundle render(INDArray array) throws IOException {
        String type = array.dataType().name().toLowerCase(Locale.ROOT);
        if (!array.isR() && !array.isZ() && !array.isB()) {
            return MimeBundle.text("INDArray " + type + "\n" + array);
        }
        if (array.isEmpty()) {
            return MimeBundle.text("INDArray " + type + ", empty");
        }
        boolean rowMajor = array.ordering() == 'c' && !array.isView();
        INDArray ordered = rowMajor ? array : array.dup('c');
        DataBuffer data = ordered.data();
        long offset = ordered.offset();
        return ArrayView.of(
                new Elements("INDArray", type, array.shape(), "", i -> data.getDouble(offset + i)));
    }
}
