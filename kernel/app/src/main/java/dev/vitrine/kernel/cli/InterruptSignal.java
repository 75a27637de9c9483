package dev.vitrine.kernel.cli;

import dev.vitrine.kernel.log.KernelLog;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Proxy;

/**
 * Ctrl-C in a terminal reaches every process there, the kernel included. Kernels are interrupted by
 * message, so the signal is taken and dropped: otherwise it would end the kernel before the cell
 * can be stopped.
 */
final class InterruptSignal {

    private InterruptSignal() {}

    /** Drops SIGINT from now on, where the JVM lets us. */
    static void ignore() {
        try {
            // Not a compile-time dependency: javac warns of this package, and no option silences
            // it.
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object nothing =
                    Proxy.newProxyInstance(
                            InterruptSignal.class.getClassLoader(),
                            new Class<?>[] {handler},
                            (proxy, method, arguments) -> null);
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("INT"), nothing);
        } catch (ReflectiveOperationException e) {
            Logger log = KernelLog.of(InterruptSignal.class);
            log.log(Level.DEBUG, "SIGINT stays with the JVM", e);
        }
    }
}
