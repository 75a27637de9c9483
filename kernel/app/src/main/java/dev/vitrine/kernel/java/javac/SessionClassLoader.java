package dev.vitrine.kernel.java.javac;

import java.util.Map;

/**
 * Finds the types of all cells by name, for libraries that ask for them so: deserialization,
 * service loaders. It is the context class loader of cells.
 */
final class SessionClassLoader extends ClassLoader {

    static {
        registerAsParallelCapable();
    }

    private volatile Map<String, ClassLoader> types = Map.of();

    SessionClassLoader(ClassLoader parent) {
        super("vitrine-cells", parent);
    }

    /** Replaces what is found: loaders by top-level class name. */
    void use(Map<String, ClassLoader> loaders) {
        types = Map.copyOf(loaders);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        ClassLoader loader = types.get(CompiledClass.topLevelOf(name));
        if (loader == null) {
            throw new ClassNotFoundException(name);
        }
        return loader.loadClass(name);
    }
}
