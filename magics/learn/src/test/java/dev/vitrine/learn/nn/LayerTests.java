package dev.vitrine.learn.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Device;
import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LayerTests {

    private static final class Two extends Layer {

        final Linear first;
        final Dropout dropout;

        Two(long seed) {
            Initializer init = new Initializer(new Philox(seed), DType.FLOAT);
            first = child("first", new Linear(2, 3, init));
            dropout = child("inner/drop", new Dropout(0.5));
            parameter("extra", init.normal(1, 4));
        }
    }

    private static final class Twice extends Layer {
        Twice() {
            child("a", new Dropout(0));
            child("a", new Dropout(0));
        }
    }

    @Test
    void parametersHavePathsInOrder() {
        Two model = new Two(1);
        assertThat(model.parameters().keySet())
                .containsExactly("extra", "first/kernel", "first/bias");
        assertThat(model.parameterCount()).isEqualTo(4 + 6 + 3);
        assertThat(model.summary().stringColumn("shape").asList())
                .containsExactly("[4]", "[2, 3]", "[3]");
    }

    @Test
    void aNameIsTakenOnce() {
        assertThatThrownBy(Twice::new).hasMessage("Twice has two parts named \"a\"");
    }

    @Test
    void stateComesBack() {
        Two model = new Two(1);
        Map<String, Tensor> state = model.state();
        float[] kernel = state.get("first/kernel").toFloatArray();
        model.load(new Two(2).state());
        assertThat(model.parameters().get("first/kernel").toFloatArray()).isNotEqualTo(kernel);
        assertThat(state.get("first/kernel").toFloatArray()).containsExactly(kernel);
        model.load(state);
        assertThat(model.parameters().get("first/kernel").toFloatArray()).containsExactly(kernel);
        assertThat(model.parameters().get("first/kernel").requiresGrad()).isTrue();
    }

    @Test
    void stateThatDoesNotFitIsListedAndChangesNothing() {
        Two model = new Two(1);
        float[] extra = model.parameters().get("extra").toFloatArray();
        Map<String, Tensor> state = new Two(2).state();
        state.remove("first/bias");
        state.put("first/kernel", Tensor.zeros(3, 2));
        state.put("head", Tensor.zeros(1));
        assertThatThrownBy(() -> model.load(state))
                .hasMessageContaining("- first/bias is missing")
                .hasMessageContaining("! first/kernel has shape [3, 2], expected [2, 3]")
                .hasMessageContaining("+ head is not part of this model");
        assertThat(model.parameters().get("extra").toFloatArray()).containsExactly(extra);
    }

    @Test
    void dropoutWorksOnlyInTraining() {
        Two model = new Two(1);
        Tensor x = Tensor.ones(1000);
        assertThat(model.dropout.forward(x)).isSameAs(x);
        model.train(new Philox(1));
        float[] dropped = model.dropout.forward(x).toFloatArray();
        assertThat(dropped).containsOnly(0, 2);
        model.eval();
        assertThat(model.dropout.forward(x)).isSameAs(x);
        assertThatThrownBy(() -> new Dropout(1)).hasMessageContaining("1.0");
    }

    private static final class Placed extends Layer {

        final Linear first;
        final Tensor positions;

        Placed() {
            first = child("first", new Linear(2, 3, new Initializer(new Philox(1), DType.FLOAT)));
            positions = constant(Tensor.ones(2));
        }
    }

    @Test
    void parametersAndConstantsMoveInPlace() {
        Placed model = new Placed();
        Device before = Device.current();
        Device java = Device.named("java");
        Map<String, Tensor> parameters = model.parameters();
        float[] kernel = parameters.get("first/kernel").toFloatArray();
        model.to(java);
        assertThat(parameters.values()).extracting(Tensor::device).containsOnly(java);
        assertThat(model.positions.device()).isSameAs(java);
        assertThat(model.parameters()).containsOnlyKeys("first/kernel", "first/bias");
        assertThat(model.state().values()).extracting(Tensor::device).containsOnly(java);
        assertThatThrownBy(() -> model.first.forward(Tensor.ones(1, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("linear: argument 2 is on device java")
                .hasMessageContaining("moves a model");
        Tensor x = Tensor.ones(1, 2).to(java);
        model.first.forward(x.add(model.positions)).sum().backward();
        assertThat(parameters.get("first/kernel").grad().device()).isSameAs(java);
        model.load(new Placed().state());
        model.to(before);
        assertThat(parameters.get("first/kernel").grad().device()).isSameAs(before);
        assertThat(parameters.get("first/kernel").toFloatArray()).containsExactly(kernel);
    }

    @Test
    void aMoveThatFailsLeavesAllWhereItWas() {
        Placed model = new Placed();
        Device before = Device.current();
        model.parameters().get("first/bias").close();
        assertThatThrownBy(() -> model.to(Device.named("java"))).hasMessageContaining("closed");
        assertThat(model.parameters().get("first/kernel").device()).isSameAs(before);
    }
}
