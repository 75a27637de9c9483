package dev.vitrine.kernel.java;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Defines the classes that cells compile to, each when it is first needed. */
final class SnippetClassLoader extends ClassLoader {

    static {
        registerAsParallelCapable();
    }

    private final Map<String, byte[]> ready = new ConcurrentHashMap<>();
    private final SnippetLinks links = new SnippetLinks(this);

    SnippetClassLoader(ClassLoader parent) {
        super("vitrine-cells", parent);
    }

    SnippetLinks links() {
        return links;
    }

    /** Offers a class; a class that is not defined yet may be offered again. */
    void offer(String name, byte[] classFile) {
        ready.put(name, classFile);
    }

    boolean isDefined(String name) {
        synchronized (getClassLoadingLock(name)) {
            return findLoadedClass(name) != null;
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        // Cells are linked by the kernel's own class, which their parents do not show.
        if (name.equals(SnippetLinks.class.getName())) {
            return SnippetLinks.class;
        }
        return super.loadClass(name, resolve);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] classFile = ready.remove(name);
        if (classFile == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, classFile, 0, classFile.length);
    }
}
