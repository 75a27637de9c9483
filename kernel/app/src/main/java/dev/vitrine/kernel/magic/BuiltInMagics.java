package dev.vitrine.kernel.magic;

import dev.vitrine.api.Kernel;
import dev.vitrine.api.MimeBundle;
import dev.vitrine.kernel.java.PublishedDocuments;
import dev.vitrine.kernel.maven.DependencyResolver;

/** The magics of every notebook. */
public final class BuiltInMagics {

    private BuiltInMagics() {}

    /**
     * Registers them; loads nothing that only a magic in use needs.
     *
     * @param kernel what they load jars into, evaluate with and show results on
     * @return documents of the jars that they load
     */
    public static PublishedDocuments register(MagicRegistry registry, Kernel kernel) {
        WorkingDirectory directory = new WorkingDirectory();
        registerFiles(registry, kernel, directory);

        // Not a method reference: making one would load the resolver, and all of Maven with it.
        NotebookDependencies dependencies =
                new NotebookDependencies(kernel, System.getenv(), () -> new DependencyResolver());
        registerMaven(registry, dependencies, directory);

        registerMeasurements(registry, kernel);
        registerShell(registry, directory);
        registerState(registry, kernel);

        registry.line("lsmagic", "list all magics", new ListMagic(registry));
        registry.line(
                "help",
                "[magic]: explain a magic, or how a notebook is used",
                new HelpMagic(registry));

        registry.cell("html", "show the cell as HTML", new MarkupMagic(MimeBundle.HTML));
        registry.cell(
                "markdown", "show the cell as Markdown", new MarkupMagic(MimeBundle.MARKDOWN));
        registry.cell("latex", "show the cell as LaTeX", new MarkupMagic(MimeBundle.LATEX));
        registry.cell("svg", "show the cell as an SVG picture", new MarkupMagic(MimeBundle.SVG));
        registry.cell(
                "javascript",
                "run the cell in the browser",
                new MarkupMagic(MimeBundle.JAVASCRIPT));
        return new ArtifactDocuments(dependencies);
    }

    private static void registerFiles(
            MagicRegistry registry, Kernel kernel, WorkingDirectory directory) {
        registry.line(
                "jars",
                "glob...: add jar files to the class path; dir/ means all files in dir",
                ClassPathMagic.files(kernel, directory));
        registry.line(
                "classpath",
                "glob...: add jar files and class folders to the class path",
                ClassPathMagic.filesAndDirectories(kernel, directory));
        Scripts scripts = new Scripts(kernel, directory);
        registry.line(
                "load",
                "file: run a script, a Java file or the code cells of a notebook",
                new LoadMagic(scripts));
        registry.line(
                "run",
                "file [argument...]: run a notebook or a script here, and a Java program with arguments",
                new RunMagic(kernel, scripts));
        registry.cell(
                "writefile",
                "[-a] file: write the cell to a file, or with -a append it",
                new WriteFileMagic(directory));
        registry.line(
                "cd",
                "[folder]: go to a folder, the home folder, or with - the one before, for commands and magics",
                new ChangeDirectoryMagic(directory));
        registry.line(
                "pwd",
                "the folder of commands and magics, as a Path",
                new PrintDirectoryMagic(directory));
    }

    private static void registerMeasurements(MagicRegistry registry, Kernel kernel) {
        TimeMagic time = new TimeMagic(kernel);
        registry.verbatimLine(
                "time", "statement: run it and show the CPU and wall time it took", time);
        registry.verbatimCell("time", "run the cell and show the CPU and wall time it took", time);
        TimeitMagic timeit = new TimeitMagic(kernel);
        registry.verbatimLine(
                "timeit",
                "[-n loops] [-r runs] statement: run it many times, once warm, and show how long it takes",
                timeit);
        registry.verbatimCell(
                "timeit",
                "[-n loops] [-r runs] [preparation]: run the cell many times and show how long it takes",
                timeit);
    }

    private static void registerShell(MagicRegistry registry, WorkingDirectory directory) {
        FileNames files = new FileNames(directory);
        ShellProcesses processes = new ShellProcesses(directory);
        Shell shell = Shell.ofSystem();
        registry.cell(
                "bash",
                "[argument...]: run the cell with bash",
                new ShellMagic(Shell.BASH, processes, files));
        registry.cell(
                "sh",
                "[argument...]: run the cell with sh",
                new ShellMagic(Shell.SH, processes, files));
        registry.verbatimLine(
                "sh",
                "command: run it in the shell, as !command does",
                new ShellMagic(shell, processes, files));
        registry.verbatimLine(
                "system",
                "command: run it in the shell and return the lines it prints, as = !command does",
                new SystemMagic(shell, processes, files));
        registry.verbatimLine(
                "env",
                "[name[=value]]: show the environment variables, one, or set one; -u name unsets it",
                new EnvironmentMagic());
    }

    private static void registerState(MagicRegistry registry, Kernel kernel) {
        registry.line(
                "who",
                "[type...]: print the names of the variables, or of those of some types",
                new WhoMagic(kernel));
        registry.line(
                "whos",
                "[type...]: list the variables with type, size and value",
                new WhosMagic(kernel));
        registry.line(
                "reset",
                "[-f]: forget variables and declarations, with -f without asking; the class path stays",
                new ResetMagic(kernel));
    }

    /** Apart, for tests to give a resolver of their own. */
    static void registerMaven(
            MagicRegistry registry, NotebookDependencies dependencies, WorkingDirectory directory) {
        MavenMagic maven = new MavenMagic(dependencies);
        String usage =
                "group:artifact:version... [--from repository] [--offline]: add artifacts and what they need to the class path";
        registry.line("maven", usage, maven);
        registry.line("addMavenDependency", "the same as %maven", maven);
        registry.line("addMavenDependencies", "the same as %maven", maven);

        MavenRepoMagic repository = new MavenRepoMagic(dependencies);
        registry.line("mavenRepo", "id address: ask one more Maven repository", repository);
        registry.line("addMavenRepo", "the same as %mavenRepo", repository);

        LoadFromPomMagic pom = new LoadFromPomMagic(dependencies, directory);
        registry.line(
                "loadFromPOM",
                "file [scope...] [-Pprofile] [--offline]: add the dependencies of a pom.xml to the class path",
                pom);
        registry.cell(
                "loadFromPOM",
                "[scope...]: add the dependencies written in the cell, a POM or parts of one",
                pom);

        registry.line(
                "lock",
                "[--check | --update] [notebook]: write down the exact artifacts that the notebook has got",
                new LockMagic(dependencies));
    }
}
