package dev.vitrine.kernel.magic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.api.MimeBundle;
import dev.vitrine.kernel.java.CellFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuiltInMagicsTests {

    @TempDir private Path directory;

    private final RecordingKernel kernel = new RecordingKernel();

    @BeforeEach
    void register() {
        BuiltInMagics.register(kernel.magics, kernel);
    }

    private Object line(String name, String... arguments) throws Exception {
        return kernel.magics.runLine(name, List.of(arguments));
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    @Nested
    class Jars {

        @Test
        void filesAreAddedAndReturnedAsAbsolutePaths() throws Exception {
            Path a = file("a.jar", "");
            Path b = file("b.jar", "");
            Files.createDirectory(directory.resolve("c.jar"));
            assertThat(line("jars", directory + "/*.jar", a.toString()))
                    .isEqualTo(List.of(a.toString(), b.toString()));
            assertThat(kernel.classPath).containsExactly(a, b);
        }

        @Test
        void foldersAreForClasspath() throws Exception {
            assertThat(line("classpath", directory.toString()))
                    .isEqualTo(List.of(directory.toString()));
        }

        @Test
        void patternWithoutAMatchIsWarnedOf() throws Exception {
            try (CapturedStreams streams = new CapturedStreams()) {
                assertThat(line("jars", directory + "/*.jra")).isEqualTo(List.of());
                assertThat(streams.err())
                        .startsWith("Warning: no file matches " + directory + "/*.jra (in ");
            }
            assertThat(kernel.classPath).isEmpty();
        }
    }

    @Nested
    class Load {

        @Test
        void scriptIsOneCellAndItsExtensionIsGuessed() throws Exception {
            file("init.jshell", "int a = 1;\nint b = 2;\n");
            assertThat(line("load", directory.resolve("init").toString())).isNull();
            assertThat(kernel.evaluated).containsExactly("int a = 1;\nint b = 2;\n");
        }

        @Test
        void notebookIsRunCodeCellByCodeCell() throws Exception {
            file(
                    "n.ipynb",
                    """
                    {"nbformat": 4, "metadata": {"language_info": {"name": "Java"}}, "cells": [
                      {"cell_type": "markdown", "source": "# no"},
                      {"cell_type": "code", "source": ["%jars x\\n", "f();"]},
                      {"cell_type": "code", "source": "  "},
                      {"cell_type": "code", "source": "g();"}]}
                    """);
            line("load", directory.resolve("n").toString());
            assertThat(kernel.evaluated).containsExactly("%jars x\nf();", "g();");
        }

        @Test
        void failureNamesTheCellAndIsTheUsersOwn() throws Exception {
            file("n.ipynb", "{\"cells\": [{\"cell_type\": \"code\", \"source\": \"f()\"}]}");
            IllegalArgumentException thrown = new IllegalArgumentException("user's");
            kernel.evaluation =
                    code -> {
                        throw thrown;
                    };
            try (CapturedStreams streams = new CapturedStreams()) {
                assertThatThrownBy(() -> line("load", directory.resolve("n.ipynb").toString()))
                        .isSameAs(thrown);
                assertThat(streams.err()).startsWith("In code cell 1 of ").contains("n.ipynb");
            }
        }

        @Test
        void whatCannotBeLoadedSaysWhy() throws Exception {
            Path notJson = file("a.ipynb", "{\"cells\": [");
            Path python =
                    file(
                            "b.ipynb",
                            "{\"metadata\": {\"language_info\": {\"name\": \"python\"}}, \"cells\": []}");
            Path old = file("c.ipynb", "{\"worksheets\": []}");
            Path binary =
                    Files.write(directory.resolve("d.java"), new byte[] {(byte) 0xff, (byte) 0xfe});
            assertThatThrownBy(() -> line("load", notJson.toString()))
                    .hasMessageContaining("is not a notebook: ");
            assertThatThrownBy(() -> line("load", python.toString()))
                    .hasMessageContaining("is a notebook in python, not Java");
            assertThatThrownBy(() -> line("load", old.toString()))
                    .hasMessageContaining("not a notebook of format 4");
            assertThatThrownBy(() -> line("load", binary.toString()))
                    .hasMessageContaining("is not text in UTF-8");
            assertThatThrownBy(() -> line("load", "absent"))
                    .isInstanceOf(CellFailure.class)
                    .hasMessageContaining(
                            "tried absent, absent.jsh, absent.jshell, absent.java, absent.ijava, absent.ipynb");
            assertThat(kernel.evaluated).isEmpty();
        }
    }

    @Nested
    class Time {

        @Test
        void valueIsReturnedAndTimesAreShown() throws Exception {
            kernel.evaluation = code -> 42;
            assertThat(line("time", "f(\"a b\");")).isEqualTo(42);
            assertThat(kernel.evaluated).containsExactly("f(\"a b\");");
            assertThat(
                            ((MimeBundle) kernel.displayed.get(0))
                                    .data()
                                    .get(MimeBundle.TEXT)
                                    .toString())
                    .matches("(?s)CPU time: .+ \\(this thread .+\\)\nWall time: .+");
        }

        @Test
        void timesAreShownAlsoWhenTheCodeFails() {
            kernel.evaluation =
                    code -> {
                        throw new IOException("disk");
                    };
            assertThatThrownBy(() -> kernel.cellMagic("time", List.of(), "f();"))
                    .isInstanceOf(IOException.class);
            assertThat(kernel.displayed).hasSize(1);
        }

        @Test
        void durationsAreInReadableUnits() {
            assertThat(Stopwatch.duration(512)).isEqualTo("512 ns");
            assertThat(Stopwatch.duration(51_234)).isEqualTo("51.2 µs");
            assertThat(Stopwatch.duration(1_500_000)).isEqualTo("1.50 ms");
            assertThat(Stopwatch.duration(2_345_000_000L)).isEqualTo("2.35 s");
            assertThat(Stopwatch.duration(61_500_000_000L)).isEqualTo("1 min 1.5 s");
        }
    }

    @Test
    void markupIsShownAsWhatItIs() throws Exception {
        MimeBundle bundle = (MimeBundle) kernel.cellMagic("SVG", List.of(), "<svg/>");
        assertThat(bundle.data())
                .containsEntry("image/svg+xml", "<svg/>")
                .containsKey("text/plain");
    }

    @Test
    void listNamesAllMagicsEscapedInHtml() throws Exception {
        kernel.magics.line("zoom", "<n>: larger & larger", arguments -> null);
        MimeBundle bundle = (MimeBundle) line("lsmagic");
        assertThat(bundle.data().get(MimeBundle.TEXT).toString())
                .contains("%time ", "%%time ", "%zoom ", "<n>");
        assertThat(bundle.data().get(MimeBundle.HTML).toString())
                .contains("&lt;n&gt;: larger &amp; larger");
    }

    @Test
    void helpExplainsOneMagicOrTheNotebook() throws Exception {
        assertThat(text(line("help", "time")))
                .matches("%time statement: .+\n%%time run the cell .+");
        assertThat(text(line("help", "%%TIME"))).startsWith("%%time ").doesNotContain("\n");
        assertThat(text(line("help"))).contains("%lsmagic", "!command");
        assertThatThrownBy(() -> line("help", "tiem"))
                .isInstanceOf(CellFailure.class)
                .hasMessageContaining("Did you mean %time?");
    }

    private static String text(Object bundle) {
        return ((MimeBundle) bundle).data().get(MimeBundle.TEXT).toString();
    }

    @Nested
    class Directories {

        @Test
        void writingNamesWhatIsWrong() throws Exception {
            assertThatThrownBy(() -> kernel.cellMagic("writefile", List.of(), "x"))
                    .hasMessageContaining(
                            "takes one file, and -a to append to it, but got nothing");
            assertThatThrownBy(() -> kernel.cellMagic("writefile", List.of("a", "b"), "x"))
                    .hasMessageContaining("but got a b");
            assertThatThrownBy(
                            () -> kernel.cellMagic("writefile", List.of(directory.toString()), "x"))
                    .hasMessageContaining(directory + " is a folder");
            assertThatThrownBy(
                            () ->
                                    kernel.cellMagic(
                                            "writefile", List.of(directory + "/no/file"), "x"))
                    .hasMessageContaining("there is no folder " + directory + "/no");
            Path file = file("a b.txt", "old");
            kernel.cellMagic("writefile", List.of(file.toString()), "new\n");
            assertThat(file).hasContent("new\n");
        }

        @Test
        void foldersAreChangedToAndBack() throws Exception {
            try (CapturedStreams streams = new CapturedStreams()) {
                Object before = line("pwd");
                line("cd", directory.toString());
                assertThat(streams.out()).contains("Java cannot change its own working directory");
                assertThat(line("pwd")).isEqualTo(directory.toRealPath());
                line("cd", "-");
                assertThat(line("pwd")).isEqualTo(before);
                line("cd");
                assertThat(line("pwd").toString()).isEqualTo(System.getProperty("user.home"));
                assertThatThrownBy(() -> line("cd", directory + "/absent"))
                        .hasMessage("%cd: no such folder: " + directory + "/absent");
                assertThatThrownBy(() -> line("cd", file("f", "").toString()))
                        .hasMessage("%cd: not a folder: " + directory + "/f");
            }
        }

        @Test
        void environmentHidesSecretsAndRefusesWhatCannotBe() throws Exception {
            try (CapturedStreams streams = new CapturedStreams()) {
                line("env", "VITRINE_TEST_API_KEY=abc123");
                assertThat(streams.out()).doesNotContain("abc123");
            }
            assertThat(text(line("env")))
                    .contains("PATH")
                    .containsPattern(
                            "VITRINE_TEST_API_KEY +\\(hidden; %env VITRINE_TEST_API_KEY\\)")
                    .doesNotContain("abc123");
            assertThat(line("env", "VITRINE_TEST_API_KEY")).isEqualTo("abc123");
            line("env", "-u VITRINE_TEST_API_KEY");
            assertThatThrownBy(() -> line("env", "PAHT"))
                    .hasMessageContaining("Did you mean PATH?");
            assertThatThrownBy(() -> line("env", "=x")).hasMessageContaining("expected NAME");
            assertThatThrownBy(() -> line("env", "A\0=x")).isInstanceOf(CellFailure.class);
        }
    }

    @Nested
    class Run {

        @Test
        void notebookThatRunsItselfIsRefused() throws Exception {
            Path a = file("a.ipynb", notebook("%run b"));
            file("b.ipynb", notebook("%run a"));
            kernel.evaluation =
                    code -> line("run", directory.resolve(code.substring(5)).toString());
            try (CapturedStreams streams = new CapturedStreams()) {
                assertThatThrownBy(() -> line("run", a.toString()))
                        .isInstanceOf(CellFailure.class)
                        .hasMessageEndingWith(
                                "runs itself: a.ipynb, which runs b.ipynb, which runs a.ipynb");
                assertThat(streams.err()).contains("In code cell 1 of " + directory + "/b.ipynb:");
            }
            kernel.evaluation = code -> null;
            line("run", a.toString());
        }

        @Test
        void onlyProgramsTakeArguments() throws Exception {
            Path a = file("a.ipynb", notebook("f()"));
            assertThatThrownBy(() -> line("run", a.toString(), "x"))
                    .hasMessageContaining("only a program in a .java file takes arguments");
            assertThatThrownBy(() -> line("run")).hasMessageContaining("what is to be run?");
            assertThat(kernel.evaluated).isEmpty();
        }

        private static String notebook(String code) {
            return "{\"cells\": [{\"cell_type\": \"code\", \"source\": \"" + code + "\"}]}";
        }
    }
}
