package dev.vitrine.extension.array;

import dev.vitrine.api.MimeBundle;
import dev.vitrine.extension.picture.Png;
import dev.vitrine.extension.text.Html;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An array as HTML and as text: kind, type, shape, statistics, values, and a picture where it holds
 * images.
 */
final class ArrayView {

    private static final String STYLE =
            """
            <style>
            .vitrine-array { margin: 0.3em 0 0.6em; font-size: 13px; color: inherit; }
            .vitrine-array .vitrine-facts { font-size: 11px; opacity: 0.65; padding: 0.1em 0 0.4em; }
            .vitrine-array img { display: block; margin: 0.2em 0 0.4em; max-width: 100%; image-rendering: pixelated; }
            .vitrine-array pre { margin: 0; padding: 0; background: none; color: inherit; font-size: 12px; \
            line-height: 1.35; white-space: pre; overflow-x: auto; }
            .vitrine-array summary { font-size: 11px; opacity: 0.65; cursor: pointer; }
            </style>
            """;

    private ArrayView() {}

    static MimeBundle of(Elements elements) throws IOException {
        Statistics statistics = Statistics.of(elements);
        String heading = elements.type() + " " + elements.shapeText();
        Optional<ArrayPicture> picture = ArrayPicture.of(elements, statistics);
        String facts =
                Stream.of(
                                statistics.toString(),
                                elements.remark(),
                                picture.map(ArrayPicture::remark).orElse(""))
                        .filter(fact -> !fact.isEmpty())
                        .collect(Collectors.joining(", "));
        String values = ArrayText.of(elements);
        String text =
                elements.kind()
                        + " "
                        + heading
                        + (facts.isEmpty() ? "" : "\n" + facts)
                        + "\n"
                        + values;

        StringBuilder html = new StringBuilder("<div class=\"vitrine-array\">\n").append(STYLE);
        html.append("<div><b>").append(Html.escape(elements.kind())).append("</b> ");
        html.append(Html.escape(heading)).append("</div>\n");
        html.append("<div class=\"vitrine-facts\">").append(Html.escape(facts)).append("</div>\n");
        String pre = "<pre>" + Html.escape(values) + "</pre>\n";
        if (picture.isPresent()) {
            html.append("<img alt=\"").append(Html.escape(heading)).append("\" src=\"");
            html.append(Png.dataAddress(picture.get().image())).append("\">\n");
            html.append("<details><summary>values</summary>\n").append(pre).append("</details>\n");
        } else {
            html.append(pre);
        }
        return MimeBundle.html(html.append("</div>").toString()).with(MimeBundle.TEXT, text);
    }
}
