package dev.vitrine.kernel.java;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Failures name the cell's lines and speak of what the user wrote. */
final class CellFailureTests {

    private final InterpreterFixture java = new InterpreterFixture();

    @AfterEach
    void close() {
        java.close();
    }

    @Test
    void exceptionIsNamedAsItIsAndPointsAtTheLine() {
        CellFailure failure = java.fail("int x = 1;\n\nint y = x / 0;\n");
        assertThat(failure.errorName()).isEqualTo("ArithmeticException");
        assertThat(failure).hasMessage("/ by zero");
        assertThat(InterpreterFixture.plain(failure))
                .isEqualTo(
                        """
                        ArithmeticException: / by zero
                          at Cell In[1], line 3
                               3 | int y = x / 0;""");
    }

    @Test
    void framesCrossCellsMethodsClassesAndLambdas() throws CellFailure {
        java.run(
                "// helpers\nint half(int n) {\n    if (n == 0)\n        throw new IllegalStateException(\"no half\");\n    return n / 2;\n}");
        java.run("import java.text.*;");
        java.run("class Net {\n\n    int run(int n) { return half(n); }\n}\nint shifted = 0;");
        assertThat(
                        java.traceback(
                                "Net net = new Net();\nFunction<Integer, Integer> f = n ->\n    net.run(n);\nList.of(4, 0).stream()\n    .map(f).toList()"))
                .isEqualTo(
                        """
                        IllegalStateException: no half
                          at Cell In[1], line 4, in half
                               4 |         throw new IllegalStateException("no half");
                          at Cell In[3], line 3, in Net.run
                               3 |     int run(int n) { return half(n); }
                          at Cell In[4], line 3
                               3 |     net.run(n);
                          at Cell In[4], line 5
                               5 |     .map(f).toList()""");
    }

    @Test
    void linesStayRightWhenDependenciesAreDeclaredAnew() throws CellFailure {
        java.run("int f() { return 1; }");
        java.run("\n\nint g(int n) {\n    return f() / n;\n}");
        java.run("import java.text.*;\nimport java.awt.Point;");
        java.run("int f() {\n    return 2;\n}");
        assertThat(java.traceback("\ng(0)"))
                .contains("Cell In[2], line 4, in g", "Cell In[5], line 2");
        java.run("short f() { return 3; }");
        java.run("Runnable late = () ->\n    g(0);");
        assertThat(java.traceback("late.run()"))
                .contains("Cell In[2], line 4", "Cell In[7], line 2");
    }

    @Test
    void overloadsPointAtTheirOwnLines() throws CellFailure {
        java.run(
                "int o(int a) {\n    return a / 0;\n}\n\n/* text */ static int o(String s) {\n    return o(s.length(), 1);\n}\nint o(int a, int b) {\n  // deep\n    return a / (b - 1);\n}");
        assertThat(java.traceback("o(1)")).contains("Cell In[1], line 2, in o");
        assertThat(java.traceback("o(1, 1)")).contains("Cell In[1], line 10, in o");
    }

    @Test
    void rerunInitialiserNamesTheCellThatRan() throws CellFailure {
        java.run("int d = 1;");
        java.run("int q = 4 / d;");
        java.run("d = 0;");
        assertThat(java.traceback("int q = 4 / d;")).contains("Cell In[4], line 1");
        assertThat(java.run("q")).isEqualTo(4);
    }

    @Test
    void causesAndSuppressedFollow() {
        assertThat(
                        java.traceback(
                                "try {\n    Integer.parseInt(\"x\");\n} catch (Exception e) {\n    throw new IOException(\"cannot read\", e);\n}"))
                .containsSubsequence(
                        "IOException: cannot read",
                        "Cell In[1], line 4",
                        "Caused by: NumberFormatException: For input string: \"x\"",
                        "Cell In[1], line 2");
    }

    @Test
    void ownExceptionClassesAreNamedAsWritten() throws CellFailure {
        java.run("class Boom extends RuntimeException { Boom(String m) { super(m); } }");
        CellFailure failure = java.fail("throw new Boom(\"bang\");");
        assertThat(failure.errorName()).isEqualTo("Boom");
        assertThat(java.traceback("Object o = new Boom(\"b\");\nString s = (String) o;"))
                .startsWith("ClassCastException: class Boom cannot be cast");
    }

    @Test
    void errorsOfTheJvmEndTheCellOnly() throws CellFailure {
        java.run("int endless(int n) {\n    return endless(n + 1) + 1;\n}");
        String overflow = java.traceback("endless(0)");
        assertThat(overflow).contains("StackOverflowError", "line 2, in endless", "times more");
        assertThat(overflow.lines().count()).isLessThan(12);
        assertThat(java.fail("long[] big = new long[Integer.MAX_VALUE];").errorName())
                .isEqualTo("OutOfMemoryError");
        assertThat(java.fail("class Bad { static int n = 1 / 0; }\nBad.n").errorName())
                .isEqualTo("ExceptionInInitializerError");
        assertThat(java.run("40 + 2")).isEqualTo(42);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "System.exit(3);",
                "Runtime.getRuntime().exit(3);",
                "Runtime.getRuntime().halt(3);",
                "IntConsumer exit = System::exit; exit.accept(3);",
                "IntStream.of(3).forEach(Runtime.getRuntime()::halt);",
                "class Main { static void main(String... a) { System.exit(3); } } Main.main();"
            })
    void exitEndsTheCellOnly(String exiting) throws CellFailure {
        CellFailure failure = java.fail("int n = 1;\n" + exiting + "\nn = 2;");

        assertThat(failure.errorName()).isEqualTo("SystemExit");
        assertThat(failure).hasMessage("System.exit(3) ends a cell, not the kernel");
        assertThat(InterpreterFixture.plain(failure)).contains("Cell In[1], line 2");
        assertThat(java.run("n")).isEqualTo(1);
    }

    @Test
    void exceptionsWithoutMessageOrWithABrokenOneAreShown() {
        assertThat(java.fail("throw new RuntimeException();")).hasMessage("");
        assertThat(
                        java.fail(
                                "throw new RuntimeException() { public String getMessage() {"
                                        + " throw new IllegalStateException(); } };"))
                .hasMessageContaining("could not be read");
    }

    @Test
    void compileErrorMarksWhatIsWrong() {
        CellFailure failure = java.fail("int a = 1;\nString s = a + 1;");
        assertThat(failure.errorName()).isEqualTo("CompilationError");
        assertThat(failure.getMessage()).startsWith("Cell In[1], line 2: incompatible types");
        assertThat(InterpreterFixture.plain(failure))
                .isEqualTo(
                        """
                        CompilationError
                        Cell In[1], line 2
                               2 | String s = a + 1;
                                 |            ^^^^^
                          incompatible types: int cannot be converted to java.lang.String""");
    }

    @Test
    void allErrorsOfADeclarationAreShown() {
        String text =
                java.traceback(
                        "// a net\nclass Net {\n    int width = \"wide\";\n\tString name() { return 1; }\n}");
        assertThat(text)
                .containsSubsequence(
                        "Cell In[1], line 3", "       3 |     int width = \"wide\";", "^^^^^^")
                .contains("Cell In[1], line 4", "         | \t                       ^\n");
    }

    @Test
    void unknownClassIsHintedAtWithItsImport() {
        assertThat(java.traceback("DecimalFormat f = new DecimalFormat(\"0\");"))
                .contains(
                        "cannot find symbol: class DecimalFormat",
                        "import java.text.DecimalFormat;");
        assertThat(java.traceback("var i = new BufferedImage(1, 1, 1);"))
                .contains("import java.awt.image.BufferedImage;");
    }

    @Test
    void incompleteAndInvalidCodePointAtTheirPlace() {
        assertThat(java.traceback("int ok = 1;\nvoid f() {\n"))
                .contains("CompilationError", "Cell In[1], line");
        assertThat(java.traceback("int ok = 1;\nint y = 3 +;\n"))
                .contains("Cell In[2], line 2", "illegal start of expression");
        assertThat(java.traceback("String s = \"open;")).contains("Cell In[3], line 1");
        assertThat(java.traceback("}")).contains("Cell In[4], line 1");
    }

    @Test
    void unresolvedMethodSaysWhatIsMissing() throws CellFailure {
        java.errorsOf("int g() { return missing + 1; }");
        CellFailure failure = java.fail("g()");
        assertThat(failure.errorName()).isEqualTo("UnresolvedReference");
        assertThat(failure).hasMessageContaining("g()").hasMessageContaining("variable missing");
    }

    @Test
    void coloursAreThoseThatReadOnAnyBackground() {
        assertThat(String.join("", java.fail("int i = ;").traceback()))
                .containsPattern("\u001b\\[")
                .doesNotContainPattern("\u001b\\[[0-9;]*(3[0378]|9[0-9])m");
    }
}
