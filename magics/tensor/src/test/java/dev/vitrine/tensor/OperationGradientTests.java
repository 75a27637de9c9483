package dev.vitrine.tensor;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients on the reference device; {@link DeviceParityTests} holds the other devices to it. */
class OperationGradientTests {

    private Device before;

    @BeforeEach
    void useTheReference() {
        before = Device.current();
        Device.use(Device.named("java"));
    }

    @AfterEach
    void restore() {
        Device.use(before);
    }

    static Stream<OperationCase> cases() {
        return OperationCase.all().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void gradientIsTheLimitOfDifferences(OperationCase operation) {
        try (Scope scope = Scope.open()) {
            GradientCheck.check(operation.function(), operation.inputs(DType.DOUBLE, 42));
        }
    }
}
