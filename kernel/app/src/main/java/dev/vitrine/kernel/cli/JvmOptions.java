package dev.vitrine.kernel.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * Options for the kernel's JVM from the environment variable {@value #VARIABLE}, such as {@code
 * -Xmx8g}. A kernelspec cannot put a variable into a command line, so a kernel that finds it set
 * starts itself anew with the options.
 */
final class JvmOptions {

    static final String VARIABLE = "VITRINE_JVM_OPTS";

    private static final String APPLIED = "vitrine.jvm.options.applied";

    private JvmOptions() {}

    /**
     * What the variable holds; empty if it is not set.
     *
     * @throws IllegalArgumentException if a quote in it is not closed
     */
    static List<String> fromEnvironment() {
        try {
            return ShellWords.split(System.getenv(VARIABLE));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(VARIABLE + ": " + e.getMessage(), e);
        }
    }

    /** The options for a command line, marked so that the kernel does not apply them again. */
    static List<String> applied() {
        List<String> options = new ArrayList<>(fromEnvironment());
        options.add("-D" + APPLIED + "=true");
        return options;
    }

    static boolean needRestart() {
        return System.getenv(VARIABLE) != null
                && !Boolean.getBoolean(APPLIED)
                && !fromEnvironment().isEmpty();
    }

    /**
     * Runs the kernel in a JVM of its own, with the options of this one and those of the variable.
     *
     * @return its exit code
     */
    static int restart(VitrineHome home, String connectionFile) throws InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(JvmCommand.java().toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(applied());
        command.addAll(List.of("-jar", home.kernelJar().toString(), "kernel", connectionFile));
        try {
            InterruptSignal.ignore();
            Process kernel = new ProcessBuilder(command).inheritIO().start();
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(kernel::destroy, "vitrine-kernel-stopper"));
            return kernel.waitFor();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The kernel cannot be started with " + VARIABLE + ": " + e.getMessage(), e);
        }
    }
}
