package dev.vitrine.learn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BatchesTests {

    /** Ten images of one pixel whose value is ten times their number. */
    private static ImageSet ten() {
        byte[] pixels = new byte[10];
        for (int i = 0; i < 10; i++) {
            pixels[i] = (byte) (10 * i);
        }
        int[] labels = IntStream.range(0, 10).map(i -> i % 2).toArray();
        return new ImageSet("ten", pixels, 1, 1, 1, labels, List.of("even", "odd"));
    }

    private static int[] epoch(Batches batches, long epoch) {
        return LongStream.range(
                        epoch * batches.batchesPerEpoch(), (epoch + 1) * batches.batchesPerEpoch())
                .mapToObj(batches::indicesAt)
                .flatMapToInt(Arrays::stream)
                .toArray();
    }

    @Test
    void anEpochVisitsEachImageOnceInAnOrderOfItsOwn() {
        Batches batches = Batches.of(ten(), 5, 1);
        assertThat(epoch(batches, 0)).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(epoch(batches, 1)).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(epoch(batches, 1)).isNotEqualTo(epoch(batches, 0));
    }

    @Test
    void imagesThatFillNoBatchAreLeftOut() {
        Batches batches = Batches.of(ten(), 4, 1);
        assertThat(batches.batchesPerEpoch()).isEqualTo(2);
        assertThat(epoch(batches, 0)).hasSize(8).doesNotHaveDuplicates();
    }

    @Test
    void anyStepCanBeHadWithoutThoseBefore() {
        Batches batches = Batches.of(ten(), 3, 9).augmented(Augment.shift(1)).mixed(new MixUp(0.2));
        for (long step = 0; step < 7; step++) {
            batches.at(step);
        }
        Batch later = batches.at(7);
        Batch alone =
                Batches.of(ten(), 3, 9).augmented(Augment.shift(1)).mixed(new MixUp(0.2)).at(7);
        assertThat(alone.images().toFloatArray()).containsExactly(later.images().toFloatArray());
        assertThat(alone.targets().toFloatArray()).containsExactly(later.targets().toFloatArray());
        assertThat(alone.labels()).containsExactly(later.labels());
    }

    @Test
    void anotherSeedGivesAnotherOrder() {
        assertThat(epoch(Batches.of(ten(), 10, 1), 0))
                .isNotEqualTo(epoch(Batches.of(ten(), 10, 2), 0));
    }

    @Test
    void imagesLabelsAndTargetsBelongTogether() {
        Batches batches = Batches.of(ten(), 10, 4);
        Batch batch = batches.at(0);
        int[] indices = batches.indicesAt(0);
        float[] pixels = batch.images().toFloatArray();
        float[] targets = batch.targets().toFloatArray();
        for (int b = 0; b < 10; b++) {
            assertThat(pixels[b]).isEqualTo(10 * indices[b] / 127.5f - 1);
            assertThat(batch.labels()[b]).isEqualTo(indices[b] % 2);
            assertThat(targets[2 * b + batch.labels()[b]]).isEqualTo(1);
            assertThat(targets[2 * b + 1 - batch.labels()[b]]).isZero();
        }
    }

    /** One weight for the whole batch, and the partner of the first image is the last. */
    @Test
    void labelsAreMixedLikeImages() {
        Batch plain = Batches.of(ten(), 10, 4).at(3);
        Batch mixed = Batches.of(ten(), 10, 4).mixed(new MixUp(1)).at(3);
        float[] before = plain.images().toFloatArray();
        float[] after = mixed.images().toFloatArray();
        float[] targets = mixed.targets().toFloatArray();
        float weight = (after[0] - before[9]) / (before[0] - before[9]);
        assertThat(weight).isBetween(0.5f, 0.99f);
        for (int b = 0; b < 10; b++) {
            int partner = (b + 9) % 10;
            assertThat(after[b])
                    .isCloseTo(weight * before[b] + (1 - weight) * before[partner], within(1e-5f));
            float expected = plain.labels()[b] == plain.labels()[partner] ? 1 : weight;
            assertThat(targets[2 * b + plain.labels()[b]]).isCloseTo(expected, within(1e-4f));
        }
    }

    @Test
    void impossibleSizesAreRefused() {
        assertThatThrownBy(() -> Batches.of(ten(), 11, 0))
                .hasMessageContaining("from 1 to the number of images, 10");
        assertThatThrownBy(() -> Batches.of(ten(), 0, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Batches.of(ten(), 2, 0).at(-1)).hasMessageContaining("step -1");
    }

    @Test
    void partsOfABatchAreTheWholeBatchInOrder() {
        Batch batch =
                new Batch(
                        Tensor.of(new float[] {0, 1, 2, 3, 4}, 5, 1, 1, 1),
                        Tensor.of(new float[] {9, 8, 7, 6, 5}, 5, 1),
                        new int[] {0, 1, 2, 3, 4});
        List<Batch> parts = batch.split(2);
        assertThat(parts).extracting(Batch::size).containsExactly(2, 3);
        assertThat(parts.get(1).images().toFloatArray()).containsExactly(2, 3, 4);
        assertThat(parts.get(1).targets().toFloatArray()).containsExactly(7, 6, 5);
        assertThat(parts.get(1).labels()).containsExactly(2, 3, 4);
        assertThatThrownBy(() -> batch.split(6)).hasMessageContaining("5 cannot be split into 6");
    }
}
