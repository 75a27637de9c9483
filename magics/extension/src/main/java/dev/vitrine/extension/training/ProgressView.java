package dev.vitrine.extension.training;

import dev.vitrine.api.MimeBundle;
import dev.vitrine.extension.text.Html;
import java.util.Locale;

/** A progress bar with its facts, as HTML and as a line of text. */
final class ProgressView {

    private static final int TEXT_WIDTH = 24;

    private static final String STYLE =
            """
            <style>
            .vitrine-progress { max-width: 720px; margin: 0.3em 0 0.5em; font-size: 13px; color: inherit; \
            font-variant-numeric: tabular-nums; }
            .vitrine-progress .vitrine-bar { height: 8px; border-radius: 4px; overflow: hidden; \
            background: rgba(128, 128, 128, 0.25); margin: 0.3em 0; }
            .vitrine-progress .vitrine-done { height: 100%; border-radius: 4px; }
            .vitrine-progress .vitrine-facts { font-size: 12px; opacity: 0.8; }
            .vitrine-progress .vitrine-remark { font-size: 12px; }
            </style>
            """;

    private ProgressView() {}

    static MimeBundle of(Progress progress) {
        return MimeBundle.html(html(progress)).with(MimeBundle.TEXT, text(progress));
    }

    private static String html(Progress progress) {
        String percent = String.format(Locale.ROOT, "%.1f", 100 * progress.share());
        StringBuilder html = new StringBuilder("<div class=\"vitrine-progress\">\n").append(STYLE);
        html.append("<b>").append(Html.escape(progress.name())).append("</b>\n");
        html.append(
                "<div class=\"vitrine-bar\" role=\"progressbar\" aria-valuemin=\"0\" aria-valuemax=\"100\"");
        html.append(" aria-valuenow=\"")
                .append(percent)
                .append("\"><div class=\"vitrine-done\" style=\"width: ");
        html.append(percent)
                .append("%; background: ")
                .append(colour(progress.state()))
                .append("\"></div></div>\n");
        html.append("<div class=\"vitrine-facts\">");
        html.append(Html.escape(String.join(" \u00b7 ", progress.facts()))).append("</div>\n");
        if (!progress.remark().isEmpty()) {
            html.append("<div class=\"vitrine-remark\">")
                    .append(Html.escape(progress.remark()))
                    .append("</div>\n");
        }
        return html.append("</div>").toString();
    }

    private static String text(Progress progress) {
        int done = (int) Math.round(progress.share() * TEXT_WIDTH);
        String bar = "\u2588".repeat(done) + "\u2591".repeat(TEXT_WIDTH - done);
        return progress.name()
                + " "
                + bar
                + " "
                + String.join(", ", progress.facts())
                + (progress.remark().isEmpty() ? "" : "\n" + progress.remark());
    }

    private static String colour(Progress.State state) {
        return switch (state) {
            case RUNNING -> "var(--jp-brand-color1, #1e88e5)";
            case FINISHED -> "var(--jp-success-color1, #43a047)";
            case INTERRUPTED -> "var(--jp-warn-color1, #fb8c00)";
            case FAILED -> "var(--jp-error-color1, #e53935)";
        };
    }
}
