package dev.vitrine.ijava;

import dev.vitrine.api.MimeBundle;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;

/** Makes IJava's display data. */
public final class IJavaDisplay {

    private IJavaDisplay() {}

    public static DisplayData data(MimeBundle bundle) {
        DisplayData data = new DisplayData();
        DisplayFields.copy(bundle, data::putData, data::putMetaData);
        return data;
    }
}
