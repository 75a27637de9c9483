package dev.vitrine.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Notebooks in the forms of those that were written for IJava and JJava, run as they are: those of
 * IJava's documentation, of Tablesaw's, Aerospike's and MOA's notebooks, and of DFLib's extension.
 */
class IJavaNotebookTests {

    @TempDir Path folder;

    private RanNotebook run(String name, Map<String, String> environment) throws Exception {
        Path notebook = Distribution.notebook(name, folder);
        Path output = folder.resolve("out.ipynb");
        Map<String, String> variables = new HashMap<>(environment);
        // Nothing of the user's, and nothing that is left with the user.
        variables.put("JDK_JAVA_OPTIONS", "-Duser.home=" + folder);
        Finished run =
                Distribution.vitrine(
                        folder,
                        variables,
                        "run",
                        notebook.toString(),
                        "--output",
                        output.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        return new RanNotebook(output);
    }

    private static List<Path> compatibility() throws IOException {
        try (Stream<Path> jars = Files.list(Distribution.library())) {
            return jars.filter(jar -> jar.getFileName().toString().startsWith("vitrine-ijava"))
                    .toList();
        }
    }

    @Test
    void valuesAreShownAndRenderersRegisteredAsInIJava() throws Exception {
        RanNotebook ran = run("ijava-display.ipynb", Map.of());

        assertThat(ran.shown("html", "text/html")).isEqualTo("<b>Bold</b>");
        assertThat(ran.shown("html", "text/markdown")).isEqualTo("<b>Bold</b>");
        assertThat(ran.outputs("html")).hasSize(1);
        assertThat(ran.shown("render", "text/markdown")).isEqualTo("Hello from **IJava**");
        assertThat(ran.shown("countdown", "text/html")).isEqualTo("<b>Countdown:</b> 0");
        assertThat(ran.shown("countdown", 1, "text/html")).isEqualTo("<b>Liftoff!</b>");

        assertThat(ran.shown("figure", "text/html")).isEqualTo("<div id='one'></div>");
        assertThat(ran.shown("figure", "text/plain")).isEqualTo("Figure one");
        assertThat(ran.shown("asked", "text/markdown")).isEqualTo("**two**");
        assertThat(ran.shown("asked", "text/html")).isEmpty();
        assertThat(ran.shown("imported", "text/html")).isEqualTo("<div id='three'></div>");
        assertThat(ran.shown("all-imported", "text/html")).isEqualTo("<b>all</b>");
        assertThat(ran.shown("renderable", "image/svg+xml")).isEqualTo("<svg/>");

        assertThat(ran.outputs("data")).hasSize(2);
        assertThat(ran.shown("data", "text/plain")).isEqualTo("changed");
        assertThat(ran.shown("data", 1, "text/latex")).isEqualTo("$$x^2$$");
        assertThat(ran.shown("data", 1, "text/html")).isEqualTo("<div id='four'></div>");
        assertThat(ran.outputs("picture").path(0).path("data").path("image/jpeg").asString(""))
                .startsWith("/9j/");
        assertThat(ran.printed("streams")).isEqualTo("printed\n6\nno comms\n");
    }

    @Test
    void magicsAreRegisteredAndCalledAsInIJava() throws Exception {
        RanNotebook ran = run("ijava-magics.ipynb", Map.of());

        assertThat(ran.printed("shell")).isEqualTo("[hello, world]\n");
        assertThat(ran.printed("command")).isEqualTo("BY THE KERNEL\n[and again]\n");
        assertThat(ran.shown("alias", "text/plain")).isEqualTo("hello a+b c");
        assertThat(ran.printed("cell-magic")).isEqualTo("[loud]QUIET");
        assertThat(ran.shown("function", "text/plain")).isEqualTo("hello x, 2");
        assertThat(ran.printed("options")).isEqualTo("{level=[3], name=[n], quick=[]}\n");
        assertThat(ran.printed("undefined"))
                .isEqualTo("Undefined line magic 'nothing'\nfailed: not today\n");
    }

    @Test
    void librariesAreAddedAsInIJava() throws Exception {
        SourceJar.write(
                repositoryJar("shape"),
                List.of(),
                "com.example.Shape",
                "package com.example; public class Shape {"
                        + " public static int sides(String name) { return name.length(); } }",
                Map.of());
        SourceJar.write(
                repositoryJar("color"),
                List.of(),
                "com.example.Color",
                "package com.example; public class Color {"
                        + " public String toString() { return \"red\"; } }",
                Map.of());
        Path library = Files.createDirectories(folder.resolve("lib"));
        SourceJar.write(
                library.resolve("extra.jar"),
                List.of(),
                "com.example.Extra",
                "package com.example; public class Extra { public static int N = 7; }",
                Map.of());
        Path early = Files.createDirectories(folder.resolve("early"));
        SourceJar.write(
                early.resolve("early.jar"),
                List.of(),
                "com.example.Early",
                "package com.example; public class Early { public static int N = 8; }",
                Map.of());
        Files.writeString(folder.resolve("helpers.jshell"), "int doubled(int n) { return 2 * n; }");
        Files.writeString(
                folder.resolve("first.start"), "import com.example.Early;\nint first = Early.N;");
        Distribution.notebook("ijava-loaded.ipynb", folder);
        settings();

        RanNotebook ran =
                run(
                        "ijava-libraries.ipynb",
                        Map.of(
                                "IJAVA_CLASSPATH",
                                "early/*.jar",
                                "IJAVA_STARTUP_SCRIPTS_PATH",
                                "*.start",
                                "IJAVA_STARTUP_SCRIPT",
                                "int started = first + Early.N;",
                                "IJAVA_COMPILER_OPTS",
                                "-parameters",
                                "IJAVA_TIMEOUT",
                                "60 SECONDS"));

        assertThat(ran.shown("maven", 1, "text/plain")).isEqualTo("8");
        assertThat(ran.shown("pom", "text/plain")).isEqualTo("red");
        assertThat(ran.printed("jars")).isEqualTo("extra.jar 7\n");
        assertThat(ran.shown("load", "text/plain")).isEqualTo("42");
        assertThat(ran.printed("notebook")).isEqualTo("loaded\n");
        assertThat(ran.shown("environment", "text/plain")).isEqualTo("16 name");
    }

    private Path repositoryJar(String artifact) throws IOException {
        Path place =
                Files.createDirectories(
                        folder.resolve("repository/com/example/" + artifact + "/1.0"));
        Files.writeString(
                place.resolve(artifact + "-1.0.pom"),
                "<project><modelVersion>4.0.0</modelVersion><groupId>com.example</groupId>"
                        + "<artifactId>%s</artifactId><version>1.0</version></project>"
                                .formatted(artifact));
        return place.resolve(artifact + "-1.0.jar");
    }

    /** A repository in a folder stands for every other, so that nothing is asked of the network. */
    private void settings() throws IOException {
        Files.createDirectories(folder.resolve(".m2"));
        Files.writeString(
                folder.resolve(".m2/settings.xml"),
                "<settings><mirrors><mirror><id>folder</id><mirrorOf>*</mirrorOf><url>"
                        + folder.resolve("repository").toUri()
                        + "</url></mirror></mirrors></settings>");
    }

    @Test
    void extensionsOfJJavaInstallThemselvesFromAddedJars() throws Exception {
        Path library = Files.createDirectories(folder.resolve("lib"));
        SourceJar.write(
                library.resolve("frames.jar"),
                compatibility(),
                "com.example.Frames",
                """
                package com.example;

                import org.dflib.jjava.jupyter.Extension;
                import org.dflib.jjava.jupyter.kernel.BaseKernel;
                import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;

                public class Frames implements Extension {

                    public static class Frame {
                        public String toString() { return "frame"; }
                    }

                    public static void init(BaseKernel kernel) {
                        kernel.getRenderer()
                                .createRegistration(Frame.class)
                                .preferring(MIMEType.TEXT_HTML)
                                .register((frame, ctx) ->
                                        ctx.renderIfRequested(
                                                MIMEType.TEXT_HTML, () -> "<table></table>"));
                        kernel.getMagicsRegistry()
                                .registerLineMagic(
                                        "frames", (k, args) -> k.getName() + args.size());
                    }

                    @Override
                    public void install(BaseKernel kernel) {
                        kernel.eval("import com.example.Frames.*;\\nint installed = 1;\\n"
                                + "com.example.Frames.init(getKernelInstance());");
                    }
                }
                """,
                Map.of(
                        "META-INF/services/org.dflib.jjava.jupyter.Extension",
                        "com.example.Frames\ncom.example.Missing\n"));

        RanNotebook ran = run("jjava-extension.ipynb", Map.of());

        assertThat(RanNotebook.text(ran.outputs("add").path(0).path("text")))
                .contains("com.example.Missing");
        assertThat(ran.shown("frame", "text/html")).isEqualTo("<table></table>");
        assertThat(ran.shown("magic", "text/plain")).isEqualTo("Vitrine2");
        assertThat(ran.shown("kernel", "text/html")).isEqualTo("<u>text</u>");
        assertThat(ran.printed("statics")).isEqualTo("3\n");
        assertThat(ran.shown("statics", 1, "text/markdown")).isEqualTo("*x*");

        RanNotebook without =
                run("jjava-switched-off.ipynb", Map.of("JJAVA_LOAD_EXTENSIONS", "false"));
        assertThat(without.shown("frame", "text/plain")).isEqualTo("frame");
        assertThat(without.shown("frame", "text/html")).isEmpty();
    }

    @Test
    void nothingOfOtherKernelsIsLoadedBeforeACellNeedsIt() throws Exception {
        Path notebook = Distribution.notebook("parameters.ipynb", folder);
        Path log = folder.resolve("classes.log");

        Finished run =
                Distribution.vitrine(
                        folder,
                        Map.of("JDK_JAVA_OPTIONS", "-Xlog:class+load:file=" + log + ".%p"),
                        "run",
                        notebook.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        List<String> loaded = new ArrayList<>();
        try (Stream<Path> logs = Files.list(folder)) {
            for (Path each : logs.filter(file -> file.toString().contains(".log.")).toList()) {
                loaded.addAll(Files.readAllLines(each));
            }
        }
        assertThat(loaded).anyMatch(line -> line.contains("dev.vitrine.ijava.IJavaExtension"));
        assertThat(
                        loaded.stream()
                                .filter(
                                        line ->
                                                line.matches(
                                                        ".*(io.github.spencerpark|org.dflib).*")))
                .isEmpty();
    }
}
