package dev.vitrine.learn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitrine.learn.checkpoint.Checkpoint;
import dev.vitrine.learn.nn.Layer;
import dev.vitrine.tensor.DType;
import dev.vitrine.tensor.Device;
import dev.vitrine.tensor.DeviceInfo;
import dev.vitrine.tensor.Tensor;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every optimizer goes the way that Optax goes in big_vision's chain; trajectories.py has made it.
 */
class TrajectoryTests {

    private static final double INFINITY = Double.POSITIVE_INFINITY;

    private static final Map<String, Optimizer.Settings> OPTIMIZERS =
            Map.of(
                    "sgd", new Sgd.Settings(0.1, 0, false, 0.01, 1),
                    "momentum", new Sgd.Settings(0.1, 0.9, false, 0.01, 1),
                    "nesterov", new Sgd.Settings(0.1, 0.9, true, 0.01, 1),
                    "adam", AdamW.Settings.of(0.1, 0.01),
                    "lion", Lion.Settings.of(0.1, 0.01),
                    "adafactor", new Adafactor.Settings(0.1, 0.01, 0.9, 0.8, 0.999, 4, INFINITY, 1),
                    "adafactor_clipped",
                            new Adafactor.Settings(0.1, 0.01, 0.9, 0.8, 0.6, 4, 0.5, 1));

    private static final Masks MASKS =
            Masks.standard().decay("head/kernel", 10).decay(".+/kernel", 1).rate("body/bias", 0.5);

    /** The start of the trajectory. */
    private static final class Model extends Layer {

        Model(Checkpoint start, DType dtype) {
            start.arrays()
                    .keySet()
                    .forEach(name -> parameter(name, start.tensor(name, dtype).requiresGrad(true)));
        }

        /** Gives every parameter its gradient of a step. */
        void gradients(Map<String, Tensor> gradients, int step) {
            zeroGrad();
            parameters()
                    .forEach(
                            (name, parameter) -> {
                                Tensor all = gradients.get(name);
                                Tensor one =
                                        all.slice(0, step, step + 1).reshape(parameter.shape());
                                Tensor factor = one.to(parameter.dtype()).to(parameter.device());
                                parameter.mul(factor).sum().backward();
                            });
        }
    }

    static Stream<Arguments> everywhere() {
        return Device.list().stream()
                .filter(DeviceInfo::usable)
                .flatMap(
                        device ->
                                Stream.of(DType.values())
                                        .flatMap(
                                                type ->
                                                        OPTIMIZERS.keySet().stream()
                                                                .sorted()
                                                                .map(
                                                                        name ->
                                                                                Arguments.of(
                                                                                        name,
                                                                                        device
                                                                                                .name(),
                                                                                        type))));
    }

    @ParameterizedTest(name = "{0} on {1} in {2}")
    @MethodSource("everywhere")
    void goesTheWayOfOptax(String name, String device, DType dtype) throws Exception {
        Device before = Device.current();
        Device.use(Device.named(device));
        try {
            follow(name, dtype, List.of(Device.current()));
        } finally {
            Device.use(before);
        }
    }

    static Stream<Arguments> all() {
        return OPTIMIZERS.keySet().stream()
                .sorted()
                .flatMap(name -> Stream.of(DType.values()).map(dtype -> Arguments.of(name, dtype)));
    }

    /** A model that is on another device for every step, and its optimizer's statistics with it. */
    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("all")
    void goesTheSameWayFromDeviceToDevice(String name, DType dtype) throws Exception {
        List<Device> devices =
                Device.list().stream()
                        .filter(DeviceInfo::usable)
                        .map(info -> Device.named(info.name()))
                        .toList();
        follow(name, dtype, devices);
    }

    private static void follow(String name, DType dtype, List<Device> devices) throws Exception {
        Path file = Path.of(TrajectoryTests.class.getResource("trajectories.npz").toURI());
        try (Checkpoint optax = Checkpoint.open(file)) {
            Model model = new Model(optax.under("start"), dtype);
            Map<String, Tensor> gradients = new LinkedHashMap<>(optax.under("gradients").tensors());
            Optimizer optimizer = OPTIMIZERS.get(name).optimizer(model, MASKS);
            for (int step = 0; step < 6; step++) {
                model.to(devices.get(step % devices.size()));
                model.gradients(gradients, step);
                optimizer.step(1 / (1 + 0.5 * step));
            }
            Map<String, Tensor> expected = optax.under(name).tensors();
            model.parameters()
                    .forEach(
                            (path, parameter) ->
                                    assertThat(parameter.toDoubleArray())
                                            .as(path)
                                            .containsExactly(
                                                    expected.get(path).toDoubleArray(),
                                                    within(dtype == DType.FLOAT ? 1e-5 : 1e-12)));
        }
    }
}
