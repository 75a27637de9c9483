package dev.vitrine.kernel.magic;

import dev.vitrine.api.LineMagic;
import java.util.List;

/** {@code %pwd}: the folder that {@code %cd} has gone to, as a {@link java.nio.file.Path}. */
record PrintDirectoryMagic(WorkingDirectory directory) implements LineMagic {

    @Override
    public Object run(List<String> arguments) {
        if (!arguments.isEmpty()) {
            throw new IllegalArgumentException(
                    "takes no arguments, got " + String.join(" ", arguments));
        }
        return directory.current();
    }
}
