package dev.vitrine.kernel.magic;

import dev.vitrine.api.Kernel;
import dev.vitrine.api.MimeBundle;
import dev.vitrine.kernel.maven.Progress;
import java.util.Locale;

/** One display under the cell that follows a download; none if nothing is downloaded. */
final class ProgressLine implements Progress {

    private final Kernel kernel;
    private String displayId;
    private String shown = "";

    ProgressLine(Kernel kernel) {
        this.kernel = kernel;
    }

    @Override
    public void report(String text, double fraction) {
        if (text.equals(shown)) {
            return;
        }
        shown = text;
        if (displayId == null) {
            displayId = kernel.display(bundle(text, fraction));
        } else {
            kernel.updateDisplay(displayId, bundle(text, fraction));
        }
    }

    private static MimeBundle bundle(String text, double fraction) {
        String bar =
                fraction >= 1
                        ? ""
                        : String.format(
                                Locale.ROOT, "<progress value=\"%.3f\"></progress> ", fraction);
        return MimeBundle.html("<div>" + bar + Html.escape(text) + "</div>")
                .with(MimeBundle.TEXT, text);
    }
}
