package dev.vitrine.kernel.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.kernel.java.Interpreter.Inspection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Inspection of libraries, whose documentation lies in other jars or has yet to come. */
@Timeout(120)
class LibraryDocumentsTests {

    private static final String SCALE =
            """
            package lib;

            import java.util.List;
            import java.util.Map;

            /** Weighs things, <b>twice</b>. */
            public class Scale {

                /** How many there are. */
                public static final int COUNT = 1;

                /** Makes one for {@code limit} grams. */
                public Scale(int limit) {}

                /**
                 * Weighs one thing.
                 *
                 * @param thing what is put on
                 * @return grams
                 */
                public <T> int weigh(T thing, List<? extends Map<String, int[]>> tares, char... marks) {
                    return 42;
                }

                /** One of its pans. */
                public static class Pan {
                    /** Cleans it. */
                    public void clean() {}
                }
            }
            """;

    @TempDir private Path folder;

    private Path jar;
    private InterpreterFixture java;
    private final CompletableFuture<Optional<Path>> published = new CompletableFuture<>();
    private boolean fromRepository;

    @BeforeEach
    void open() throws IOException {
        jar = new JarBuilder(folder).source("lib.Scale", SCALE).build("scale-1.jar");
        java = InterpreterFixture.with(List.of(jar), new Documents());
    }

    @AfterEach
    void close() {
        java.close();
    }

    private final class Documents implements PublishedDocuments {

        @Override
        public boolean know(Path asked) {
            return fromRepository && asked.equals(jar);
        }

        @Override
        public CompletableFuture<Optional<Path>> of(Path asked) {
            return published;
        }
    }

    private Path sources(String name) throws IOException {
        return new JarBuilder(folder)
                .file("lib/Scale.java", SCALE.getBytes(StandardCharsets.UTF_8))
                .build(name);
    }

    private Path javadoc(Map<String, String> pages) throws IOException {
        JarBuilder archive = new JarBuilder(folder);
        pages.forEach((name, html) -> archive.file(name, html.getBytes(StandardCharsets.UTF_8)));
        return archive.build("scale-1-javadoc.jar");
    }

    private Inspection inspect(String code, int detailLevel) {
        return java.interpreter.inspect(code, code.length(), detailLevel).orElseThrow();
    }

    private String text(String code) {
        return inspect(code, 0).text();
    }

    private void assertThatEverythingIsDocumented() {
        assertThat(text("lib.Scale"))
                .startsWith("class lib.Scale")
                .contains("Weighs things, twice.");
        assertThat(text("lib.Scale.COUNT")).contains("How many there are.");
        assertThat(text("new lib.Scale")).contains("Makes one for limit grams.");
        assertThat(text("new lib.Scale(1).weigh"))
                .contains("Weighs one thing.", "what is put on", "grams");
        assertThat(text("lib.Scale.Pan")).contains("One of its pans.");
        assertThat(text("new lib.Scale.Pan().clean")).contains("Cleans it.");
        assertThat(inspect("lib.Scale", 0).html()).contains("<b>twice</b>");
    }

    @Test
    void sourcesBesideAJarDocumentIt() throws Exception {
        sources("scale-1-sources.jar");

        assertThatEverythingIsDocumented();
        assertThat(text("new lib.Scale(1).weigh")).contains("(T thing, List<");
    }

    @Test
    void detailShowsTheSource() throws Exception {
        sources("scale-1-sources.jar");

        assertThat(inspect("new lib.Scale(1).weigh", 1).text()).contains("return 42;");
        assertThat(inspect("lib.Scale.Pan", 1).text())
                .contains("public static class Pan {\n    /** Cleans it. */")
                .doesNotContain("return 42;");
        assertThat(inspect("new lib.Scale(1).weigh", 0).text()).doesNotContain("return 42;");
    }

    @Test
    void pagesOfThisJavadocDocumentAJar() throws Exception {
        Path source = Files.createDirectories(folder.resolve("lib")).resolve("Scale.java");
        Files.writeString(source, SCALE);
        Path pages = folder.resolve("pages");
        int made =
                ToolProvider.getSystemDocumentationTool()
                        .run(null, null, null, "-quiet", "-d", pages.toString(), source.toString());
        assertThat(made).isZero();
        JarBuilder archive = new JarBuilder(folder);
        try (Stream<Path> files = Files.walk(pages)) {
            files.filter(file -> file.toString().endsWith(".html"))
                    .forEach(
                            file ->
                                    archive.file(
                                            pages.relativize(file).toString().replace('\\', '/'),
                                            bytes(file)));
        }
        archive.build("scale-1-javadoc.jar");

        assertThatEverythingIsDocumented();
        assertThat(inspect("lib.Scale", 0).html()).doesNotContain("href", "<script");
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As javadoc of JDK 8 and of JDK 11 wrote them. */
    @Test
    void pagesOfOlderJavadocsDocumentAJar() throws Exception {
        String before =
                "<div class='description'><ul class='blockList'><li><hr><pre>public class Scale</pre>"
                        + "<div class='block'>Weighs &lt;things&gt;.<pre>x;\n@Test</pre></div></li></ul></div>";
        String detail =
                "<ul class='blockList'><li class='blockList'><h4>weigh</h4><pre>public int weigh()</pre>"
                        + "<div class='block'>Weighs one.</div><dl><dt>Returns:</dt><dd>grams</dd></dl>"
                        + "</li></ul>";
        String eight =
                "<a name='weigh-java.lang.Object-java.util.List-char...-'><!-- --></a>"
                        + "<a name='weigh-T-java.util.List-char...-'><!-- --></a>";
        String eleven = "<a id='weigh(T,java.util.List,char...)'><!-- --></a>";
        for (String anchors : List.of(eight, eleven)) {
            javadoc(Map.of("lib/Scale.html", "<html><body>" + before + anchors + detail));
            java.close();
            java = InterpreterFixture.with(List.of(jar), new Documents());

            assertThat(text("lib.Scale")).contains("Weighs <things>.", "x;\n@Test");
            assertThat(text("new lib.Scale(1).weigh")).contains("Weighs one.", "Returns:", "grams");
        }
    }

    @Test
    void publishedSourcesAreWaitedForAndShown() throws Exception {
        fromRepository = true;
        Path sources = sources("elsewhere.jar");
        published.complete(Optional.of(sources));

        assertThatEverythingIsDocumented();
    }

    @Test
    void inspectionGoesOnWithoutSourcesThatTakeLong() throws Exception {
        fromRepository = true;

        assertThat(text("lib.Scale"))
                .startsWith("class lib.Scale")
                .contains("The sources of scale-1.jar are on their way; ask again in a moment.");
        published.complete(Optional.of(sources("late.jar")));

        assertThatEverythingIsDocumented();
        assertThat(text("lib.Scale")).doesNotContain("on their way");
    }

    @Test
    void absenceOfDocumentsIsTold() {
        fromRepository = true;
        published.complete(Optional.empty());

        assertThat(text("lib.Scale"))
                .startsWith("class lib.Scale")
                .contains("Neither sources nor Javadoc of scale-1.jar are published.");
    }

    @Test
    void reasonIsToldForDocumentsThatCannotBeHad() {
        fromRepository = true;
        published.completeExceptionally(new IllegalStateException("no network"));

        assertThat(text("lib.Scale"))
                .contains("The sources of scale-1.jar cannot be had: no network");
    }

    @Test
    void damagedArchivesDocumentNothing() throws Exception {
        Files.writeString(folder.resolve("scale-1-sources.jar"), "no jar");
        Files.writeString(folder.resolve("scale-1-javadoc.jar"), "no jar");

        assertThat(text("lib.Scale")).isEqualTo("class lib.Scale");
    }
}
