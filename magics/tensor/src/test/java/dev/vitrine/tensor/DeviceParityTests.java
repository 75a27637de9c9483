package dev.vitrine.tensor;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation, forward and backward, gives on each device what it gives on the reference. */
class DeviceParityTests {

    private Device before;

    @BeforeEach
    void remember() {
        before = Device.current();
    }

    @AfterEach
    void restore() {
        Device.use(before);
    }

    static Stream<Arguments> cases() {
        return Devices.usable()
                .filter(device -> !device.name().equals(DeviceParity.REFERENCE))
                .flatMap(
                        device ->
                                Stream.of(DType.values())
                                        .flatMap(
                                                dtype ->
                                                        Stream.concat(
                                                                        OperationCase.all()
                                                                                .stream(),
                                                                        OperationCase.large()
                                                                                .stream())
                                                                .map(
                                                                        c ->
                                                                                Arguments.of(
                                                                                        device,
                                                                                        dtype,
                                                                                        c))));
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @MethodSource("cases")
    void resultAndGradientsAreThoseOfTheReference(
            Device device, DType dtype, OperationCase operation) {
        DeviceParity.check(device, dtype, operation);
    }
}
