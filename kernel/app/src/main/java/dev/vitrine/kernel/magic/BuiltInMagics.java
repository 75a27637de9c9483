package dev.vitrine.kernel.magic;

import dev.vitrine.api.Kernel;
import dev.vitrine.api.MimeBundle;

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
}
