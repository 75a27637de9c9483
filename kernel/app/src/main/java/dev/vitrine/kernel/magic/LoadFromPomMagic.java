package dev.vitrine.kernel.magic;

import dev.vitrine.api.CellMagic;
import dev.vitrine.api.LineMagic;
import dev.vitrine.kernel.maven.DependencyResolver;
import dev.vitrine.kernel.maven.PomFragment;
import dev.vitrine.kernel.maven.PomSource;
import dev.vitrine.kernel.maven.ResolutionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * {@code %loadFromPOM} and {@code %%loadFromPOM}: add the dependencies of a project to the class
 * path.
 */
record LoadFromPomMagic(NotebookDependencies dependencies, WorkingDirectory directory)
        implements LineMagic, CellMagic {

    @Override
    public Object run(List<String> arguments) throws MagicFailure, InterruptedException {
        if (arguments.isEmpty()) {
            throw new IllegalArgumentException("which POM? For example: %loadFromPOM pom.xml");
        }
        Path path = directory.resolve(arguments.get(0));
        Path pom = Files.isDirectory(path) ? path.resolve("pom.xml") : path;
        if (!Files.isRegularFile(pom)) {
            throw new MagicFailure("no such file: " + pom);
        }
        load(new PomSource.PomFile(pom), arguments.subList(1, arguments.size()));
        return null;
    }

    @Override
    public Object run(List<String> arguments, String body)
            throws MagicFailure, InterruptedException {
        String pom;
        try {
            pom = PomFragment.toPom(body);
        } catch (ResolutionException malformed) {
            throw new MagicFailure(malformed.getMessage(), malformed);
        }
        load(new PomSource.PomText(pom), arguments);
        return null;
    }

    private void load(PomSource pom, List<String> arguments)
            throws MagicFailure, InterruptedException {
        List<String> names = new ArrayList<>();
        List<String> profiles = new ArrayList<>();
        boolean verbose = false;
        boolean offline = false;
        for (String argument : arguments) {
            if (argument.matches("-v+")) {
                verbose = true;
            } else if (argument.equals("-o") || argument.equals("--offline")) {
                offline = true;
            } else if (argument.matches("-P.+")) {
                profiles.addAll(List.of(argument.substring(2).split(",")));
            } else if (argument.startsWith("-")) {
                throw new IllegalArgumentException(
                        "unknown option " + argument + "; there are -Pprofile, --offline and -v");
            } else {
                names.add(argument);
            }
        }
        Set<String> scopes = scopes(names.isEmpty() ? List.of("runtime") : names);
        DependencyResolver.Project project = new DependencyResolver.Project(pom, scopes, profiles);
        dependencies.load(
                (resolver, stayOffline, progress) ->
                        resolver.addPom(project, stayOffline, progress),
                offline,
                verbose);
    }

    /** Maven's scopes for the names that IJava takes, which are those of Ivy. */
    private static Set<String> scopes(List<String> names) {
        Set<String> scopes = new LinkedHashSet<>();
        for (String name : names) {
            scopes.addAll(
                    switch (name) {
                        case "compile", "provided", "system" -> Set.of(name);
                        case "runtime", "default" -> Set.of("compile", "runtime");
                        case "test" -> Set.of("compile", "runtime", "test");
                        case "master" -> Set.of();
                        default ->
                                throw new IllegalArgumentException(
                                        "unknown scope "
                                                + name
                                                + "; there are compile, runtime, provided, test and system");
                    });
        }
        return scopes;
    }

    @Override
    public List<String> complete(List<String> before, String word) {
        return before.isEmpty()
                ? new FileNames(directory).startingWith(word, Set.of(".xml", ".pom"))
                : List.of();
    }
}
