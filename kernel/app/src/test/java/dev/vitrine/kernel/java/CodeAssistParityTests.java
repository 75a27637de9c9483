package dev.vitrine.kernel.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.kernel.java.Interpreter.Candidate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Both evaluators help in the same way where nothing speaks for a difference. */
@Timeout(120)
final class CodeAssistParityTests {

    private final InterpreterFixture javac = new InterpreterFixture();
    private final InterpreterFixture jshell =
            InterpreterFixture.jshell(new InterpreterFixture.NoMagics());

    @BeforeEach
    void declare() throws CellFailure {
        for (InterpreterFixture each : List.of(javac, jshell)) {
            each.run("String countName = \"\";\nint area(int width) { return width; }");
        }
    }

    @AfterEach
    void close() {
        javac.close();
        jshell.close();
    }

    private static List<String> texts(InterpreterFixture java, String code) {
        return java.interpreter.complete(code, code.length()).candidates().stream()
                .map(Candidate::text)
                .toList();
    }

    @Test
    void candidatesAreTheSame() {
        for (String code :
                List.of(
                        "countName.len",
                        "Math.flo",
                        "List.of(\"a\").forEach(x -> x.toCh",
                        "import java.uti",
                        "new ArrayLi",
                        "countN",
                        "int n = are")) {
            assertThat(texts(javac, code)).as(code).isEqualTo(texts(jshell, code));
        }
    }

    @Test
    void inspectionNamesTheSameThings() {
        for (InterpreterFixture each : List.of(javac, jshell)) {
            assertThat(each.interpreter.inspect("area(1)", 2, 1).orElseThrow().text())
                    .contains("int area(int width)", "return width;");
            assertThat(each.interpreter.inspect("countName", 3, 0).orElseThrow().text())
                    .isEqualTo("String countName");
        }
    }

    @Test
    void completenessIsTheSame() {
        for (String code :
                List.of("1 + 1", "", "if (true) {", "List.of(1,", "/* open", "int x = ;", "}")) {
            assertThat(javac.interpreter.isComplete(code))
                    .as(code)
                    .isEqualTo(jshell.interpreter.isComplete(code));
        }
    }
}
