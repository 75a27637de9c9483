package dev.vitrine.learn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.learn.nn.Layer;
import dev.vitrine.tensor.Tensor;
import dev.vitrine.tensor.Updates;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EmaTests {

    private static final class Weight extends Layer {
        final Tensor w = parameter("w", Tensor.of(new float[] {1, -1}, 2));

        void set(float a, float b) {
            Updates.copy(Tensor.of(new float[] {a, b}, 2), w);
        }
    }

    @Test
    void itFollowsTheParameters() {
        Weight model = new Weight();
        Ema ema = new Ema(model, 0.75);
        model.set(5, 3);
        ema.update();
        assertThat(ema.averages().get("w").toFloatArray())
                .containsExactly(new float[] {2, 0}, within(1e-6f));
        ema.update();
        assertThat(ema.averages().get("w").toFloatArray())
                .containsExactly(new float[] {2.75f, 0.75f}, within(1e-6f));
        assertThat(model.w.toFloatArray()).containsExactly(5, 3);
    }

    @Test
    void swappingTwiceChangesNothing() {
        Weight model = new Weight();
        Ema ema = new Ema(model, 0.5);
        model.set(5, 3);
        ema.swap();
        assertThat(model.w.toFloatArray()).containsExactly(1, -1);
        ema.swap();
        assertThat(model.w.toFloatArray()).containsExactly(5, 3);
        assertThat(ema.averages().get("w").toFloatArray()).containsExactly(1, -1);
    }

    @Test
    void earlierAveragesComeBack() {
        Weight model = new Weight();
        Ema ema = new Ema(model, 0.5);
        ema.load(Map.of("w", Tensor.of(new float[] {7, 8}, 2)));
        assertThat(ema.averages().get("w").toFloatArray()).containsExactly(7, 8);
        assertThatThrownBy(() -> ema.load(Map.of("v", Tensor.zeros(2))))
                .hasMessageContaining("- w is missing")
                .hasMessageContaining("+ v is not part");
        assertThatThrownBy(() -> new Ema(model, 1)).hasMessageContaining("below 1");
    }
}
