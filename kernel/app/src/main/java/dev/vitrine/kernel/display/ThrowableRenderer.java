package dev.vitrine.kernel.display;

import dev.vitrine.api.MimeBundle;
import dev.vitrine.api.Renderer;
import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * Shows an exception that is a value, not a failure of the cell: its stack trace, causes included.
 */
final class ThrowableRenderer implements Renderer<Throwable> {

    private static final int LIMIT = 10_000;

    @Override
    public MimeBundle render(Throwable throwable) {
        StringWriter trace = new StringWriter();
        throwable.printStackTrace(new PrintWriter(trace, true));
        return MimeBundle.text(BoundedText.cut(trace.toString().stripTrailing(), LIMIT));
    }
}
