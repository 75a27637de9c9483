package dev.vitrine.kernel.magic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.kernel.java.CellFailure;
import dev.vitrine.kernel.java.CellTransformer.Direct;
import dev.vitrine.kernel.java.CellTransformer.Java;
import java.util.List;
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
                .isEqualTo(call("time", "\"System.out.println(\\\"a  b\\\\n\\\");\""));
        assertThat(java("%TIME")).isEqualTo(call("TIME", ""));
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
}
