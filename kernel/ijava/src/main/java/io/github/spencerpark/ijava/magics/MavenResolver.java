package io.github.spencerpark.ijava.magics;

import dev.vitrine.api.Kernel;
import io.github.spencerpark.jupyter.kernel.magic.registry.CellMagic;
import io.github.spencerpark.jupyter.kernel.magic.registry.LineMagic;
import java.util.List;
import java.util.function.Consumer;

/**
 * IJava's magics for Maven as methods; the kernel's magics do the work. Artifacts are resolved
 * together and go to the class path at once, so there is no method that only resolves.
 */
public class MavenResolver {

    private final Kernel kernel;
    private final Consumer<String> addToClasspath;

    /**
     * @param addToClasspath takes paths of jars and class folders
     */
    public MavenResolver(Kernel kernel, Consumer<String> addToClasspath) {
        this.kernel = kernel;
        this.addToClasspath = addToClasspath;
    }

    /** Adds a repository to all later requests. */
    public void addRemoteRepo(String name, String url) throws Exception {
        kernel.lineMagic("mavenRepo", List.of(name, url));
    }

    public void addJarsToClasspath(Iterable<String> jars) {
        jars.forEach(addToClasspath);
    }

    @LineMagic(aliases = {"addMavenDependency", "maven"})
    public void addMavenDependencies(List<String> arguments) throws Exception {
        kernel.lineMagic("addMavenDependencies", arguments);
    }

    @LineMagic(aliases = {"mavenRepo"})
    public void addMavenRepo(List<String> arguments) throws Exception {
        kernel.lineMagic("addMavenRepo", arguments);
    }

    @CellMagic
    public void loadFromPOM(List<String> arguments, String body) throws Exception {
        kernel.cellMagic("loadFromPOM", arguments, body);
    }

    @LineMagic
    public void loadFromPOM(List<String> arguments) throws Exception {
        kernel.lineMagic("loadFromPOM", arguments);
    }
}
