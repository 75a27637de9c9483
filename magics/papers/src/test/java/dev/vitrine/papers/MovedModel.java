package dev.vitrine.papers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.learn.nn.Layer;
import dev.vitrine.learn.optim.AdamW;
import dev.vitrine.learn.optim.Ema;
import dev.vitrine.learn.optim.Optimizer;
import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Device;
import dev.vitrine.tensor.DeviceInfo;
import dev.vitrine.tensor.Philox;
import dev.vitrine.tensor.Scope;
import dev.vitrine.tensor.Tensor;
import dev.vitrine.tensor.Updates;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A model that goes to another device in the middle of its training. */
public final class MovedModel {

    private MovedModel() {}

    /** The devices that models of a test can go to. */
    public static List<String> destinations() {
        return Device.list().stream()
                .filter(info -> info.usable() && !info.name().equals(Device.current().name()))
                .map(DeviceInfo::name)
                .toList();
    }

    /**
     * Asserts that a model goes on elsewhere as it would have here, on every device and in both
     * types.
     *
     * @param make the model in a type
     * @param use anything of the model, from images (3, 12, 12, 3)
     */
    public static <L extends Layer> void assertGoesOn(
            Function<DType, L> make, BiFunction<L, Tensor, Tensor> use) {
        for (String device : destinations()) {
            for (DType type : DType.values()) {
                assertGoesOn(make, use, device, type);
            }
        }
    }

    /** As {@link #assertGoesOn(Function, BiFunction)}, on one device and in one type. */
    public static <L extends Layer> void assertGoesOn(
            Function<DType, L> make, BiFunction<L, Tensor, Tensor> use, String device, DType type) {
        double[] stayed = train(make, use, type, Device.current());
        double[] moved = train(make, use, type, Device.named(device));
        double tolerance = type == DType.FLOAT ? 2e-3 : 1e-8;
        assertThat(moved).as("%s, %s", device, type).containsExactly(stayed, within(tolerance));
    }

    /** The losses of two steps here and two there, and that of the moving average. */
    private static <L extends Layer> double[] train(
            Function<DType, L> make, BiFunction<L, Tensor, Tensor> use, DType type, Device there) {
        L model = make.apply(type);
        randomize(model);
        Optimizer optimizer = AdamW.Settings.of(1e-3, 1e-4).optimizer(model);
        Ema average = new Ema(model, 0.5);
        model.train(new Philox(5));
        double[] losses = new double[5];
        Device before = Device.current();
        Device device = before;
        for (int step = 0; step < losses.length; step++) {
            if (step == 2) {
                device = there;
                model.to(there);
            }
            if (step == losses.length - 1) {
                average.swap();
                model.eval();
            }
            try (Scope scope = Scope.open()) {
                Tensor images = new Philox(step).normal(type, 3, 12, 12, 3).to(device);
                Tensor y = use.apply(model, images);
                assertThat(y.device()).isSameAs(device);
                Tensor loss = y.mul(y).mean();
                losses[step] = loss.item();
                loss.backward();
            }
            optimizer.step(1);
            average.update();
            model.zeroGrad();
        }
        return losses;
    }

    /** Some layers start at zero, which would hide everything before them. */
    private static void randomize(Layer model) {
        Philox random = new Philox(3);
        try (Scope scope = Scope.open()) {
            model.parameters()
                    .values()
                    .forEach(
                            tensor ->
                                    Updates.copy(
                                            random.normal(tensor.dtype(), tensor.shape()).mul(0.3),
                                            tensor));
        }
    }
}
