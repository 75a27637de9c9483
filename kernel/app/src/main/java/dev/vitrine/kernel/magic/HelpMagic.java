package dev.vitrine.kernel.magic;

import dev.vitrine.api.LineMagic;
import dev.vitrine.api.MimeBundle;
import java.util.List;
import java.util.stream.Collectors;

/** {@code %help}: what a magic does, or how a notebook is used. */
record HelpMagic(MagicRegistry registry) implements LineMagic {

    private static final String GUIDE =
            """
            A cell is Java, with no class around it; the value of its last expression is shown.
            Tab completes, Shift+Tab shows the documentation of what is at the cursor.
            %name is a magic, %%name takes a whole cell, !command runs in the shell.
            %help name explains a magic, %lsmagic lists all of them, %whos lists your variables.
            """;

    @Override
    public Object run(List<String> arguments) throws Exception {
        if (arguments.isEmpty()) {
            return MimeBundle.text(GUIDE.strip());
        }
        if (arguments.size() > 1) {
            throw new IllegalArgumentException(
                    "takes the name of one magic, got " + String.join(" ", arguments));
        }
        return MimeBundle.text(
                registry.find(arguments.get(0)).stream()
                        .map(entry -> entry.written() + " " + entry.usage())
                        .collect(Collectors.joining("\n")));
    }

    @Override
    public List<String> complete(List<String> before, String word) {
        return registry.entries().stream().map(MagicRegistry.Entry::name).distinct().toList();
    }
}
