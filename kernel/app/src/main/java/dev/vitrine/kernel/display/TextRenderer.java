package dev.vitrine.kernel.display;

import dev.vitrine.api.MimeBundle;
import dev.vitrine.api.Renderer;
import java.util.Set;

/** Shows text as it is; in whatever type it is asked for, since nothing tells what it holds. */
final class TextRenderer implements Renderer<CharSequence> {

    @Override
    public MimeBundle render(CharSequence text) {
        return MimeBundle.text(BoundedText.of(text));
    }

    @Override
    public MimeBundle render(CharSequence text, Set<String> mimeTypes) {
        MimeBundle bundle = render(text);
        for (String mimeType : mimeTypes) {
            if (mimeType.indexOf('*') < 0) {
                bundle = bundle.with(mimeType, text.toString());
            }
        }
        return bundle;
    }
}
