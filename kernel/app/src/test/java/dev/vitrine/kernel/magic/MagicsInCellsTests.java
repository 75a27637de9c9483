package dev.vitrine.kernel.magic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.api.CurrentKernel;
import dev.vitrine.api.MimeBundle;
import dev.vitrine.kernel.java.CellFailure;
import dev.vitrine.kernel.java.JavaInterpreter;
import dev.vitrine.kernel.java.PublishedDocuments;
import dev.vitrine.kernel.java.StartupEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The built-in magics as cells use them, in front of the real interpreter. */
@Timeout(120)
class MagicsInCellsTests {

    @TempDir private Path directory;

    private final RecordingKernel kernel = new RecordingKernel();
    private JavaInterpreter java;

    @BeforeEach
    void open() {
        BuiltInMagics.register(kernel.magics, kernel);
        java =
                new JavaInterpreter(
                        new JavaInterpreter.Configuration(
                                List.of(),
                                new MagicTransformer(kernel.magics),
                                dev.vitrine.kernel.java.javac.CompiledEvaluator::new,
                                StartupEnvironment.NONE,
                                PublishedDocuments.NONE));
        kernel.evaluation = code -> java.evaluate(code, "In[1]");
        kernel.classPathListener = java::addToClassPath;
        kernel.variables = java::variables;
        kernel.resetting = java::reset;
        CurrentKernel.set(kernel);
    }

    @AfterEach
    void close() {
        CurrentKernel.set(null);
        java.close();
    }

    private Object run(String code) throws CellFailure {
        return java.evaluate(code, "In[1]");
    }

    private void writeJar(String name, String entry) throws IOException {
        try (JarOutputStream jar =
                new JarOutputStream(Files.newOutputStream(directory.resolve(name)))) {
            jar.putNextEntry(new JarEntry(entry));
            jar.write(entry.getBytes());
            jar.closeEntry();
        }
    }

    @Test
    void pathsOfJarsAreAListAndTheirContentIsThere() throws Exception {
        writeJar("a.jar", "a/name.txt");
        Object value =
                run(
                        "List<String> found = %jars "
                                + directory
                                + "/*.jar\n"
                                + "found.size() + \" \" + new String(Thread.currentThread().getContextClassLoader()"
                                + ".getResourceAsStream(\"a/name.txt\").readAllBytes())");
        assertThat(value).isEqualTo("1 a/name.txt");
    }

    @Test
    void magicsModuloAndTextBlocksLiveInOneCell() throws Exception {
        assertThat(
                        run(
                                "%classpath "
                                        + directory
                                        + "\nint a = 17, b = 5;\nint r = a\n %b;\nString s = \"\"\"\n%time x\n\"\"\";\nr + s"))
                .isEqualTo("2%time x\n");
    }

    @Test
    void valueOfALastMagicIsShownUnlessNull() throws Exception {
        assertThat(run("%classpath " + directory)).isEqualTo(List.of(directory.toString()));
        kernel.magics.line("nothing", "", arguments -> null);
        assertThat(run("%nothing")).isNull();
    }

    @Test
    void timedCodeSharesTheScopeOfTheNotebook() throws Exception {
        run("int n = 20;");
        assertThat(run("%time n + 1")).isEqualTo(21);
        assertThat(run("%%time\nint m = n * 2;\nm + 1")).isEqualTo(41);
        assertThat(run("m")).isEqualTo(40);
        assertThat(kernel.displayed).hasSize(2);
    }

    @Test
    void loadedScriptMayUseMagicsAndItsFailuresAreItsOwn() throws Exception {
        Path script =
                Files.writeString(
                        directory.resolve("s.jshell"),
                        "%classpath " + directory + "\nint loaded = 7;\n");
        run("%load " + script);
        assertThat(run("loaded")).isEqualTo(7);
        Files.writeString(script, "%mavne x");
        assertThatThrownBy(() -> run("%load " + script))
                .isInstanceOf(CellFailure.class)
                .hasMessageStartingWith("There is no magic %mavne.");
        Files.writeString(script, "throw new IllegalArgumentException(\"mine\");");
        assertThatThrownBy(() -> run("%load " + script))
                .isInstanceOfSatisfying(
                        CellFailure.class,
                        failure ->
                                assertThat(failure.errorName())
                                        .isEqualTo("IllegalArgumentException"));
    }

    @Test
    void failureOfAMagicIsItsMessageAlone() {
        assertThatThrownBy(() -> run("int before = 1;\n%jars"))
                .isInstanceOfSatisfying(
                        CellFailure.class,
                        failure -> {
                            assertThat(failure.errorName()).isEqualTo("MagicError");
                            assertThat(failure)
                                    .hasMessage("%jars: which files? For example: lib/*.jar");
                            assertThat(failure.traceback()).hasSize(1);
                        });
    }

    @Test
    void interruptEndsABashCell() throws Exception {
        Path pid = directory.resolve("pid");
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread cell =
                new Thread(
                        () -> {
                            try {
                                run("%%bash\necho $$ > " + pid + "\nsleep 1000");
                            } catch (CellFailure failure) {
                                thrown.set(failure);
                            }
                        });
        cell.start();
        while (!Files.exists(pid) || Files.size(pid) == 0) {
            Thread.sleep(5);
        }
        ProcessHandle bash =
                ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();
        java.interrupt();
        cell.join();
        bash.onExit().join();
        assertThat(thrown.get())
                .isInstanceOfSatisfying(
                        CellFailure.class,
                        failure -> assertThat(failure.errorName()).isEqualTo("CellInterrupt"));
        assertThat(run("1 + 1")).isEqualTo(2);
    }

    private static String text(Object bundle, String type) {
        return ((MimeBundle) bundle).data().get(type).toString();
    }

    @Test
    void commandsGiveTheirLinesAndTakeVariables() throws Exception {
        run("String word = \"two\";");
        assertThat(run("List<String> x = !echo one; echo {word}\nx"))
                .isEqualTo(List.of("one", "two"));
        assertThat(run("var y = !exit 4\ny.exitCode()")).isEqualTo(4);
        assertThat(run("boolean word2 = true;\n!word2")).isEqualTo(false);
        assertThat(run("!word2")).isEqualTo(false);
        try (CapturedStreams streams = new CapturedStreams()) {
            assertThat(run("for (int i = 0; i < 2; i++) {\n    !echo {i}\n}")).isNull();
            assertThat(streams.out()).isEqualTo("0\n1\n");
        }
        assertThatThrownBy(() -> run("!exit 3"))
                .isInstanceOf(CellFailure.class)
                .hasMessageContaining("ended with exit code 3");
    }

    @Test
    void environmentIsOneForCommandsAndForJava() throws Exception {
        try (CapturedStreams streams = new CapturedStreams()) {
            run("%env VITRINE_TEST_A = x \"y\"");
            assertThat(streams.out()).isEqualTo("env: VITRINE_TEST_A=x \"y\"\n");
        }
        assertThat(run("System.getenv(\"VITRINE_TEST_A\")")).isEqualTo("x \"y\"");
        assertThat(run("System.getenv().get(\"VITRINE_TEST_A\")")).isEqualTo("x \"y\"");
        assertThat(
                        run(
                                "Function<String, String> get = System::getenv;\nget.apply(\"VITRINE_TEST_A\")"))
                .isEqualTo("x \"y\"");
        assertThat(run("String same = %env VITRINE_TEST_A\nsame")).isEqualTo("x \"y\"");
        run("%env -u VITRINE_TEST_A");
        assertThat(run("System.getenv(\"VITRINE_TEST_A\")")).isNull();
    }

    @Test
    void filesAreWrittenInTheWorkingDirectoryAndRunFromThere() throws Exception {
        try (CapturedStreams streams = new CapturedStreams()) {
            run("%cd " + directory);
            run("%%writefile part.jsh\nint fromPart = 3;\n");
            run("%%writefile -a part.jsh\nint more = fromPart + 1;\n");
            run("%run part.jsh");
            assertThat(streams.out())
                    .startsWith(directory.toRealPath() + "\n")
                    .endsWith("Wrote part.jsh\nAppended to part.jsh\n");
        }
        assertThat(run("more")).isEqualTo(4);
        assertThat(run("Path here = %pwd\nhere")).isEqualTo(directory.toRealPath());
    }

    @Test
    void variablesAreListedWithTypeSizeAndValue() throws Exception {
        run(
                "int n = 3; String s = \"a\\nb\"; int[][] grid = new int[2][5]; List<Integer> list = List.of(1, 2); Map<String, Integer> map = null;");
        Object table = run("%whos");
        assertThat(text(table, MimeBundle.TEXT))
                .contains("name  type")
                .containsPattern("n +int +3")
                .containsPattern("s +String +3 characters +\"a b\"")
                .containsPattern("grid +int\\[]\\[] +2 × 5")
                .containsPattern("list +List<Integer> +2 elements +\\[1, 2]")
                .containsPattern("map +Map<String, ?Integer> +null");
        assertThat(text(table, MimeBundle.HTML))
                .contains("<code>list</code>", "List&lt;Integer&gt;");
        assertThat(text(run("%whos int"), MimeBundle.TEXT)).contains("n ").doesNotContain("list");
        try (CapturedStreams streams = new CapturedStreams()) {
            run("%who");
            run("%who Point");
            assertThat(streams.out())
                    .isEqualTo("n  s  grid  list  map\nThere are no variables of type Point.\n");
        }
    }

    @Test
    void objectsOfAnEarlierClassAreMarked() throws Exception {
        run("record Point(int x) {}");
        run(
                "var p = new Point(1); var many = new ArrayList<>(List.of(p)); var array = new Point[] {p};");
        assertThat(text(run("%whos"), MimeBundle.TEXT)).doesNotContain("earlier");
        run("record Point(int x, int y) {}");
        assertThat(text(run("%whos"), MimeBundle.TEXT))
                .containsPattern(
                        "p +Point .*\\(of the earlier Point; run its cell again for the new one\\)")
                .containsPattern("many .*earlier Point")
                .containsPattern("array .*earlier Point");
        run("p = null; var q = new Point(1, 2);");
        assertThat(text(run("%whos"), MimeBundle.TEXT))
                .doesNotContainPattern("(?m)^[pq] .*earlier");
    }

    @Test
    void resetForgetsDeclarationsAndKeepsTheClassPathAndItsOwnCell() throws Exception {
        writeJar("a.jar", "a/name.txt");
        run("%jars " + directory + "/a.jar");
        run("import java.awt.Point;\nint n = 1; class A {} int f() { return n; }");
        run(
                "%reset -f\nimport java.util.zip.*;\nint kept = 2;\nCRC32 crc = new CRC32();\nint g() { return kept; }");
        for (String gone : List.of("n", "f()", "new A()", "new Point()")) {
            assertThatThrownBy(() -> run(gone))
                    .as(gone)
                    .isInstanceOfSatisfying(
                            CellFailure.class,
                            failure ->
                                    assertThat(failure.errorName()).isEqualTo("CompilationError"));
        }
        assertThat(run("new CRC32().getValue() + g()")).isEqualTo(2L);
        assertThat(
                        run(
                                "Thread.currentThread().getContextClassLoader().getResource(\"a/name.txt\") != null"))
                .isEqualTo(true);
        assertThat(run("int n = 5; int f() { return n + 1; }\nf()")).isEqualTo(6);
        assertThat(run("List.of(n)")).isEqualTo(List.of(5));
    }

    @Test
    void resetAsks() throws Exception {
        run("int n = 1;");
        assertThatThrownBy(() -> run("%reset"))
                .hasMessage("%reset: nobody can be asked here; %reset -f does not ask");
        kernel.answer = "n";
        try (CapturedStreams streams = new CapturedStreams()) {
            run("%reset");
            assertThat(streams.out()).isEqualTo("Nothing was forgotten.\n");
        }
        assertThat(run("n")).isEqualTo(1);
        kernel.answer = "yes";
        run("%reset");
        assertThatThrownBy(() -> run("n")).isInstanceOf(CellFailure.class);
    }

    @Test
    void timedCodeIsAnyCodeAndLeavesNoVariables() throws Exception {
        run("int calls = 0; int[] data = {3, 1, 2};");
        for (String cell :
                List.of(
                        "%timeit -n 2 -r 1 calls++",
                        "%timeit -n 2 -r 1 data.length;",
                        "%timeit -n 2 -r 1 Arrays.sort(data);",
                        "%timeit -n 2 -r 1 new String(\"a b\")",
                        "%timeit -n 2 -r 1 int x = calls; calls = x + 1",
                        "%timeit -n 2 -r 1 Thread.sleep(0)",
                        "%%timeit -n 2 -r 1 String s = \"a  b\"; int[] mine = data.clone()\nmine[0] = s.length();\nif (mine[0] != 4) {\n  throw new Exception();\n}\nmine[0] * 2")) {
            kernel.displayed.clear();
            assertThat(run(cell)).as(cell).isNull();
            assertThat(text(kernel.displayed.get(0), MimeBundle.TEXT))
                    .as(cell)
                    .contains("per loop (mean ± std. dev. of 1 run, 2 loops each)")
                    .contains("best ", "median ", "the first loop took ");
        }
        assertThat((int) run("calls")).isGreaterThanOrEqualTo(6);
        assertThatThrownBy(() -> run("x")).isInstanceOf(CellFailure.class);
    }

    @Test
    void failuresOfTimedCodeAreTheUsers() {
        assertThatThrownBy(() -> run("%timeit Integer.parseInt(\"x\")"))
                .isInstanceOfSatisfying(
                        CellFailure.class,
                        failure ->
                                assertThat(failure.errorName()).isEqualTo("NumberFormatException"));
        assertThatThrownBy(() -> run("%timeit missing + 1"))
                .isInstanceOfSatisfying(
                        CellFailure.class,
                        failure ->
                                assertThat(String.join("\n", failure.traceback()))
                                        .contains("missing"));
        assertThatThrownBy(() -> run("%timeit -x 3 f()"))
                .hasMessage("%timeit: unknown option -x; there are -n LOOPS and -r RUNS");
        assertThatThrownBy(() -> run("%timeit -n 0 f()"))
                .hasMessage("%timeit: -n takes a number from 1, got 0");
        assertThatThrownBy(() -> run("%timeit"))
                .hasMessage("%timeit: what is to be timed? For example: %timeit compute()");
    }

    @Test
    void programsRunWithTheirArguments() throws Exception {
        Path program =
                Files.writeString(
                        directory.resolve("Hello.java"),
                        "// a program\npackage a\n  .b;\npublic class Hello {\n    public static void main(String[] args) {\n        if (args.length == 0) throw new IllegalStateException(\"no arguments\");\n        System.out.print(String.join(\"+\", args));\n    }\n}\n");
        try (CapturedStreams streams = new CapturedStreams()) {
            run("%run " + program + " one \"two three\"");
            assertThat(streams.out()).isEqualTo("one+two three");
        }
        assertThatThrownBy(() -> run("%run " + program))
                .isInstanceOfSatisfying(
                        CellFailure.class,
                        failure -> {
                            assertThat(failure.errorName()).isEqualTo("IllegalStateException");
                            assertThat(String.join("\n", failure.traceback())).contains("line 6");
                        });
    }

    @Test
    void completionOffersFilesOptionsAndNames() throws Exception {
        Files.createDirectories(directory.resolve("data dir"));
        Files.writeString(directory.resolve("data.csv"), "");
        Files.writeString(directory.resolve("data.ipynb"), "");
        Files.writeString(directory.resolve(".hidden"), "");
        try (CapturedStreams streams = new CapturedStreams()) {
            run("boolean flag = true;\n%cd " + directory);
        }
        assertThat(completions("!cat da"))
                .containsExactly("\"data dir/\"", "data.csv", "data.ipynb");
        assertThat(completions("%run da")).containsExactly("\"data dir/\"", "data.ipynb");
        assertThat(completions("int a;\n%%writefile -a data.c")).containsExactly("data.csv");
        assertThat(completions("%loadFromPOM ./")).containsExactly("\"./data dir/\"");
        assertThat(completions("%cd \"da")).containsExactly("\"data dir/\"");
        assertThat(completions("%load .h")).isEmpty();
        assertThat(completions("%timeit -")).containsExactly("-n", "-r");
        assertThat(completions("%help times")).isEmpty();
        assertThat(completions("%help wr")).containsExactly("writefile");
        assertThat(completions("%reset ")).containsExactly("-f");
        assertThat(completions("var x = !ls " + directory + "/data.i"))
                .containsExactly(directory + "/data.ipynb");
        assertThat(completions("!fla")).containsExactly("flag");
        assertThat(completions("%ti")).containsExactly("%time", "%timeit");
    }

    private List<String> completions(String code) {
        return java.complete(code, code.length()).candidates().stream()
                .map(candidate -> candidate.text())
                .toList();
    }
}
