package dev.vitrine.kernel.java.jshell;

import dev.vitrine.kernel.java.CellLinks;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Defines the classes that cells compile to, each when it is first needed. */
final class SnippetClassLoader extends ClassLoader implements CellLinks.Linked {

    static {
        registerAsParallelCapable();
    }

    private final Map<String, byte[]> ready = new ConcurrentHashMap<>();
    private final CellLinks links = new CellLinks(this::loadClass);

    SnippetClassLoader(ClassLoader parent) {
        super("vitrine-cells", parent);
    }

    @Override
    public CellLinks links() {
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
        if (name.equals(CellLinks.class.getName())) {
            return CellLinks.class;
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
