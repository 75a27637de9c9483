package dev.vitrine.kernel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JdkCheckTests {

    @Test
    void thisJdkIsGoodEnough() {
        assertThat(JdkCheck.problem()).isEmpty();
    }

    @Test
    void oldJavaAndRuntimesWithoutCompilerAreNamedWithTheRemedy() {
        assertThat(JdkCheck.problem(11, "/opt/java11", true))
                .hasValueSatisfying(
                        text ->
                                assertThat(text)
                                        .contains(
                                                "Java 11 at /opt/java11", "too old", "JAVA_HOME"));
        assertThat(JdkCheck.problem(21, "/opt/jre", false))
                .hasValueSatisfying(
                        text ->
                                assertThat(text)
                                        .contains("/opt/jre", "without a compiler", "full JDK"));
    }
}
