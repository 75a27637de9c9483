package dev.vitrine.kernel.notebook.html;

import dev.vitrine.kernel.notebook.AtomicFile;
import dev.vitrine.kernel.notebook.Cell;
import dev.vitrine.kernel.notebook.NotebookDocument;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Writes a notebook as one self-contained HTML file. */
public final class HtmlExport {

    /** Nothing may be fetched. Scripts in the page run, as HTML outputs may bring some. */
    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline';"
                    + " img-src data: blob:; font-src data:; media-src data: blob:";

    private static final String MATH_SCRIPT =
            """
            document.querySelectorAll(".math").forEach(function (element) {
              katex.render(element.textContent, element, {
                displayMode: element.classList.contains("math-display"),
                throwOnError: false
              });
            });
            """;

    private HtmlExport() {}

    /**
     * Replaces the file, whole or not at all.
     *
     * @param notebook with its outputs
     * @param source where the notebook was read from: gives the title if the notebook has none, and
     *     images that its Markdown names are looked for beside it
     * @param file to write
     */
    public static void write(NotebookDocument notebook, Path source, Path file) throws IOException {
        AtomicFile.write(file, toHtml(notebook, source));
    }

    static String toHtml(NotebookDocument notebook, Path source) throws IOException {
        Path folder = source.toAbsolutePath().getParent();
        StringBuilder body = new StringBuilder();
        for (Cell cell : notebook.cells()) {
            body.append(cell(cell, folder));
        }
        boolean hasMath = body.indexOf("<span class=\"math") >= 0;
        StringBuilder html = new StringBuilder();
        html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta http-equiv=\"Content-Security-Policy\" content=\"")
                .append(POLICY)
                .append(
                        "\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append("<meta name=\"color-scheme\" content=\"light dark\">\n<title>")
                .append(Html.escape(notebook.title(source.getFileName().toString())))
                .append("</title>\n<style>\n")
                .append(styleSheet())
                .append("</style>\n");
        KatexAssets katex = hasMath ? new KatexAssets() : null;
        if (hasMath) {
            html.append("<style>").append(katex.css()).append("</style>\n");
        }
        html.append("</head>\n<body>\n<main>\n").append(body).append("</main>\n");
        if (hasMath) {
            html.append("<script>")
                    .append(katex.javascript())
                    .append("</script>\n<script>\n")
                    .append(MATH_SCRIPT)
                    .append("</script>\n");
        }
        return html.append("</body>\n</html>\n").toString();
    }

    private static String cell(Cell cell, Path folder) {
        return switch (cell.type()) {
            case "code" -> code(cell, folder);
            case "markdown" ->
                    "<section class=\"cell markdown\">\n"
                            + MarkdownHtml.render(
                                    cell.source(),
                                    new LocalImages(folder, cell.attachments())::dataUri)
                            + "</section>\n";
            default ->
                    "<section class=\"cell raw\"><pre>"
                            + Html.escape(cell.source())
                            + "</pre></section>\n";
        };
    }

    private static String code(Cell cell, Path folder) {
        if (cell.isBlank() && cell.outputs().isEmpty()) {
            return "";
        }
        StringBuilder html =
                new StringBuilder(
                                "<section class=\"cell code\">\n<div class=\"input\"><span class=\"prompt\">[")
                        .append(cell.executionCount() == 0 ? " " : cell.executionCount())
                        .append("]</span><pre><code class=\"language-java\">")
                        .append(JavaHighlighter.highlight(cell.source()))
                        .append("</code></pre></div>\n");
        OutputHtml outputs = new OutputHtml(folder);
        cell.outputs().forEach(output -> html.append(outputs.render(output)));
        return html.append("</section>\n").toString();
    }

    private static String styleSheet() throws IOException {
        try (InputStream in = HtmlExport.class.getResourceAsStream("notebook.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
