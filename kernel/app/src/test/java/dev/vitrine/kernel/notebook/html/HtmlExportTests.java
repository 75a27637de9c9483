package dev.vitrine.kernel.notebook.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.kernel.notebook.NotebookDocument;
import dev.vitrine.kernel.notebook.NotebookReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class HtmlExportTests {

    private static final JsonMapper JSON = new JsonMapper();

    /** What makes a browser fetch: attributes of elements, and addresses in style sheets. */
    private static final Pattern FETCHES =
            Pattern.compile(
                    "<(?:img|script|iframe|video|audio|source|embed)[^>]*\\ssrc=[\"']?+(?!data:)"
                            + "|<link[^>]*\\shref|<object[^>]*\\sdata=|url\\([\"']?+(?!data:)|@import");

    @TempDir Path folder;

    private final ObjectNode notebook = JSON.createObjectNode();
    private final ArrayNode cells = notebook.putArray("cells");

    private ObjectNode cell(String type, String source) {
        ObjectNode cell = cells.addObject().put("cell_type", type).put("source", source);
        cell.putObject("metadata");
        return cell;
    }

    private ObjectNode output(ObjectNode cell, String type) {
        ArrayNode outputs =
                cell.path("outputs") instanceof ArrayNode array ? array : cell.putArray("outputs");
        return outputs.addObject().put("output_type", type);
    }

    private void show(String... typesAndData) {
        ObjectNode output = output(cell("code", "x"), "display_data");
        ObjectNode data = output.putObject("data");
        for (int i = 0; i < typesAndData.length; i += 2) {
            data.put(typesAndData[i], typesAndData[i + 1]);
        }
        output.putObject("metadata");
    }

    private String html() throws Exception {
        notebook.put("nbformat", 4).put("nbformat_minor", 5).putObject("metadata");
        Path file = folder.resolve("note <book>.ipynb");
        Files.writeString(file, JSON.writeValueAsString((JsonNode) notebook));
        NotebookDocument document = NotebookReader.read(file);
        Path page = folder.resolve("page.html");
        HtmlExport.write(document, file, page);
        return Files.readString(page);
    }

    private static String body(String html) {
        return html.substring(html.indexOf("<main>"), html.indexOf("</main>"));
    }

    @Test
    void pageFetchesNothing() throws Exception {
        cell(
                "markdown",
                "# T\n$x$ ![remote](https://example.org/a.png) [link](https://example.org)");
        show("image/png", "iVBORw0KGgo=", "text/plain", "picture");
        show("image/svg+xml", "<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>");

        String html = html();

        // KaTeX's code holds markup that it makes when a formula asks for an image; the policy
        // stops that.
        String markup = html.replaceAll("(?s)(<script>).*?(</script>)", "$1$2");
        assertThat(FETCHES.matcher(markup).results()).isEmpty();
        assertThat(html)
                .contains("http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';");
        assertThat(body(html)).contains("<a href=\"https://example.org/a.png\">image: remote</a>");
    }

    @Test
    void textNeverBecomesMarkup() throws Exception {
        String attack = "<script>alert(1)</script>";
        output(cell("code", "// " + attack), "stream").put("name", "stdout").put("text", attack);
        show("text/plain", attack);
        ObjectNode error =
                output(cell("code", "y"), "error").put("ename", attack).put("evalue", "e");
        error.putArray("traceback").add("\u001b[31m" + attack + "\u001b[0m");
        cell("raw", attack);
        cell("markdown", "`" + attack + "` $" + attack + "$\n\n```java\n" + attack + "\n```");

        assertThat(body(html())).doesNotContain("<script>").contains("&lt;script&gt;");
    }

    @Test
    void titleIsEscapedAndComesFromTheFileWithoutAHeading() throws Exception {
        assertThat(html()).contains("<title>note &lt;book&gt;.ipynb</title>");
    }

    @Test
    void richestRepresentationWins() throws Exception {
        show("text/plain", "plain-1", "text/html", "<b>rich-1</b>", "image/png", "cG5nLTE=");
        show("text/plain", "plain-2", "image/png", "cG5n", "image/svg+xml", "<svg>2</svg>");
        show("text/plain", "plain-3", "text/markdown", "*mark-3*", "image/jpeg", "anBn");
        show("text/plain", "plain-4", "text/latex", "$\\alpha_4$", "text/markdown", "*mark-4*");

        String body = body(html());

        assertThat(body)
                .contains("<b>rich-1</b>", "<em>mark-4</em>", "data:image/jpeg;base64,anBn");
        assertThat(body)
                .contains(
                        "data:image/svg+xml;base64,"
                                + Base64.getEncoder().encodeToString("<svg>2</svg>".getBytes()));
        assertThat(body).doesNotContain("plain-", "cG5n", "mark-3", "alpha_4");
    }

    @Test
    void coloursOfErrorsBecomeSpans() throws Exception {
        ObjectNode error = output(cell("code", "y"), "error");
        error.putArray("traceback").add("\u001b[1;31mBoom\u001b[0m at <x>");

        assertThat(body(html()))
                .contains("<span class=\"ansi-red-fg ansi-bold\">Boom</span> at &lt;x&gt;");
    }

    @Test
    void mathIsTypesetOnlyWhereThereIsSome() throws Exception {
        cell("markdown", "It costs $5 and $6. `$x$` is code.");
        assertThat(html()).doesNotContain("katex");

        cell("markdown", "Softmax $a_i = e^{z_i}$ and\n\n$$\n\\sum_i a_i = 1\n+ 0 < 1\n$$\n");
        String html = html();
        assertThat(body(html))
                .contains("<span class=\"math\">a_i = e^{z_i}</span>")
                .contains("<span class=\"math math-display\">\\sum_i a_i = 1\n+ 0 &lt; 1</span>");
        assertThat(html)
                .contains("katex.render(", "url(data:font/woff2;base64,")
                .doesNotContain(".ttf)", "fonts/KaTeX");
    }

    @Test
    void markdownTablesAndJavaCodeAreRendered() throws Exception {
        cell("markdown", "| a | b |\n|---|--:|\n| 1 | 2 |\n\n```java\nint x = 1;\n```");

        assertThat(body(html()))
                .contains("<table>", "<td align=\"right\">2</td>")
                .contains(
                        "<span class=\"tok-keyword\">int</span> x = <span class=\"tok-number\">1</span>;");
    }

    @Test
    void imagesBesideTheNotebookAndAttachmentsAreInThePage() throws Exception {
        Files.write(folder.resolve("a b.png"), new byte[] {1, 2, 3});
        ObjectNode cell =
                cell("markdown", "![one](a%20b.png) ![two](attachment:c.png) ![gone](missing.png)");
        cell.putObject("attachments").putObject("c.png").put("image/png", "Yw==");

        assertThat(body(html()))
                .contains("<img src=\"data:image/png;base64,AQID\" alt=\"one\"")
                .contains("<img src=\"data:image/png;base64,Yw==\" alt=\"two\"")
                .contains("<a href=\"missing.png\">image: gone</a>");
    }

    @Test
    void sizesOfImagesAreKept() throws Exception {
        show("image/png", "cG5n");
        ((ObjectNode) cells.get(0).path("outputs").path(0).path("metadata"))
                .putObject("image/png")
                .put("width", 400);

        assertThat(body(html())).contains(" width=\"400\"");
    }
}
