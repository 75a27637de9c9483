package dev.vitrine.tensor.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.tensor.Activation;
import dev.vitrine.tensor.Device;
import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Scope;
import dev.vitrine.tensor.Tensor;
import dev.vitrine.tensor.Updates;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Training from the same seed, twice, ends in the same bits. */
@SuppressWarnings("try") // scopes are closed, not used
class RepeatabilityTests {

    private final Device before = Device.current();

    @BeforeEach
    void useOneDnn() {
        Device.use(Device.named("onednn"));
    }

    @AfterEach
    void restoreDevice() {
        Device.use(before);
    }

    @Test
    void twoRunsOfTheSameTrainingEndInTheSameBits() {
        assertThat(train()).isEqualTo(train());
    }

    /** ND4J sets the number of OpenMP threads of the thread that it starts on. */
    @Test
    void nd4jOnTheSameThreadChangesNoBit() {
        float[] before = train();
        Tensor.ones(64, 64).array().mmul(Tensor.ones(64, 64).array());
        for (int run = 0; run < 5; run++) {
            assertThat(train()).isEqualTo(before);
        }
    }

    /** Three steps of one encoder block; returns the last weights of its MLP. */
    private static float[] train() {
        int d = 96;
        Philox random = new Philox(42);
        Tensor scale = Tensor.ones(d).requiresGrad(true);
        Tensor shift = Tensor.zeros(d).requiresGrad(true);
        Tensor qkv = random.normal(d, 3 * d).mul(0.1).detach().requiresGrad(true);
        Tensor hidden = random.normal(d, 4 * d).mul(0.1).detach().requiresGrad(true);
        Tensor bias = Tensor.zeros(4 * d).requiresGrad(true);
        Tensor out = random.normal(4 * d, d).mul(0.1).detach().requiresGrad(true);
        Tensor x = random.normal(32, 50, d);
        List<Tensor> parameters = List.of(scale, shift, qkv, hidden, bias, out);
        List<Tensor> m = parameters.stream().map(p -> Tensor.zeros(p.shape())).toList();
        List<Tensor> v = parameters.stream().map(p -> Tensor.zeros(p.shape())).toList();
        for (int step = 1; step <= 3; step++) {
            try (Scope scope = Scope.open()) {
                Tensor z =
                        x.add(x.layerNorm(scale, shift, 1e-6).linear(qkv, null).selfAttention(3));
                Tensor y = z.add(z.linear(hidden, bias, Activation.GELU_TANH).linear(out, null));
                y.mul(y).mean().backward();
            }
            for (int i = 0; i < parameters.size(); i++) {
                Tensor p = parameters.get(i);
                Updates.adamw(p, p.grad(), m.get(i), v.get(i), 1e-3, 0.9, 0.999, 1e-8, 1e-4, step);
                p.zeroGrad();
            }
        }
        return out.toFloatArray();
    }
}
