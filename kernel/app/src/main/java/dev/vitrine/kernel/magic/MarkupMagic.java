package dev.vitrine.kernel.magic;

import dev.vitrine.api.CellMagic;
import dev.vitrine.api.MimeBundle;
import java.util.List;

/** Shows a cell as what it is written in. */
record MarkupMagic(String mimeType) implements CellMagic {

    @Override
    public Object run(List<String> arguments, String body) {
        if (!arguments.isEmpty()) {
            throw new IllegalArgumentException(
                    "takes no arguments, got " + String.join(" ", arguments));
        }
        return MimeBundle.of(mimeType, body).with(MimeBundle.TEXT, body);
    }
}
