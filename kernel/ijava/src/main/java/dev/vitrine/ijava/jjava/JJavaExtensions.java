package dev.vitrine.ijava.jjava;

import java.io.IOException;
import java.util.HashSet;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import org.dflib.jjava.jupyter.Extension;

/**
 * Installs JJava's extensions, those of the libraries that a notebook adds above all. Loads nothing
 * of JJava before there is one.
 */
public final class JJavaExtensions {

    private static final String SERVICE = "META-INF/services/org.dflib.jjava.jupyter.Extension";

    /** JJava's variable: nothing, {@code 0} or {@code false} to install none. */
    static final String VARIABLE = "JJAVA_LOAD_EXTENSIONS";

    private final ClassLoader loader = JJavaExtensions.class.getClassLoader();
    private final Set<String> reported = new HashSet<>();
    private boolean anyInstalled;

    /** Installs those on the class path that are not installed. One that fails is reported. */
    public synchronized void installNew() {
        if (!isWanted(System.getenv(VARIABLE)) || !isAny()) {
            return;
        }
        try {
            ServiceLoader.load(Extension.class, loader).stream().forEach(this::install);
        } catch (ServiceConfigurationError | LinkageError e) {
            report("JJava extensions are left out", e);
        }
    }

    public synchronized void uninstallAll() {
        if (anyInstalled) {
            JJavaKernels.ifUsed().ifPresent(kernel -> kernel.onShutdown(false));
        }
    }

    static boolean isWanted(String setting) {
        return setting == null
                || !(setting.isBlank()
                        || setting.strip().equals("0")
                        || setting.strip().equalsIgnoreCase("false"));
    }

    private boolean isAny() {
        try {
            return loader.getResources(SERVICE).hasMoreElements();
        } catch (IOException e) {
            report("JJava extensions are not looked for", e);
            return false;
        }
    }

    private void install(ServiceLoader.Provider<Extension> provider) {
        String name = provider.type().getName();
        try {
            anyInstalled = true;
            JJavaKernels.current().install(name, provider);
        } catch (RuntimeException | ServiceConfigurationError | LinkageError e) {
            report("JJava extension " + name + " is left out", e);
        }
    }

    private void report(String what, Throwable why) {
        if (reported.add(what)) {
            System.err.println(what + ": " + why);
        }
    }
}
