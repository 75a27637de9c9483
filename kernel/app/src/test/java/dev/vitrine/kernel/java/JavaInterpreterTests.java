package dev.vitrine.kernel.java;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JavaInterpreterTests {

    private final InterpreterFixture java = new InterpreterFixture();

    @AfterEach
    void close() {
        System.getProperties().remove("vitrine.test.eval");
        System.getProperties().remove("vitrine.test.add");
        java.close();
    }

    @Test
    void lastExpressionIsTheValueOfTheCell() throws CellFailure {
        assertThat(java.run("int a = 20;\nint b = 22;\na + b")).isEqualTo(42);
        assertThat(java.run("a")).isEqualTo(20);
        assertThat(java.run("List.of(1, 2).stream().map(i -> i * 2).toList()"))
                .isEqualTo(List.of(2, 4));
    }

    @Test
    void declarationsAssignmentsVoidAndNullHaveNoValue() throws CellFailure {
        assertThat(java.run("int x = 1;")).isNull();
        assertThat(java.run("x = 5")).isNull();
        assertThat(java.run("void f() {}\nf()")).isNull();
        assertThat(java.run("String s = null; s")).isNull();
        assertThat(java.run("1 + 1;\nint y = 3;")).isNull();
    }

    @Test
    void cellsWithoutCodeAreFine() throws CellFailure {
        assertThat(java.run("")).isNull();
        assertThat(java.run("  \n\t\n")).isNull();
        assertThat(java.run("// only a comment")).isNull();
        assertThat(java.run("/* one\n two */\n;;")).isNull();
    }

    @Test
    void textBlocksKeepTheirLines() throws CellFailure {
        assertThat(java.run("String t = \"\"\"\n    %maven x\n      b\n    \"\"\";\nt"))
                .isEqualTo("%maven x\n  b\n");
    }

    @Test
    void commonPackagesNeedNoImport() throws CellFailure {
        assertThat(
                        java.run(
                                "new BigDecimal(1).add(BigDecimal.ONE).intValue()"
                                        + " + Duration.ofSeconds(1).toSecondsPart()"
                                        + " + Stream.of(1).toList().size()"
                                        + " + Path.of(\"a\", \"b\").getNameCount()"))
                .isEqualTo(6);
        assertThat(java.run("MimeBundle.text(\"hi\").data().get(\"text/plain\")")).isEqualTo("hi");
    }

    @Test
    void checkedExceptionsNeedNoCeremony() throws CellFailure {
        assertThat(java.run("Thread.sleep(1); Files.exists(Path.of(\"/\").toRealPath())"))
                .isEqualTo(true);
    }

    @Test
    void methodsAndClassesMayReferToLaterOnes() throws CellFailure {
        java.run(
                """
                boolean even(int n) { return n == 0 || odd(n - 1); }
                boolean odd(int n) { return n != 0 && even(n - 1); }
                class Tree { Leaf leaf = new Leaf(this); }
                class Leaf { Tree tree; Leaf(Tree tree) { this.tree = tree; } }
                """);
        assertThat(java.run("even(10) && new Tree().leaf.tree != null")).isEqualTo(true);
    }

    @Test
    void laterCellCompletesAnEarlierMethod() throws CellFailure {
        assertThat(java.errorsOf("int twice(int n) { return 2 * later(n); }"))
                .contains("Method twice(int) cannot be used until", "later(int)");
        java.run("int later(int n) { return n + 1; }");
        assertThat(java.run("twice(4)")).isEqualTo(10);
    }

    @Test
    void variablesSurviveRedefinitionImportAndJar(@TempDir Path folder) throws Exception {
        java.run("int calls = 0;\nint f() { calls++; return 1; }");
        java.run("int x = f();\nx = 7;");
        java.run("int f() { calls++; return 2; }");
        assertThat(java.run("x")).isEqualTo(7);
        java.run("import java.text.*;");
        java.run("import static java.lang.Math.*;");
        assertThat(java.run("x")).isEqualTo(7);
        java.interpreter.addToClassPath(List.of(library(folder, "lib", "Answer", 42)));
        assertThat(java.run("lib.Answer.GET + x + f()")).isEqualTo(42 + 7 + 2);
        assertThat(java.run("calls")).isEqualTo(2);
    }

    @Test
    void redefinedMethodReachesWhatCallsIt() throws CellFailure {
        java.run("int f() { return 1; }");
        java.run("int g() { return 10 * f(); }");
        java.run("class Net { int state = 3; int run() { return state * g(); } }");
        java.run("Net net = new Net();\nnet.state = 5;\nSupplier<Integer> s = () -> f();");
        java.run("int f() { return 2; }");
        assertThat(java.run("net.run()")).isEqualTo(100);
        assertThat(java.run("s.get()")).isEqualTo(2);
        java.run("int f() { return 3; }");
        assertThat(java.run("net.run() + s.get()")).isEqualTo(153);
    }

    @Test
    void redeclaredVariableGetsItsNewValueEverywhere() throws CellFailure {
        java.run("double rate = 0.1;");
        java.run("double twice() { return 2 * rate; }");
        java.run("double rate = 0.5;");
        assertThat(java.run("twice()")).isEqualTo(1.0);
        java.run("double rate = twice() + 1;");
        assertThat(java.run("rate")).isEqualTo(2.0);
        java.run("int rate = 4;");
        assertThat(java.run("twice()")).isEqualTo(8.0);
        java.run("var rate = 4;");
        assertThat(java.run("rate + twice()")).isEqualTo(12.0);
    }

    @Test
    void rerunCellEvaluatesItsInitialisersAgain() throws CellFailure {
        java.run("int n = 0;\nint next() { return ++n; }");
        java.run("int id = next();");
        java.run("int id = next();");
        assertThat(java.run("id")).isEqualTo(2);
        java.run("int next() { return n += 10; }");
        java.run("int id = next();");
        assertThat(java.run("id")).isEqualTo(12);
    }

    @Test
    void variableOfARedefinedClassKeepsItsInstanceWithANote() throws CellFailure {
        java.run("class A { int v() { return 1; } }\nA a = new A();\nint other = 9;");
        assertThat(java.errorsOf("class A { int v() { return 2; } int w() { return 3; } }"))
                .contains("a keeps what the earlier A made");
        assertThat(java.run("a.v()")).isEqualTo(1);
        assertThat(java.run("other")).isEqualTo(9);
        assertThat(java.run("new A().w()")).isEqualTo(3);
        assertThat(java.traceback("a = new A();")).contains("A was declared anew");
        java.run("A a = new A();");
        assertThat(java.run("a.v()")).isEqualTo(2);
    }

    @Test
    void classDeclaredAsBeforeStaysTheSame() throws CellFailure {
        String cell = "int made = 0;\nclass Box { final int id = ++made; }";
        java.run(cell);
        java.run("Box first = new Box();");
        assertThat(java.errorsOf(cell)).isEmpty();
        assertThat(java.run("first.getClass() == Box.class && first.id == 1")).isEqualTo(true);
        assertThat(java.run("first = new Box(); first.id")).isEqualTo(1);
    }

    @Test
    void variableOfAnAnonymousClassHasItsMembers() throws CellFailure {
        java.run(
                "int base = 5;\nvar p = new Object() { int x = base; int y() { return x * 2; } };");
        assertThat(java.run("p.x = 7; p.y()")).isEqualTo(14);
        java.run("abstract class Shape { final int n; Shape(int n, String s) { this.n = n; } }");
        java.run("var s = new Shape(base + 1, \"a\") { int twice() { return 2 * n; } };");
        assertThat(java.run("s.twice()")).isEqualTo(12);
        java.run(
                "var c = new Comparator<String>() { public int compare(String a, String b)"
                        + " { calls++; return a.compareTo(b); } int calls; };");
        assertThat(java.run("List.of(\"b\", \"a\").stream().sorted(c).toList(); c.calls"))
                .isEqualTo(1);
    }

    @Test
    void classesOfCellsAreFoundByName() throws CellFailure {
        java.run("record Point(int x, int y) implements Serializable {}");
        java.run(
                """
                Object copy(Object o) throws Exception {
                    var bytes = new ByteArrayOutputStream();
                    try (var out = new ObjectOutputStream(bytes)) { out.writeObject(o); }
                    var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()));
                    return in.readObject();
                }""");
        java.run("Object point = new Point(1, 2);");
        assertThat(java.run("copy(point).equals(point)")).isEqualTo(true);
        assertThat(
                        java.run(
                                "Thread.currentThread().getContextClassLoader()"
                                        + ".loadClass(point.getClass().getName())"
                                        + " == point.getClass()"))
                .isEqualTo(true);
    }

    @Test
    void methodThatEveryObjectHasIsRefusedWithTheReason() {
        assertThat(java.traceback("int hashCode(int x) { return x; }"))
                .contains("hashCode is a method of every object");
    }

    @Test
    void overloadsAndGenericsWork() throws CellFailure {
        java.run("String over(int i) { return \"int\"; }\nString over(String s) { return s; }");
        java.run(
                "<T extends Comparable<T>> T max(T a, T b) { return a.compareTo(b) > 0 ? a : b; }");
        assertThat(java.run("over(1) + over(max(\"a\", \"b\"))")).isEqualTo("intb");
        java.run("String over(double d) { return \"double\"; }");
        assertThat(java.run("over(2.0) + over(2)")).isEqualTo("doubleint");
    }

    @Test
    void cellInStagesChangesNothingIfItsLastDoesNotCompile() throws CellFailure {
        java.run("int x = 1; int f() { return x; } int calls = 0;");

        CellFailure failure =
                java.fail("calls++; x = 7; int n = x; String x = \"a\"; int f = x.undeclared();");

        assertThat(failure.errorName()).isEqualTo("CompilationError");
        assertThat(java.run("x * 10 + f() + calls")).isEqualTo(11);
        assertThat(java.run("x = 7; int n = x; String x = \"a\"; x + n")).isEqualTo("a7");
        assertThat(java.fail("f()").errorName()).isEqualTo("UnresolvedReference");
        assertThat(java.run("int x = 8; f()")).isEqualTo(8);
    }

    @Test
    void methodAboveTheNewTypeOfWhatItUsesLacksItWithANote() throws CellFailure {
        java.run("int x = 8;");

        assertThat(java.errorsOf("int half() { return x / 2; }\nString x = \"text\";"))
                .contains("Method half() does not compile any more");

        assertThat(java.run("x")).isEqualTo("text");
        assertThat(java.run("int x = 6; half()")).isEqualTo(3);
    }

    @Test
    void errorsOfACellThatNoOrderMakesRightAreThoseOfTheWhole() throws CellFailure {
        java.run("int x = 8;");

        assertThat(java.traceback("int half() { return x / missing(); }\nString x = 5; half() + 1"))
                .contains("int cannot be converted to")
                .contains("String x = 5");
        assertThat(java.run("x")).isEqualTo(8);
    }

    @Test
    void declarationThatNothingCanMakeRightIsRejected() throws CellFailure {
        java.run("int base(int n) { return n; }");
        assertThat(java.traceback("int once = 1;\nint twice(int n) { return base(n, n); }"))
                .contains("CompilationError", "Cell In[2], line 2", "cannot be applied");
        java.run("int user() { return base(1); }");
        assertThat(java.errorsOf("String base(int n) { return \"\" + n; }"))
                .contains("Method user() does not compile any more");
    }

    @Test
    void overloadsMayCallEachOther() throws CellFailure {
        assertThat(
                        java.run(
                                "int fact(int n) { return fact(n, 1); }\n"
                                        + "int fact(int n, int product) {"
                                        + " return n == 0 ? product : fact(n - 1, product * n); }\n"
                                        + "fact(5)"))
                .isEqualTo(120);
        assertThat(
                        java.run(
                                "int p(int n) { return p(n, 2); }\nint p(int n, int k) { return n * k; }\np(5)"))
                .isEqualTo(10);
    }

    @Test
    void recordsEnumsInterfacesAndSwitches() throws CellFailure {
        java.run(
                """
                enum Colour { RED, GREEN }
                interface Shape { default int sides() { return 4; } }
                record Square(int size, Colour colour) implements Shape {}
                var square = new Square(2, Colour.GREEN);
                """);
        assertThat(
                        java.run(
                                "switch (square.colour()) { case RED -> 0;"
                                        + " case GREEN -> square.sides() * square.size(); }"))
                .isEqualTo(8);
    }

    @Test
    void nestedEvalSharesTheScope() throws Exception {
        java.run("int base = 4;");
        EvalBridge.interpreter = java.interpreter;
        System.getProperties()
                .put(
                        "vitrine.test.eval",
                        (java.util.function.Function<String, Object>) EvalBridge::eval);
        java.run(
                "Function<String, Object> eval ="
                        + " (Function<String, Object>) System.getProperties().get(\"vitrine.test.eval\");");
        assertThat(
                        java.run(
                                "Object got = eval.apply(\"int made = base * 2; made\"); (int) got + made"))
                .isEqualTo(16);
    }

    /** Hands eval to cells without a kernel. */
    static final class EvalBridge {
        static JavaInterpreter interpreter;

        static Object eval(String code) {
            try {
                return interpreter.evaluate(code, "In[1]");
            } catch (CellFailure e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void brokenSyntaxRejectsTheWholeCell() throws CellFailure {
        java.run("int touched = 0;");
        assertThat(java.traceback("touched = 1;\nint y = ;")).contains("CompilationError");
        assertThat(java.fail("touched = 2;\nfor (int i = 0; i < 3; i++) {").errorName())
                .isEqualTo("CompilationError");
        assertThat(java.run("touched")).isEqualTo(0);
    }

    @Test
    void cellsDoNotSeeTheKernelsLibraries() {
        assertThat(java.fail("import tools.jackson.databind.ObjectMapper;").errorName())
                .isEqualTo("CompilationError");
        assertThat(java.fail("Class.forName(\"tools.jackson.databind.ObjectMapper\")").errorName())
                .isEqualTo("ClassNotFoundException");
        assertThat(java.fail("dev.vitrine.kernel.java.Interpreter i;").errorName())
                .isEqualTo("CompilationError");
    }

    @Test
    void jarAddedByACellServesTheRestOfIt(@TempDir Path folder) throws Exception {
        Path library = library(folder, "late", "Number", 5);
        try (InterpreterFixture with =
                new InterpreterFixture(
                        StartupEnvironment.NONE, List.of(), new AddingMagic(library))) {
            AddingMagic.interpreter = with.interpreter;
            assertThat(
                            with.run(
                                    "Runnable addToClassPath = (Runnable) System.getProperties().get(\"vitrine.test.add\");\n"
                                            + "addToClassPath.run();\n"
                                            + "import late.Number;\nNumber.GET"))
                    .isEqualTo(5);
        }
    }

    /** Puts a hook in the system properties, where cells reach it without a kernel. */
    static final class AddingMagic implements CellTransformer {
        static JavaInterpreter interpreter;

        AddingMagic(Path library) {
            System.getProperties()
                    .put(
                            "vitrine.test.add",
                            (Runnable) () -> interpreter.addToClassPath(List.of(library)));
        }

        @Override
        public Cell transform(String code) {
            return new Java(code);
        }

        @Override
        public List<Magic> magics() {
            return List.of();
        }
    }

    @Test
    void addedImportsServeLaterCells() throws CellFailure {
        java.interpreter.addImports(List.of("java.text.DecimalFormat", "static java.lang.Math.*"));
        assertThat(java.run("max(1, 2) + DecimalFormat.class.getSimpleName().length()"))
                .isEqualTo(15);
    }

    static Path library(Path folder, String packageName, String className, int value)
            throws IOException {
        Path source = folder.resolve(className + ".java");
        Files.writeString(
                source,
                "package %s; public class %s { public static final int GET = Integer.valueOf(%d); }"
                        .formatted(packageName, className, value));
        Path classes = folder.resolve("classes");
        Files.createDirectories(classes);
        int status =
                ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-d", classes.toString(), source.toString());
        assertThat(status).isZero();
        return classes;
    }

    @Test
    void importsOnDemandStayAmbiguousAndGiveWayToSingleOnes() throws Exception {
        java.run("import java.awt.*; import java.util.*;");
        assertThat(java.fail("List x = null;").getMessage()).contains("reference to List");
        java.run("import java.util.List;");
        assertThat(java.run("List<Integer> x = List.of(1); x.size()")).isEqualTo(1);
        assertThat(java.run("new Point(1, 2).y")).isEqualTo(2);
    }

    @Test
    void typesOfVarAreInferredInChainsAndWithoutNames() throws Exception {
        assertThat(
                        java.run(
                                """
                                import java.util.*;
                                var map = new TreeMap<>(Map.of("a", List.of(1, 2)));
                                var entry = map.firstEntry();
                                var sizes = map.values().stream().map(List::size).toList();
                                var both = List.of(1, "x");
                                var first = both.get(0);
                                var named = new Object() { int n = entry.getValue().get(1); };
                                named.n + sizes.get(0)"""))
                .isEqualTo(4);
        assertThat(java.run("entry.getKey() + first")).isEqualTo("a1");
        assertThat(
                        java.run(
                                """
                                class Outer<T> { class Inner {} static class Nested<U> { U u; } }
                                Map<String, Integer> counts = Map.of("b", 2);
                                var count = counts.entrySet().iterator().next();
                                var entries = List.of(count).toArray(new Map.Entry[0]);
                                var nested = List.of(new Outer.Nested<int[]>()).get(0);
                                var inner = List.of(new Outer<String>().new Inner()).get(0);
                                var states = Thread.State.values();
                                var letter = "abc".charAt(1);
                                nested.u = new int[entries.length];
                                count.getKey() + nested.u.length + states[0] + letter"""))
                .isEqualTo("b1NEWb");
    }

    @Test
    void variablesAreNotThereAboveTheirDeclarations() throws Exception {
        String message = "variable b is used above its declaration";
        assertThat(java.fail("int a = b; int b = 1;").getMessage()).contains(message);
        assertThat(java.fail("var a = b; var b = 1;").getMessage()).contains(message);
        assertThat(java.fail("Runnable r = () -> System.out.println(b);\nint b = 1;").getMessage())
                .contains("line 1")
                .contains(message);
        assertThat(java.run("int f() { return b; } var b = 1; var a = b + f(); a")).isEqualTo(2);
        assertThat(java.run("int c = b; int b = 3; c + b")).as("there already").isEqualTo(4);
    }
}
