package dev.vitrine.tensor;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OperationGradientTests {

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
                .flatMap(device -> OperationCase.all().stream().map(c -> Arguments.of(device, c)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("cases")
    void gradientIsTheLimitOfDifferences(Device device, OperationCase operation) {
        Device.use(device);
        try (Scope scope = Scope.open()) {
            GradientCheck.check(operation.function(), operation.inputs(DType.DOUBLE, 42));
        }
    }
}
