package dev.vitrine.kernel.java;

import dev.vitrine.api.Kernel;
import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Shows user code the JDK and {@code dev.vitrine.api}, and nothing else of the kernel: a notebook
 * may use another version of any library that the kernel uses.
 */
final class ApiClassLoader extends ClassLoader {

    private static final String API = Kernel.class.getPackageName() + ".";

    private final ClassLoader kernel = Kernel.class.getClassLoader();

    /** Packages of JDK modules that the application class loader defines, jdk.jshell among them. */
    private final Set<String> jdkPackages =
            ModuleLayer.boot().modules().stream()
                    .filter(module -> module.getClassLoader() == getSystemClassLoader())
                    .flatMap(module -> module.getPackages().stream())
                    .collect(Collectors.toUnmodifiableSet());

    ApiClassLoader() {
        super("vitrine-api", getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (name.startsWith(API)) {
            return kernel.loadClass(name);
        }
        int dot = name.lastIndexOf('.');
        if (dot > 0 && jdkPackages.contains(name.substring(0, dot))) {
            return getSystemClassLoader().loadClass(name);
        }
        throw new ClassNotFoundException(name);
    }

    @Override
    protected URL findResource(String name) {
        return null;
    }

    @Override
    protected Enumeration<URL> findResources(String name) throws IOException {
        return Collections.emptyEnumeration();
    }
}
