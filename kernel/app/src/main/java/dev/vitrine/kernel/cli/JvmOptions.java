package dev.vitrine.kernel.cli;

import dev.vitrine.kernel.ParentWatch;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Options for the kernel's JVM from the environment variable {@value #VARIABLE}, or JJava's {@value
 * #OF_JJAVA} where that is not set, such as {@code -Xmx8g}, and those that {@code %jvm} keeps,
 * which go last. A kernelspec cannot put them into a command line, so a kernel that finds some
 * starts itself anew with them.
 */
final class JvmOptions {

    static final String VARIABLE = "VITRINE_JVM_OPTS";

    private static final String OF_JJAVA = "JJAVA_JVM_OPTS";

    private static final String APPLIED = "vitrine.jvm.options.applied";

    /** Stands before the options that were applied. */
    private static final String MARK = "-D" + APPLIED + "=true";

    /** Why options that are kept are not used; a property, since the next JVM has to know. */
    private static final String WARNING = "vitrine.jvm.options.warning";

    private JvmOptions() {}

    /** The variable that counts. */
    static String variable() {
        String own = System.getenv(VARIABLE);
        return own == null || own.isBlank() ? OF_JJAVA : VARIABLE;
    }

    /**
     * What the variable holds; empty if it is not set.
     *
     * @throws IllegalArgumentException if a quote in it is not closed
     */
    static List<String> fromEnvironment() {
        String variable = variable();
        try {
            return ShellWords.split(System.getenv(variable));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(variable + ": " + e.getMessage(), e);
        }
    }

    /** The options for a command line, marked so that the kernel does not apply them again. */
    static List<String> applied() {
        return marked(fromEnvironment());
    }

    private static List<String> marked(List<String> options) {
        List<String> marked = new ArrayList<>(List.of(MARK));
        marked.addAll(options);
        return marked;
    }

    /** Why options that are kept were left out, if they were. */
    static Optional<String> warning() {
        return Optional.ofNullable(System.getProperty(WARNING));
    }

    /**
     * The options that this JVM should have been started with; empty if it was. Options that are
     * kept and that the JVM refuses by now are left out with a warning, so that a kernel starts.
     */
    static List<String> lacking(StoredJvmOptions stored) throws InterruptedException {
        if (Boolean.getBoolean(APPLIED)) {
            return List.of();
        }
        List<String> options = new ArrayList<>(fromEnvironment());
        try {
            List<String> kept = stored.read();
            if (!kept.isEmpty()) {
                List<String> all = new ArrayList<>(options);
                all.addAll(kept);
                Optional<String> refusal = JvmTrial.refusal(arguments(all));
                if (refusal.isEmpty()) {
                    return all;
                }
                warn("the JVM refuses " + String.join(" ", kept) + ": " + refusal.get(), stored);
            }
        } catch (IOException unreadable) {
            warn(unreadable.toString(), stored);
        }
        return options;
    }

    private static void warn(String why, StoredJvmOptions stored) {
        System.setProperty(
                WARNING,
                "The options that %jvm keeps for "
                        + stored.owner()
                        + " are left out: "
                        + why
                        + " (%jvm --clear forgets them.)");
    }

    /**
     * Runs the kernel in a JVM of its own, with the options of this one and some more. It ends with
     * this process, and this process with the one that started it.
     *
     * @return its exit code
     */
    static int restart(VitrineHome home, List<String> options, String connectionFile)
            throws InterruptedException {
        List<String> all = new ArrayList<>(options);
        warning().ifPresent(warning -> all.add("-D" + WARNING + "=" + warning));
        ProcessBuilder builder = new ProcessBuilder(command(home, all, connectionFile)).inheritIO();
        ParentWatch.exitWithParent(System.getenv());
        builder.environment()
                .put(ParentWatch.VARIABLE, Long.toString(ProcessHandle.current().pid()));
        try {
            InterruptSignal.ignore();
            Process kernel = builder.start();
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(kernel::destroy, "vitrine-kernel-stopper"));
            return kernel.waitFor();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The kernel cannot be started with "
                            + String.join(" ", options)
                            + ": "
                            + e.getMessage(),
                    e);
        }
    }

    /** A kernel that starts as this one has, but for options that were applied, with others. */
    static List<String> command(VitrineHome home, List<String> options, String connectionFile) {
        List<String> command = new ArrayList<>();
        command.add(JvmCommand.java().toString());
        command.addAll(arguments(options));
        command.addAll(List.of("-jar", home.kernelJar().toString(), "kernel", connectionFile));
        return command;
    }

    /** What a JVM like this one is started with, with other options applied. */
    private static List<String> arguments(List<String> options) {
        List<String> own = ManagementFactory.getRuntimeMXBean().getInputArguments();
        int mark = own.indexOf(MARK);
        List<String> arguments = new ArrayList<>(mark < 0 ? own : own.subList(0, mark));
        arguments.addAll(marked(options));
        return arguments;
    }
}
