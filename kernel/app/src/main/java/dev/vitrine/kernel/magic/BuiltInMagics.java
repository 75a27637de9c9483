package dev.vitrine.kernel.magic;

import dev.vitrine.api.Kernel;
import dev.vitrine.api.MimeBundle;
import dev.vitrine.kernel.maven.DependencyResolver;

/** The magics of every notebook. */
public final class BuiltInMagics {

    private BuiltInMagics() {}

    /**
     * Registers them; loads nothing that only a magic in use needs.
     *
     * @param kernel what they load jars into, evaluate with and show results on
     */
    public static void register(MagicRegistry registry, Kernel kernel) {
        ClassPathMagic jars = ClassPathMagic.files(kernel);
        ClassPathMagic classPath = ClassPathMagic.filesAndDirectories(kernel);
        registry.line(
                "jars",
                "glob...: add jar files to the class path; dir/ means all files in dir",
                jars);
        registry.line(
                "classpath",
                "glob...: add jar files and class folders to the class path",
                classPath);

        // Not a method reference: making one would load the resolver, and all of Maven with it.
        NotebookDependencies dependencies =
                new NotebookDependencies(kernel, () -> new DependencyResolver());
        registerMaven(registry, dependencies);

        registry.line(
                "load",
                "file: run a script, a Java file or the code cells of a notebook",
                new LoadMagic(kernel));

        TimeMagic time = new TimeMagic(kernel);
        registry.verbatimLine(
                "time", "statement: run it and show the CPU and wall time it took", time);
        registry.cell("time", "run the cell and show the CPU and wall time it took", time);

        registry.cell("bash", "[argument...]: run the cell with bash", new BashMagic());

        registry.line("lsmagic", "list all magics", new ListMagic(registry));

        registry.cell("html", "show the cell as HTML", new MarkupMagic(MimeBundle.HTML));
        registry.cell(
                "markdown", "show the cell as Markdown", new MarkupMagic(MimeBundle.MARKDOWN));
        registry.cell("latex", "show the cell as LaTeX", new MarkupMagic(MimeBundle.LATEX));
        registry.cell("svg", "show the cell as an SVG picture", new MarkupMagic(MimeBundle.SVG));
        registry.cell(
                "javascript",
                "run the cell in the browser",
                new MarkupMagic(MimeBundle.JAVASCRIPT));
    }

    /** Apart, for tests to give a resolver of their own. */
    static void registerMaven(MagicRegistry registry, NotebookDependencies dependencies) {
        MavenMagic maven = new MavenMagic(dependencies);
        String usage =
                "group:artifact:version... [--from repository]: add artifacts and what they need to the class path";
        registry.line("maven", usage, maven);
        registry.line("addMavenDependency", "the same as %maven", maven);
        registry.line("addMavenDependencies", "the same as %maven", maven);

        MavenRepoMagic repository = new MavenRepoMagic(dependencies);
        registry.line("mavenRepo", "id address: ask one more Maven repository", repository);
        registry.line("addMavenRepo", "the same as %mavenRepo", repository);

        LoadFromPomMagic pom = new LoadFromPomMagic(dependencies);
        registry.line(
                "loadFromPOM",
                "file [scope...]: add the dependencies of a pom.xml to the class path",
                pom);
        registry.cell(
                "loadFromPOM",
                "[scope...]: add the dependencies written in the cell, a POM or parts of one",
                pom);
    }
}
