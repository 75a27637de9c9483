package dev.vitrine.papers.siglip;

import dev.vitrine.learn.data.BatchSource;
import dev.vitrine.papers.vit.Vit;
import dev.vitrine.tensor.Scope;
import dev.vitrine.tensor.Tape;
import dev.vitrine.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What an image tower that will not change any more makes of the first batches of a source,
 * computed once: all that the text tower of SigLiT has to see of the pictures (arXiv 2303.15343,
 * section 4.1; the locked tower is from LiT, arXiv 2111.07991). After the last batch comes the
 * first again.
 */
public final class LockedBatches implements BatchSource<ImageTextBatch> {

    private final BatchSource<ImageTextBatch> source;
    private final List<float[]> vectors = new ArrayList<>();
    private final List<int[][]> texts = new ArrayList<>();
    private final int width;

    /**
     * Reads the pictures.
     *
     * @param tower its output is kept; one without a head
     * @param source pictures with texts
     * @param count how many batches of it
     */
    @SuppressWarnings("try") // the resources are only closed
    public LockedBatches(Vit tower, BatchSource<ImageTextBatch> source, int count) {
        if (count < 1) {
            throw new IllegalArgumentException("%d batches: at least 1 expected".formatted(count));
        }
        if (tower.config().classes() > 0) {
            throw new IllegalArgumentException(
                    "the tower has a head of %d classes; Siglip.image() of a model that took it over has none"
                            .formatted(tower.config().classes()));
        }
        this.source = source;
        width = tower.config().size().width();
        for (int step = 0; step < count; step++) {
            try (Tape off = Tape.off();
                    Scope scope = Scope.open()) {
                ImageTextBatch batch = source.at(step);
                vectors.add(tower.forward(batch.images()).toFloatArray());
                texts.add(batch.texts());
            }
        }
    }

    @Override
    public ImageTextBatch at(long step) {
        int batch = (int) (step % vectors.size());
        return new ImageTextBatch(
                Tensor.of(vectors.get(batch), batchSize(), width), texts.get(batch));
    }

    @Override
    public int batchSize() {
        return source.batchSize();
    }

    @Override
    public int batchesPerEpoch() {
        return vectors.size();
    }

    @Override
    public String unit() {
        return source.unit();
    }

    @Override
    public Map<String, String> fingerprint() {
        return Map.of(
                "pairs",
                "%d batches of %s, locked".formatted(vectors.size(), source.fingerprint()));
    }
}
