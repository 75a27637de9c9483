package dev.vitrine.kernel;

import dev.vitrine.kernel.log.KernelLog;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Keeps the virtual machine's optimizing compiler for the user's code.
 *
 * <p>Javac is large, and each cell runs a little of it: for the first thousand cells C2 would be
 * busy with methods that run too seldom to pay for it, on a processor that the cells need. Its
 * first compiler, C1, makes them nearly as quick for a tenth of the time.
 *
 * <p>This is what {@code jcmd PID Compiler.directives_add FILE} does (JEP 165). The option that
 * reads such a file at the start writes a line to standard output, and ends a virtual machine that
 * cannot read it; here nothing happens then.
 */
final class JitDirectives {

    private static final Logger LOG = KernelLog.of(JitDirectives.class);

    /** What cells and messages go through, and nothing that users compute with. */
    private static final String DIRECTIVES =
            """
            [{
              match: [
                "com/sun/source/*.*",
                "com/sun/tools/javac/*.*",
                "dev/vitrine/kernel/*.*",
                "jdk/internal/jimage/*.*",
                "jdk/internal/jrtfs/*.*",
                "jdk/internal/org/objectweb/asm/*.*",
                "org/objectweb/asm/*.*",
                "org/zeromq/*.*",
                "zmq/*.*"
              ],
              c2: { Exclude: true }
            }]
            """;

    private JitDirectives() {}

    /** Applies to what is compiled from now on. */
    static void apply() {
        try {
            Path file = Files.createTempFile("vitrine-jit", ".json");
            try {
                Files.writeString(file, DIRECTIVES);
                LOG.log(Level.DEBUG, execute("Compiler.directives_add " + file));
            } finally {
                Files.delete(file);
            }
        } catch (ReflectiveOperationException
                | InaccessibleObjectException
                | IOException
                | LinkageError e) {
            LOG.log(Level.DEBUG, "The virtual machine takes no directives for its compilers", e);
        }
    }

    /**
     * Has the virtual machine execute a command of jcmd's. The MBean for it would do the same,
     * after a tenth of a second in which all the others are made.
     */
    static String execute(String command) throws ReflectiveOperationException {
        String management = "com.sun.management.internal.";
        // Loads the native library.
        Class.forName(management + "PlatformMBeanProviderImpl");
        Class<?> commands = Class.forName(management + "DiagnosticCommandImpl");
        Method instance = commands.getDeclaredMethod("getDiagnosticCommandMBean");
        Method execute = commands.getDeclaredMethod("executeDiagnosticCommand", String.class);
        instance.setAccessible(true);
        execute.setAccessible(true);
        return (String) execute.invoke(instance.invoke(null), command);
    }
}
