package dev.vitrine.kernel.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
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
                               3 | int y = x / 0;
                                 |         ^^^^^""");
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
                                 |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                          at Cell In[3], line 3, in Net.run
                               3 |     int run(int n) { return half(n); }
                                 |                             ^^^^^^^
                          at Cell In[4], line 3
                               3 |     net.run(n);
                                 |         ^^^^^^
                          at Cell In[4], line 5
                               5 |     .map(f).toList()
                                 |             ^^^^^^^^""");
    }

    static Stream<Arguments> failing() {
        return Stream.of(
                arguments("int[] a = {1}; int b = 0; int c = a[3] + b;", "a[3]"),
                arguments("String s = null; int n = s.length() + 1;", "length()"),
                arguments("int[] a = null; int n = a.length;", "a.length"),
                arguments("int[] a = null; a[0] = 1;", "a[0]"),
                arguments("java.awt.Point p = null; int x = p.x;", "p.x"),
                arguments("Object o = 1; var s = (String) o + (Object) o;", "(String) o"),
                arguments("int n = -1; var a = new int[n];", "new int[n]"),
                arguments("int n = 0; n %= 0;", "n %= 0"),
                arguments("1 % 0", "1 % 0"),
                arguments("var i = List.of(1).iterator(); i.next(); i.remove();", "remove()"),
                arguments("var b = new BigDecimal(\"x\" + 1);", "new BigDecimal(\"x\" + 1)"),
                arguments("if (true) throw new Error(\"e\");", "throw new Error(\"e\");"));
    }

    @ParameterizedTest
    @MethodSource("failing")
    void expressionThatFailedIsMarked(String cell, String mark) {
        List<String> lines = java.traceback(cell).lines().toList();

        int last = lines.size() - 1;
        assertThat(lines.get(last - 1)).endsWith(cell);
        assertThat(lines.get(last).replace("|", " ").strip()).isEqualTo("^".repeat(mark.length()));
        int column = lines.get(last).indexOf('^');
        assertThat(lines.get(last - 1).substring(column)).startsWith(mark);
    }

    @Test
    void whereSeveralExpressionsCanHaveFailedNoneIsMarked() throws CellFailure {
        assertThat(java.traceback("int[] a = {1};\nint s = a[0] + a[1];")).endsWith("a[1];");
        assertThat(java.traceback("int n = 0;\nint q = 1 / 1 +\n 1 / n;")).doesNotContain("^");
        java.run("String none = null;\nint all(String s) { return s.length() + none.length(); }");
        assertThat(java.traceback("all(\"\")"))
                .startsWith("NullPointerException: Cannot invoke \"String.length()\"\n")
                .containsOnlyOnce(" ^");
        // The call that takes the value out of its box is nowhere in the cell.
        assertThat(java.traceback("Integer none = null;\nint i = none;")).endsWith("int i = none;");
    }

    @Test
    void marksStandInHeadsBodiesAndUnderTabs() throws CellFailure {
        java.run(
                "class Deep {\n\tint f(int[] a, int n) {\n\t\tif (a[n] > 1 / 1) {\n"
                        + "\t\t\treturn n / a[0];\n\t\t}\n\t\treturn 0;\n\t}\n}");

        assertThat(java.traceback("new Deep().f(new int[] {0, 9}, 1)"))
                .contains("return n / a[0];\n         | \t\t\t       ^^^^^^^^\n");
        assertThat(java.traceback("new Deep().f(new int[0], 1)"))
                .contains("if (a[n] > 1 / 1) {\n         | \t\t    ^^^^\n");
    }

    @Test
    void traceShowsTheFramesOfLibrariesToo() {
        java.fail("List.of(3, 4).forEach(n -> Integer.parseInt(\"x\" + n));");

        List<String> all = java.interpreter.tracebacks().ofLast().orElseThrow();
        assertThat(String.join("\n", all).replaceAll("\u001b\\[[0-9;]*m", ""))
                .containsSubsequence(
                        "NumberFormatException: For input string: \"x3\"",
                        "at java.base/java.lang.Integer.parseInt(Integer.java:",
                        "at Cell In[1], line 1",
                        ".forEach(",
                        "at Cell In[1], line 1")
                .doesNotContain("dev.vitrine");

        java.interpreter.tracebacks().showAllFrames(true);
        assertThat(java.traceback("Integer.parseInt(\"y\");")).contains("java.lang.Integer.parse");
        java.interpreter.tracebacks().showAllFrames(false);
        assertThat(java.traceback("Integer.parseInt(\"y\");"))
                .doesNotContain("java.lang.Integer.parse");
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "System.class.getMethod(\"exit\", int.class).invoke(null, 3);",
                "Runtime.class.getMethod(\"halt\", int.class).invoke(Runtime.getRuntime(), 3);",
                "for (var m : System.class.getMethods()) if (m.getName().equals(\"exit\"))"
                        + " m.invoke(null, 3);"
            })
    void exitByReflectionEndsTheCellOnly(String exiting) {
        CellFailure failure = java.fail(exiting);

        assertThat(failure.errorName()).isEqualTo("InvocationTargetException");
        assertThat(InterpreterFixture.plain(failure))
                .contains("Caused by: CellExit: System.exit(3) ends a cell, not the kernel");
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
    void unknownClassOfAVariableIsSaidOnce() {
        assertThat(java.traceback("var x = new Foo();"))
                .isEqualTo(
                        """
                        CompilationError
                        Cell In[1], line 1
                               1 | var x = new Foo();
                                 |             ^^^
                          cannot find symbol: class Foo""");
    }

    @Test
    void framesOfLibrariesAreLeftOutWhereACauseHasOnesOfTheUser() {
        assertThat(java.traceback("CompletableFuture.supplyAsync(() -> 1 / 0).join();"))
                .startsWith(
                        "CompletionException: java.lang.ArithmeticException: / by zero\nCaused by")
                .contains("Cell In[1], line 1")
                .doesNotContain("java.base");
    }

    @Test
    void threadThatEndsByAnExceptionSaysWhere() throws CellFailure {
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler(new ThreadFailures(java.interpreter));
        try {
            String failing = "Thread t = new Thread(() -> List.of().get(0), \"mine\");\n";
            assertThat(java.errorsOf(failing + "t.start();\nt.join();"))
                    .contains("Exception in thread \"mine\"", "Cell In[1]", "line 1", "^^^^^^")
                    .doesNotContain("java.base/");
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
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
    void unknownPackageIsHintedAtWithItsArtifact() {
        assertThat(
                        java.traceback(
                                "import org.apache.commons.lang3.tuple.Pair;\nimport org.jsoup.*;"))
                .contains(
                        "package org.apache.commons.lang3.tuple does not exist",
                        "Hint: %maven org.apache.commons:commons-lang3:RELEASE",
                        "Hint: %maven org.jsoup:jsoup:RELEASE");
        assertThat(java.traceback("import org.nobody.knows.It;")).doesNotContain("Hint");
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
                .doesNotContainPattern("\u001b\\[[0-9;]*(3[02-8]|9[0-9])m");
    }
}
