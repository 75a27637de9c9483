package dev.vitrine.kernel.java.javac;

import dev.vitrine.kernel.java.CellLinks;
import java.util.HashMap;
import java.util.Map;

/**
 * Defines some of the classes of one cell, each when it is first needed.
 *
 * <p>Every cell has loaders of its own, so that what is replaced can be unloaded. A loader knows
 * the loaders of the classes that its own refer to; its parent knows those that are live.
 */
final class CellClassLoader extends ClassLoader implements CellLinks.Linked {

    static {
        registerAsParallelCapable();
    }

    private final CellLinks links;
    private final Map<String, byte[]> ready;
    private final Map<String, ClassLoader> others = new HashMap<>();

    /**
     * @param classFiles by class name
     */
    CellClassLoader(
            String name, ClassLoader parent, CellLinks links, Map<String, byte[]> classFiles) {
        super(name, parent);
        this.links = links;
        ready = new HashMap<>(classFiles);
    }

    @Override
    public CellLinks links() {
        return links;
    }

    /** Tells where a top-level class of another loader is; to be called before any is loaded. */
    void find(String topLevelClass, ClassLoader loader) {
        others.put(topLevelClass, loader);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith(CompiledClass.PREFIX)) {
            synchronized (getClassLoadingLock(name)) {
                Class<?> own = findLoadedClass(name);
                if (own != null) {
                    return own;
                }
                if (isReady(name)) {
                    return findClass(name);
                }
            }
            ClassLoader other = others.get(CompiledClass.topLevelOf(name));
            return other == null ? getParent().loadClass(name) : other.loadClass(name);
        }
        // Cells are linked by the kernel's own class, which their parents do not show.
        if (name.equals(CellLinks.class.getName())) {
            return CellLinks.class;
        }
        return super.loadClass(name, resolve);
    }

    private boolean isReady(String name) {
        synchronized (ready) {
            return ready.containsKey(name);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] classFile;
        synchronized (ready) {
            classFile = ready.remove(name);
        }
        if (classFile == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, classFile, 0, classFile.length);
    }
}
