package dev.vitrine.kernel.java.javac;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;

/**
 * Gives the compiler the class path and the classes of earlier cells, and takes those of this one,
 * in memory.
 */
final class CellFileManager extends ForwardingJavaFileManager<StandardJavaFileManager> {

    private final ClassPathIndex classPath;
    private List<JavaFileObject> visible = List.of();
    private Map<String, byte[]> output = new LinkedHashMap<>();

    /**
     * @param files has everything but the class path
     */
    CellFileManager(StandardJavaFileManager files, ClassPathIndex classPath) {
        super(files);
        this.classPath = classPath;
    }

    /**
     * Begins a compilation.
     *
     * @param classes of earlier cells that it may refer to
     */
    void begin(Collection<CompiledClass> classes) {
        List<JavaFileObject> files = new ArrayList<>();
        for (CompiledClass compiled : classes) {
            compiled.files().forEach((name, file) -> files.add(new ClassInMemory(name, file)));
        }
        visible = files;
        output = new LinkedHashMap<>();
    }

    /** The names of the classes of earlier cells. */
    List<String> visible() {
        return visible.stream().map(file -> ((ClassInMemory) file).className).toList();
    }

    /** The class files written since {@link #begin}, by class name. */
    Map<String, byte[]> output() {
        return output;
    }

    @Override
    public Iterable<JavaFileObject> list(
            Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse)
            throws IOException {
        if (packageName.equals(CompiledClass.PACKAGE)) {
            return location == StandardLocation.CLASS_PATH
                            && kinds.contains(JavaFileObject.Kind.CLASS)
                    ? visible
                    : List.of();
        }
        if (location == StandardLocation.CLASS_PATH) {
            return kinds.contains(JavaFileObject.Kind.CLASS)
                    ? Collections.unmodifiableList(classPath.list(packageName, recurse))
                    : List.of();
        }
        return super.list(location, packageName, kinds, recurse);
    }

    @Override
    public String inferBinaryName(Location location, JavaFileObject file) {
        if (file instanceof ClassPathFile onClassPath) {
            return onClassPath.binaryName();
        }
        return file instanceof ClassInMemory inMemory
                ? inMemory.className
                : super.inferBinaryName(location, file);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
            Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
        return new SimpleJavaFileObject(
                URI.create("cell:///" + className.replace('.', '/') + kind.extension), kind) {
            @Override
            public OutputStream openOutputStream() {
                return new ByteArrayOutputStream() {
                    @Override
                    public void close() {
                        output.put(className, toByteArray());
                    }
                };
            }
        };
    }

    /** Javac asks for plugins anew in each compilation; the search is made short. */
    @Override
    public boolean hasLocation(Location location) {
        return location == StandardLocation.ANNOTATION_PROCESSOR_MODULE_PATH
                || super.hasLocation(location);
    }

    @Override
    public <S> ServiceLoader<S> getServiceLoader(Location location, Class<S> service)
            throws IOException {
        return location == StandardLocation.ANNOTATION_PROCESSOR_MODULE_PATH
                ? ServiceLoader.load(ModuleLayer.empty(), service)
                : super.getServiceLoader(location, service);
    }

    @Override
    public boolean isSameFile(FileObject a, FileObject b) {
        boolean ours = isOurs(a) || isOurs(b);
        return ours ? a == b : super.isSameFile(a, b);
    }

    private static boolean isOurs(FileObject file) {
        return file instanceof SimpleJavaFileObject || file instanceof ClassPathFile;
    }

    private static final class ClassInMemory extends SimpleJavaFileObject {

        private final String className;
        private final byte[] file;

        ClassInMemory(String className, byte[] file) {
            super(URI.create("cell:///" + className.replace('.', '/') + ".class"), Kind.CLASS);
            this.className = className;
            this.file = file;
        }

        @Override
        public InputStream openInputStream() {
            return new ByteArrayInputStream(file);
        }
    }
}
