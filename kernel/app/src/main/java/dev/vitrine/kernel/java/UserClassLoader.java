package dev.vitrine.kernel.java;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

/**
 * Loads the kernel's library and the jars and class folders of a notebook; grows while it runs.
 * What the notebook added is woven as it is loaded, see {@link LibraryWeaver}; the library, which
 * checks by itself whether it is to stop, is not.
 */
final class UserClassLoader extends URLClassLoader {

    private static final URL[] NONE = {};

    static {
        registerAsParallelCapable();
    }

    private final Set<Path> entries = new LinkedHashSet<>();

    /** Finds files in what the notebook added, and in what its manifests name. Loads no class. */
    private final Added added = new Added();

    private static final class Added extends URLClassLoader {

        Added() {
            super("vitrine-added", NONE, null);
        }

        @Override
        protected void addURL(URL url) {
            super.addURL(url);
        }
    }

    /**
     * @param library entries whose classes are loaded as they are
     */
    UserClassLoader(List<Path> library, ClassLoader parent) {
        super("vitrine-user", NONE, parent);
        for (Path path : library) {
            Path entry = path.toAbsolutePath().normalize();
            if (entries.add(entry)) {
                addURL(url(entry));
            }
        }
    }

    /**
     * Appends entries that are not there yet.
     *
     * @return those that were new
     */
    synchronized List<Path> add(List<Path> paths) {
        List<Path> fresh = new ArrayList<>();
        for (Path path : paths) {
            Path entry = path.toAbsolutePath().normalize();
            if (entries.add(entry)) {
                added.addURL(url(entry));
                fresh.add(entry);
            }
        }
        return fresh;
    }

    synchronized List<Path> entries() {
        return List.copyOf(entries);
    }

    private static URL url(Path entry) {
        try {
            return entry.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("Not a class path entry: " + entry, e);
        }
    }

    @Override
    public URL[] getURLs() {
        List<URL> all = new ArrayList<>(List.of(super.getURLs()));
        all.addAll(List.of(added.getURLs()));
        return all.toArray(NONE);
    }

    @Override
    public URL findResource(String name) {
        URL found = super.findResource(name);
        return found == null ? added.findResource(name) : found;
    }

    @Override
    public Enumeration<URL> findResources(String name) throws IOException {
        List<URL> found = Collections.list(super.findResources(name));
        found.addAll(Collections.list(added.findResources(name)));
        return Collections.enumeration(found);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        try {
            return super.findClass(name);
        } catch (ClassNotFoundException notInLibrary) {
            String file = name.replace('.', '/') + ".class";
            URL url = added.findResource(file);
            if (url == null) {
                throw notInLibrary;
            }
            try {
                return define(name, file, url);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    private Class<?> define(String name, String file, URL url) throws IOException {
        URLConnection connection = url.openConnection();
        byte[] classFile;
        try (InputStream in = connection.getInputStream()) {
            classFile = in.readAllBytes();
        }
        URL place;
        Manifest manifest = null;
        CodeSigner[] signers = null;
        if (connection instanceof JarURLConnection jar) {
            place = jar.getJarFileURL();
            manifest = jar.getManifest();
            // Known when the whole entry has been read, and not before.
            signers = jar.getJarEntry().getCodeSigners();
        } else {
            String text = url.toString();
            place = URI.create(text.substring(0, text.length() - file.length())).toURL();
        }
        int dot = name.lastIndexOf('.');
        if (dot > 0) {
            prepare(name.substring(0, dot), manifest == null ? new Manifest() : manifest, place);
        }
        byte[] woven = LibraryWeaver.weave(classFile);
        return defineClass(name, woven, 0, woven.length, new CodeSource(place, signers));
    }

    /** Makes the package of a class from its jar's manifest, unless another class has done so. */
    private void prepare(String name, Manifest manifest, URL place) {
        Package known = getDefinedPackage(name);
        if (known == null) {
            try {
                definePackage(name, manifest, place);
                return;
            } catch (IllegalArgumentException e) {
                // Another thread was quicker.
                known = getDefinedPackage(name);
            }
        }
        boolean mixed = known.isSealed() ? !known.isSealed(place) : isSealed(name, manifest);
        if (mixed) {
            throw new SecurityException(
                    "Package " + name + " is sealed, and its classes are in more than one jar");
        }
    }

    private static boolean isSealed(String name, Manifest manifest) {
        Attributes own = manifest.getAttributes(name.replace('.', '/') + "/");
        String sealed = own == null ? null : own.getValue(Attributes.Name.SEALED);
        return Boolean.parseBoolean(
                sealed == null
                        ? manifest.getMainAttributes().getValue(Attributes.Name.SEALED)
                        : sealed);
    }
}
