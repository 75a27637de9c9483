package dev.vitrine.kernel.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line of a kernel process. {@code run} and the kernelspec that {@code install} writes
 * share it.
 */
public final class JvmCommand {

    /**
     * Name of the environment variable with options for the kernel's JVM, such as {@code -Xmx8g}.
     */
    public static final String OPTIONS_VARIABLE = "VITRINE_JVM_OPTS";

    /** Of the JVM's own, after how many calls and loops a method is compiled. */
    private static final String JAVAC_THRESHOLDS = "0.2";

    private static final int FIRST_WITH_UTF_8_BY_DEFAULT = 18;
    private static final int FIRST_WITH_NATIVE_ACCESS_WARNINGS = 24;

    private JvmCommand() {}

    /** The {@code java} that runs this process. */
    public static Path java() {
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        return Path.of(System.getProperty("java.home"), "bin", windows ? "java.exe" : "java");
    }

    /**
     * A kernel of the given home on the JDK of this process.
     *
     * @param userOptions JVM options that come after, and so override, the defaults
     * @param connectionFile path, or Jupyter's placeholder {@code {connection_file}}
     */
    public static List<String> kernel(
            VitrineHome home, List<String> userOptions, String connectionFile) {
        ClassSharing sharing = ClassSharing.ofThisJdk();
        return kernel(home, sharing.using(sharing.file(home)), userOptions, connectionFile);
    }

    static List<String> kernel(
            VitrineHome home,
            List<String> sharingOptions,
            List<String> userOptions,
            String connectionFile) {
        List<String> command = new ArrayList<>();
        command.add(java().toString());
        // An archive that is missing or stale is ignored, and without a word.
        command.add("-Xlog:cds*=off");
        command.addAll(sharingOptions);
        // Cells go through more of javac than they go through often: its methods are compiled
        // sooner.
        command.add("-XX:CompileCommand=quiet");
        command.add(
                "-XX:CompileCommand=CompileThresholdScaling,com.sun.tools.javac.*::*,"
                        + JAVAC_THRESHOLDS);
        command.add("-Djava.awt.headless=true");
        if (Runtime.version().feature() < FIRST_WITH_UTF_8_BY_DEFAULT) {
            // What a cell reads and writes is UTF-8, whatever the locale (JEP 400).
            command.add("-Dfile.encoding=UTF-8");
        }
        if (Runtime.version().feature() >= FIRST_WITH_NATIVE_ACCESS_WARNINGS) {
            command.add("-Xlog:aot*=off");
            command.add("--enable-native-access=ALL-UNNAMED");
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(userOptions);
        command.add("-jar");
        command.add(home.kernelJar().toString());
        command.add("kernel");
        command.add(connectionFile);
        return command;
    }
}
