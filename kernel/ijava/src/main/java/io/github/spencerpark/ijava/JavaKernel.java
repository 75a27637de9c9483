package io.github.spencerpark.ijava;

import dev.vitrine.api.Kernel;
import dev.vitrine.ijava.IJavaIo;
import dev.vitrine.ijava.IJavaMagics;
import dev.vitrine.ijava.IJavaRenderer;
import dev.vitrine.ijava.IJavaSocket;
import io.github.spencerpark.ijava.magics.MavenResolver;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.JupyterIO;
import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.comm.CommManager;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.magic.registry.Magics;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The running kernel as IJava's notebooks know it.
 *
 * <p>Completion, inspection and completeness are asked of the kernel by front ends, so the methods
 * for them answer here what {@link BaseKernel} answers: nothing is known.
 */
public class JavaKernel extends BaseKernel {

    private final Kernel kernel;
    private final Magics magics;
    private final MavenResolver mavenResolver;
    private final JupyterIO io;

    JavaKernel(Kernel kernel) {
        super(StandardCharsets.UTF_8);
        this.kernel = kernel;
        IJavaSocket socket = new IJavaSocket(kernel);
        renderer = new IJavaRenderer(kernel);
        magics = new IJavaMagics(kernel);
        mavenResolver = new MavenResolver(kernel, this::addToClasspath);
        io = new IJavaIo(kernel, socket);
    }

    public static String completeCodeSignifier() {
        return IS_COMPLETE_YES;
    }

    public static String invalidCodeSignifier() {
        return IS_COMPLETE_BAD;
    }

    public static String maybeCompleteCodeSignifier() {
        return IS_COMPLETE_MAYBE;
    }

    /**
     * Makes jars and class folders visible to later cells.
     *
     * @param path one or more, separated as in a class path
     */
    public void addToClasspath(String path) {
        kernel.addToClassPath(
                Pattern.compile(Pattern.quote(File.pathSeparator))
                        .splitAsStream(path)
                        .filter(each -> !each.isBlank())
                        .map(Path::of)
                        .toList());
    }

    public MavenResolver getMavenResolver() {
        return mavenResolver;
    }

    public Magics getMagics() {
        return magics;
    }

    @Override
    public JupyterIO getIO() {
        return io;
    }

    @Override
    public void display(DisplayData data) {
        io.display.display(data);
    }

    /**
     * @throws UnsupportedOperationException always: the kernel's own comms are the ones connected
     */
    @Override
    public CommManager getCommManager() {
        throw new UnsupportedOperationException(
                "These comms are not connected; use dev.vitrine.api.Kernel.current().comms()");
    }

    /** Evaluates code in the notebook's scope, magics included, and returns its value. */
    public Object evalRaw(String code) throws Exception {
        return kernel.eval(code);
    }

    /** Evaluates code and renders its value; null if it has none. */
    @Override
    public DisplayData eval(String code) throws Exception {
        Object value = evalRaw(code);
        if (value == null || value instanceof DisplayData) {
            return (DisplayData) value;
        }
        return getRenderer().render(value);
    }

    @Override
    public LanguageInfo getLanguageInfo() {
        return new LanguageInfo.Builder("Java")
                .version(Runtime.version().toString())
                .mimetype("text/x-java-source")
                .fileExtension(".jshell")
                .pygments("java")
                .codemirror("java")
                .build();
    }

    @Override
    public String getBanner() {
        return "Java " + Runtime.version() + " :: Vitrine, with the API of IJava " + IJava.VERSION;
    }

    @Override
    public List<LanguageInfo.Help> getHelpLinks() {
        return List.of(
                new LanguageInfo.Help("IJava homepage", "https://github.com/SpencerPark/IJava"));
    }
}
