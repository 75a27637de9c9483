package dev.vitrine.kernel.magic;

import dev.vitrine.api.LineMagic;
import java.util.List;

/** {@code %load}: runs a file in the scope of the notebook. */
record LoadMagic(Scripts scripts) implements LineMagic {

    @Override
    public Object run(List<String> arguments) throws Exception {
        if (arguments.size() != 1) {
            throw new IllegalArgumentException(
                    "takes one file, got " + arguments.size() + " arguments");
        }
        scripts.run(scripts.find(arguments.get(0)));
        return null;
    }

    @Override
    public List<String> complete(List<String> before, String word) {
        return scripts.complete(word);
    }
}
