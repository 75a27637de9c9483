package dev.vitrine.kernel.magic;

import dev.vitrine.api.LineMagic;
import dev.vitrine.kernel.maven.Coordinate;
import dev.vitrine.kernel.maven.ResolutionException;
import java.util.ArrayList;
import java.util.List;

/** {@code %maven}: adds artifacts and what they need at run time to the class path. */
record MavenMagic(NotebookDependencies dependencies) implements LineMagic {

    @Override
    public Object run(List<String> arguments) throws MagicFailure, InterruptedException {
        List<Coordinate> coordinates = new ArrayList<>();
        List<String> from = new ArrayList<>();
        boolean verbose = false;
        boolean offline = false;
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals("--from")) {
                i++;
                if (i == arguments.size()) {
                    throw new IllegalArgumentException(
                            "--from needs the id or the address of a repository");
                }
                from.add(arguments.get(i));
            } else if (argument.startsWith("--from=")) {
                from.add(argument.substring("--from=".length()));
            } else if (argument.matches("-v+")) {
                verbose = true;
            } else if (argument.equals("-o") || argument.equals("--offline")) {
                offline = true;
            } else if (argument.startsWith("-")) {
                throw new IllegalArgumentException(
                        "unknown option " + argument + "; there are --from, --offline and -v");
            } else {
                coordinates.add(parse(argument));
            }
        }
        if (coordinates.isEmpty()) {
            throw new IllegalArgumentException(
                    "which artifacts? For example: group:artifact:version");
        }
        dependencies.load(
                (resolver, stayOffline, progress) ->
                        resolver.add(coordinates, from, stayOffline, progress),
                offline,
                verbose);
        return null;
    }

    private static Coordinate parse(String argument) throws MagicFailure {
        try {
            return Coordinate.parse(argument);
        } catch (ResolutionException malformed) {
            throw new MagicFailure(malformed.getMessage(), malformed);
        }
    }
}
