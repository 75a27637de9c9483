package dev.vitrine.kernel.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.kernel.java.Interpreter.Candidate;
import dev.vitrine.kernel.java.Interpreter.Completeness.Status;
import dev.vitrine.kernel.java.Interpreter.Completion;
import dev.vitrine.kernel.java.Interpreter.Inspection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Completion, inspection and completeness, in cells that have not run. */
@Timeout(120)
final class CodeAssistTests {

    private final InterpreterFixture java =
            new InterpreterFixture(StartupEnvironment.NONE, List.of(), new SomeMagics());

    /** The common pool may have a single thread, which the running cell would take. */
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        threads.shutdownNow();
        java.close();
    }

    /** Knows two magics, and blanks the line of one. */
    private static final class SomeMagics implements CellTransformer {

        @Override
        public Cell transform(String code) {
            return code.startsWith("%%bash")
                    ? new Direct(() -> null)
                    : new Java(code.replaceAll("(?m)^%maven.*$", "magic();"));
        }

        @Override
        public List<Magic> magics() {
            return List.of(
                    new Magic("%maven", "group:artifact:version..."),
                    new Magic("%mavenRepo", "id url"),
                    new Magic("%%bash", "a script"));
        }
    }

    /** Completes at the bar. */
    private Completion complete(String codeWithBar) {
        int cursor = codeWithBar.indexOf('|');
        return java.interpreter.complete(codeWithBar.replace("|", ""), cursor);
    }

    private List<String> texts(String codeWithBar) {
        return complete(codeWithBar).candidates().stream().map(Candidate::text).toList();
    }

    private Candidate candidate(String codeWithBar, String text) {
        return complete(codeWithBar).candidates().stream()
                .filter(c -> c.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Not among " + texts(codeWithBar)));
    }

    private Inspection inspect(String codeWithBar, int level) {
        int cursor = codeWithBar.indexOf('|');
        return java.interpreter.inspect(codeWithBar.replace("|", ""), cursor, level).orElseThrow();
    }

    @Nested
    final class Completing {

        @Test
        void membersReplaceWhatWasTyped() {
            Completion completion = complete("String s = \"a\";\nint n = s.len|;\nint after;");
            assertThat(completion.candidates())
                    .containsExactly(new Candidate("length()", "function", "int String.length()"));
            assertThat(completion.start()).isEqualTo("String s = \"a\";\nint n = s.".length());
            assertThat(completion.end()).isEqualTo(completion.start() + 3);
        }

        @Test
        void whatFitsTheExpectedTypeComesFirst() throws CellFailure {
            java.run("int countOfAll = 1; String countName = \"\"; double countRate = 2;");
            assertThat(texts("String t = count|")).first().isEqualTo("countName");
            List<String> members = texts("\"a\".|");
            assertThat(members.indexOf("wait(")).isGreaterThan(members.indexOf("strip()"));
        }

        @Test
        void kindsAreThoseOfTheFrontEnd() throws CellFailure {
            java.run("int total = 1;\nint totalOf(int n) { return n; }\nclass Totals {}");
            assertThat(candidate("tota|", "total").kind()).isEqualTo("instance");
            assertThat(candidate("tota|", "totalOf(").kind()).isEqualTo("function");
            assertThat(candidate("Tota|", "Totals").kind()).isEqualTo("class");
            assertThat(candidate("whi|", "while").kind()).isEqualTo("keyword");
            assertThat(candidate("import java.uti|", "util.").kind()).isEqualTo("module");
            assertThat(candidate("java.util.regex.Patt|", "Pattern").kind()).isEqualTo("class");
            assertThat(candidate("new ArrayLi|", "ArrayList(").kind()).isEqualTo("class");
        }

        @Test
        void signaturesListOverloads() {
            assertThat(candidate("Math.ma|", "max(").signature())
                    .contains("int Math.max(int", "double Math.max(double");
        }

        @Test
        void cellNeedNotHaveRun() {
            assertThat(
                            texts(
                                    "import java.util.*;\n"
                                            + "record P(int alpha, int beta) {}\n"
                                            + "int f() { return 1; }\n"
                                            + "var p = new P(1, 2);\n"
                                            + "for (int i = 0; i < 3; i++) {\n    p.al|"))
                    .contains("alpha()");
        }

        @Test
        void magicsCompleteWhereOneMayStand() {
            assertThat(complete("int a;\n%mav|"))
                    .isEqualTo(
                            new Completion(
                                    List.of(
                                            new Candidate(
                                                    "%maven", "magic", "group:artifact:version..."),
                                            new Candidate("%mavenRepo", "magic", "id url")),
                                    7,
                                    11));
            assertThat(texts("%%ba|")).containsExactly("%%bash");
            assertThat(texts("int a;\n%%ba|")).doesNotContain("%%bash");
            assertThat(texts("%maven org.|")).isEmpty();
            assertThat(texts("%maven some:thing:1\nMath.flo|")).contains("floor(");
            assertThat(texts("%%bash\nMath.|")).isEmpty();
        }

        @Test
        void theRightCaseComesFirstAndWhatIsDeprecatedLast() throws CellFailure {
            java.run("int count = 3;\n@Deprecated int countOld() { return 2; }");
            assertThat(texts("COUNT|"))
                    .startsWith("count", "CountDownLatch")
                    .endsWith("countOld()");
            assertThat(texts("Count|")).startsWith("CountDownLatch", "CountedCompleter", "count");
            assertThat(texts("List.of(1).STR|")).containsExactly("stream()");
        }

        @Test
        void localsComeBeforeDeclarationsAndTheseBeforeTypes() throws CellFailure {
            java.run("int counted = 3;\nclass Counting {}");
            assertThat(texts("void f(int counter) {\n    counter = coun|;\n}"))
                    .startsWith("counter", "counted");
            assertThat(texts("Object o = coun|"))
                    .startsWith("counted", "Counting", "CountDownLatch");
        }

        @Test
        void overridableMethodsAreOfferedAsDeclarations() {
            assertThat(texts("class A implements Comparable<A> {\n    comp|\n}"))
                    .startsWith("public int compareTo(A a) {}");
            assertThat(texts("class A extends Thread {\n    public void r|\n}"))
                    .containsExactly("run() {}");
            assertThat(texts("class A extends AbstractList<String> {\n    public ge|\n}"))
                    .startsWith("String get(int i) {}");
            assertThat(texts("Runnable r = new Runnable() {\n    ru|\n};"))
                    .startsWith("public void run() {}");
            assertThat(texts("toS|")).doesNotContain("public String toString() {}");
        }

        @Test
        void classesThatAreNotImportedAreOfferedByTheirBeginning() {
            assertThat(texts("BufferedIm|"))
                    .startsWith("java.awt.image.BufferedImage", "java.awt.image.BufferedImageOp");
        }

        @Test
        void unknownClassNameIsOfferedQualified() throws Exception {
            java.run("1");
            // The index of the JDK's classes is made in the background.
            for (int i = 0; i < 600 && texts("DecimalFormat|").isEmpty(); i++) {
                Thread.sleep(50);
            }
            assertThat(texts("DecimalFormat|")).contains("java.text.DecimalFormat");
        }

        @Test
        void nonsenseHasNoCandidatesAndDoesNoHarm() {
            for (String code :
                    new String[] {"|", "}}|", "\"open|", "a.b.c.|", "/* x |", "@|", "\u0000|"}) {
                complete(code);
            }
            assertThat(texts("Math.flo|")).contains("floor(");
        }
    }

    @Nested
    final class Inspecting {

        @Test
        void ownMethodShowsItsSignatureAndItsSource() throws CellFailure {
            java.run("int area(int width, int height) { return width * height; }");
            assertThat(inspect("int a = ar|ea(1, 2);", 0).text())
                    .contains("int area(int width, int height)")
                    .doesNotContain("return");
            Inspection detailed = inspect("area|", 1);
            assertThat(detailed.text()).contains("return width * height;");
            assertThat(detailed.html()).contains("<pre>");
        }

        @Test
        void variablesAndClassesAreDescribed() throws CellFailure {
            java.run("Map<String, List<Integer>> index = new HashMap<>();");
            assertThat(inspect("ind|ex", 0).text()).isEqualTo("Map<String, List<Integer>> index");
            assertThat(inspect("ind|ex", 0).html()).contains("&lt;");
            assertThat(inspect("Str|ing s", 0).text()).contains("java.lang.String");
        }

        @Test
        void jdkMethodHasItsDocumentationWhereTheSourcesAre() {
            Inspection inspection = inspect("Math.abs|(1)", 0);
            assertThat(inspection.text()).contains("int Math.abs(int");
            if (Files.exists(Path.of(System.getProperty("java.home"), "lib", "src.zip"))) {
                assertThat(inspection.text()).contains("absolute value", "Returns:");
                assertThat(inspection.html()).contains("<b>Returns</b>");
            }
        }

        @Test
        void magicShowsItsUsage() {
            assertThat(inspect("%mav|en a:b:1", 0).text())
                    .isEqualTo("%maven group:artifact:version...");
        }

        @Test
        void nothingIsKnownOfNothing() {
            assertThat(java.interpreter.inspect("", 0, 0)).isEmpty();
            assertThat(java.interpreter.inspect("neverDeclared", 5, 1)).isEmpty();
        }
    }

    @Nested
    final class Completeness {

        private Interpreter.Completeness check(String code) {
            return java.interpreter.isComplete(code);
        }

        @Test
        void wholeStatementsAndExpressionsAreComplete() {
            for (String code :
                    new String[] {
                        "1 + 1", "int x = 1;", "if (true) { }\n", "// no code", "", "class A {}"
                    }) {
                assertThat(check(code).status()).as(code).isEqualTo(Status.COMPLETE);
            }
        }

        @Test
        void openBracketsAskForAnotherIndentedLine() {
            assertThat(check("for (int i = 0; i < 3; i++) {"))
                    .isEqualTo(new Interpreter.Completeness(Status.INCOMPLETE, "    "));
            assertThat(check("class A {\n    void f() {\n        int a = 1;"))
                    .isEqualTo(new Interpreter.Completeness(Status.INCOMPLETE, "        "));
            assertThat(check("List.of(1,").status()).isEqualTo(Status.INCOMPLETE);
            assertThat(check("String t = \"\"\"\n  text").status()).isEqualTo(Status.INCOMPLETE);
            assertThat(check("/* a comment").status()).isEqualTo(Status.INCOMPLETE);
        }

        @Test
        void brokenCodeIsInvalid() {
            assertThat(check("int x = ;").status()).isEqualTo(Status.INVALID);
            assertThat(check("}").status()).isEqualTo(Status.INVALID);
        }

        /** As in ipykernel and JShell. */
        @Test
        void stringThatNoFurtherLineCanCloseIsInvalid() {
            assertThat(check("String s = \"text").status()).isEqualTo(Status.INVALID);
            assertThat(check("char c = 'c").status()).isEqualTo(Status.INVALID);
        }

        @Test
        void emptyLineEndsACellMagic() {
            assertThat(check("%%bash\nls").status()).isEqualTo(Status.INCOMPLETE);
            assertThat(check("%%bash\nls\n").status()).isEqualTo(Status.COMPLETE);
        }
    }

    @Test
    void assistanceAnswersWhileACellRuns() throws Exception {
        java.run("String word = \"a\";\nint f() { return 1; }");
        CompletableFuture<CellFailure> running =
                CompletableFuture.supplyAsync(
                        () -> java.fail("int ready = 1;\nwhile (true) { f(); }"), threads);
        CompletableFuture<Void> asked =
                CompletableFuture.runAsync(
                        () -> {
                            for (int i = 0; i < 3; i++) {
                                assertThat(texts("word.len|")).containsExactly("length()");
                                assertThat(inspect("f|()", 0).text()).contains("int f()");
                                assertThat(java.interpreter.isComplete("f(").status())
                                        .isEqualTo(Status.INCOMPLETE);
                            }
                        },
                        threads);
        asked.get(110, TimeUnit.SECONDS);
        assertThat(running).isNotDone();
        java.interpreter.interrupt();
        assertThat(running.get().errorName()).isEqualTo("CellInterrupt");
    }

    @Test
    void assistanceAndCellsDoNotDisturbEachOther() throws Exception {
        CompletableFuture<Void> asking =
                CompletableFuture.runAsync(
                        () -> {
                            for (int i = 0; i < 8; i++) {
                                complete("Math.ma|");
                                java.interpreter.inspect("Math.max(", 8, 0);
                            }
                        },
                        threads);
        for (int i = 0; i < 8; i++) {
            assertThat(java.run("int v" + i + " = " + i + ";\nv" + i + " + 1")).isEqualTo(i + 1);
        }
        asking.get(110, TimeUnit.SECONDS);
    }
}
