package dev.vitrine.kernel.magic;

import dev.vitrine.api.LineMagic;
import dev.vitrine.kernel.maven.ResolutionException;
import java.util.List;

/** {@code %mavenRepo}: one more repository for all later requests. */
record MavenRepoMagic(NotebookDependencies dependencies) implements LineMagic {

    @Override
    public Object run(List<String> arguments) throws MagicFailure, InterruptedException {
        if (arguments.size() != 2) {
            throw new IllegalArgumentException(
                    "takes an id and an address, got " + arguments.size() + " arguments");
        }
        try {
            dependencies.resolver().addRepository(arguments.get(0), arguments.get(1));
        } catch (ResolutionException failure) {
            throw new MagicFailure(failure.getMessage(), failure);
        }
        return null;
    }
}
