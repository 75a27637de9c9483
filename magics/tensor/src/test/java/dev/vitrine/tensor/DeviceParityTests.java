package dev.vitrine.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation, forward and backward, gives on each device what it gives on the reference. */
class DeviceParityTests {

    /** Devices compute alike on every JDK: on a second one some cases stand for all. */
    private static final int EVERY = Boolean.getBoolean("vitrine.test.quick") ? 4 : 1;

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
        List<OperationCase> operations = new ArrayList<>(OperationCase.all());
        operations.addAll(OperationCase.large());
        return Devices.usable()
                .filter(device -> !device.name().equals(DeviceParity.REFERENCE))
                .flatMap(
                        device ->
                                Stream.of(DType.values())
                                        .flatMap(dtype -> cases(device, dtype, operations)));
    }

    private static Stream<Arguments> cases(
            Device device, DType dtype, List<OperationCase> operations) {
        return IntStream.range(0, operations.size())
                .filter(i -> (i + dtype.ordinal()) % EVERY == 0)
                .mapToObj(i -> Arguments.of(device, dtype, operations.get(i)));
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @MethodSource("cases")
    void resultAndGradientsAreThoseOfTheReference(
            Device device, DType dtype, OperationCase operation) {
        DeviceParity.check(device, dtype, operation);
    }
}
