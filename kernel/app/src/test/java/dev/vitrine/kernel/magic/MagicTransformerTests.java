package dev.vitrine.kernel.magic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.kernel.java.CellFailure;
import dev.vitrine.kernel.java.CellTransformer.Direct;
import dev.vitrine.kernel.java.CellTransformer.Java;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MagicTransformerTests {

    private final MagicRegistry registry = new MagicRegistry();
    private final MagicTransformer transformer = new MagicTransformer(registry);

    @BeforeEach
    void registerMagics() {
        registry.line("jars", "glob...", arguments -> arguments);
        registry.verbatimLine("time", "statement", arguments -> arguments);
        registry.cell("echo", "", (arguments, body) -> arguments + "|" + body);
    }

    private String java(String code) throws CellFailure {
        return ((Java) transformer.transform(code)).source();
    }

    private static String call(String name, String literals) {
        return "dev.vitrine.api.Notebook.lineMagic(\""
                + name
                + "\", java.util.List.of("
                + literals
                + "));";
    }

    private Object runDirectly(String code) throws Exception {
        return ((Direct) transformer.transform(code)).action().call();
    }

    @Test
    void lineMagicBecomesACallOnItsLine() throws Exception {
        assertThat(java("int a = 1;\n  %jars lib/*.jar \"my lib/x.jar\"\nint b = 2;"))
                .isEqualTo(
                        "int a = 1;\n  "
                                + call("jars", "\"lib/*.jar\", \"my lib/x.jar\"")
                                + "\nint b = 2;");
    }

    @Test
    void windowsLineEndsStay() throws Exception {
        assertThat(java("%jars a\r\n%jars b\r\n"))
                .isEqualTo(call("jars", "\"a\"") + "\r\n" + call("jars", "\"b\"") + "\r\n");
    }

    @Test
    void magicIsAValueAfterAnAssignment() throws Exception {
        assertThat(java("List<String> x = %jars lib/*.jar\nx.size()"))
                .isEqualTo("List<String> x = " + call("jars", "\"lib/*.jar\"") + "\nx.size()");
        assertThat(java("var x =\n    %jars a;"))
                .isEqualTo("var x =\n    " + call("jars", "\"a\""));
    }

    @Test
    void semicolonAndCommentAtTheEndAreNoArguments() throws Exception {
        assertThat(java("%jars a;")).isEqualTo(call("jars", "\"a\""));
        assertThat(java("%jars;")).isEqualTo(call("jars", ""));
        assertThat(java("%jars a // all of them")).isEqualTo(call("jars", "\"a\""));
    }

    @Test
    void verbatimMagicKeepsQuotesAndSemicolons() throws Exception {
        assertThat(java("%time System.out.println(\"a  b\\n\");"))
                .isEqualTo(call("%time", "\"System.out.println(\\\"a  b\\\\n\\\");\""));
        assertThat(java("%TIME")).isEqualTo(call("%TIME", ""));
    }

    @Test
    void moduloOnAContinuationLineIsNoMagic() throws Exception {
        for (String code :
                List.of(
                        "int r = a\n % b;",
                        "int r = a\n %b;",
                        "int r = f(a)\n%b % c;",
                        "x[i]\n    %jars",
                        "1 %jars",
                        "a %%jars")) {
            assertThat(java(code)).isEqualTo(code);
        }
    }

    @Test
    void textBlocksStringsAndCommentsAreNoMagic() throws Exception {
        for (String code :
                List.of(
                        "String s = \"\"\"\n%jars a\n%%echo\n\"\"\";",
                        "// it's \"\n/*\n%jars a\n*/",
                        "/**\n %jars \" \n*/ int x = '%';",
                        "printf(\"%d%n\", 3);")) {
            assertThat(java(code)).isEqualTo(code);
        }
    }

    @Test
    void strayQuoteInACommentDoesNotDisableLaterMagics() throws Exception {
        assertThat(java("// 15\" screens\nchar c = '\"';\n%jars a"))
                .isEqualTo("// 15\" screens\nchar c = '\"';\n" + call("jars", "\"a\""));
    }

    @Test
    void magicsWorkInsideBlocks() throws Exception {
        assertThat(java("if (x) {\n    %jars a\n} else\n    %jars b\n"))
                .isEqualTo(
                        "if (x) {\n    "
                                + call("jars", "\"a\"")
                                + "\n} else\n    "
                                + call("jars", "\"b\"")
                                + "\n");
    }

    @Test
    void magicAfterMagicNeedsNoSemicolon() throws Exception {
        assertThat(java("%jars a\n\n%jars b"))
                .isEqualTo(call("jars", "\"a\"") + "\n\n" + call("jars", "\"b\""));
    }

    @Test
    void percentWithoutANameIsLeftToTheCompiler() throws Exception {
        for (String code : List.of("%", "% jars", "%%", "%1", "a;\n%")) {
            assertThat(java(code)).isEqualTo(code);
        }
    }

    @Test
    void unicodeEscapesInArgumentsStayAsWritten() throws Exception {
        assertThat(java("%jars a\\u0022b")).isEqualTo(call("jars", "\"a\\\\u0022b\""));
    }

    @Test
    void cellMagicGetsItsBodyVerbatim() throws Exception {
        assertThat(runDirectly("%%echo a \"b c\"\n  x \"\"\"\n%jars\n\n"))
                .isEqualTo("[a, b c]|  x \"\"\"\n%jars\n\n");
        assertThat(runDirectly("\n  \n%%ECHO\r\nx\r\ny")).isEqualTo("[]|x\r\ny");
        assertThat(runDirectly("%%echo")).isEqualTo("[]|");
    }

    @Test
    void cellMagicBelowOtherCodeIsAnErrorWithItsLine() {
        assertThatThrownBy(() -> transformer.transform("int a = 1;\n\n  %%echo b\nc"))
                .isInstanceOf(CellFailure.class)
                .hasMessage(
                        "line 3: %%echo takes the whole cell, so it must be the first line of a cell of its own");
        assertThatThrownBy(() -> transformer.transform("f();\n%%echo"))
                .hasMessageStartingWith("line 2:");
    }

    @Test
    void magicsAreListedAsTheyAreWritten() {
        assertThat(transformer.magics())
                .extracting("name")
                .containsExactly("%%echo", "%jars", "%time");
    }

    private static String run(String command) {
        return "dev.vitrine.api.Notebook.lineMagic(\"!sh\", java.util.List.of(" + command + "));";
    }

    private static String output(String command) {
        return "dev.vitrine.api.Notebook.<dev.vitrine.api.ShellOutput>lineMagic(\"!system\","
                + " java.util.List.of("
                + command
                + "));";
    }

    private String java(String code, String... variables) throws CellFailure {
        return ((Java) transformer.transform(code, Set.of(variables)::contains)).source();
    }

    @Test
    void commandBecomesACallOnItsLine() throws Exception {
        assertThat(java("int a = 1;\n  !ls -l \"my dir\" | wc; echo 'x'\nint b;"))
                .isEqualTo(
                        "int a = 1;\n  "
                                + run("\"ls -l \\\"my dir\\\" | wc; echo 'x'\"")
                                + "\nint b;");
        assertThat(java("! git status")).isEqualTo(run("\"git status\""));
        assertThat(java("if (x) {\n  !ls\n} else\n  !pwd"))
                .isEqualTo("if (x) {\n  " + run("\"ls\"") + "\n} else\n  " + run("\"pwd\""));
        assertThat(java("f(() -> {\n!ls\n});")).isEqualTo("f(() -> {\n" + run("\"ls\"") + "\n});");
        assertThat(java("!!ls")).isEqualTo(output("\"ls\""));
    }

    @Test
    void commandMayGoOnOverSeveralLines() throws Exception {
        assertThat(java("!ls \\\n  -l \\\r\n  -a\nf();"))
                .isEqualTo(run("\"ls \\\\\\n  -l \\\\\\r\\n  -a\"") + "\n\n\nf();");
    }

    @Test
    void outputOfACommandIsAValue() throws Exception {
        for (String start :
                List.of(
                        "List<String> x = ",
                        "java.util.List<String> x =\n  ",
                        "final var x = ",
                        "x = ",
                        "ShellOutput x = ",
                        "class A { static final List<String> x = ")) {
            assertThat(java(start + "!ls -l")).isEqualTo(start + output("\"ls -l\""));
        }
    }

    @Test
    void variablesStandInCommandsByTheirNames() throws Exception {
        assertThat(java("!echo {a}{b} ${a} {a,b} {c} '{ print $1 }'", "a", "b"))
                .isEqualTo(
                        run("\"echo \" + (a) + \"\" + (b) + \" ${a} {a,b} {c} '{ print $1 }'\""));
        assertThat(java("String dir = f();\n!ls {dir}"))
                .isEqualTo("String dir = f();\n" + run("\"ls \" + (dir) + \"\""));
    }

    @Test
    void negationIsNoCommand() throws Exception {
        for (String code :
                List.of(
                        "!done",
                        "!done;",
                        "! done",
                        "!!done",
                        "!done && other",
                        "!done\n  || f()",
                        "!isReady()",
                        "!list.isEmpty()",
                        "!list . contains (x)",
                        "!(a > b)",
                        "!true",
                        "!this.x",
                        "!new File(\"x\").exists()",
                        "!Settings.DEBUG",
                        "!Boolean.TRUE",
                        "boolean flag = f();\n!flag",
                        "boolean other = !ls;",
                        "Boolean b = !x",
                        "Object o = !x;",
                        "done = !done;",
                        "done = !isReady();",
                        "var v = !done;",
                        "var v = !list.isEmpty();",
                        "this.x = !y;",
                        "a[0] = !y;",
                        "x &= !y;",
                        "x |= !y;",
                        "x ^=\n!y;",
                        "x ==\n!y",
                        "x !=\n!y",
                        "x <=\n!y",
                        "boolean b = x == !y;",
                        "f(a,\n  !b,\n  !c)",
                        "return\n!x;",
                        "a &&\n!b",
                        "a ||\n!b",
                        "boolean r = a ? b :\n  !c;",
                        "boolean r = a ?\n  !b\n: !c;",
                        "for (int i = 0;\n!stop;\ni++) {}",
                        "for (boolean go = true; go;\ngo = !next) {}",
                        "while (\n!x) {}",
                        "do {} while (\n!x);",
                        "boolean[] b = {\n!x,\n!y\n};",
                        "f(new boolean[] {\n!x,\n!y\n});",
                        "boolean[][] b = {{\n!x}, {\n!y}};",
                        "@A({\n!X})\nclass B {}",
                        "Predicate<String> p = s ->\n!s.isEmpty();",
                        "var p = (Supplier<Boolean>) () -> !x;",
                        "switch (a) { case 1 ->\n!x; default -> !y; }",
                        "int v = switch (a) { case 1:\nyield\n!x; };",
                        "switch (a) { case B:\n!x; }",
                        "assert x :\n!y;",
                        "class A { boolean x; void f() { x = !y; } boolean y; }",
                        "String s = \"\"\"\n!ls\n\"\"\";",
                        "/*\n!ls\n*/",
                        "// it's\n/** !ls\n!ls */",
                        "int[] a = new int[] {1}\n!= null",
                        "x\n!= y",
                        "!",
                        "a; !ls")) {
            assertThat(java(code, "done", "list", "x", "y")).as(code).isEqualTo(code);
        }
    }

    @Test
    void wordsThatAreNoVariablesDoNotStopACommand() throws Exception {
        for (String code :
                List.of(
                        "import java.util.*;\n!java -version",
                        "a.make.test();\n!make test",
                        "find(x);\n!find . -name x",
                        "for (int i = 0; i < 3; i++) {}\n!for i in 1 2; do echo $i; done",
                        "/* ls */ // ls\n!ls",
                        "String s = \"ls\";\n!ls",
                        "!./run.sh (a)",
                        "!FOO=1 make",
                        "!foo.sh x",
                        "!\"my program\" x",
                        "!cat <<< x")) {
            assertThat(java(code)).as(code).contains("lineMagic(\"!sh\"").doesNotContain("\n!");
        }
    }

    @Test
    void randomLinesNeverStopTheTransformerNorChangeTheNumberOfLines() throws Exception {
        String[] pieces = {
            "!", "%", "!ls", "%jars x", "=", "==", "\n", "\r\n", "{", "}", "(", ")", "[", "]", ";",
            ":", "?", "->", "\"", "\"\"\"", "'", "\\", "/*", "*/", "//", "x", " ", ",", "var y",
            "<", ">", "switch", "for", "if", "\\u0022", "é"
        };
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder code = new StringBuilder("x");
            for (int k = random.nextInt(14); k >= 0; k--) {
                code.append(pieces[random.nextInt(pieces.length)]);
            }
            String text = code.toString();
            String java;
            try {
                java = java(text, "x");
            } catch (CellFailure refused) {
                assertThat(refused).hasMessageContaining("takes the whole cell");
                continue;
            }
            assertThat(java.chars().filter(c -> c == '\n').count())
                    .as(text)
                    .isEqualTo(text.chars().filter(c -> c == '\n').count());
        }
    }
}
