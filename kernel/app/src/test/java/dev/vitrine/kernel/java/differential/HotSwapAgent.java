package dev.vitrine.kernel.java.differential;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Gives the oracle's JVM what the {@code jshell} tool has through its debugger: hot swapping. */
public final class HotSwapAgent {

    private static volatile Instrumentation instrumentation;

    private HotSwapAgent() {}

    /** Called by the JVM. */
    public static void premain(String arguments, Instrumentation given) {
        instrumentation = given;
    }

    static Instrumentation instrumentation() {
        if (instrumentation == null) {
            throw new IllegalStateException("This JVM was not started with the agent");
        }
        return instrumentation;
    }

    /** Writes the jar for {@code -javaagent}; its class is found on the class path. */
    static Path writeJar(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Premain-Class", HotSwapAgent.class.getName());
        main.putValue("Can-Redefine-Classes", "true");
        try (OutputStream out = Files.newOutputStream(jar)) {
            new JarOutputStream(out, manifest).close();
        }
        return jar;
    }
}
