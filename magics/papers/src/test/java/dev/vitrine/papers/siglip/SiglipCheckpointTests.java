package dev.vitrine.papers.siglip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.learn.checkpoint.Checkpoint;
import dev.vitrine.papers.Published;
import dev.vitrine.papers.vit.VitConfig;
import dev.vitrine.papers.vit.VitSize;
import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Tensor;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The forms that big_vision's files have come in. */
class SiglipCheckpointTests {

    private static final VitSize SIZE = new VitSize("tiny", 16, 2, 32, 2);

    private static final SiglipConfig TINY =
            SiglipConfig.of(VitConfig.of(SIZE, 8).withImage(32, 3), SIZE, 40, 5);

    private static final int[][] TEXTS = {{5, 9, 33, 2, 1}, {17, 3, 1, 1, 1}};

    @TempDir Path folder;

    private final Siglip model = randomised();

    private static Siglip randomised() {
        Siglip model = new Siglip(TINY, 1);
        Philox random = new Philox(5);
        Map<String, Tensor> state = model.state();
        state.replaceAll((name, value) -> random.normal(value.shape()).mul(0.3));
        model.load(state);
        return model;
    }

    private Siglip loaded(Map<String, Tensor> arrays) {
        Path file = folder.resolve("siglip.npz");
        Checkpoint.save(file, arrays);
        return Siglip.load(file, TINY);
    }

    private void assertSameModel(Siglip other) {
        assertThat(other.logits(Published.images(32), TEXTS).toFloatArray())
                .isEqualTo(model.logits(Published.images(32), TEXTS).toFloatArray());
    }

    @Test
    void blocksOneByOne() {
        Map<String, Tensor> arrays = new LinkedHashMap<>();
        model.parameters().forEach((name, value) -> arrays.put("params/" + name, value));
        assertSameModel(loaded(arrays));
    }

    /** "encoderblock" with an axis for the layers, in either tower. */
    @Test
    void stackedBlocks() {
        Map<String, Tensor> arrays = new LinkedHashMap<>();
        model.parameters()
                .forEach(
                        (name, value) -> {
                            String stack = name.replaceAll("encoderblock_\\d", "encoderblock");
                            Tensor layer = stack.equals(name) ? value : withAxis(value);
                            arrays.merge(stack, layer, (a, b) -> Tensor.concat(0, a, b));
                        });
        assertThat(arrays)
                .containsKeys(
                        "img/Transformer/encoderblock/LayerNorm_0/scale",
                        "txt/Encoder_0/encoderblock/MlpBlock_0/Dense_1/kernel");
        assertSameModel(loaded(arrays));
    }

    private static Tensor withAxis(Tensor value) {
        long[] shape = new long[value.rank() + 1];
        shape[0] = 1;
        System.arraycopy(value.shape(), 0, shape, 1, value.rank());
        return value.reshape(shape);
    }

    /** Early models added positions a second time, before the first block. */
    @Test
    void positionsInTwoTerms() {
        Map<String, Tensor> arrays = model.state();
        Tensor second = new Philox(9).normal(1, 5, 16);
        Tensor sum = arrays.get("txt/pos_embedding").add(second);
        arrays.put("txt/Encoder_0/pos_embedding", second);
        Map<String, Tensor> state = model.state();
        state.put("txt/pos_embedding", sum);
        model.load(state);
        assertSameModel(loaded(arrays));
    }
}
