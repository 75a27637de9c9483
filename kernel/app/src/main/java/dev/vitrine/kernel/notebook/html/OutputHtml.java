package dev.vitrine.kernel.notebook.html;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** An output of a code cell as HTML. */
final class OutputHtml {

    /** Representations from the richest to the plainest. */
    private static final List<String> PREFERENCE =
            List.of(
                    "text/html",
                    "image/svg+xml",
                    "image/png",
                    "image/jpeg",
                    "image/gif",
                    "image/webp",
                    "text/markdown",
                    "text/latex",
                    "application/json",
                    "text/plain");

    private final Path folder;

    /**
     * @param folder the notebook's folder, for images that Markdown outputs name; null if unknown
     */
    OutputHtml(Path folder) {
        this.folder = folder;
    }

    String render(JsonNode output) {
        return switch (output.path("output_type").asString("")) {
            case "stream" ->
                    block(
                            "stream "
                                    + (output.path("name").asString("").equals("stderr")
                                            ? "stderr"
                                            : "stdout"),
                            pre(DataText.of(output.path("text"))));
            case "error" -> block("error", pre(errorText(output)));
            case "display_data", "execute_result" ->
                    bundle(output.path("data"), output.path("metadata"));
            default -> "";
        };
    }

    private static String errorText(JsonNode output) {
        String traceback =
                StreamSupport.stream(output.path("traceback").spliterator(), false)
                        .map(line -> line.asString(""))
                        .collect(Collectors.joining("\n"));
        return traceback.isBlank()
                ? output.path("ename").asString("") + ": " + output.path("evalue").asString("")
                : traceback;
    }

    private String bundle(JsonNode data, JsonNode metadata) {
        for (String type : PREFERENCE) {
            if (data.has(type)) {
                return block("data", data(type, DataText.of(data.get(type)), metadata.path(type)));
            }
        }
        return "";
    }

    private String data(String type, String text, JsonNode metadata) {
        return switch (type) {
            case "text/html" -> "<div class=\"html\">" + text + "</div>";
            // An image of its own, as in JupyterLab: ids of several drawings in one page would
            // clash.
            case "image/svg+xml" ->
                    image(LocalImages.uri(type, text.getBytes(StandardCharsets.UTF_8)), metadata);
            case "text/markdown" ->
                    "<div class=\"markdown\">"
                            + MarkdownHtml.render(
                                    text,
                                    new LocalImages(folder, JsonNodeFactory.instance.objectNode())
                                            ::dataUri)
                            + "</div>";
            case "text/latex" -> latex(text);
            case "text/plain", "application/json" -> pre(text);
            default -> image("data:" + type + ";base64," + text.replaceAll("\\s", ""), metadata);
        };
    }

    private static String image(String uri, JsonNode metadata) {
        return "<img src=\""
                + Html.escape(uri)
                + "\""
                + size("width", metadata)
                + size("height", metadata)
                + " alt=\"output\">";
    }

    private static String size(String name, JsonNode metadata) {
        return metadata.path(name).isNumber()
                ? " " + name + "=\"" + metadata.path(name).asInt() + "\""
                : "";
    }

    /** text/latex is Markdown's formulas without the Markdown. */
    private static String latex(String text) {
        MathText math = new MathText();
        String hidden = math.hide(text);
        return "<div class=\"latex\">"
                + (math.isEmpty()
                        ? MathText.element(text, true)
                        : math.restore(Html.escape(hidden)))
                + "</div>";
    }

    private static String pre(String text) {
        return "<pre>" + AnsiHtml.convert(text) + "</pre>";
    }

    private static String block(String classes, String html) {
        return "<div class=\"output " + classes + "\">" + html + "</div>\n";
    }
}
