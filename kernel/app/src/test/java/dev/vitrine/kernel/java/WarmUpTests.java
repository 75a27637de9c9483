package dev.vitrine.kernel.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.kernel.java.javac.CompiledEvaluator;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarmUpTests {

    private final UserClassPath classPath =
            new UserClassPath(
                    new UserClassLoader(List.of(), new ApiClassLoader()), PublishedDocuments.NONE);
    private final Evaluator evaluator =
            new CompiledEvaluator(classPath, List.of(), (code, statement) -> code.call());

    @Test
    void warmUpCellsAllRunAndLeaveNothing() throws Exception {
        evaluator.addImports(List.of("java.io.*", "java.util.*", "java.util.stream.*"));

        evaluator.warmUp();

        CellSource cell = new CellSource("Cell In[1]", "");
        assertThatThrownBy(() -> evaluator.evaluate(cell, "twice(1)"))
                .isInstanceOf(CompilationFailure.class);
        assertThat(evaluator.evaluate(cell, "int twice = 2; twice").value()).isEqualTo(2);
    }

    @Test
    void importsThatExistAreMadeEvenBesideOneThatDoesNot() throws Exception {
        evaluator.addImports(List.of("java.util.*", "no.such.Thing", "java.math.*"));

        CellSource cell = new CellSource("Cell In[1]", "");
        assertThat(evaluator.evaluate(cell, "List.of(BigInteger.ONE).size()").value()).isEqualTo(1);
    }
}
