package dev.vitrine.kernel.java;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;

/**
 * Preview features of the Java language: those who start the JVM with {@code --enable-preview} need
 * not tell the compiler, too.
 */
final class PreviewFeatures {

    private static final String OPTION = "--enable-preview";

    private PreviewFeatures() {}

    /** Options of javac, and those that preview features take if this JVM has them switched on. */
    static List<String> addTo(List<String> options) {
        if (options.contains(OPTION) || !areEnabled()) {
            return options;
        }
        List<String> all = new ArrayList<>(options);
        all.add(OPTION);
        if (!options.contains("--source") && !options.contains("--release")) {
            all.addAll(List.of("--source", Integer.toString(Runtime.version().feature())));
        }
        return all;
    }

    /** The JVM does not say, but it takes classes that were compiled so or not. */
    static boolean areEnabled() {
        try {
            MethodHandles.lookup().defineHiddenClass(emptyClass(), false);
            return true;
        } catch (UnsupportedClassVersionError e) {
            return false;
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Without members, and with the version number of preview features (JVMS 4.1). */
    private static byte[] emptyClass() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(0xCAFEBABE);
            out.writeShort(0xFFFF); // minor version
            out.writeShort(44 + Runtime.version().feature());
            out.writeShort(5); // constants, counted from 1
            writeClass(out, 2, PreviewFeatures.class.getName().replace('.', '/') + "Probe");
            writeClass(out, 4, "java/lang/Object");
            out.writeShort(0x1030); // final, super, synthetic
            out.writeShort(1); // this class
            out.writeShort(3); // its superclass
            for (int nothing = 0; nothing < 4; nothing++) {
                out.writeShort(0); // interfaces, fields, methods, attributes
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** Two constants: a class, and its name, which is the next one. */
    private static void writeClass(DataOutputStream out, int nameIndex, String name)
            throws IOException {
        out.writeByte(7); // CONSTANT_Class
        out.writeShort(nameIndex);
        out.writeByte(1); // CONSTANT_Utf8
        out.writeUTF(name);
    }
}
