package dev.vitrine.learn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.learn.nn.Layer;
import dev.vitrine.tensor.Tensor;
import dev.vitrine.tensor.Updates;
import org.junit.jupiter.api.Test;

class CheckpointAverageTests {

    private static final class Weight extends Layer {
        final Tensor w = parameter("w", Tensor.of(new float[] {0, 0}, 2));
    }

    @Test
    void everyMomentCountsAlike() {
        Weight model = new Weight();
        CheckpointAverage average = new CheckpointAverage(model);
        assertThatThrownBy(average::loadIntoModel).hasMessageContaining("add()");
        for (float value : new float[] {1, 2, 6}) {
            Updates.copy(Tensor.of(new float[] {value, -value}, 2), model.w);
            average.add();
        }
        assertThat(model.w.toFloatArray()).containsExactly(6, -6);
        average.loadIntoModel();
        assertThat(average.count()).isEqualTo(3);
        assertThat(model.w.toFloatArray()).containsExactly(new float[] {3, -3}, within(1e-6f));
    }
}
