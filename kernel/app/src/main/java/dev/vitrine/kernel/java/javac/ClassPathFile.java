package dev.vitrine.kernel.java.javac;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.Writer;
import java.net.URI;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.tools.JavaFileObject;

/**
 * A class file of the class path. Made by the thousand when a package is listed, so it is small.
 */
abstract class ClassPathFile implements JavaFileObject {

    private final String packageName;
    private final String fileName;

    /**
     * @param packageName with dots
     * @param fileName with {@code .class}
     */
    ClassPathFile(String packageName, String fileName) {
        this.packageName = packageName;
        this.fileName = fileName;
    }

    final String binaryName() {
        String simple = fileName.substring(0, fileName.length() - Kind.CLASS.extension.length());
        return packageName.isEmpty() ? simple : packageName + "." + simple;
    }

    @Override
    public abstract URI toUri();

    @Override
    public abstract InputStream openInputStream() throws IOException;

    @Override
    public final String getName() {
        return toUri().toString();
    }

    @Override
    public final Kind getKind() {
        return Kind.CLASS;
    }

    @Override
    public final boolean isNameCompatible(String simpleName, Kind kind) {
        return kind == Kind.CLASS && fileName.equals(simpleName + kind.extension);
    }

    @Override
    public final NestingKind getNestingKind() {
        return null;
    }

    @Override
    public final Modifier getAccessLevel() {
        return null;
    }

    @Override
    public final long getLastModified() {
        return 0;
    }

    @Override
    public final boolean delete() {
        return false;
    }

    @Override
    public final OutputStream openOutputStream() {
        throw new UnsupportedOperationException("The class path is only read");
    }

    @Override
    public final Writer openWriter() {
        throw new UnsupportedOperationException("The class path is only read");
    }

    @Override
    public final Reader openReader(boolean ignoreEncodingErrors) {
        throw new UnsupportedOperationException("A class file is not text");
    }

    @Override
    public final CharSequence getCharContent(boolean ignoreEncodingErrors) {
        throw new UnsupportedOperationException("A class file is not text");
    }

    @Override
    public final String toString() {
        return getName();
    }
}
