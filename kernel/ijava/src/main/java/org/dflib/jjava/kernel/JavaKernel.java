package org.dflib.jjava.kernel;

import dev.vitrine.api.Kernel;
import dev.vitrine.api.Notebook;
import dev.vitrine.ijava.jjava.JJavaIo;
import dev.vitrine.ijava.jjava.JJavaMagics;
import dev.vitrine.ijava.jjava.JJavaRenderer;
import dev.vitrine.ijava.jjava.JJavaSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.HelpLink;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.magic.MagicParser;
import org.dflib.jjava.jupyter.kernel.magic.MagicTranspiler;
import org.dflib.jjava.jupyter.kernel.util.PathsHandler;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;
import org.dflib.jjava.jupyter.kernel.util.TextColor;

/**
 * The running kernel as JJava's notebooks and extensions know it.
 *
 * <p>Completion, inspection and completeness are asked of the kernel by front ends, so the methods
 * for them answer here that nothing is known.
 */
public class JavaKernel extends BaseKernel {

    /** In what an extension evaluates, the name means JJava's kernel, and in cells IJava's. */
    private static final Pattern KERNEL_CALL =
            Pattern.compile("(?<![\\w.$])getKernelInstance\\s*\\(\\s*\\)");

    private final Kernel kernel;
    private final JJavaRenderer notebookRenderer;

    private JavaKernel(Kernel kernel, JJavaRenderer renderer) {
        super(
                "Vitrine",
                "with the API of JJava 1.0-a6",
                new LanguageInfo.Builder("Java")
                        .version(Runtime.version().toString())
                        .mimetype("text/x-java-source")
                        .fileExtension(".jshell")
                        .pygments("java")
                        .codemirror("java")
                        .build(),
                List.of(new HelpLink("JJava homepage", "https://github.com/dflib/jjava")),
                null,
                new JJavaIo(kernel, new JJavaSocket(kernel)),
                new CommManager(),
                renderer,
                new MagicParser("(?<=(?:^|=))\\s*%", "%%", new MagicTranspiler()),
                new JJavaMagics(kernel),
                true,
                new StringStyler.Builder()
                        .addPrimaryStyle(TextColor.BOLD_RESET_FG)
                        .addSecondaryStyle(TextColor.BOLD_RED_FG)
                        .build());
        this.kernel = kernel;
        this.notebookRenderer = renderer;
    }

    /** The kernel in JJava's words. */
    public static JavaKernel over(Kernel kernel) {
        return new JavaKernel(kernel, new JJavaRenderer(kernel));
    }

    /** Makes it the one that JJava's functions work on. */
    public void open() {
        installNotebookKernel();
        notebookRenderer.open();
    }

    /** Installs an extension, once; one that failed is not tried again. */
    public void install(String className, Supplier<Extension> extension) {
        if (!extensions.containsKey(className)) {
            installExtension(extension.get());
        }
    }

    /**
     * Makes jars and class folders visible to later cells, and installs the extensions in them.
     *
     * @param classPath entries, as globs, separated as in a class path
     */
    public void addToClasspath(String classPath) {
        if (classPath != null && !classPath.isBlank()) {
            List<Path> entries = PathsHandler.splitAndResolveGlobs(classPath);
            kernel.addToClassPath(entries);
        }
    }

    /**
     * @throws UnsupportedOperationException always: the kernel's own comms are the ones connected
     */
    @Override
    public CommManager getCommManager() {
        throw new UnsupportedOperationException(
                "These comms are not connected; use dev.vitrine.api.Kernel.current().comms()");
    }

    /** Evaluates code in the notebook's scope, magics included; exceptions pass through. */
    @Override
    public Object evalRaw(String source) {
        return Notebook.eval(
                KERNEL_CALL
                        .matcher(source)
                        .replaceAll("org.dflib.jjava.kernel.JavaNotebookStatics.kernel()"));
    }

    @Override
    public DisplayData inspect(String code, int at, boolean extraDetail) {
        return null;
    }

    @Override
    public ReplacementOptions complete(String code, int at) {
        return null;
    }

    @Override
    public String isComplete(String code) {
        return IS_COMPLETE_MAYBE;
    }

    @Override
    protected ClassLoader getClassLoader() {
        return JavaKernel.class.getClassLoader();
    }
}
