package dev.vitrine.ijava;

import dev.vitrine.api.Extension;
import dev.vitrine.api.Kernel;
import dev.vitrine.api.Renderers;
import dev.vitrine.ijava.jjava.JJavaExtensions;

/**
 * Makes IJava's and JJava's classes at home in the kernel.
 *
 * <p>Runs before the first cell, so it says by name what is to be done with their classes and loads
 * none.
 */
public final class IJavaExtension implements Extension {

    private static final String IJAVA = "io.github.spencerpark.jupyter.kernel.display.";
    private static final String JJAVA = "org.dflib.jjava.jupyter.kernel.display.";

    private final JJavaExtensions extensions = new JJavaExtensions();

    @Override
    public void install(Kernel kernel) {
        Renderers renderers = kernel.renderers();
        // Not method references: making one would load the class that has the method.
        renderers.register(IJAVA + "DisplayData", () -> Shown.data());
        renderers.register(IJAVA + "DisplayDataRenderable", () -> Shown.ofIJava());
        renderers.register(JJAVA + "DisplayData", () -> Shown.data());
        renderers.register(JJAVA + "DisplayDataRenderable", () -> Shown.ofJJava());
        String functions = "static dev.vitrine.ijava.NotebookFunctions.";
        kernel.addImports(functions + "getKernelInstance", functions + "kernel");
        extensions.installNew();
    }

    @Override
    public void classPathChanged(Kernel kernel) {
        extensions.installNew();
    }

    @Override
    public void uninstall(Kernel kernel) {
        extensions.uninstallAll();
    }
}
